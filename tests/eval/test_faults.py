"""Planted faults: each moves the figure that it should move, and the gate does not stay green."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer import Answer
from eval.asking import Answerer
from eval.cases import Case
from eval.comparison import Baseline, Kept
from eval.faults import always_answering, always_refusing, shuffled_citations, without_record
from eval.gate import complaints
from eval.metrics.citations import Sources
from eval.runner import score_all
from eval.scoring import Row
from eval.summary import Summary, scores_of, summarise


def as_baseline(rows: Sequence[Row]) -> Baseline:
    kept = {row.id: Kept(fingerprint=row.fingerprint, scores=dict(scores_of(row))) for row in rows}
    return Baseline(configuration="full", code="c", index="i", cases=kept)


class Bench:
    """The sound assistant's scores, and those of a faulty one beside them."""

    def __init__(self, oracle: Answerer, cases: Sequence[Case], sources: Sources) -> None:
        self.oracle, self.cases, self.sources = oracle, cases, sources
        self.rows = score_all(oracle, cases, sources)
        self.baseline = as_baseline(self.rows)

    def with_fault(self, faulty: Answerer) -> tuple[Summary, list[str]]:
        rows = score_all(faulty, self.cases, self.sources)
        return summarise(rows), complaints(self.baseline, rows)


@pytest.fixture(scope="module")
def bench(oracle: Answerer, cases: list[Case], sources: Sources) -> Bench:
    return Bench(oracle, cases, sources)


def mean(summary: Summary, metric: str) -> float:
    return summary.groups["all"][metric].mean


def test_a_sound_assistant_scores_one_and_passes(bench: Bench) -> None:
    summary = summarise(bench.rows)
    for metric in ("right", "first_citation", "vital", "exact", "refused", "citation_validity", "set_f1"):
        assert mean(summary, metric) == 1.0, metric
    assert summary.whole.auroc == 1.0
    assert summary.whole.refusal_f1 == 1.0
    assert complaints(bench.baseline, bench.rows) == []


def test_shuffled_citations_lower_everything_about_citations(bench: Bench) -> None:
    summary, complaint = bench.with_fault(shuffled_citations(bench.oracle))
    assert mean(summary, "first_citation") < 0.2
    assert mean(summary, "gold_precision") < 0.2
    assert mean(summary, "support_recall") < 0.2
    assert mean(summary, "vital") == 1.0, "the words are still there"
    assert any("first citation right fell" in line for line in complaint)


def test_citations_into_the_wrong_words_are_invalid(bench: Bench) -> None:
    from dataclasses import replace

    from eval.faults import Faulty

    def shift(answer: Answer) -> Answer:
        moved = tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations)
        return replace(answer, citations=moved)

    summary, complaint = bench.with_fault(Faulty(bench.oracle, shift))
    assert mean(summary, "citation_validity") == 0.0
    assert any("citations are invalid" in line for line in complaint)


def test_a_dropped_record_is_missed_by_name(bench: Bench) -> None:
    summary, complaint = bench.with_fault(without_record(bench.oracle, "gp-05"))
    assert mean(summary, "record_recall_5") < 1.0
    assert mean(summary, "exact") < 1.0
    assert any(line.startswith("gp-05 is found by none of its 2 cases") for line in complaint)


def test_always_answering_costs_the_refusals(bench: Bench) -> None:
    summary, complaint = bench.with_fault(always_answering(bench.oracle))
    assert mean(summary, "refused") == 0.0
    assert summary.whole.refusal_recall == 0.0
    assert mean(summary, "answered") == 1.0
    assert any("refused, of unanswerable fell" in line for line in complaint)


def test_always_refusing_costs_the_answers(bench: Bench) -> None:
    summary, complaint = bench.with_fault(always_refusing(bench.oracle))
    assert mean(summary, "refused") == 1.0
    assert summary.whole.wrongly_refused == 1.0
    assert mean(summary, "vital") == mean(summary, "exact") == 0.0
    assert mean(summary, "record_recall_1") == 1.0, "what was retrieved is scored apart"
    assert any("answered, of answerable fell" in line for line in complaint)


def test_a_failure_is_a_row_scored_zero(bench: Bench) -> None:
    class Broken:
        def ask(self, question: str, **rest: object) -> Answer:
            raise RuntimeError("out of order")

    summary, complaint = bench.with_fault(Broken())  # type: ignore[arg-type]
    assert summary.whole.failures == len(bench.cases)
    assert summary.groups["all"]["right"].n == len(bench.cases)
    assert mean(summary, "right") == mean(summary, "refused") == mean(summary, "vital") == 0.0
    assert any("failed: RuntimeError: out of order" in line for line in complaint)


def test_a_gate_without_its_baseline_does_not_pass(bench: Bench) -> None:
    empty = Baseline(configuration="full", code="c", index="i", cases={})
    assert "are in the baseline as they are now" in complaints(empty, bench.rows)[0]
