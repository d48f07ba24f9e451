"""Which section of a record a question asks for: probabilities learnt from questions in four languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    said = np.zeros(len(vocabulary))
    said[_said(reading, _places(tuple(vocabulary)))] = 1.0
    return np.concatenate([_cues(reading), VECTOR_SCALE * np.asarray(vector, dtype=np.float64), said])


@lru_cache(maxsize=4)
def _places(vocabulary: tuple[str, ...]) -> dict[str, int]:
    return {word: place for place, word in enumerate(vocabulary)}


def _cues(reading: Reading) -> NDArray[np.float64]:
    cues = np.zeros(CUES)
    for place, key in enumerate(reading.sections[:3]):
        cues[KEYS.index(key) + (len(KEYS) if place else 0)] = 1.0
    for place, fact in enumerate(WANTED, start=2 * len(KEYS)):
        cues[place] = float(fact in reading.wanted)
    return cues


def _said(reading: Reading, places: Mapping[str, int]) -> list[int]:
    """The places of the words of the question that have one, in order."""
    return sorted(places[word] for word in word_stems(reading) if word in places)


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
        self._is_fitted = fitted is not None and fitted["embedder"] == embedder
        if fitted is not None:
            weights = np.array(fitted["weights"]).T
            self._places = _places(tuple(fitted["words"]))
            ends = [CUES, len(weights) - len(self._places)]
            self._of_cues, self._of_vector, self._of_words = map(
                np.ascontiguousarray, np.split(weights, ends)
            )
            self._offsets = np.array(fitted["offsets"])

    def log_probabilities(self, reading: Reading, vector: Vectors) -> dict[SectionKey, float]:
        """For each section key the logarithm of how likely it is asked for, never below that of ``FLOOR``."""
        if not self._is_fitted:
            return dict.fromkeys(KEYS, float(np.log(1 / len(KEYS))))
        scores = self._offsets + _cues(reading) @ self._of_cues
        scores += VECTOR_SCALE * np.asarray(vector, dtype=np.float64) @ self._of_vector
        scores += self._of_words[_said(reading, self._places)].sum(axis=0)
        raised = np.exp(scores - scores.max())
        return dict(zip(KEYS, map(float, np.log(raised / raised.sum() + FLOOR)), strict=True))


def by_likelihood(log_probabilities: dict[SectionKey, float]) -> Sequence[SectionKey]:
    """The section keys, likeliest first."""
    return sorted(log_probabilities, key=lambda key: -log_probabilities[key])
