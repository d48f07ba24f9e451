"""Questions and sentences where they meet: two linear maps over the embedder's vectors, learnt from questions.

The embedder was made for texts that say the same; a question and its answer seldom do. The maps
(``eval.fitting.adapting``) bring them together, in the words of any record.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from assistant.weighing.holders import Rows, Values
from index.embedder import Vectors

FILE = "data/adapter.npz"

_ALL = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """The maps of questions and of sentences (dimension × components) for vectors of ``embedder``."""

    embedder: str
    question: Vectors
    sentence: Vectors


@cache
def shipped() -> Adapter:
    """The maps that come with the assistant."""
    held = np.load(BytesIO(files("assistant").joinpath(FILE).read_bytes()), allow_pickle=False)
    return Adapter(
        embedder=str(held["embedder"]),
        question=held["question"].astype(np.float32),
        sentence=held["sentence"].astype(np.float32),
    )


def nothing() -> Adapter:
    """Maps of no model."""
    none = np.zeros((0, 0), dtype=np.float32)
    return Adapter(embedder="", question=none, sentence=none)


class Adapted:
    """The sentences of an index, mapped once; of an index by another embedder every cosine is 0."""

    def __init__(self, adapter: Adapter, sentences: Vectors, embedder: str) -> None:
        self._size = len(sentences)
        self._map = adapter.question if adapter.embedder == embedder else None
        if self._map is not None:
            self._sentences = unit(sentences @ adapter.sentence)

    def __call__(self, vector: Vectors, rows: Rows | slice = _ALL) -> Values:
        """The cosine of each sentence, or of those in ``rows``, with the question of this vector, both mapped.

        One row for each question where ``vector`` holds the vectors of several.
        """
        if self._map is None:
            return np.zeros((*vector.shape[:-1], self._size), dtype=np.float32)[..., rows]
        cosines: Values = unit(vector @ self._map) @ self._sentences[rows].T
        return cosines


def unit(vectors: Vectors) -> Vectors:
    """``vectors`` of length 1, row by row, or the only one."""
    found: Vectors = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
    return found
