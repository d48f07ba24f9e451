"""Text to vectors: the ``Embedder`` seam, a deterministic fake of it, and embedders not yet loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns documents and queries into unit vectors of one space.

    ``name`` identifies model and weights and goes into the manifest; two embedders of one name give the same
    vectors. ``max_tokens`` is the number of word pieces the model reads; what stands beyond is cut off.
    """

    name: str
    dimension: int
    max_tokens: int

    def count_tokens(self, text: str) -> int:
        """The number of the model's own word pieces in ``text``, special tokens included."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape ``(len(texts), dimension)``, in order."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of shape ``(dimension,)``."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape ``(len(texts), dimension)``, in order."""
        ...


class HashEmbedder:
    """A deterministic embedder without weights: a bag of hashed words, for tests and offline trials.

    Texts that share words are near; nothing else is understood.
    """

    def __init__(self, dimension: int = 64, max_tokens: int = 256) -> None:
        self.name = f"hash-{dimension}"
        self.dimension = dimension
        self.max_tokens = max_tokens

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self.embed_queries(texts)

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-6, dtype=np.float32)
        for word in text.casefold().split():
            digest = hashlib.blake2b(word.strip(".,;:?!()").encode(), digest_size=4).digest()
            vector[int.from_bytes(digest, "big") % self.dimension] += 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = [self.embed_query(text) for text in texts]
        return np.stack(vectors) if vectors else np.empty((0, self.dimension), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderSource:
    """An embedder that is named before it is loaded, so that a build with nothing to do loads nothing.

    ``ready`` says whether loading needs no further work (a model compiled already).
    """

    name: str
    load: Callable[[], Embedder]
    ready: Callable[[], bool] = lambda: True

    @classmethod
    def of(cls, embedder: Embedder) -> EmbedderSource:
        """The source of an embedder that is loaded already."""
        return cls(name=embedder.name, load=lambda: embedder)
