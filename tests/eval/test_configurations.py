"""The ablations and the outside baseline over a made-up index, and the command, without model weights."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.assistant import Assistant
from assistant.generating import prompts
from eval import ablation
from eval.cases import load_cases
from eval.metrics.citations import citation_validity
from eval.runner import sources_of
from index.build import build_index
from index.current import CurrentIndex
from index.embedder import EmbedderSource, HashEmbedder
from index.opened import Index
from ingest.errors import UsageError
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
    vector = index.embedder.embed_query(query)
    assert dense.dense_scores(vector).any()
    assert not lexical.dense_scores(vector).any()
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
    answer = answerer.ask("What is Good Practice 7 about?")
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Own:
    """One's own cases over one's own index, and the command that measures them."""

    options: list[str]
    out: Path

    def run(self, *more: str) -> tuple[Result, dict[str, Any]]:
        result = CliRunner().invoke(command, [*self.options, *more, "--json"])
        return result, json.loads(result.stdout) if result.stdout.startswith("{") else {}


@pytest.fixture
def own(tmp_path: Path, records: list[Record], compiled_model: Path) -> Own:
    from assistant.settings import Settings
    from assistant.wiring import build_embedder

    data, mine, out = tmp_path / "data", tmp_path / "mine.jsonl", tmp_path / "out"
    data.mkdir()
    (data / "models").symlink_to(compiled_model.parent)
    build_index(records, {}, data=data, embedder=build_embedder(Settings(data=data)))
    found = [
        {
            "id": f"mine-{number}",
            "kind": "fact",
            "question": f"How many miners did the {metal} course train?",
            "gold": [{"record": f"gp-{number:02d}"}],
            "nuggets": [{"text": f"{100 + number} miners", "forms": [f"{100 + number} miners"]}],
        }
        for number, metal in ((5, "gold"), (7, "nickel"))
    ]
    found.append(
        {"id": "count-1", "kind": "count", "question": "How many good practices are there?", "count": 11}
    )
    mine.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    options = ["--cases", str(mine), "--data", str(data), "--out", str(out), "--config", "full"]
    return Own(options=options, out=out)


@pytest.mark.models
class TestOnesOwnCases:
    def test_are_measured_over_ones_own_index(self, own: Own) -> None:
        result, held = own.run()
        assert result.exit_code == 0
        assert {row["id"] for row in held["results"][0]["rows"]} == {"mine-5", "mine-7", "count-1"}
        assert (own.out / "report.html").is_file()

    def test_in_both_modes_stand_side_by_side(
        self, own: Own, server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reply = type(server.script({}))

        def script(request: dict[str, Any]) -> Any:
            asked = request["messages"][-1]["content"]
            keys = re.findall(r'<passage key="([^"]+)"', asked)
            if "nickel course train?" in asked:
                return reply(text=f"The nickel course trained 107 miners [{keys[0]}].")
            return reply(text=f"The gold course trained 9,999 miners [{keys[0]}].")

        server.script = script
        monkeypatch.setenv("SSTC_LLM_BASE_URL", server.url)
        monkeypatch.setenv("SSTC_LLM_MODEL", "tiny")
        _, held = own.run("--mode", "both")
        quoted, written = held["results"]
        assert [(r["name"], r["mode"]) for r in held["results"]] == [
            ("full", "extractive"),
            ("full (generative)", "generative"),
        ]
        rows = {row["id"]: row for row in written["rows"]}
        assert (rows["mine-7"]["mode"], rows["mine-7"]["right"]) == ("generative", True)
        assert (rows["mine-5"]["mode"], rows["mine-5"]["fallback"]) == ("extractive", "unsupported")
        assert rows["mine-5"]["removed"] == 1
        assert "9,999" not in rows["mine-5"]["answer"]
        assert rows["count-1"]["fallback"] == "exact"
        assert written["summary"]["whole"]["fallbacks"] == {"exact": 1, "unsupported": 1}
        assert all(row["fallback"] is None for row in quoted["rows"])
        assert (quoted["prompts"], written["prompts"]) == (None, prompts.VERSION)
        assert "vital" in held["against_first"]["full (generative)"]
        assert prompts.VERSION in (own.out / "report.html").read_text(encoding="utf-8")

    def test_can_be_judged(self, own: Own, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        reply = type(server.script({}))
        server.script = lambda request: reply(
            text="YES" if "YES" in request["messages"][-1]["content"] else "2.0\nToo short."
        )
        monkeypatch.setenv("SSTC_LLM_BASE_URL", server.url)
        monkeypatch.setenv("SSTC_LLM_MODEL", "tiny")
        _, held = own.run("--judge")
        verdict = held["results"][0]["verdict"]
        assert (verdict["model"], verdict["faithful"], verdict["correct"]) == ("tiny", 1.0, 0.0)
        assert verdict["correct_disputed"] == ["mine-5", "mine-7"]
        page = (own.out / "report.html").read_text(encoding="utf-8")
        assert "Second opinion on full: tiny" in page

    @pytest.mark.parametrize("options", [["--mode", "both"], ["--mode", "generative"], ["--judge"]])
    def test_without_a_model_nothing_is_asked_of_one(
        self, own: Own, options: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSTC_LLM_BASE_URL", raising=False)
        result, _ = own.run(*options)
        assert isinstance(result.exception, UsageError)
        assert "SSTC_LLM_BASE_URL is not set" in str(result.exception)
