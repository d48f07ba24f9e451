"""The memory of questions (``assistant.weighing.asked_before``) and the maps beside it, of the training questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.adapted import Adapter, unit
from assistant.weighing.asked_before import AskedBefore
from eval.fitting.adapting import Maps, fit_maps
from eval.fitting.examples import FULLY_RIGHT, Example
from index.embedder import Vectors
from index.opened import Index

_DATA = Path(__file__).parents[2] / "assistant" / "data"

_GROUPS = 3
"""How many times the maps are fitted without a part of the hands."""


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
        self._group = {hand: at % _GROUPS for at, hand in enumerate(np.unique(self._hands).tolist())}
        self._records = [next(iter(example.records)) for example, _ in kept]
        self._embedder = index.manifest.model.name
        self._questions = index.embedder.embed_queries([query for _, query in kept])
        self._sentences = index.sentence_vectors
        self._rows = [_answers(example) for example, _ in kept]
        means = [self._sentences[rows].mean(axis=0) for rows in self._rows]
        self._answers, answer_of = np.unique(unit(np.array(means)), axis=0, return_inverse=True)
        self._answer_of = answer_of.reshape(-1).astype(np.int32)
        self._maps = cache(self._fit_maps)

    def without(self, hand: str) -> tuple[AskedBefore, Adapter]:
        """The memory of all questions but those that ``hand`` wrote, and maps that have not seen them.

        Of all questions for the empty name.
        """
        maps = self._maps(self._group.get(hand))
        kept = np.flatnonzero(self._hands != hand)
        asked = AskedBefore(
            embedder=self._embedder,
            projection=maps.alike,
            questions=unit(self._questions[kept] @ maps.alike),
            answers=self._answers,
            answer_of=self._answer_of[kept],
            record_of=tuple(self._records[at] for at in kept),
        )
        return asked, Adapter(embedder=self._embedder, question=maps.question, sentence=maps.sentence)

    def _fit_maps(self, group: int | None) -> Maps:
        """The maps fitted without the hands of ``group``."""
        kept = [at for at, hand in enumerate(self._hands.tolist()) if self._group[hand] != group]
        rows = [self._rows[at] for at in kept]
        return fit_maps(self._questions[kept], self._hands[kept].tolist(), rows, self._sentences)


def write_memory(asked: AskedBefore, adapter: Adapter) -> tuple[Path, Path]:
    """Where both were written: the assistant's own data folder. Vectors are kept as bytes, maps as half floats."""
    ids = sorted(set(asked.record_of))
    place = {record_id: at for at, record_id in enumerate(ids)}
    with (_DATA / "asked_before.npz").open("wb") as file:
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
    with (_DATA / "adapter.npz").open("wb") as file:
        np.savez_compressed(
            file,
            embedder=np.array(adapter.embedder),
            question=adapter.question.astype(np.float16),
            sentence=adapter.sentence.astype(np.float16),
        )
    return _DATA / "asked_before.npz", _DATA / "adapter.npz"


def _bytes(vectors: Vectors) -> NDArray[np.int8]:
    """Each vector in steps of the 127th part of its largest component; their length is not kept."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    found: NDArray[np.int8] = np.round(vectors / largest * 127).astype(np.int8)
    return found


def _answers(example: Example) -> list[int]:
    return [row for row, share in example.right.items() if share >= FULLY_RIGHT]
