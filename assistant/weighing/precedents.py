"""Whether questions like this one were answered before: by the record that would answer, or not.

What a record does not tell is asked for again and again: what it cost, which hotel, who led it. So the questions of
``assistant/training`` that their record does not answer are remembered, too, and the nearest of either kind tell
how likely another is answered (by nearest neighbours: Fix and Hodges 1951).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.weighing.holders import Values
from index.embedder import Vectors

STEEP = 4
"""The power of the likeness of the nearest question."""

STEEPER = 12
"""The power by which the likenesses of all questions of a record are added up: only the near ones count."""

_LEAST = 1e-3

Spans = Mapping[str, slice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """What became of the questions of one record that are like this one, each 0–1.

    ``answered`` and ``in_vain``: how near the nearest comes that it answers, and that it does not; ``share``: of what
    counts, how much was in vain; ``above``: how much nearer (-1 to 1) the latter comes.
    """

    answered: float = 0.0
    in_vain: float = 0.0
    share: float = 0.0
    above: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedents:
    """How alike the questions remembered are to one: answered ones, those ``in_vain``, and the spans of each record."""

    answered: Values
    in_vain: Values
    answered_of: Spans
    in_vain_of: Spans

    def of(self, record_id: str) -> Precedent:
        """What became of the questions of this record."""
        answered = np.maximum(self.answered[self.answered_of.get(record_id, slice(0))], 0)
        in_vain = np.maximum(self.in_vain[self.in_vain_of.get(record_id, slice(0))], 0)
        if not answered.size and not in_vain.size:
            return Precedent()
        nearest, nearest_in_vain = float(answered.max(initial=0)), float(in_vain.max(initial=0))
        counted = float((in_vain**STEEPER).sum())
        return Precedent(
            answered=nearest**STEEP,
            in_vain=nearest_in_vain**STEEP,
            share=counted / (counted + float((answered**STEEPER).sum()) + _LEAST),
            above=nearest_in_vain - nearest,
        )


def nothing() -> Precedents:
    """Of no question at all."""
    none = np.zeros(0, dtype=np.float32)
    return Precedents(answered=none, in_vain=none, answered_of={}, in_vain_of={})


def by_record(
    vectors: Vectors, record_of: Sequence[str], known: Mapping[str, slice]
) -> tuple[Vectors, Spans]:
    """Those of ``vectors`` whose record is among the ``known``, record by record, and where those of each stand."""
    order = sorted((at for at, own in enumerate(record_of) if own in known), key=record_of.__getitem__)
    spans: dict[str, slice] = {}
    for place, at in enumerate(order):
        start = spans[record_of[at]].start if record_of[at] in spans else place
        spans[record_of[at]] = slice(start, place + 1)
    return vectors[order], spans
