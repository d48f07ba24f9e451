"""Which sentences of a record belong in the answer beside the best one: a logistic model over their company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.facts import FACTS
from assistant.reading import Reading
from assistant.weighing.sentence_table import ITEM
from ingest.records import SectionKey

if TYPE_CHECKING:
    from assistant.evidence import Sentence

INCLUSION_SIGNALS = (
    "constant",
    "below",
    "log probability",
    "probability",
    "section probability",
    "same section",
    "next",
    "before",
    "near",
    "distance",
    "rank",
    "log rank",
    "broad same",
    "broad section",
    "fact",
    "fact below",
    "fact same",
    "spread",
    "spread same",
    "words",
    "short",
    "section words",
    "section words same",
    "item",
    "item of best list",
    "opening",
    "opening same",
    "facts",
    "counted",
    "rest",
    "rest cosine",
    "likely",
    "after opening",
    "beside top",
    "terms",
    "contacts",
    "central",
    "central same",
    "central of record",
    "fresh",
    "fresh words",
    "broad fresh words",
)
"""``below``: how far its score is below the best; ``probability``: of being the best, among those of its record;
``section probability``: the sum of it over its section. ``same section``, ``next``, ``before``, ``near``,
``distance``: as seen from the best sentence. ``broad``: a whole section is asked for;
``fact``: one type of fact. ``spread``: entropy of the probabilities. ``beside top``: next to one of the three best."""

_TOP = 3


def inclusion_signals(reading: Reading, ranked: Sequence[Sentence], *, broad: bool) -> NDArray[np.float64]:
    """One row for each of the ``ranked`` sentences of a record, best first, one column for each signal."""
    best = ranked[0]
    sections = [sentence.section.id for sentence in ranked]
    words = np.array([sentence.words for sentence in ranked])
    scores = np.array([sentence.score for sentence in ranked])
    raised = np.exp(scores - scores.max())
    probability = raised / raised.sum()
    held: dict[str, float] = defaultdict(float)
    size: dict[str, int] = defaultdict(int)
    for section, share, length in zip(sections, probability, words, strict=True):
        held[section] += float(share)
        size[section] += int(length)
    in_section = np.array([held[section] for section in sections])
    section_words = np.log1p([size[section] for section in sections])
    same = np.array([section == sections[0] for section in sections], dtype=float)
    apart = np.array([s.ordinal - best.ordinal for s in ranked])
    opening = np.array([s.ordinal == 0 for s in ranked], dtype=float)
    item = np.array([bool(ITEM.match(s.text)) for s in ranked], dtype=float)
    placed = [(section, s.ordinal) for section, s in zip(sections, ranked, strict=True)]
    top = {(section, ordinal + step) for section, ordinal in placed[:_TOP] for step in (-1, 1)}
    rank = np.arange(1, len(ranked) + 1)
    spread = float(-(probability * np.log(probability + 1e-9)).sum())
    fact = float(bool(reading.wanted.intersection(FACTS) - {"named"}))
    signals = {
        "constant": np.ones(len(ranked)),
        "below": scores - best.score,
        "log probability": np.log(probability + 1e-6),
        "probability": probability,
        "section probability": in_section,
        "same section": same,
        "next": same * (apart == 1),
        "before": same * (apart == -1),
        "near": same * (np.abs(apart) <= 2),
        "distance": same * np.abs(apart) / 10,
        "rank": 1 / rank,
        "log rank": np.log(rank),
        "broad same": broad * same,
        "broad section": broad * in_section,
        "fact": np.full(len(ranked), fact),
        "fact below": fact * (scores - best.score),
        "fact same": fact * same,
        "spread": np.full(len(ranked), spread),
        "spread same": spread * same,
        "words": np.log1p(words),
        "short": words < 4,
        "section words": section_words,
        "section words same": section_words * same,
        "item": item,
        "item of best list": item * same * item[0],
        "opening": opening,
        "opening same": opening * same,
        "facts": _own(ranked, "facts"),
        "counted": _own(ranked, "counted"),
        "rest": _own(ranked, "rest"),
        "rest cosine": _own(ranked, "rest_cosine"),
        "likely": _own(ranked, "likely"),
        "after opening": _own(ranked, "after_opening") * same,
        "beside top": np.array([place in top for place in placed]),
        "terms": np.full(len(ranked), len(reading.terms) / 10),
        "contacts": np.array([s.section.key is SectionKey.CONTACTS for s in ranked]),
        "central": _own(ranked, "central"),
        "central same": _own(ranked, "central") * same,
        "central of record": _own(ranked, "central_of_record"),
        "fresh": _own(ranked, "fresh"),
        "fresh words": _own(ranked, "fresh_words"),
        "broad fresh words": broad * _own(ranked, "fresh_words"),
    }
    return np.stack([signals[name] for name in INCLUSION_SIGNALS], axis=1).astype(float)


def likelihoods(signals: NDArray[np.float64], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """How likely each sentence belongs in the answer (0–1)."""
    shares: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(signals @ weights, -30, 30)))
    return shares


def _own(ranked: Sequence[Sentence], name: str) -> NDArray[np.float64]:
    return np.array([sentence.signals[name] for sentence in ranked])
