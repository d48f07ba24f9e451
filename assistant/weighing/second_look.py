"""A second look at the records that come first: how well the best of their sentences answers.

What speaks for a record at first are words and vectors wherever they stand in it; here it is one sentence of the
right section that shows the fact asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.ranked_sentences import RankedSentences

if TYPE_CHECKING:
    from assistant.weighed import RankedRecord

SECOND_LOOK_SIGNALS = (
    "first look",
    "best",
    "together",
    "all",
    "rest",
    "cosine",
    "facts",
    "counted",
    "names",
    "asked_before",
    "asked_often",
    "asked_same",
    "adapted",
    "section_likely",
)
"""``first look``: the score before. ``best``: the score of the best sentence; ``together``: of all of them, as
the logarithm of the sum of what they are raised to. ``all``, ``rest``, ``cosine``, ``names``, ``asked_before``,
``asked_often``, ``asked_same``, ``adapted``: the highest of any sentence; ``facts``, ``counted``, ``section_likely``:
those of the best."""

_HIGHEST = ("all", "rest", "cosine", "names", "asked_before", "asked_often", "asked_same", "adapted")

MOST = 3
"""How many records are looked at twice."""

WITHIN = 2.0
"""How far below the best they may be at first."""


def looked_at(ranked: Sequence[RankedRecord]) -> Sequence[RankedRecord]:
    """The first of the records ``ranked`` that another look could put before the best one."""
    return [item for item in ranked[:MOST] if item.score >= ranked[0].score - WITHIN]


def second_look(ranked: Sequence[RankedRecord], sentences: Sequence[RankedSentences]) -> NDArray[np.float64]:
    """One row for each of the records ``ranked`` with its weighed ``sentences``, one column for each signal.

    All but ``first look`` are told as how far they are below the highest of them all, so that a record which is
    not looked at loses nothing.
    """
    found = np.array([_signals(item, own) for item, own in zip(ranked, sentences, strict=True)])
    found[:, 1:] -= found[:, 1:].max(axis=0)
    return found


def _signals(item: RankedRecord, sentences: RankedSentences) -> list[float]:
    if not sentences:
        return [item.score, *([-10.0, -10.0] + [0.0] * (len(SECOND_LOOK_SIGNALS) - 3))]
    scores = sentences.scores
    highest = {name: float(sentences.signal(name).max()) for name in _HIGHEST}
    own = {name: float(sentences.signal(name)[0]) for name in ("facts", "counted", "section_likely")}
    together = float(scores.max() + np.log(np.exp(scores - scores.max()).sum()))
    named = {"first look": item.score, "best": float(scores[0]), "together": together} | highest | own
    return [named[name] for name in SECOND_LOOK_SIGNALS]
