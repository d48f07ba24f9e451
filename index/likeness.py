"""How much texts mean the same, by the embedding model: `ingest` asks so about labels it does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.embedder import Embedder, EmbedderSource, Vectors


def likeness_of(source: EmbedderSource) -> Callable[[str, Sequence[str]], list[float]]:
    """A function from a text and others to the cosine of the text with each.

    The model is loaded at the first call; texts it has seen are embedded once.
    """
    loaded: list[Embedder] = []
    seen: dict[tuple[str, ...], Vectors] = {}

    def likeness(text: str, others: Sequence[str]) -> list[float]:
        if not loaded:
            loaded.append(source.load())
        key = tuple(others)
        if key not in seen:
            seen[key] = loaded[0].embed_documents(key)
        return [float(cosine) for cosine in seen[key] @ loaded[0].embed_documents([text])[0]]

    return likeness
