"""How the parts are put together: the one place that turns settings into an assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.answering import prepared
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.current import CurrentIndex
from index.embedder import EmbedderSource
from index.onnx_model import embedder_source
from ingest.errors import UsageError

if TYPE_CHECKING:
    from assistant.generating.chat_model import ChatModel
    from assistant.generating.writer import Writer


def build_assistant(settings: Settings, *, llm: Any = None) -> Assistant:
    """The assistant over the index in ``settings.data``, following every generation published there.

    ``llm`` writes the answers in place of the model of the settings: a LlamaIndex ``LLM`` or a ``ChatModel``.

    Raises:
        IndexStateError: there is no usable index.
        UsageError: only one of the two settings that name a language model is there.
    """
    chosen = build_embedder(settings).name if settings.embedder else None
    current = CurrentIndex(settings.data, chroma_url=settings.chroma_url, model=chosen, prepare=prepared)
    return Assistant(
        current, max_question_chars=settings.max_question_chars, writer=build_writer(settings, llm=llm)
    )


def build_writer(settings: Settings, *, llm: Any = None) -> Writer | None:
    """What writes answers with a language model; ``None`` where none is configured.

    Nothing is imported for a model that is not there, and nothing sent before it is asked.
    """
    if llm is None and not settings.llm_base_url and not settings.llm_model:
        return None
    from assistant.generating.writer import Writer

    model = build_chat_model(settings) if llm is None else _as_chat_model(llm, settings)
    return Writer(model, strike=settings.llm_unsupported == "strike", rewrite=settings.llm_rewrite)


def build_chat_model(settings: Settings) -> ChatModel:
    """The language model that ``settings`` name; nothing is sent to it yet.

    Raises:
        UsageError: only one of the two settings that name it is there, or neither.
    """
    from assistant.generating.llama_index_model import openai_like

    if not settings.llm_base_url or not settings.llm_model:
        missing = "SSTC_LLM_MODEL" if settings.llm_base_url else "SSTC_LLM_BASE_URL"
        companion = ", while its companion is" if settings.llm_base_url or settings.llm_model else ""
        raise UsageError(
            f"{missing} is not set{companion}. A language model needs both SSTC_LLM_BASE_URL and "
            "SSTC_LLM_MODEL: the address of an OpenAI-compatible server and the name of a model on it.",
            field=missing,
        )
    return openai_like(
        settings.llm_base_url,
        settings.llm_model,
        settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        context_tokens=settings.llm_context,
        timeout=settings.llm_timeout,
        concurrency=settings.llm_concurrency,
    )


def _as_chat_model(llm: Any, settings: Settings) -> ChatModel:
    if hasattr(llm, "stream_chat"):
        from assistant.generating.llama_index_model import LlamaIndexModel

        return LlamaIndexModel.of(llm, timeout=settings.llm_timeout, concurrency=settings.llm_concurrency)
    model: ChatModel = llm
    return model


def build_embedder(settings: Settings) -> EmbedderSource:
    """The embedding model that an index in ``settings.data`` is built with."""
    return embedder_source(settings.data, settings.embedder)
