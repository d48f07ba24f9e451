"""Phrases of a question that mean a theme of the records in other words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.listing.theme_sense import ThemeSense
from eval.fitting.theme_sense import cross_validated, examples
from index.embedder import Embedder, HashEmbedder
from index.onnx_model import OnnxEmbedder
from ingest.vocabulary import THEMES


def sense_of(embedder: Embedder) -> ThemeSense:
    return ThemeSense(embedder.name, lambda phrase: embedder.embed_documents([phrase])[0])


@pytest.mark.models
@pytest.mark.parametrize(
    ("phrase", "theme"),
    [
        ("kids who have to work", "child labour"),
        ("pension schemes for the elderly", "social protection"),
        ("mishaps in the workplace", "occupational safety and health"),
        ("labour unions", "workers' organisations"),
        ("farms and villages", "rural economy"),
    ],
)
def test_a_theme_is_told_by_other_words(compiled_model: Path, phrase: str, theme: str) -> None:
    told = sense_of(OnnxEmbedder(compiled_model))(phrase)
    assert told is not None
    assert told[0] == theme


@pytest.mark.models
def test_other_subjects_mean_no_theme(compiled_model: Path) -> None:
    sense = sense_of(OnnxEmbedder(compiled_model))
    told = [sense(phrase) for phrase in ("football clubs", "tourism", "outer space", "petroleum", "asbestos")]
    assert all(found is None or found[1] < 0.5 for found in told)


def test_with_another_embedder_no_theme_is_told() -> None:
    assert sense_of(HashEmbedder())("kids who have to work") is None


def test_phrases_are_given_for_themes_of_the_vocabulary_alone() -> None:
    phrases, meant = examples()
    assert len(phrases) == len(set(phrases))
    assert set(meant) - {"no theme"} <= set(THEMES)


def test_what_is_fitted_tells_classes_apart_that_it_has_not_seen() -> None:
    random = np.random.default_rng(7)
    told = np.arange(120) % 3
    vectors = random.normal(size=(120, 6)) * 0.1
    vectors[np.arange(120), told] += 1
    assert (cross_validated(vectors, told, 3).argmax(axis=1) == told).mean() > 0.9
