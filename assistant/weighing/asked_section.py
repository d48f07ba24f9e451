"""Which section of a record a question asks for: probabilities learnt from questions in four languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.facts import FACTS
from assistant.reading import Reading
from assistant.weights import Parameters
from assistant.words import stem, words
from index.embedder import Vectors
from ingest.records import SectionKey

KEYS = tuple(SectionKey)
WANTED = (*FACTS, "yesno")
CUES = len(KEYS) * 2 + len(WANTED)
"""How many inputs are cues; then comes the vector of the question, then its words."""

FLOOR = 0.01
VECTOR_SCALE = 3.0


def inputs(reading: Reading, vector: Vectors, vocabulary: Sequence[str]) -> NDArray[np.float64]:
    """The cues of ``reading``, the vector of the question without the words that name the record, its words."""
    cues = np.zeros(CUES)
    for place, key in enumerate(reading.sections[:3]):
        cues[KEYS.index(key) + (len(KEYS) if place else 0)] = 1.0
    for place, fact in enumerate(WANTED, start=2 * len(KEYS)):
        cues[place] = float(fact in reading.wanted)
    said = np.zeros(len(vocabulary))
    places = _places(tuple(vocabulary))
    said[[places[word] for word in word_stems(reading) if word in places]] = 1.0
    return np.concatenate([cues, VECTOR_SCALE * np.asarray(vector, dtype=np.float64), said])


@lru_cache(maxsize=4)
def _places(vocabulary: tuple[str, ...]) -> dict[str, int]:
    return {word: place for place, word in enumerate(vocabulary)}


def word_stems(reading: Reading) -> frozenset[str]:
    """The stems of all words of the question in English, those that carry no meaning included."""
    return frozenset(stem(word) for word in words(reading.query))


class SectionModel:
    """A multinomial logistic model over cues, vector and words.

    It was fitted to the vectors of one embedding model; with another it says that all sections are equally
    likely, and the cues count by themselves.
    """

    def __init__(self, parameters: Parameters, embedder: str) -> None:
        fitted = parameters.get("sections")
        self._weights: NDArray[np.float64] | None = None
        if fitted is not None and fitted["embedder"] == embedder:
            self._weights = np.array(fitted["weights"])
            self._offsets = np.array(fitted["offsets"])
            self._vocabulary: tuple[str, ...] = tuple(fitted["words"])

    def log_probabilities(self, reading: Reading, vector: Vectors) -> dict[SectionKey, float]:
        """For each section key the logarithm of how likely it is asked for, never below that of ``FLOOR``."""
        if self._weights is None:
            return dict.fromkeys(KEYS, float(np.log(1 / len(KEYS))))
        scores = self._weights @ inputs(reading, vector, self._vocabulary) + self._offsets
        raised = np.exp(scores - scores.max())
        return dict(zip(KEYS, map(float, np.log(raised / raised.sum() + FLOOR)), strict=True))


def by_likelihood(log_probabilities: dict[SectionKey, float]) -> Sequence[SectionKey]:
    """The section keys, likeliest first."""
    return sorted(log_probabilities, key=lambda key: -log_probabilities[key])
