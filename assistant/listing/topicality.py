"""Whether a word says what records are about rather than how they are spoken of, by its vector."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.words import fold
from index.embedder import Vectors

FILE = "data/topicality_weights.json"


@cache
def _shipped() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return loaded


class Topicality:
    """Scores words by a logistic model over their vectors, fitted by ``python -m eval.fitting.topicality``.

    A score is the logarithm of the odds that a word of a question that no field explains names a subject
    (“cotton”) instead of a manner, a time or a way of speaking (“tomorrow”, “finally”).
    ``model`` is the name of the embedder, ``vector`` gives the vector of a word; it is asked for when needed.
    """

    def __init__(self, model: str, vector: Callable[[str], Vectors]) -> None:
        self._vector = vector
        self._fits = model == _shipped()["embedder"]
        self._weights = np.array(_shipped()["weights"], dtype=np.float32)
        self._scored = lru_cache(maxsize=4_096)(self._score)

    def __call__(self, word: str) -> float | None:
        """The score of an English word; ``None`` where the model was fitted to another embedder."""
        return self._scored(fold(word)) if self._fits else None

    def _score(self, word: str) -> float:
        return float(self._vector(word) @ self._weights) + float(_shipped()["offset"])
