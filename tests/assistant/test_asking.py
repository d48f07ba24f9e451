"""What one question asks of the embedding model: as little as can be, and always the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.catalog import Catalog
from assistant.evidence import Evidence
from assistant.reading import read_question
from assistant.weighing.asking import rest_of
from index.embedder import HashEmbedder, Vectors

QUESTION = "Who paid for the harbour network of Peru and Brazil?"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The texts of every call with queries."""
    made: list[tuple[str, ...]] = []
    embed = HashEmbedder.embed_queries

    def counted(self: HashEmbedder, texts: Sequence[str]) -> Vectors:
        made.append(tuple(texts))
        return embed(self, texts)

    monkeypatch.setattr(HashEmbedder, "embed_queries", counted)
    return made


def test_an_answer_from_the_record_that_its_words_name_takes_one_call(
    evidence: Evidence, catalog: Catalog, calls: list[tuple[str, ...]]
) -> None:
    reading = read_question(QUESTION, catalog)
    weighed = evidence.weigh(reading)
    best = weighed.ranked[0].record
    weighed.sentences(best)
    weighed.section_likelihoods(best)
    assert best.id == "gp-02"
    assert calls[0] == (reading.query, rest_of(reading, catalog.naming_stems["gp-02"]))
    assert not any(reading.query in texts for texts in calls[1:])


def test_the_sides_of_a_comparison_take_one_call(
    evidence: Evidence, catalog: Catalog, calls: list[tuple[str, ...]]
) -> None:
    sides = [read_question(text, catalog) for text in ("the copper exchange", "the harbour network")]
    weighed = evidence.weigh_each(sides, evidence.records.ids)
    assert [item.ranked[0].record.id for item in weighed] == ["gp-01", "gp-02"]
    assert calls == [tuple(side.query for side in sides)]
    assert evidence.weigh_each([], evidence.records.ids) == []
    assert len(calls) == 1


def test_vectors_are_those_of_single_texts(evidence: Evidence, catalog: Catalog) -> None:
    reading = read_question(QUESTION, catalog)
    asking = evidence.asking(reading)
    asking.expect(["gp-01", "gp-02"])
    alone = HashEmbedder().embed_query(rest_of(reading, catalog.naming_stems["gp-02"]))
    np.testing.assert_allclose(asking.rest_vector("gp-02"), alone, atol=1e-6)
