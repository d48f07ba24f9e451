"""The network of ``assistant.refusing.network``, fitted to trials."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.refusing.network import Array, Network, inputs

UNITS = 64
NETWORKS = 2
"""How many networks are fitted from different beginnings; their mean is one network of all their units."""

EPOCHS = 15
BATCH = 256
RATE = 2e-3
DECAY = 0.01
LEFT_OUT = 0.4
"""The share of units left out at each step (dropout; Srivastava et al. 2014)."""

INPUTS_LEFT_OUT = 0.3
WITHOUT_VECTOR = 0.1
"""The share of questions at each step whose vector is hidden, as it is where another model embeds."""

_WARMING = 0.3
_MOMENTUM, _SECOND_MOMENT, _LEAST = 0.9, 0.999, 1e-8


def fit_network(
    signals: Array, vectors: Array, said: Array, right: NDArray[np.bool_], weights: Array
) -> Network:
    """The network that makes ``right`` likeliest, by AdamW (Loshchilov and Hutter 2019)."""
    middle, scale = signals.mean(axis=0), signals.std(axis=0)
    scale[scale < 1e-6] = 1.0
    given = inputs(signals, vectors, said, middle, scale)
    wanted = right.astype(np.float32)
    of_vector = slice(signals.shape[1], signals.shape[1] + vectors.shape[1])
    fitted = [_fitted(given, wanted, weights, of_vector, seed) for seed in range(NETWORKS)]
    return Network(
        middle=middle,
        scale=scale,
        constant=float(np.mean([own["constant"] for own in fitted])),
        direct=np.mean([own["direct"] for own in fitted], axis=0),
        inward=np.hstack([own["inward"] for own in fitted]),
        offsets=np.concatenate([own["offsets"] for own in fitted]),
        outward=(np.concatenate([own["outward"] for own in fitted]) / NETWORKS).astype(np.float32),
    )


def _fitted(given: Array, wanted: Array, weights: Array, of_vector: slice, seed: int) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    size = given.shape[1]
    inward, outward = 1 / np.sqrt(size), 1 / np.sqrt(UNITS)
    values = {
        "constant": np.zeros(1),
        "direct": np.zeros(size),
        "inward": random.uniform(-inward, inward, (size, UNITS)),
        "offsets": random.uniform(-inward, inward, UNITS),
        "outward": random.uniform(-outward, outward, UNITS),
    }
    own = {name: value.astype(np.float32) for name, value in values.items()}
    first = {name: np.zeros_like(value) for name, value in own.items()}
    second = {name: np.zeros_like(value) for name, value in own.items()}
    batches = list(_batches(len(given), random))
    for step, (rows, rate) in enumerate(zip(batches, _rates(len(batches)), strict=True), 1):
        shown = given[rows]
        shown[random.random(len(rows)) < WITHOUT_VECTOR, of_vector] = 0
        slopes = _slopes(own, shown, wanted[rows], weights[rows], random)
        for name, slope in slopes.items():
            first[name] += (1 - _MOMENTUM) * (slope - first[name])
            second[name] += (1 - _SECOND_MOMENT) * (slope * slope - second[name])
            ahead = first[name] / (1 - _MOMENTUM**step)
            spread = np.sqrt(second[name] / (1 - _SECOND_MOMENT**step)) + _LEAST
            own[name] -= np.float32(rate) * (ahead / spread + np.float32(DECAY) * own[name])
    return own


def _batches(size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    for _ in range(EPOCHS):
        order = random.permutation(size)
        for start in range(0, size, BATCH):
            yield order[start : start + BATCH]


def _rates(steps: int) -> Iterator[float]:
    """How far each step goes: up to ``RATE``, then down to nothing along a cosine (Smith and Topin 2018)."""
    top = max(1, int(_WARMING * steps))
    for step in range(steps):
        if step < top:
            yield RATE * (0.04 + 0.96 * (1 - np.cos(np.pi * step / top)) / 2)
        else:
            yield RATE * (1 + np.cos(np.pi * (step - top) / max(1, steps - top))) / 2


def _slopes(
    own: dict[str, Array], given: Array, wanted: Array, weights: Array, random: np.random.Generator
) -> dict[str, Array]:
    """The gradient of the weighted mean log loss of one batch, with inputs and units left out."""
    kept = (random.random(given.shape, dtype=np.float32) >= INPUTS_LEFT_OUT) / np.float32(1 - INPUTS_LEFT_OUT)
    seen = given * kept
    before = seen @ own["inward"] + own["offsets"]
    used = (random.random(before.shape, dtype=np.float32) >= LEFT_OUT) / np.float32(1 - LEFT_OUT)
    units = np.maximum(before, 0) * used
    score = given @ own["direct"] + units @ own["outward"] + own["constant"]
    off = ((1 / (1 + np.exp(-score)) - wanted) * weights / weights.sum()).astype(np.float32)
    back = np.outer(off, own["outward"]) * used * (before > 0)
    return {
        "constant": np.array([off.sum()], dtype=np.float32),
        "direct": given.T @ off,
        "inward": seen.T @ back,
        "offsets": back.sum(axis=0),
        "outward": units.T @ off,
    }
