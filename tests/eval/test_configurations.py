"""The ablations and the outside baseline over a made-up index, and the command, without model weights."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.assistant import Assistant
from eval import ablation
from eval.cases import load_cases
from eval.metrics.citations import citation_validity
from eval.runner import sources_of
from index.build import build_index
from index.current import CurrentIndex
from index.embedder import EmbedderSource, HashEmbedder
from index.opened import Index
from ingest.records import Country, Document, Record
from ui.cli.eval_command import command

ZAMBIA = Country(name="Zambia", iso="ZMB")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Path:
    folder = tmp_path_factory.mktemp("data")
    named = [dataclasses.replace(record, countries=(ZAMBIA,)) for record in records]
    documents = {"moon": Document(id="moon", title="Mines of the Moon")}
    build_index(named, documents, data=folder, embedder=EmbedderSource.of(HashEmbedder()))
    return folder


@pytest.fixture(scope="module")
def current(data: Path) -> Iterator[CurrentIndex]:
    with CurrentIndex(data, embedder=HashEmbedder()) as source:
        yield source


@pytest.fixture
def index(current: CurrentIndex) -> Iterator[Index]:
    with current.lease() as leased:
        yield leased


def test_each_half_of_the_search_can_be_taken_away(index: Index) -> None:
    query = "nickel course"
    dense, lexical = ablation.dense_only(index), ablation.lexical_only(index)
    assert {match.route for match in dense.search(query, k=3)} == {"dense"}
    assert {match.route for match in lexical.search(query, k=3)} == {"lexical"}
    assert not dense.lexical_scores(query).any()
    assert dense.dense_scores(query).any()
    assert not lexical.dense_scores(query).any()
    assert lexical.lexical_scores(query).any()
    assert {match.route for match in index.search(query, k=3)} == {"fused"}, "the index itself is untouched"


def test_facets_can_be_taken_away(index: Index) -> None:
    view = ablation.without_facets(index)
    assert all(record.countries == () for record in view.records.values())
    assert view.records["gp-01"].sections == index.records["gp-01"].sections
    assert index.records["gp-01"].countries == (ZAMBIA,)


def test_without_section_keys_the_answers_still_name_the_true_sections(current: CurrentIndex) -> None:
    source = ablation.AblatedSource(current, ablation.without_section_keys)
    with source.lease() as view, current.lease() as index:
        assert {str(s.key) for record in view.records.values() for s in record.sections} == {"other"}
        truth = sources_of(list(index.records.values()))
    answerer = ablation.SectionsRestored(Assistant(source), current)
    answer = answerer.ask("What does Good Practice 7 say of nickel miners trained?")
    assert answer.citations
    assert citation_validity(answer, truth) == 1.0
    assert {item.section for item in answer.retrieval} <= {"results", "funding"}


def test_the_outside_baseline_answers_with_whole_chunks_and_never_refuses(index: Index) -> None:
    from eval.naive import NaivePipeline

    pipeline = NaivePipeline(index)
    answer = pipeline.ask("Who paid the nickel course?")
    assert answer.answered
    assert citation_validity(answer, sources_of(list(index.records.values()))) == 1.0
    assert "gp-07" in {citation.practice_id for citation in answer.citations}
    assert {citation.section for citation in answer.citations} == {"results", "funding"}
    assert pipeline.ask("Who danced?").answered
    assert "gp-07" in pipeline.rank("the nickel bank paid the nickel course", 3)


def test_new_prints_drafts_that_load(data: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--new", "--data", str(data)])
    assert result.exit_code == 0
    mine = tmp_path / "mine.jsonl"
    mine.write_text(result.stdout, encoding="utf-8")
    assert len(load_cases([mine])) == 22


def test_a_selection_without_cases_is_wrong_usage(data: Path) -> None:
    result = CliRunner().invoke(command, ["--kind", "riddle", "--data", str(data)])
    assert result.exit_code == 2
    assert "No case is of that split and kind" in result.output


@pytest.mark.models
def test_ones_own_cases_over_ones_own_index(tmp_path: Path, records: list[Record]) -> None:
    from assistant.settings import Settings
    from assistant.wiring import build_embedder

    data, mine, out = tmp_path / "data", tmp_path / "mine.jsonl", tmp_path / "out"
    embedder = build_embedder(Settings(data=data))
    build_index(records, {}, data=data, embedder=embedder)
    case = {
        "id": "mine-1",
        "kind": "fact",
        "question": "How many miners did the nickel course train?",
        "gold": [{"record": "gp-07"}],
        "nuggets": [{"text": "107 miners", "forms": ["107 miners"]}],
    }
    mine.write_text(json.dumps(case), encoding="utf-8")
    options = ["--cases", str(mine), "--data", str(data), "--out", str(out), "--config", "full", "--json"]
    result = CliRunner().invoke(command, options)
    held = json.loads(result.stdout)
    assert held["results"][0]["rows"][0]["id"] == "mine-1"
    assert (out / "report.html").is_file()
