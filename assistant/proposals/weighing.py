"""From the likeness of a proposal and the records to calibrated scores, by fitted weights.

The weights are those of an ordinal regression (proportional odds, McCullagh 1980) on graded proposals; each
record then leans towards what the records most like it have (score regularisation, Diaz 2005). They come
from ``data/weights.json``, which says on what it was fitted; ``python -m eval.similar_fit`` makes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.proposals.facets import likeness as alike
from assistant.proposals.library import Library
from assistant.proposals.likeness import FEATURES, Likeness, Numbers

STRONG = 0.75
"""From here on a match is more likely than not a must-read: same theme, same kind of intervention."""

USEFUL = 0.5
"""From here on a match is more likely than not strongly useful."""

MARGINAL = 0.25
"""From here on a match has more likely than not something to tell."""

SHOWN = 0.05
"""Below, nothing is shown: it is not likelier than one in ten that there is something to tell."""

_TEN = 10.0
_STEPS = (MARGINAL, USEFUL, STRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted parameters.

    A record's strength is the sum of its features, each less its ``mean`` and over its ``scale``, times its
    ``weight``; ``share`` of the mean strength of its neighbours is added, nearer ones counting by
    ``softness``. ``thresholds`` are the strengths from which it is as likely as not graded 1, 2 and 3 or
    more. ``on_topic`` are the weights of the signs that a proposal is on the topic, and their ``bias``; from
    ``topical_from`` on it is taken to be.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weight: tuple[float, ...]
    thresholds: tuple[float, float, float]
    share: float
    softness: float
    on_topic: Mapping[str, float]
    topical_from: float

    def strengths(self, features: Numbers, neighbours: Numbers) -> Numbers:
        """The strength of every record; ``neighbours`` is what ``neighbourhood`` gives."""
        own: Numbers = ((features - np.array(self.mean)) / np.array(self.scale)) @ np.array(self.weight)
        return own + self.share * (neighbours @ own)

    def scores(self, strengths: Numbers) -> Numbers:
        """Strengths as scores from 0 to 1: 0.25, 0.5 and 0.75 at the thresholds, straight lines between.

        Below the first threshold a score is half the probability that there is anything to tell.
        """
        low, _, high = self.thresholds
        middle = np.interp(strengths, self.thresholds, _STEPS)
        above = 1 - (1 - STRONG) * np.exp(-np.maximum(strengths - high, 0) / (high - low))
        below = 2 * MARGINAL / (1 + np.exp(np.clip(low - strengths, 0, 60)))
        chosen: Numbers = np.where(strengths > high, above, np.where(strengths < low, below, middle))
        return chosen

    def topical(self, likeness: Likeness, strengths: Numbers) -> float:
        """How likely a proposal is on the topic of the records at all (0–1)."""
        signs = topic_signs(likeness, strengths)
        total = self.on_topic["bias"] + sum(self.on_topic[name] * value for name, value in signs.items())
        return float(1 / (1 + np.exp(-total)))


def topic_signs(likeness: Likeness, strengths: Numbers) -> dict[str, float]:
    """What tells a proposal on the topic: its nearest passage, known words, strongest record and themes."""
    return {
        "strongest": float(np.clip(strengths.max() / _TEN, -1.0, 2.0)),
        "nearest": float(likeness.features[:, FEATURES.index("nearest")].max()),
        "known": likeness.known,
        "work": likeness.work,
    }


def neighbourhood(library: Library, softness: float) -> Numbers:
    """For each record the shares of all others in what it leans towards, those most alike most."""
    near = (library.centroids @ library.centroids.T).astype(np.float64)
    themes = np.array([[alike(a, b, library.rare_themes) for b in library.themes] for a in library.themes])
    together = near + themes
    np.fill_diagonal(together, -np.inf)
    if len(together) < 2:
        return np.zeros_like(together)
    shares = np.exp((together - together.max(axis=1, keepdims=True)) / softness)
    weighted: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return weighted


@cache
def fitted() -> Weights:
    """The committed weights."""
    source = files("assistant.proposals").joinpath("data/weights.json").read_text(encoding="utf-8")
    return from_json(json.loads(source))


def from_json(held: Mapping[str, Any]) -> Weights:
    """The weights that ``data/weights.json`` holds, in the order of ``FEATURES``."""
    features = [held["features"][name] for name in FEATURES]
    low, middle, high = map(float, held["thresholds"])
    return Weights(
        mean=tuple(float(entry["mean"]) for entry in features),
        scale=tuple(float(entry["scale"]) for entry in features),
        weight=tuple(float(entry["weight"]) for entry in features),
        thresholds=(low, middle, high),
        share=float(held["neighbours"]["share"]),
        softness=float(held["neighbours"]["softness"]),
        on_topic=dict(held["on_topic"]),
        topical_from=float(held["topical_from"]),
    )
