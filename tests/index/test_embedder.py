"""Every embedder keeps the same promises: the hashing one and the compiled model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedder import Embedder, EmbedderSource, HashEmbedder

TEXTS = [
    "Mines",
    "Training of dock workers in two harbours, with a fee of USD 1,250.00.",
    "Cooperação Sul-Sul — São Tomé, Côte d’Ivoire, Türkiye",
    "Officials met twice. " * 40,
    "Farmers and cooperatives of two regions exchange seeds.",
    "",
] * 3


@pytest.fixture(params=["hash", pytest.param("onnx", marks=pytest.mark.models)])
def any_embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "hash":
        return HashEmbedder()
    from index.onnx_embedder import OnnxEmbedder

    folder: Path = request.getfixturevalue("compiled_model")
    return OnnxEmbedder(folder)


class TestEmbedder:
    def test_vectors_have_unit_length_and_the_stated_dimension(self, any_embedder: Embedder) -> None:
        vectors = any_embedder.embed_documents(TEXTS)
        assert vectors.shape == (len(TEXTS), any_embedder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        query = any_embedder.embed_query("mines")
        assert query.shape == (any_embedder.dimension,)
        assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)

    def test_vectors_stand_in_the_order_of_the_texts(self, any_embedder: Embedder) -> None:
        together = any_embedder.embed_documents(TEXTS)
        for position in (0, 1, 3, 10):
            alone = any_embedder.embed_documents([TEXTS[position]])[0]
            assert float(together[position] @ alone) == pytest.approx(1, abs=1e-5)

    def test_the_same_texts_give_the_same_vectors(self, any_embedder: Embedder) -> None:
        np.testing.assert_array_equal(
            any_embedder.embed_documents(TEXTS), any_embedder.embed_documents(TEXTS)
        )
        np.testing.assert_array_equal(any_embedder.embed_query("mines"), any_embedder.embed_query("mines"))

    def test_queries_in_one_call_are_those_of_single_calls(self, any_embedder: Embedder) -> None:
        together = any_embedder.embed_queries(["mines", "farmers exchange seeds of two regions"])
        for position, text in enumerate(["mines", "farmers exchange seeds of two regions"]):
            np.testing.assert_allclose(together[position], any_embedder.embed_query(text), atol=1e-6)

    def test_no_texts_give_no_vectors(self, any_embedder: Embedder) -> None:
        assert any_embedder.embed_documents([]).shape == (0, any_embedder.dimension)
        assert any_embedder.embed_queries([]).shape == (0, any_embedder.dimension)

    def test_a_text_is_nearest_to_the_query_that_speaks_of_it(self, any_embedder: Embedder) -> None:
        vectors = any_embedder.embed_documents(TEXTS[:5])
        cosines = vectors @ any_embedder.embed_query("farmers exchange seeds of two regions")
        assert int(cosines.argmax()) == 4

    def test_words_cost_tokens_and_length_is_not_cut_off(self, any_embedder: Embedder) -> None:
        empty = any_embedder.count_tokens("")
        assert any_embedder.count_tokens("mines") > empty
        assert any_embedder.count_tokens("mines " * 1_000) >= 1_000

    def test_a_text_beyond_the_limit_is_read_up_to_it(self, any_embedder: Embedder) -> None:
        vector = any_embedder.embed_documents(["mines are safe " * 5_000])[0]
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_source_does_not_load_before_it_is_asked() -> None:
    def load() -> Embedder:
        raise AssertionError("loaded")

    source = EmbedderSource(name="later", load=load)
    assert source.name == "later"
    assert source.ready()


def test_the_source_of_a_loaded_embedder_is_that_embedder(embedder: HashEmbedder) -> None:
    source = EmbedderSource.of(embedder)
    assert source.load() is embedder
    assert source.name == embedder.name
