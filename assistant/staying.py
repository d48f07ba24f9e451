"""How likely a question stays with the record in focus, rather than speaks of another: a logistic model.

Its weights are fitted by ``python -m eval.fitting.staying``.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.listing.narrowing import ADDING
from assistant.reading import POINTING, Reading
from assistant.words import stem_set, words
from ingest.records import RecordKind

FILE = "data/staying_weights.json"

LEANING = re.compile(
    r"(?<!\w)(?:it|its|they|them|their|theirs|this|these|those|he|she|his|her|same|each other|one another|"
    r"the (?:first|second|third|fourth|last|other|former|latter)(?: one)?|the (?:two|three|four|five) \w+|both|"
    r"el mismo|ella|ellos|ellas|su|sus|eso|esa|ese|aquella|alli|"
    r"elle|il|ils|elles|ses|leurs?|cela|celle-ci|celui-ci|y a|ele|ela|eles|dele|dela|seu|sua|seus|suas|"
    r"isso|isto|essa|esse|nela|nele)(?!\w)"
)

SIGNALS = (
    "points",
    "adds",
    "words",
    "few",
    "weight",
    "likelier",
    "other",
    "title",
    "naming",
    "names",
    "held",
    "held_by_other",
    "names_held",
    "names_lacking",
    "lacking",
    "background",
    "practice",
    "points_other",
    "adds_other",
    "adds_more",
)
"""``points``: it says “it” or “they”; ``adds``: it begins with “and”. ``words``: logarithm of their number; ``few``:
one says what it is about; ``weight``: how telling those are together. ``likelier``: log odds of the record in focus
against the likeliest other one; ``other``: how likely that one is, ``title``, ``naming``, ``names``: signals of it.
``held``: how much of the question the record in focus holds, ``held_by_other`` the other. ``names_held``: it holds a
name of the question, ``names_lacking``: only the other one does. ``lacking``: the rarest word that it does not hold.
``background``, ``practice``: kind of the other. ``points_other`` …: products."""

_LEAST = 1e-6
_RAREST = 8.0


def signals(folded: str, reading: Reading, focus: str, evidence: Evidence) -> NDArray[np.float64]:
    """What speaks for the record in ``focus`` or against it, in the order of ``SIGNALS``."""
    catalog = evidence.catalog
    ranked = evidence.weigh(reading).ranked
    mine = next(item for item in ranked if item.record.id == focus)
    other = next((item for item in ranked if item is not mine), mine)
    places = stem_set(" ".join((*reading.countries, *reading.groups)))
    terms = set(reading.terms) - set(reading.counted) - POINTING - places
    here, there = catalog.body_stems[focus], catalog.body_stems[other.record.id]
    held, held_there = (catalog.coverage(terms, stems) if terms else 1.0 for stems in (here, there))
    points, adds = bool(LEANING.search(folded)), bool(ADDING.match(folded))
    rarest = max((catalog.idf(term) for term in terms - here), default=0.0)
    odds = math.log(mine.probability + _LEAST) - math.log(other.probability + _LEAST)
    values = {
        "points": points,
        "adds": adds,
        "words": math.log1p(len(words(folded))),
        "few": len(terms) <= 1,
        "weight": sum(map(catalog.idf, terms)) / 20,
        "likelier": max(-1.0, min(1.0, odds / _RAREST)),
        "other": other.probability,
        "title": other.signal("title"),
        "naming": other.signal("naming"),
        "names": other.signal("names"),
        "held": held,
        "held_by_other": held_there,
        "names_held": not here.isdisjoint(reading.names),
        "names_lacking": here.isdisjoint(reading.names) and not there.isdisjoint(reading.names),
        "lacking": rarest / _RAREST,
        "background": other.record.kind is RecordKind.BACKGROUND,
        "practice": other.record.kind is RecordKind.PRACTICE,
        "points_other": points * other.probability,
        "adds_other": adds * other.probability,
        "adds_more": adds * max(0.0, held_there - held),
    }
    return np.array([float(values[name]) for name in SIGNALS])


def stays(folded: str, reading: Reading, focus: str, evidence: Evidence) -> bool:
    """Whether the question is more likely about the record in ``focus`` than about another."""
    weights = _weights()
    return float(signals(folded, reading, focus, evidence) @ weights[:-1] + weights[-1]) > 0


@cache
def _weights() -> NDArray[np.float64]:
    """The weights of ``SIGNALS``, the offset last."""
    held = json.loads(files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return np.array([*(held["weights"][name] for name in SIGNALS), held["offset"]])
