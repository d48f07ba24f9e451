"""What a text is about: countries, themes, modalities and target groups, by the words that stand for them."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.proposals.proposal import Facets
from ingest.gazetteer import find_countries, find_groups, find_regions
from ingest.topic_words import MODALITY_WORDS, THEME_WORDS

Weights = Mapping[str, float]

_SOFTNESS = 0.08
"""A theme so much less near than the nearest weighs a third as much."""

_LEAST = 0.1


def read_facets(text: str, weighed: Iterable[tuple[str, float]]) -> Facets:
    """The facets of a text: places by its own words, all else by weighed pieces of its English."""
    pieces = list(weighed)
    return Facets(
        countries=tuple(country.name for country in find_countries(text, adjectives=True)),
        groups=tuple(group.acronym for group in find_groups(text)),
        regions=find_regions(text),
        themes=weigh("theme", pieces),
        modalities=weigh("modality", pieces),
        targets=weigh("target", pieces),
    )


def weigh(facet: str, pieces: Iterable[tuple[str, float]]) -> dict[str, float]:
    """For each value of ``facet`` (theme, modality, target) how strongly texts speak of it, at most 1.

    A mention counts as much as its text weighs; the square root keeps what is mentioned often from silencing
    the rest.
    """
    counts: dict[str, float] = {}
    for text, weight in pieces:
        if not weight:
            continue
        for value, pattern in patterns(facet).items():
            if found := len(pattern.findall(text)):
                counts[value] = counts.get(value, 0.0) + weight * found * _table()["emphasis"].get(value, 1.0)
    most = max(counts.values(), default=0.0)
    return {value: math.sqrt(count / most) for value, count in counts.items()}


def about_work(themes: Weights) -> float:
    """How surely ``themes`` show that a text is about work (0–1)."""
    table = _table()["about_work"]
    return max((weight * float(table.get(name, 1.0)) for name, weight in themes.items()), default=0.0)


@cache
def patterns(facet: str) -> Mapping[str, re.Pattern[str]]:
    """For each value of ``facet`` the words that stand for it."""
    table = _table()
    known: Mapping[str, str] = {"theme": THEME_WORDS, "modality": MODALITY_WORDS}.get(facet, {})
    own: Mapping[str, list[str]] = table[facet]
    values = dict.fromkeys([*known, *own])
    return {
        value: re.compile(
            r"\b(?:" + "|".join([*filter(None, [known.get(value)]), *own.get(value, ())]) + r")(?!\w)", re.I
        )
        for value in values
    }


@cache
def _table() -> dict[str, Any]:
    source = files("assistant.proposals").joinpath("data/facets.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def likeness(one: Weights, other: Weights, telling: Weights) -> float:
    """The cosine of two weighted sets of values, ``telling`` ones counting more; 0 where one is empty."""
    shared = sum(one[value] * other[value] * telling.get(value, 1.0) ** 2 for value in one if value in other)
    if not shared:
        return 0.0
    return shared / (_length(one, telling) * _length(other, telling))


def nearest_values(names: Sequence[str], near: NDArray[np.float32]) -> dict[str, float]:
    """The values whose descriptions are nearest (by ``near``, their cosines), the nearest with weight 1."""
    weights = np.exp((near - near.max()) / _SOFTNESS)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True) if weight >= _LEAST}


def strongest(one: Weights, other: Weights, telling: Weights | None = None) -> float:
    """The weight of the value that both speak of most (0–1), the more ``telling`` the higher."""
    most = max(telling.values(), default=1.0) if telling else 1.0
    return max(
        (
            one[v] * other[v] * ((telling.get(v, 0.0) / most) ** 2 if telling else 1.0)
            for v in one
            if v in other
        ),
        default=0.0,
    )


def rarity(sets: Iterable[Weights]) -> dict[str, float]:
    """How telling each value is: the logarithm of the inverse of the share of ``sets`` that have it."""
    listed = list(sets)
    counts: dict[str, float] = {}
    for weights in listed:
        for value, weight in weights.items():
            counts[value] = counts.get(value, 0.0) + weight
    return {value: math.log(1 + len(listed) / (0.5 + count)) for value, count in counts.items()}


def _length(weights: Weights, telling: Weights) -> float:
    return math.sqrt(sum((weight * telling.get(value, 1.0)) ** 2 for value, weight in weights.items()))
