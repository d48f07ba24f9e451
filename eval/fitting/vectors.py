"""Query vectors that stay on disk from one fit to the next, since embedding is most of the work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedder import Embedder, Vectors


class KeptVectors:
    """The embedder ``inner``, with the vectors of queries kept in the file ``path`` when ``save`` is called."""

    def __init__(self, inner: Embedder, path: Path) -> None:
        self._inner = inner
        self._path = path
        self.name = inner.name
        self.dimension = inner.dimension
        self.max_tokens = inner.max_tokens
        self._kept: dict[str, Vectors] = {}
        self._new = False
        if path.exists():
            with np.load(path) as held:
                if str(held["name"]) == self.name:
                    self._kept = dict(zip(map(str, held["keys"]), held["vectors"], strict=True))

    def count_tokens(self, text: str) -> int:
        return self._inner.count_tokens(text)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._inner.embed_documents(texts)

    def embed_query(self, text: str) -> Vectors:
        key = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        if key not in self._kept:
            self._kept[key] = self._inner.embed_query(text)
            self._new = True
        return self._kept[key]

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = [self.embed_query(text) for text in texts]
        return np.stack(vectors) if vectors else self._inner.embed_queries(texts)

    def save(self) -> None:
        """Writes all vectors to the file, where there are new ones."""
        if not self._new:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("wb") as file:
            np.savez(
                file,
                name=np.array(self.name),
                keys=np.array(list(self._kept)),
                vectors=np.stack(list(self._kept.values())),
            )
        self._new = False
