"""How much each signal counts: parameters fitted by ``python -m eval.fitting``, with their provenance."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

PARAMETERS, PLAIN = "data/weights.json", "data/plain_weights.json"
"""The files of parameters: of an index whose records questions are remembered of, and of any other."""

Parameters = Mapping[str, Any]
"""What was fitted, by model: ``records``, ``sentences``, ``sections``, ``refusal``."""


@cache
def shipped(file: str = PARAMETERS) -> Parameters:
    """The parameters that come with the assistant, of ``PARAMETERS`` or ``PLAIN``."""
    loaded: dict[str, Any] = json.loads(files("assistant").joinpath(file).read_text(encoding="utf-8"))
    return loaded


def weights_of(parameters: Parameters, model: str, names: Sequence[str]) -> NDArray[np.float32]:
    """The weights of ``model`` in the order of ``names``; zero for all where it is not fitted at all.

    Raises ``KeyError`` for a signal that has no weight: the parameters are of another version of the code.
    """
    if model not in parameters:
        return np.zeros(len(names), dtype=np.float32)
    fitted = parameters[model]["weights"]
    return np.array([fitted[name] for name in names], dtype=np.float32)
