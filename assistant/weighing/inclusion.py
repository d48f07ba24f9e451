"""Which sentences of a record belong in the answer beside the best one: a logistic model over their company."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.facts import FACTS
from assistant.reading import Reading
from assistant.weighing.ranked_sentences import RankedSentences
from assistant.weighing.sentence_table import SentenceTable
from ingest.records import SectionKey

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
    "first",
    "broad first",
    "named likely",
    "broad likely",
    "fact first",
    "fact likely",
    "asked before",
    "asked before below",
    "asked often",
    "asked often below",
    "asked same",
    "asked same below",
    "adapted",
    "adapted below",
    "adapted rest",
)
"""``below``: how far its score is below the best; ``probability``: of being the best, among those of its record;
``section probability``: the sum of it over its section. ``same section``, ``next``, ``before``, ``near``,
``distance``: as seen from the best sentence. ``broad``: a whole section is asked for;
``fact``: one type of fact; ``first``: in the section whose wording the question has. ``spread``: entropy of the
probabilities. ``beside top``: next to one of the three best."""

_TOP = 3


def inclusion_signals(
    reading: Reading, ranked: RankedSentences, table: SentenceTable, *, broad: bool
) -> NDArray[np.float64]:
    """One row for each of the ``ranked`` sentences of a record, best first, one column for each signal."""
    rows = ranked.rows
    own = ranked.signal
    scores = ranked.scores
    words, ordinal, item = table.length[rows], table.ordinal[rows], table.item[rows].astype(float)
    raised = np.exp(scores - scores.max())
    probability = raised / raised.sum()
    section = table.section[rows]
    _, group = np.unique(section, return_inverse=True)
    in_section = np.bincount(group, weights=probability)[group]
    section_words = np.log1p(np.bincount(group, weights=words)[group])
    same = (section == section[0]).astype(float)
    apart = ordinal - ordinal[0]
    opening = (ordinal == 0).astype(float)
    top = zip(section[:_TOP], ordinal[:_TOP], strict=True)
    beside_top = [(section == where) & (np.abs(ordinal - at) == 1) for where, at in top]
    rank = np.arange(1, len(ranked) + 1)
    spread = float(-(probability * np.log(probability + 1e-9)).sum())
    fact = float(bool(reading.wanted.intersection(FACTS) - {"named"}))
    signals: dict[str, NDArray[Any] | float] = {
        "constant": 1.0,
        "below": scores - scores[0],
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
        "fact": fact,
        "fact below": fact * (scores - scores[0]),
        "fact same": fact * same,
        "spread": spread,
        "spread same": spread * same,
        "words": np.log1p(words),
        "short": words < 4,
        "section words": section_words,
        "section words same": section_words * same,
        "item": item,
        "item of best list": item * same * item[0],
        "opening": opening,
        "opening same": opening * same,
        "facts": own("facts"),
        "counted": own("counted"),
        "rest": own("rest"),
        "rest cosine": own("rest_cosine"),
        "likely": own("likely"),
        "after opening": own("after_opening") * same,
        "beside top": np.any(beside_top, axis=0),
        "terms": len(reading.terms) / 10,
        "contacts": table.key[rows] == SectionKey.CONTACTS,
        "central": own("central"),
        "central same": own("central") * same,
        "central of record": own("central_of_record"),
        "fresh": own("fresh"),
        "fresh words": own("fresh_words"),
        "broad fresh words": broad * own("fresh_words"),
        "first": own("section_first"),
        "broad first": broad * own("section_first"),
        "named likely": own("named_likely"),
        "broad likely": broad * own("likely"),
        "fact first": own("fact_first"),
        "fact likely": own("fact_likely"),
        "asked before": own("asked_before"),
        "asked before below": own("asked_before") - own("asked_before")[0],
        "asked often": own("asked_often"),
        "asked often below": own("asked_often") - own("asked_often")[0],
        "asked same": own("asked_same"),
        "asked same below": own("asked_same") - own("asked_same")[0],
        "adapted": own("adapted"),
        "adapted below": own("adapted") - own("adapted")[0],
        "adapted rest": own("adapted_rest"),
    }
    found = np.empty((len(ranked), len(INCLUSION_SIGNALS)))
    for column, name in enumerate(INCLUSION_SIGNALS):
        found[:, column] = signals[name]
    return found


def likelihoods(signals: NDArray[np.float64], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """How likely each sentence belongs in the answer (0–1)."""
    shares: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(signals @ weights, -30, 30)))
    return shares
