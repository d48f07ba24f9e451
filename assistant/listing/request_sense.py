"""How likely a question asks for a set of records, by its words, what is known of them, and what they would find.

The rules of ``request_reading`` know how requests are worded; this tells those that are worded in another way, and
questions for a fact that are worded like a request.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.listing.conditions import Condition
from assistant.listing.request import Request
from assistant.reading import Reading
from assistant.words import fold

FILE = "data/request_sense_weights.json"
AT_FIRST, LOOKED_AT = "at first", "looked at"
"""The two models: by the question alone, and once its conditions are read."""

_SPOKEN_OF = (
    "countries",
    "groups",
    "regions",
    "themes",
    "periods",
    "kinds",
    "names",
    "foreign",
    "terms",
    "asked",
)
_WAYS = (
    "counts",
    "several",
    "keywords",
    "sure",
    "softly",
    "loosely",
    "passing",
    "bare",
    "overall",
    "by_whom",
    "named",
)
_MASK = " _x_ "
_PIECE = re.compile(r"[a-z_]+|\?|\d+")
_FEW = 3
_MANY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What speaks for a question: numbers by their names, and the words and pairs of words that it holds."""

    numbers: dict[str, float]
    words: frozenset[str]


def at_first(reading: Reading) -> Signals:
    """The signals of a question by itself."""
    numbers: dict[str, float] = {}
    for name in _SPOKEN_OF:
        count = len(getattr(reading, name))
        numbers[f"{name} at all"], numbers[name] = float(count > 0), math.log1p(count)
    numbers |= {f"wants {fact}": 1.0 for fact in reading.wanted}
    numbers |= {f"asks of {section}": 1.0 for section in reading.sections}
    numbers |= {
        f"kind {reading.kind}": 1.0,
        "facts": float(len(reading.wanted)),
        "sections": float(len(reading.sections)),
        "names a record": float(bool(reading.records or reading.unknown_numbers)),
        "only asks": float(reading.only_asks),
        "question mark": float("?" in reading.text),
    }
    numbers |= _of_request(reading.request)
    text = _text(reading)
    numbers["length"] = math.log1p(len(text.split()))
    return Signals(numbers=numbers, words=frozenset(_words(text, reading.language)))


def looked_at(reading: Reading, conditions: Sequence[Condition], passed_over: int, found: int) -> Signals:
    """The signals of a question whose ``conditions`` find so many records; their words count as those of a field."""
    numbers = dict(at_first(reading).numbers)
    fields = [condition.field for condition in conditions]
    numbers |= {f"condition on {field}": float(min(fields.count(field), _FEW)) for field in set(fields)}
    numbers |= {
        "conditions": float(
            sum(field not in ("kind", "period", "text", "mention", "id") for field in fields)
        ),
        "exact": float("text" not in fields),
        "denied": float(any(condition.negated for condition in conditions)),
        "passed over": float(min(passed_over, _MANY)),
        "passed over at all": float(passed_over > 0),
        "found none": float(not found),
        "found one": float(found == 1),
        "found": math.log1p(found),
    }
    text = _text(reading)
    for condition in sorted(conditions, key=lambda condition: -len(condition.words)):
        if condition.words and condition.field not in ("kind", "id", "text", "mention"):
            text = text.replace(condition.words, _MASK)
    return Signals(numbers=numbers, words=frozenset(_words(text, reading.language)))


def score(model: str, signals: Signals) -> float:
    """The logarithm of the odds that records are asked for, by one of the two models."""
    weights = _weights()[model]
    numbers, words = weights["numbers"], weights["words"]
    return (
        weights["offset"]["offset"]
        + sum(numbers.get(name, 0.0) * value for name, value in signals.numbers.items())
        + sum(words.get(word, 0.0) for word in signals.words)
    )


@cache
def _weights() -> dict[str, dict[str, dict[str, float]]]:
    loaded: dict[str, dict[str, dict[str, float]]] = json.loads(
        files("assistant").joinpath(FILE).read_text(encoding="utf-8")
    )["models"]
    return loaded


def _of_request(request: Request | None) -> dict[str, float]:
    if request is None:
        return {}
    found = {f"request {way}": 1.0 for way in _WAYS if getattr(request, way)}
    found["request"] = 1.0
    found |= {"request values": 1.0} if request.values else {}
    return found | ({"request by": 1.0} if request.by else {})


def _text(reading: Reading) -> str:
    return fold(reading.query if reading.language == "en" else reading.text)


def _words(text: str, language: str) -> Iterator[str]:
    pieces = ["0" if piece.isdigit() else piece for piece in _PIECE.findall(text)]
    yield from (f"{language} {piece}" for piece in pieces)
    yield from (f"{language} {first} {second}" for first, second in pairwise(("^", *pieces, "$")))
