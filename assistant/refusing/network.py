"""The small network that weighs the signals of an answer together."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

FURTHEST = 4.0
"""How many deviations from its middle a signal may count."""

SIGNAL_SCALE = 0.5
WORD_SCALE = 0.7
"""How much a signal one deviation from its middle, and a word that is said, count beside the vector."""

_PACKED = ("direct", "inward", "offsets", "outward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A logistic model with hidden units beside it, over signals, the vector of the question and its words.

    ``middle`` and ``scale`` are of the signals; ``direct`` has a weight for each input, ``inward`` one for each input
    and unit, ``offsets`` and ``outward`` one for each unit.
    """

    middle: Array
    scale: Array
    constant: float
    direct: Array
    inward: Array
    offsets: Array
    outward: Array

    def scores(self, signals: Array, vectors: Array, said: Array) -> Array:
        """The logarithm of the odds that the answer is right, for each row of the inputs."""
        given = inputs(signals, vectors, said, self.middle, self.scale)
        units: Array = np.maximum(given @ self.inward + self.offsets, 0)
        found: Array = given @ self.direct + units @ self.outward + np.float32(self.constant)
        return found

    def packed(self) -> dict[str, Any]:
        """The weights as text: numbers of two bytes, in base 64."""
        return {
            "constant": round(self.constant, 4),
            **{
                name: b64encode(getattr(self, name).astype("<f2").tobytes()).decode("ascii")
                for name in _PACKED
            },
        }


def unpacked(parameters: Mapping[str, Any], middle: Array, scale: Array) -> Network:
    """The network of ``Network.packed``."""
    found = {
        name: np.frombuffer(b64decode(parameters[name]), dtype="<f2").astype(np.float32) for name in _PACKED
    }
    return Network(
        middle=middle,
        scale=scale,
        constant=float(parameters["constant"]),
        direct=found["direct"],
        inward=found["inward"].reshape(len(found["direct"]), len(found["offsets"])),
        offsets=found["offsets"],
        outward=found["outward"],
    )


def inputs(signals: Array, vectors: Array, said: Array, middle: Array, scale: Array) -> Array:
    """What the units see, a row for each question: scaled signals, the vector, the words that are said."""
    scaled = np.clip((signals - middle) / scale, -FURTHEST, FURTHEST) * SIGNAL_SCALE
    joined: Array = np.hstack([scaled, vectors, WORD_SCALE * said]).astype(np.float32)
    return joined
