"""How much each signal counts: parameters fitted by ``python -m eval.fitting``, with their provenance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "data/weights.json"


def weights_for(model: str, names: Sequence[str]) -> NDArray[np.float32]:
    """The weights of ``model`` (``records``, ``sentences``, ``refusal``) in the order of ``names``.

    Raises ``KeyError`` for a signal that has no weight: the parameters are of another version of the code.
    """
    fitted = parameters()[model]["weights"]
    return np.array([fitted[name] for name in names], dtype=np.float32)


@cache
def parameters() -> dict[str, Any]:
    """Everything in the file of parameters."""
    loaded: dict[str, Any] = json.loads(files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return loaded
