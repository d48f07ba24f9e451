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

Wordings = tuple[Index, Sequence[Example]]

_DATA = Path(__file__).parents[2] / "assistant" / "data"

_GROUPS = 3
"""How many times the maps are fitted without a part of the hands."""


class Questions:
    """The questions of ``examples`` with their vectors, for a memory of all of them or without some."""

    def __init__(
        self, index: Index, examples: Sequence[Example], queries: Sequence[str], also: Wordings | None = None
    ) -> None:
        """``queries`` are the examples as the embedder is asked for them, in English words.

        ``also`` gives another index of the same records and the examples as that answers them, where it is sure.
        """
        kept = [
            (example, query)
            for example, query in zip(examples, queries, strict=True)
            if example.answered and example.hand and len(example.records) == 1 and _answers(example)
        ]
        in_vain = [
            (example, query)
            for example, query in zip(examples, queries, strict=True)
            if not example.answered and example.hand and len(example.records) == 1
        ]
        self._in_vain = index.embedder.embed_queries([query for _, query in in_vain])
        self._in_vain_hands = np.array([example.hand for example, _ in in_vain])
        self._in_vain_of = [next(iter(example.records)) for example, _ in in_vain]
        self._hands = np.array([example.hand for example, _ in kept])
        self._group = {hand: at % _GROUPS for at, hand in enumerate(np.unique(self._hands).tolist())}
        self._records = [next(iter(example.records)) for example, _ in kept]
        self._embedder = index.manifest.model.name
        self._questions = index.embedder.embed_queries([query for _, query in kept])
        self._rows = [_answers(example) for example, _ in kept]
        self._texts = [index.sentence_vectors]
        answers = self._rows
        if also is not None:
            first, there = len(index.sentence_vectors), {e.id: _answers(e) for e in also[1]}
            self._texts.append(also[0].sentence_vectors)
            other = [[first + row for row in there.get(example.id, ())] for example, _ in kept]
            answers = [own + others for own, others in zip(answers, other, strict=True)]
        self._answers = answers
        self._maps = cache(self._fit_maps)

    def without(self, hand: str) -> tuple[AskedBefore, Adapter]:
        """The memory of all questions but those that ``hand`` wrote, and maps that have not seen them.

        Of all questions for the empty name.
        """
        maps = self._maps(self._group.get(hand))
        kept = np.flatnonzero(self._hands != hand)
        in_vain = np.flatnonzero(self._in_vain_hands != hand)
        answers = [self._answers[at] for at in kept]
        used, numbers = np.unique(np.concatenate(answers), return_inverse=True)
        asked = AskedBefore(
            embedder=self._embedder,
            projection=maps.alike,
            questions=unit(self._questions[kept] @ maps.alike),
            sentences=np.concatenate(self._texts)[used],
            answers=numbers.astype(np.int32),
            starts=np.cumsum([0, *map(len, answers)]).astype(np.int32),
            record_of=tuple(self._records[at] for at in kept),
            in_vain=unit(self._in_vain[in_vain] @ maps.alike),
            in_vain_of=tuple(self._in_vain_of[at] for at in in_vain),
        )
        return asked, Adapter(embedder=self._embedder, question=maps.question, sentence=maps.sentence)

    def _fit_maps(self, group: int | None) -> Maps:
        """The maps fitted without the hands of ``group``."""
        kept = [at for at, hand in enumerate(self._hands.tolist()) if self._group[hand] != group]
        answers = [self._answers[at] for at in kept]
        return fit_maps(self._questions[kept], self._hands[kept].tolist(), answers, self._texts)


def write_memory(asked: AskedBefore, adapter: Adapter) -> tuple[Path, Path]:
    """Where both were written: the assistant's own data folder. Vectors are kept as bytes, maps as half floats."""
    ids = sorted({*asked.record_of, *asked.in_vain_of})
    place = {record_id: at for at, record_id in enumerate(ids)}
    with (_DATA / "asked_before.npz").open("wb") as file:
        np.savez_compressed(
            file,
            embedder=np.array(asked.embedder),
            projection=asked.projection.astype(np.float16),
            questions=_bytes(asked.questions),
            sentences=_bytes(asked.sentences),
            answers=asked.answers.astype(np.uint16),
            counts=np.diff(asked.starts).astype(np.uint8),
            records=np.array(ids),
            record_of=np.array([place[record_id] for record_id in asked.record_of], dtype=np.uint16),
            in_vain=_bytes(asked.in_vain),
            in_vain_of=np.array([place[record_id] for record_id in asked.in_vain_of], dtype=np.uint16),
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
