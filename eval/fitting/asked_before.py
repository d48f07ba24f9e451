"""The memory of questions (``assistant.weighing.asked_before``), made of the training questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.asked_before import AskedBefore, unit
from eval.fitting.examples import FULLY_RIGHT, Example
from index.embedder import Vectors
from index.opened import Index

COMPONENTS = 160
"""Principal components that a question keeps; with all 384 as many records and sentences came first."""

_PATH = Path(__file__).parents[2] / "assistant" / "data" / "asked_before.npz"


class Questions:
    """The answered questions of ``examples`` with their vectors, for a memory of all of them or without some."""

    def __init__(self, index: Index, examples: Sequence[Example], queries: Sequence[str]) -> None:
        """``queries`` are the examples as the embedder is asked for them, in English words."""
        kept = [
            (example, query)
            for example, query in zip(examples, queries, strict=True)
            if example.answered and example.hand and len(example.records) == 1 and _answers(example)
        ]
        self._hands = np.array([example.hand for example, _ in kept])
        self._records = [next(iter(example.records)) for example, _ in kept]
        self._embedder = index.manifest.model.name
        self._vectors = index.embedder.embed_queries([query for _, query in kept])
        means = [index.sentence_vectors[_answers(example)].mean(axis=0) for example, _ in kept]
        self._answers, answer_of = np.unique(unit(np.array(means)), axis=0, return_inverse=True)
        self._answer_of = answer_of.reshape(-1).astype(np.int32)
        _, _, axes = np.linalg.svd(self._vectors, full_matrices=False)
        self._projection: Vectors = np.ascontiguousarray(axes[:COMPONENTS].T, dtype=np.float32)

    def without(self, hand: str) -> AskedBefore:
        """The memory of all questions but those that ``hand`` wrote; of all for the empty name."""
        kept = np.flatnonzero(self._hands != hand)
        return AskedBefore(
            embedder=self._embedder,
            projection=self._projection,
            questions=unit(self._vectors[kept] @ self._projection),
            answers=self._answers,
            answer_of=self._answer_of[kept],
            record_of=tuple(self._records[at] for at in kept),
        )


def write_memory(asked: AskedBefore) -> Path:
    """Where ``asked`` was written: the assistant's own data folder. Vectors are kept as bytes."""
    ids = sorted(set(asked.record_of))
    place = {record_id: at for at, record_id in enumerate(ids)}
    with _PATH.open("wb") as file:
        np.savez_compressed(
            file,
            embedder=np.array(asked.embedder),
            projection=asked.projection.astype(np.float16),
            questions=_bytes(asked.questions),
            answers=_bytes(asked.answers),
            answer_of=asked.answer_of.astype(np.uint16),
            records=np.array(ids),
            record_of=np.array([place[record_id] for record_id in asked.record_of], dtype=np.uint16),
        )
    return _PATH


def _bytes(vectors: Vectors) -> NDArray[np.int8]:
    """Each vector in steps of the 127th part of its largest component; their length is not kept."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    found: NDArray[np.int8] = np.round(vectors / largest * 127).astype(np.int8)
    return found


def _answers(example: Example) -> list[int]:
    return [row for row, share in example.right.items() if share >= FULLY_RIGHT]
