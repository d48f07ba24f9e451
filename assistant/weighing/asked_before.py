"""What answered questions like this one: a memory of questions whose answers are known.

A reader asks in other words than a record uses, but seldom in other words than all readers before. So the questions of
``assistant/training`` are kept with the vectors of the sentences that answer them, and a sentence is the likelier an
answer the nearer the question is to one of these, and the sentence to one that answered it (question–answer pairs as
an index: Lewis et al. 2021, PAQ). Answers are told by their vectors, so a record may be worded otherwise than the one
that the questions were written for; where other wordings were at hand, what answers in these is kept, too. Questions
that their record does not answer are kept without (``assistant.weighing.precedents``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.adapted import unit
from assistant.weighing.holders import Rows, Values
from assistant.weighing.precedents import Precedents, Spans, by_record
from assistant.weighing.precedents import nothing as no_precedents
from index.embedder import Vectors

FILE = "data/asked_before.npz"

NEAREST = 32
"""How many of the nearest questions have a say in what answers."""

VOTING = 24
"""How many of them vote."""

MOST_ELSEWHERE = 1_000
"""How many sentences the records may have that a question is looked for in whose own record the index lacks."""

SAME_RECORD = 0.4
"""How alike its best sentence and what answered a question have to be in the mean; else only the name is the same."""

SHARPNESS = 0.08
"""By how much less alike a question's vote is divided by e."""

