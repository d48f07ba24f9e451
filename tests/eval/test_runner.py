"""A run: kept between runs, resumable, the same each time; its report; its comparison with another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.reading import Turn
from assistant.settings import Settings
from eval import runner
from eval.asking import Answerer
from eval.cases import Case, Gold
from eval.comparison import baseline_of, compare, read_baseline, write_baseline
from eval.configurations import Configuration, Contestant, chosen
from eval.faults import always_refusing
from eval.gate import gate_cases
from eval.proposals import Proposal
from eval.report import write_report
from eval.runner import Run
from eval.support_check import KindScore
from ingest.errors import SourceError, UsageError
from ingest.records import Record


@dataclass
class Counted:
    """An answerer that counts what it is asked, and may be stopped."""

    inner: Answerer
    asked: int = 0
    stop_after: int = 10_000

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        if question in runner.WARM_UP:
            return Answer(answer="", answered=False, kind="list", mode=mode, language="en")
        if self.asked == self.stop_after:
            raise KeyboardInterrupt
        self.asked += 1
        return self.inner.ask(question, history=history, mode=mode)

    def rank(self, proposal: str, k: int) -> list[str]:
        return ["gp-02", "gp-01"]


@pytest.fixture
def bench(
    tmp_path: Path, records: list[Record], cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    index = SimpleNamespace(records={record.id: record for record in records}, generation="moon-1")

    class Current:
        def __init__(self, data: Path, *, chroma_url: str | None = None) -> None: ...

        def __enter__(self) -> Current:
            return self

        def __exit__(self, *rest: object) -> None: ...

        @contextmanager
        def lease(self) -> Iterator[SimpleNamespace]:
            yield index

    monkeypatch.setattr(runner, "CurrentIndex", Current)
    proposals = [
        Proposal(id="p1", proposal="A school for iron miners", relevance={"gp-01": 1, "gp-02": 3}),
        Proposal(id="p2", proposal="A festival of jazz"),
    ]

    def go(answerer: Counted, *others: Answerer, only: Sequence[Case] = cases, **given: Any) -> Run:
        named = [
            Configuration(
                name="full", about="whole", build=lambda s, c: Contestant(answerer=answerer, ranker=answerer)
            )
        ]
        for number, other in enumerate(others):
            named.append(
                Configuration(
                    name=f"other-{number}", about="other", build=lambda s, c, o=other: Contestant(answerer=o)
                )
            )
        return runner.run(
            only, proposals, named, settings=Settings(data=tmp_path / "data", **given), split="dev"
        )

    return SimpleNamespace(go=go, folder=tmp_path, cases=cases)


def test_a_second_run_asks_nothing_and_gives_the_same_report(
    bench: SimpleNamespace, oracle: Answerer
) -> None:
    first, second = Counted(oracle), Counted(oracle)
    one = write_report(bench.go(first), bench.folder / "one")
    two = write_report(bench.go(second), bench.folder / "two")
    assert (first.asked, second.asked) == (len(bench.cases), 0)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_quotations_are_kept_when_a_language_model_is_named(bench: SimpleNamespace, oracle: Answerer) -> None:
    bench.go(Counted(oracle))
    again = Counted(oracle)
    bench.go(again, llm_base_url="http://127.0.0.1:9/v1", llm_model="tiny")
    assert again.asked == 0
    bench.go(again, max_question_chars=500)
    assert again.asked == len(bench.cases)


def test_a_stopped_run_goes_on_where_it_was(bench: SimpleNamespace, oracle: Answerer) -> None:
    stopped = Counted(oracle, stop_after=20)
    with pytest.raises(KeyboardInterrupt):
        bench.go(stopped)
    resumed = Counted(oracle)
    run = bench.go(resumed)
    assert resumed.asked == len(bench.cases) - 20
    assert run.results[0].summary.groups["kind:fact"]["right"].mean == 1.0


def test_a_changed_case_is_asked_again(bench: SimpleNamespace, oracle: Answerer) -> None:
    bench.go(Counted(oracle))
    first = bench.cases[0]
    changed = replace(first, gold=(Gold(record="gp-02"),))
    again = Counted(oracle)
    run = bench.go(again, only=[changed, *bench.cases[1:]])
    assert again.asked == 1
    assert not next(row for row in run.results[0].rows if row.id == changed.id).right


def test_cases_about_records_that_are_not_indexed_are_left_out_and_shown(
    bench: SimpleNamespace, oracle: Answerer
) -> None:
    stray = replace(bench.cases[0], id="stray", gold=(Gold(record="gp-77"),))
    run = bench.go(Counted(oracle), only=[stray, *bench.cases])
    assert run.left_out == ("stray (gp-77)",)
    assert "stray" not in {row.id for row in run.results[0].rows}
    data, page = write_report(run, bench.folder / "out")
    assert "stray (gp-77)" in page.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8"))["left_out"] == ["stray (gp-77)"]


def test_what_went_wrong_is_asked_again(bench: SimpleNamespace, oracle: Answerer) -> None:
    class Failing(Counted):
        def ask(self, question: str, **rest: object) -> Answer:
            raise RuntimeError("out of order")

    assert bench.go(Failing(oracle)).results[0].summary.whole.failures == len(bench.cases)
    assert bench.go(Counted(oracle)).results[0].summary.whole.failures == 0


def test_similar_records_are_scored_with_the_cases(bench: SimpleNamespace, oracle: Answerer) -> None:
    run = bench.go(Counted(oracle))
    groups = run.results[0].summary.groups
    assert groups["kind:similar"]["similar_ndcg_5"].mean == 1.0
    assert groups["kind:similar"]["similar_first"].mean == 1.0
    assert groups["kind:similar"]["similar_silent"].mean == 0.0, "jazz should have found nothing"
    assert groups["all"]["similar_recall_5"].n == 1
    assert groups["all"]["right"].n == len(bench.cases), "only questions count as wholly right"
    page = write_report(run, bench.folder / "out")[1].read_text(encoding="utf-8")
    assert "similar nDCG@5" in page


def test_risk_is_given_for_every_coverage(bench: SimpleNamespace, oracle: Answerer) -> None:
    """The surest answers first: those of lists are wrong here, and said with the least confidence."""

    class Unsure(Counted):
        def ask(self, question: str, **rest: object) -> Answer:
            answer = super().ask(question, **rest)  # type: ignore[arg-type]
            if question.startswith("List"):
                return replace(answer, citations=answer.citations[:1], confidence=0.4)
            return answer

    run = bench.go(Unsure(oracle))
    held = json.loads(write_report(run, bench.folder / "out")[0].read_text(encoding="utf-8"))
    whole = held["results"][0]["summary"]["whole"]
    assert [point[1] for point in whole["curve"]] == [0.0, pytest.approx(1 / 3, abs=1e-6)]
    assert whole["curve"][-1][0] == 0.75, "a quarter was rightly refused"
    assert whole["aurc"] == pytest.approx(0.25 / 3, abs=1e-6)


def test_the_page_is_whole_and_shows_every_wrong_case(bench: SimpleNamespace, oracle: Answerer) -> None:
    run = bench.go(Counted(always_refusing(oracle)), oracle)
    data, page = write_report(run, bench.folder / "out")
    html = page.read_text(encoding="utf-8")
    for outside in ("http://", "https://", "src=", "@import", "url("):
        assert outside not in html
    wrong = [row for row in run.results[0].rows if not row.right]
    assert len(wrong) > 20
    assert all(f'id="{row.id}"' in html for row in wrong)
    assert html.count("<svg") == 5
    held = json.loads(data.read_text(encoding="utf-8"))
    assert {result["name"] for result in held["results"]} == {"full", "other-0"}
    assert held["against_first"]["other-0"]["vital"]["mean"] == 1.0


def test_the_error_rate_of_the_support_check_is_in_the_report(
    bench: SimpleNamespace, oracle: Answerer
) -> None:
    score = KindScore(kind="number", split="test", faults=36, recall=0.75, precision=0.5, auc=0.25)
    run = replace(bench.go(Counted(oracle)), support=(score,))
    data, page = write_report(run, bench.folder / "out")
    assert json.loads(data.read_text(encoding="utf-8"))["support"][0]["recall"] == 0.75
    cells = "<td>number</td><td>test</td><td>36</td><td>0.500</td><td>0.750</td><td>0.250</td>"
    assert cells in page.read_text(encoding="utf-8")


def test_text_of_answers_is_escaped_in_the_page(bench: SimpleNamespace, oracle: Answerer) -> None:
    bad = replace(bench.cases[0], question="<script>alert(1)</script>", id="bad")

    class Echo(Counted):
        def ask(self, question: str, **rest: object) -> Answer:
            return Answer(answer=question, answered=True, kind="lookup", mode="extractive", language="en")

    page = write_report(bench.go(Echo(oracle), only=[bad]), bench.folder / "out")[1]
    assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_a_run_against_a_baseline_or_an_earlier_report(bench: SimpleNamespace, oracle: Answerer) -> None:
    good = bench.go(Counted(oracle))
    report = write_report(good, bench.folder / "good")[0]
    saved = bench.folder / "saved.json"
    write_baseline(baseline_of(good, good.results[0]), saved)
    bad = bench.go(Counted(oracle), always_refusing(oracle)).results[1]
    for path in (report, saved):
        found = compare(read_baseline(path), bad.rows)
        assert found.differences["vital"].mean == -1.0
        assert found.differences["vital"].p < 0.001
        assert "fact-001" in found.broken
        assert found.shared == len(bench.cases)
        assert found.mended == ()


def test_the_same_scores_differ_by_nothing_from_a_saved_baseline(
    bench: SimpleNamespace, oracle: Answerer
) -> None:
    good = bench.go(Counted(oracle))
    rows = [replace(row, scores={**row.scores, "gold_precision": 1 / 6}) for row in good.results[0].rows]
    saved = bench.folder / "saved.json"
    write_baseline(baseline_of(good, replace(good.results[0], rows=tuple(rows))), saved)
    found = compare(read_baseline(saved), rows)
    assert found.differences["gold_precision"].mean == 0.0


def test_proposals_are_compared_by_their_own_figures(bench: SimpleNamespace, oracle: Answerer) -> None:
    class Lost(Counted):
        def rank(self, proposal: str, k: int) -> list[str]:
            return ["gp-09"]

    good = bench.go(Counted(oracle))
    path = write_report(good, bench.folder / "good")[0]
    shutil.rmtree(bench.folder / "data")
    found = compare(read_baseline(path), bench.go(Lost(oracle)).results[0].rows)
    assert found.broken == ("p1",)
    assert found.differences["similar_ndcg_5"].mean == -1.0
    assert found.differences["right"].n == len(bench.cases)
    assert found.differences["right"].mean == 0.0


def test_a_report_without_the_configuration_says_which_it_holds(
    bench: SimpleNamespace, oracle: Answerer
) -> None:
    report = write_report(bench.go(Counted(oracle)), bench.folder / "good")[0]
    with pytest.raises(SourceError, match="no configuration “dense”, only full"):
        read_baseline(report, "dense")


def test_a_file_that_is_no_baseline_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"schema": 99}')
    with pytest.raises(SourceError, match=r"x\.json is no baseline for this run .*its schema is 99"):
        read_baseline(path)


def test_an_unknown_configuration_is_named() -> None:
    with pytest.raises(UsageError, match="no configuration “magic”"):
        chosen(["magic"])
    assert [item.name for item in chosen(["naive", "full", "naive"])] == ["naive", "full"]


def test_the_gate_takes_the_same_few_dev_cases_of_each_kind(cases: list[Case]) -> None:
    many = [replace(case, id=f"{case.id}-{n}") for case in cases for n in range(4)]
    many += [replace(case, id=f"{case.id}-t", split="test") for case in cases]
    chosen_cases = gate_cases(many)
    assert chosen_cases == gate_cases(list(reversed(many)))
    assert {case.split for case in chosen_cases} == {"dev"}
    assert sum(case.kind == "fact" for case in chosen_cases) == 16
