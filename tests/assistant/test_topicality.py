"""Left-over words of a question: what they are about is a condition, how and when they speak is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.listing.topicality import Topicality
from eval.fitting.topicality import cross_validated, fitted
from index.embedder import Embedder, HashEmbedder
from index.onnx_model import OnnxEmbedder


def topicality_of(embedder: Embedder) -> Topicality:
    return Topicality(embedder.name, lambda word: embedder.embed_documents([word])[0])


@pytest.mark.models
def test_subjects_stand_above_words_of_time_and_manner(compiled_model: Path) -> None:
    score = topicality_of(OnnxEmbedder(compiled_model))
    subjects = [score(word) for word in ("cotton", "refugees", "drought", "pension", "blockchain")]
    manner = [score(word) for word in ("tomorrow", "finally", "frequently", "quickly", "otherwise")]
    assert all(value is not None and value > 0 for value in subjects)
    assert all(value is not None and value < 0 for value in manner)


def test_with_another_embedder_nothing_is_said_of_a_word() -> None:
    assert topicality_of(HashEmbedder())("tomorrow") is None


def test_what_is_fitted_tells_words_apart_that_it_has_not_seen() -> None:
    random = np.random.default_rng(7)
    subjects = (np.arange(200) % 4 == 0).astype(float)
    vectors = random.normal(size=(200, 8))
    vectors[:, 0] += 3 * subjects
    assert cross_validated(vectors, subjects) > 0.95
    weights = fitted(vectors, subjects)
    scores = vectors @ weights[:-1] + weights[-1]
    assert scores[subjects > 0].mean() > 0 > scores[subjects == 0].mean()
