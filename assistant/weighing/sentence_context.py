"""What speaks for a sentence by the company it keeps: how its section and its record do beside it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.holders import Values
from assistant.weighing.record_sentences import RecordSentences

_COMPARED = ("rest_cosine", "cosine", "rest")

CONTEXT_SIGNALS = (
    *(f"{name}_{held}" for name in _COMPARED for held in ("of_section", "in_section", "below", "rank")),
    "likely",
    "likely_below",
    "likely_opening",
    "likely_cosine",
    "cosine_squared",
    "section_size",
    "place",
    "early",
    "length",
    "long",
    "item",
    "after_opening",
)
"""``rest_cosine_of_section``, ``rest_cosine_in_section``: the highest and the mean of the section;
``rest_cosine_below``: how far below the highest of the record; ``rest_cosine_rank``: one over the rank in the
record; likewise the others. ``likely``: how likely the section is asked for; ``likely_below``: the logarithm, how
far below that of the likeliest section; ``likely_opening``, ``likely_cosine``: for the first sentence, times the
cosine of the rest. ``section_size``, ``length``: logarithms of sentences and words; ``place``: 0 for the first of the
section, towards 1 for the last; ``after_opening``: after a line that ends in a colon."""


def context_signals(
    own: Mapping[str, Values | NDArray[np.bool_]], sentences: RecordSentences
) -> dict[str, Values | NDArray[np.bool_]]:
    """The signals of ``CONTEXT_SIGNALS`` that a question changes, from those that its sentences have by themselves."""
    group, size = sentences.group, sentences.size
    found: dict[str, Values | NDArray[np.bool_]] = {}
    for name in _COMPARED:
        values = np.asarray(own[name], dtype=np.float32)
        best = np.full(len(size), -1.0, dtype=np.float32)
        np.maximum.at(best, group, values)
        found[f"{name}_of_section"] = best[group]
        found[f"{name}_in_section"] = (np.bincount(group, weights=values) / size)[group].astype(np.float32)
        found[f"{name}_below"] = values - values.max()
        found[f"{name}_rank"] = (1 / (1 + np.argsort(np.argsort(-values, kind="stable")))).astype(np.float32)
    logarithms = np.asarray(own["section_likely"], dtype=np.float32)
    cosine = np.asarray(own["rest_cosine"], dtype=np.float32)
    likely = np.exp(logarithms)
    return found | {
        "likely": likely,
        "likely_below": logarithms - logarithms.max(),
        "likely_opening": likely * sentences.opening,
        "likely_cosine": likely * cosine,
        "cosine_squared": np.maximum(cosine, 0) ** 2,
    }
