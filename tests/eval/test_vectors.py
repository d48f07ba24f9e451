"""Vectors kept from one fit to the next."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from eval.fitting.vectors import KeptVectors
from index.embedder import HashEmbedder, Vectors


class Counting(HashEmbedder):
    """Says how many queries it has embedded."""

    embedded = 0

    def embed_query(self, text: str) -> Vectors:
        self.embedded += 1
        return super().embed_query(text)


def test_a_query_is_embedded_once_and_read_back_later(tmp_path: Path) -> None:
    path = tmp_path / "eval" / "vectors.npz"
    first, second = Counting(), Counting()
    vectors = KeptVectors(first, path)
    vector = vectors.embed_query("who paid for it")
    vectors.embed_query("who paid for it")
    vectors.save()

    again = KeptVectors(second, path).embed_query("who paid for it")

    assert (first.embedded, second.embedded) == (1, 0)
    assert np.array_equal(again, vector)


def test_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    kept = KeptVectors(HashEmbedder(64), path)
    kept.embed_query("who paid for it")
    kept.save()

    assert KeptVectors(HashEmbedder(32), path).embed_query("who paid for it").shape == (32,)
