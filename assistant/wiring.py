"""How the parts are put together: the one place that turns settings into an assistant."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.current import CurrentIndex
from index.embedder import EmbedderSource
from index.onnx_model import embedder_source


def build_assistant(settings: Settings) -> Assistant:
    """The assistant over the index in ``settings.data``, following every generation published there.

    Raises:
        IndexStateError: there is no usable index.
    """
    chosen = build_embedder(settings).name if settings.embedder else None
    current = CurrentIndex(settings.data, chroma_url=settings.chroma_url, model=chosen)
    return Assistant(current, max_question_chars=settings.max_question_chars)


def build_embedder(settings: Settings) -> EmbedderSource:
    """The embedding model that an index in ``settings.data`` is built with."""
    return embedder_source(settings.data, settings.embedder)
