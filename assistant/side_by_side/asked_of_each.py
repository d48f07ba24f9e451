"""Whether a question asks of several records, one for each of its sides, rather than of one."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.reading import Kind, Reading
from assistant.side_by_side.cues import ASKS, ASKS_TWICE, CUES, JOINTS, LEAVES_OUT, STARTS_WITHOUT
from assistant.side_by_side.division import Division
from assistant.side_by_side.segments import content_of, text_of
from assistant.side_by_side.sides import Dividing
from assistant.weighed import Weighed
from assistant.words import fold
from ingest.records import RecordKind, SectionKey

FILE = "data/sides_weights.json"

SIGNALS = (
    "least",
    "most",
    "held",
    "gain",
    "named_least",
    "named_most",
    "shared_least",
    "shared_most",
    "sure_apart",
    "sure_cue",
    "named_gain",
    "whole_first",
    "whole_least",
    "whole_both",
    "first_is_one",
    "score",
    "more_sides",
    "one_kind",
    "background",
    "asks_each",
    "asks_same",
    "asks_other",
    "asks_right",
    "asks_left",
    "left_out",
    "adaptable",
    "no_gain",
    "few_terms",
    "describes",
    "request",
    "yesno",
    "named_records",
    "numbered",
    "all_numbered",
    *(f"cue_{name}" for name in CUES),
    *(f"joint_{name}" for name in JOINTS),
)


def signals(reading: Reading, division: Division, weighed: Weighed, catalog: Catalog) -> NDArray[np.float64]:
    """What speaks for or against two subjects, in the order of ``SIGNALS``."""
    sides = division.sides
    text = text_of(reading)
    folded = fold(text)
    between = [fold(text[one.end : other.start]) for one, other in pairwise(sides)]
    named = [s.named for s in sides]
    shared = [
        max(catalog.coverage(s.terms, catalog.body_stems[o.record.id]) for o in sides if o is not s)
        for s in sides
    ]
    asked = [frozenset(match.group() for match in ASKS.finditer(fold(s.text))) for s in sides]
    asks = [bool(words) for words in asked]
    whole = {item.record.id: item for item in weighed.ranked}
    ids = [s.record.id for s in sides]
    terms = content_of(reading)
    naming = [catalog.naming_stems[record_id] for record_id in ids]
    first = weighed.ranked[0]
    chances = sorted(math.log(max(s.probability, 1e-3)) for s in sides)
    values = {
        "least": chances[0],
        "most": chances[-1],
        "held": division.held,
        "gain": division.held - division.held_by_one,
        "named_least": min(named),
        "named_most": max(named),
        "shared_least": min(shared),
        "shared_most": max(shared),
        "sure_apart": math.exp(chances[0]) * (1 - max(shared)),
        "sure_cue": math.exp(chances[0]) * any(pattern.search(folded) for pattern in CUES.values()),
        "named_gain": catalog.coverage(terms, naming[0].union(*naming[1:]))
        - max(catalog.coverage(terms, catalog.naming_stems[item.record.id]) for item in weighed.ranked[:5]),
        "whole_first": math.log(max(first.probability, 1e-3)),
        "whole_least": math.log(max(min(whole[i].probability for i in ids), 1e-6)),
        "whole_both": sum(whole[i].probability for i in ids),
        "first_is_one": first.record.id in ids,
        "score": division.score / 5,
        "more_sides": len(sides) > 2,
        "one_kind": len({s.record.kind for s in sides}) == 1,
        "background": any(s.record.kind is RecordKind.BACKGROUND for s in sides),
        "asks_each": all(asks),
        "asks_same": bool(frozenset.intersection(*asked)),
        "asks_other": all(asks) and not frozenset.intersection(*asked),
        "asks_right": asks[-1] and not asks[0],
        "asks_left": asks[0] and not asks[-1],
        "left_out": any(
            LEAVES_OUT.search(fold(text[: s.start]))
            or LEAVES_OUT.match(fold(s.text).lstrip())
            or STARTS_WITHOUT.match(fold(s.text))
            for s in sides
        ),
        "adaptable": bool(reading.sections) and reading.sections[0] is SectionKey.ADAPTABILITY,
        "no_gain": division.held <= division.held_by_one,
        "few_terms": min(len(s.terms) for s in sides) <= 1,
        "describes": reading.kind is Kind.DESCRIBE,
        "request": reading.request is not None,
        "yesno": "yesno" in reading.wanted,
        "numbered": sum(s.numbered for s in sides),
        "all_numbered": all(s.numbered for s in sides),
        "named_records": len(reading.records),
        **{f"cue_{name}": bool(pattern.search(folded)) for name, pattern in CUES.items()},
        **{
            f"joint_{name}": any(pattern.search(joint) for joint in between)
            for name, pattern in JOINTS.items()
        },
    }
    return np.array([float(values[name]) for name in SIGNALS])


def likelihood(reading: Reading, division: Division, weighed: Weighed, catalog: Catalog) -> float:
    """How likely ``reading`` asks of the records of ``division``, rather than of one record."""
    score = float(signals(reading, division, weighed, catalog) @ _weights()[:-1] + _weights()[-1])
    return 1 / (1 + math.exp(-score))


_PLAINLY, _BEYOND_DOUBT = 0.999, 0.9999
"""From how likely one record is by the whole question its sides are looked at only where its words ask for several;
only where they also hold more than that record."""


def may_ask_of_each(reading: Reading, dividing: Dividing, *, likeliest: float = 0.0) -> bool:
    """Whether it is worth a closer look at the sides of ``reading``: by its wording, or by what its sides hold.

    ``likeliest`` is how likely one record is by the whole question.
    """
    if reading.kind is Kind.COMPARE:
        return True
    folded = fold(text_of(reading))
    worded = any(pattern.search(folded) for pattern in (*CUES.values(), ASKS_TWICE))
    if likeliest >= _BEYOND_DOUBT:
        return worded and dividing.gain > 0
    return worded or (likeliest < _PLAINLY and dividing.gain > 0)


@cache
def _weights() -> NDArray[np.float64]:
    """A weight for each signal, the offset last."""
    shipped = json.loads(files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return np.array([*(shipped["weights"][name] for name in SIGNALS), shipped["offset"]])
