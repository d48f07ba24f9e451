"""Opening tells what is wrong and what to do; searching finds, orders and refuses as it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.build import BuildReport
from index.embedder import HashEmbedder
from index.fusion import RRF_K, reciprocal_ranks
from index.matches import Filters
from index.opened import Index, open_index
from ingest.errors import IndexMissingError, IndexStaleError, ModelError, UsageError
from ingest.records import Record

Build = Callable[..., BuildReport]


@pytest.fixture
def index(build: Build, records: list[Record], data: Path, embedder: HashEmbedder) -> Iterator[Index]:
    build(records)
    with open_index(data, embedder=embedder) as index:
        yield index


def test_every_sentence_is_cut_out_of_its_section_and_has_a_score(index: Index) -> None:
    for sentence in index.sentences:
        section = index.records[sentence.record_id].section(sentence.section_id)
        assert section is not None
        assert section.text[sentence.start : sentence.end] == sentence.text
    best = int(np.argmax(index.sentence_scores(index.embedder.embed_query("Crews of WHO partners joined."))))
    assert index.sentences[best].text == "Crews of WHO partners joined."
    assert index.sentences[best].ordinal == 1


class TestOpening:
    def test_no_index_names_the_command(self, data: Path) -> None:
        with pytest.raises(IndexMissingError, match=r"sstc index"):
            open_index(data)

    def test_another_model_is_called_stale(self, build: Build, records: list[Record], data: Path) -> None:
        build(records)
        with pytest.raises(IndexStaleError, match=r"hash-64, not hash-32.*sstc index"):
            open_index(data, embedder=HashEmbedder(dimension=32))
        with pytest.raises(IndexStaleError, match=r"hash-64, not another.*sstc index"):
            open_index(data, model="another")
        open_index(data, model="hash-64").close()

    def test_another_schema_is_called_stale(self, build: Build, records: list[Record], data: Path) -> None:
        report = build(records)
        manifest = data / "generations" / report.generation / "manifest.json"
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "schema": 99}))
        with pytest.raises(IndexStaleError, match=r"schema version 99.*sstc index"):
            open_index(data)

    def test_a_missing_compiled_model_shows_when_it_is_needed(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        build(records)
        with open_index(data) as index:
            assert index.search("copper", route="lexical")
            with pytest.raises(ModelError, match="sstc index"):
                index.search("copper")

    def test_an_index_not_on_the_server_is_called_stale(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        build(records)
        with pytest.raises(IndexStaleError, match=r"SSTC_CHROMA_URL.*sstc index"):
            open_index(data, chroma_url="http://127.0.0.1:1")


class TestSearch:
    def test_the_passage_that_says_it_comes_first(self, index: Index) -> None:
        for route in ("fused", "dense", "lexical"):
            best = index.search("copper mines renewed rescue plans", route=route)[0]
            assert best.passage.record_id == "gp-01"
            assert str(best.passage.section_key) == "results"
            assert (best.rank, best.route) == (1, route)

    def test_matches_are_ranked_by_score(self, index: Index) -> None:
        for route in ("fused", "dense", "lexical"):
            matches = index.search("dock workers of the harbour", k=5, route=route)
            scores = [match.score for match in matches]
            assert scores == sorted(scores, reverse=True)
            assert [match.rank for match in matches] == list(range(1, len(matches) + 1))

    def test_k_bounds_the_matches_and_too_large_a_k_gives_all(self, index: Index) -> None:
        assert len(index.search("mines", k=2)) == 2
        assert len(index.search("mines", k=10_000, route="dense")) == len(index.passages)

    def test_the_cosine_is_raw_and_the_same_on_every_route_that_sees_it(self, index: Index) -> None:
        exact = dict(
            zip(
                index.passages,
                index.dense_scores(index.embedder.embed_query("crane course")).tolist(),
                strict=True,
            )
        )
        for route in ("fused", "dense"):
            for match in index.search("crane course", route=route):
                assert match.cosine == pytest.approx(exact[match.passage], abs=1e-5)
        assert all(match.cosine is None for match in index.search("crane course", route="lexical"))

    def test_scores_over_all_passages_stand_in_their_order(self, index: Index) -> None:
        dense, lexical = (
            index.dense_scores(index.embedder.embed_query("crane course")),
            index.lexical_scores("crane course"),
        )
        assert dense.shape == lexical.shape == (len(index.passages),)
        assert index.passages[int(lexical.argmax())].record_id == "gp-02"
        assert index.search("crane course", route="dense")[0].passage == index.passages[int(dense.argmax())]

    def test_the_same_query_gives_the_same_matches(self, index: Index) -> None:
        assert index.search("mines and workers", k=9) == index.search("mines and workers", k=9)

    def test_a_quoted_phrase_comes_first(self, index: Index) -> None:
        for query in ('seeds "CRANE course"', "seeds and farmers, “crane course”", "semillas «crane course»"):
            assert "crane course" in index.search(query)[0].passage.text

    def test_a_record_named_by_id_or_number_comes_first(self, index: Index) -> None:
        assert index.search("crane course, not gp-01")[0].passage.record_id == "gp-01"
        assert index.search("crane course of Good Practice no. 1")[0].passage.record_id == "gp-01"
        assert index.search("crane course of Good Practice 11")[0].passage.record_id == "gp-02"

    def test_a_named_record_outside_the_filters_stays_out(self, index: Index) -> None:
        matches = index.search("gp-01", filters=Filters(record=("gp-02",)))
        assert {match.passage.record_id for match in matches} == {"gp-02"}

    def test_filters_that_leave_no_passage_find_nothing(self, index: Index) -> None:
        for route in ("fused", "dense", "lexical"):
            assert index.search("mines", filters=Filters(section=("funding",)), route=route) == []

    @pytest.mark.parametrize(
        "query", ["?", "🙂", "наука", "x" * 100_000, "word " * 20_000, "\x00", '""', "“”"]
    )
    def test_odd_queries_are_answered(self, index: Index, query: str) -> None:
        index.search(query)

    @pytest.mark.parametrize(
        ("options", "field"),
        [({"query": " \n"}, "query"), ({"k": 0}, "k"), ({"k": -3}, "k"), ({"route": "magic"}, "route")],
    )
    def test_what_makes_no_sense_is_refused(
        self, index: Index, options: dict[str, object], field: str
    ) -> None:
        with pytest.raises(UsageError) as caught:
            index.search(**{"query": "mines", **options})  # type: ignore[arg-type]
        assert caught.value.field == field


class TestChromaRoute:
    """Beyond the bound Chroma answers, and answers as the exact product does."""

    @pytest.mark.parametrize(
        "filters", [Filters(), Filters(country=("Brazil",)), Filters(section=("results",))]
    )
    def test_chroma_and_the_exact_product_agree(
        self,
        build: Build,
        records: list[Record],
        data: Path,
        embedder: HashEmbedder,
        filters: Filters,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        build(records)
        with open_index(data, embedder=embedder) as exact:
            monkeypatch.setattr("index.opened.EXACT_LIMIT", 0)
            with open_index(data, embedder=embedder) as chroma:
                for route in ("dense", "fused"):
                    ours = exact.search("harbour workers and mines", filters=filters, route=route)
                    theirs = chroma.search("harbour workers and mines", filters=filters, route=route)
                    assert [match.passage.id for match in ours] == [match.passage.id for match in theirs]
                    np.testing.assert_allclose(
                        [match.score for match in ours], [match.score for match in theirs], atol=1e-5
                    )


def test_reciprocal_ranks_add_up_over_rankings() -> None:
    scores = reciprocal_ranks([7, 3], [3, 5])
    assert scores == {
        7: 1 / (RRF_K + 1),
        3: pytest.approx(1 / (RRF_K + 2) + 1 / (RRF_K + 1)),
        5: 1 / (RRF_K + 2),
    }
    assert reciprocal_ranks() == reciprocal_ranks([], []) == {}