THE_SAME = 8
"""The power of the likeness of two sentences by which only those count that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """Questions with the record that answers each, and the vectors of the sentences that answer it.

    ``questions`` are unit vectors in the space that ``projection`` (dimension of the embedder × components) leads to;
    ``sentences`` unit vectors of the embedder. Question ``i`` is answered by those of the numbers
    ``answers[starts[i]:starts[i + 1]]``, at least one; ``record_of[i]`` is the id of its record. ``in_vain`` are
    questions that the records ``in_vain_of`` do not answer. ``embedder`` is the name of the model that all are from.
    """

    embedder: str
    projection: Vectors
    questions: Vectors
    sentences: Vectors
    answers: Rows
    starts: Rows
    record_of: tuple[str, ...]
    in_vain: Vectors
    in_vain_of: tuple[str, ...]

    def only(self, questions: Sequence[int]) -> AskedBefore:
        """A memory of these questions alone."""
        return replace(
            self,
            questions=self.questions[questions],
            answers=self.answers[self.answers_at(questions)],
            starts=np.concatenate(([0], np.cumsum(np.diff(self.starts)[questions]))).astype(np.int32),
            record_of=tuple(self.record_of[at] for at in questions),
        )

    def answers_at(self, questions: Sequence[int]) -> NDArray[np.intp]:
        """Where in ``answers`` those of the ``questions`` stand, one question after the other."""
        counts = np.diff(self.starts)[questions]
        before = np.repeat(np.cumsum(counts) - counts, counts)
        within: NDArray[np.intp] = np.arange(counts.sum()) - before
        return within + np.repeat(self.starts[questions], counts)


def nothing() -> AskedBefore:
    """A memory of no question."""
    none = np.zeros((0, 0), dtype=np.float32)
    return AskedBefore(
        embedder="",
        projection=none,
        questions=none,
        sentences=none,
        answers=np.zeros(0, dtype=np.int32),
        starts=np.zeros(1, dtype=np.int32),
        record_of=(),
        in_vain=none,
        in_vain_of=(),
    )


@cache
def shipped() -> AskedBefore:
    """The questions that come with the assistant."""
    held = np.load(BytesIO(files("assistant").joinpath(FILE).read_bytes()), allow_pickle=False)
    ids = [str(record_id) for record_id in held["records"]]
    return AskedBefore(
        embedder=str(held["embedder"]),
        projection=held["projection"].astype(np.float32),
        questions=unit(held["questions"].astype(np.float32)),
        sentences=unit(held["sentences"].astype(np.float32)),
        answers=held["answers"].astype(np.int32),
        starts=np.concatenate(([0], np.cumsum(held["counts"]))).astype(np.int32),
        record_of=tuple(ids[at] for at in held["record_of"].tolist()),
        in_vain=unit(held["in_vain"].astype(np.float32)),
        in_vain_of=tuple(ids[at] for at in held["in_vain_of"].tolist()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """For each sentence of an index how likely it answers a question, by what answered others.

    ``best`` is the highest product of the likeness of a question and that of its answer; ``voted`` the share of the
    votes of the nearest questions, each times the likeness of its answer; ``same`` likewise, but only sentences
    that say what answered have a share worth the name. ``precedents`` tell whether any answers it at all.
    """

    best: Values
    voted: Values
    same: Values
    precedents: Precedents


class Recall:
    """The questions ``asked`` of records of one index, ready to be recalled."""

    def __init__(
        self, asked: AskedBefore, rows_of: Mapping[str, Rows], vectors: Vectors, embedder: str
    ) -> None:
        """``rows_of`` gives for each record the rows of its sentences in ``vectors``, all by ``embedder``."""
        places = _places(asked, rows_of) if asked.embedder == embedder else {}
        self._size = len(vectors)
        self._projection = asked.projection
        self._rows: list[Rows] = []
        self._likeness: list[Vectors] = []
        self._first: list[int] = []
        kept: list[int] = []
        spans: dict[str, slice] = {}
        for place, questions in places.items():
            rows = np.array(place, dtype=np.int32)
            likeness = _likeness(asked, questions, vectors[rows])
            if likeness.max(axis=1).mean() < SAME_RECORD:
                continue
            self._rows.append(rows)
            self._likeness.append(np.maximum(likeness, 0))
            self._first.append(len(kept))
            spans[asked.record_of[questions[0]]] = slice(len(kept), len(kept) + len(questions))
            kept += questions
        self._questions = asked.questions[kept]
        self._answered_of: Spans = spans
        self._in_vain, self._in_vain_of = by_record(asked.in_vain, asked.in_vain_of, spans)
        self._place = np.repeat(np.arange(len(self._rows)), list(map(len, self._likeness)))

    @property
    def rows(self) -> frozenset[int]:
        """The sentences of the records that questions are remembered of."""
        return frozenset(row for rows in self._rows for row in rows.tolist())

    def __bool__(self) -> bool:
        """Whether any question is remembered."""
        return len(self._questions) > 0

    def __call__(self, vector: Vectors) -> Recalled:
        """What is recalled by the question with this unit ``vector``."""
        return self.each(vector[np.newaxis])[0]

    def each(self, vectors: Vectors) -> list[Recalled]:
        """The same for each of several questions."""
        if not self:
            none = np.zeros(self._size, dtype=np.float32)
            nothing_recalled = Recalled(best=none, voted=none, same=none, precedents=no_precedents())
            return [nothing_recalled] * len(vectors)
        asked = unit(vectors @ self._projection)
        return list(map(self._signals, asked @ self._questions.T, asked @ self._in_vain.T))

    def _signals(self, alike: Values, in_vain: Values) -> Recalled:
        """What is recalled where ``alike`` is how alike each question remembered is, ``in_vain`` those not answered."""
        best, voted, same = np.zeros((3, self._size), dtype=np.float32)
        nearest = _highest(alike, NEAREST)
        votes = np.exp((alike[nearest] - 1) / SHARPNESS)
        votes[VOTING:] = 0
        votes /= votes.sum()
        for place in np.unique(self._place[nearest]).tolist():
            here = np.flatnonzero(self._place[nearest] == place)
            rows, asked = self._rows[place], nearest[here]
            likeness = self._likeness[place][asked - self._first[place]]
            best[rows] = np.maximum(best[rows], (alike[asked, np.newaxis] * likeness).max(axis=0))
            voted[rows] += votes[here] @ likeness
            same[rows] += votes[here] @ likeness**THE_SAME
        precedents = Precedents(
            answered=alike, in_vain=in_vain, answered_of=self._answered_of, in_vain_of=self._in_vain_of
        )
        return Recalled(best=best, voted=voted, same=same, precedents=precedents)


def _likeness(asked: AskedBefore, questions: Sequence[int], vectors: Vectors) -> Vectors:
    """For each of the ``questions`` how alike each of ``vectors`` is to the nearest sentence that answers it."""
    counts = np.diff(asked.starts)[questions]
    starts = np.cumsum(counts) - counts
    used, place = np.unique(asked.answers[asked.answers_at(questions)], return_inverse=True)
    likeness: Vectors = np.maximum.reduceat((asked.sentences[used] @ vectors.T)[place], starts, axis=0)
    return likeness


def _places(asked: AskedBefore, rows_of: Mapping[str, Rows]) -> dict[tuple[int, ...], list[int]]:
    """For each group of rows the questions that are answered there: those of one record.

    Where a few records of the index go by another name than in the memory, the questions of those that it lacks may be
    answered by any of them; an index of other documents altogether has no place for any question.
    """
    names = set(asked.record_of)
    known = names.intersection(rows_of)
    unknown = [rows for record_id, rows in rows_of.items() if record_id not in names]
    elsewhere = tuple(sorted(row for rows in unknown for row in rows.tolist()))
    if 2 * len(known) < len(names) or len(elsewhere) > MOST_ELSEWHERE:
        elsewhere = ()
    place_of = {record_id: tuple(rows_of[record_id].tolist()) for record_id in known}
    places: dict[tuple[int, ...], list[int]] = {}
    for at, record_id in enumerate(asked.record_of):
        place = place_of.get(record_id, elsewhere)
        if place:
            places.setdefault(place, []).append(at)
    return places


def _highest(values: Values, most: int) -> NDArray[np.intp]:
    """The places of the highest ``values``, the highest first; of equal ones the earlier first."""
    if len(values) > most:
        some = np.flatnonzero(values >= np.partition(values, -most)[-most])
    else:
        some = np.arange(len(values))
    return some[np.argsort(-values[some], kind="stable")][:most]
