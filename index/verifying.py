"""A generation read back before it is published, as a reader would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.chroma_store import ChromaStore
from index.embedder import Vectors
from index.generation import CHROMA, read_generation
from index.generations import Pointer
from index.passage_store import PassageStore
from index.sentences import Sentence
from index.stages import Progress
from ingest.errors import IndexDamagedError
from ingest.records import Passage

STEP = 1_000
"""One passage of so many is looked for in the store."""

SELF_COSINE = 0.9999


def verify(
    folder: Path,
    pointer: Pointer,
    *,
    passages: Sequence[Passage],
    vectors: Vectors,
    sentences: Sequence[Sentence],
    chroma_url: str | None,
    progress: Progress,
) -> None:
    """Raises ``IndexDamagedError`` where ``folder`` or the store does not give back what was written to it."""
    back = read_generation(folder, pointer)
    same = list(back.passages) == list(passages) and list(back.sentences) == list(sentences)
    if not same or not np.array_equal(back.vectors, vectors):
        raise IndexDamagedError(f"{folder} does not read back as it was written; run `sstc index` again")
    where = None if chroma_url else folder / CHROMA
    store = ChromaStore.open(pointer.generation, folder=where, url=chroma_url)
    try:
        _verify_store(store, passages, vectors, progress)
    finally:
        store.close()


def _verify_store(
    store: PassageStore, passages: Sequence[Passage], vectors: Vectors, progress: Progress
) -> None:
    """Holds the store to its count, and one passage of each batch to finding itself."""
    if store.count() != len(passages):
        raise IndexDamagedError(
            f"Chroma holds {store.count()} of {len(passages)} vectors; run `sstc index` again"
        )
    for start in range(0, len(passages), STEP):
        progress("verify", start, len(passages))
        middle = (start + min(start + STEP, len(passages))) // 2
        hits = store.query(vectors[middle], 1)
        if not hits or hits[0].cosine < SELF_COSINE:
            raise IndexDamagedError(
                f"Chroma does not find passage {passages[middle].id} by its own vector; "
                "run `sstc index` again"
            )
    progress("verify", len(passages), len(passages))
