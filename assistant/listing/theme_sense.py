"""Which theme of the records a phrase means in other words: “kids at work”, “old-age pensions”."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.words import fold
from index.embedder import Vectors

FILE = "data/theme_sense_weights.json"
PHRASES = "data/theme_phrases.toml"
NONE = "no theme"


@cache
def _shipped() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return loaded


@cache
def _weights() -> tuple[Vectors, Vectors]:
    """A row for each theme, and the offset of each."""
    shipped = _shipped()
    return np.array(shipped["weights"], dtype=np.float32), np.array(shipped["offsets"], dtype=np.float32)


class ThemeSense:
    """Tells themes by a multinomial logistic model over vectors, fitted by ``python -m eval.fitting.theme_sense``.

    ``model`` is the name of the embedder, ``vector`` gives the vector of a phrase; it is asked for when needed.
    """

    def __init__(self, model: str, vector: Callable[[str], Vectors]) -> None:
        self._vector = vector
        self._model = model
        self._told = lru_cache(maxsize=1_024)(self._tell)

    def __call__(self, phrase: str) -> tuple[str, float] | None:
        """The theme that an English phrase most likely means and how likely; ``None`` where it cannot be told."""
        return self._told(fold(phrase)) if self._model == _shipped()["embedder"] else None

    def _tell(self, phrase: str) -> tuple[str, float] | None:
        weights, offsets = _weights()
        scores = weights @ self._vector(phrase) + offsets
        chances = np.exp(scores - scores.max())
        best = int(scores.argmax())
        theme = str(_shipped()["themes"][best])
        return None if theme == NONE else (theme, float(chances[best] / chances.sum()))
