"""The gate on the real model and corpus: no worse than the committed scores, and red for planted faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.reading import Turn
from assistant.settings import Settings
from assistant.wiring import build_assistant, build_embedder
from eval.asking import Answerer
from eval.cases import Case, load_cases
from eval.comparison import read_baseline
from eval.faults import always_answering, always_refusing, shuffled_citations, without_record
from eval.fitted_cases import fit_cases
from eval.gate import baseline_file, complaints, gate_cases
from eval.metrics.citations import Sources
from eval.runner import score_all, sources_of
from index.build import build_index
from ingest.sources import default_sources, read_sources

pytestmark = pytest.mark.models


class Remembering:
    """Asks each question once: the faults are planted in what was answered."""

    def __init__(self, inner: Answerer) -> None:
        self._inner = inner
        self._known: dict[tuple[str, tuple[Turn, ...]], Answer] = {}

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        key = (question, tuple(history))
        if key not in self._known:
            self._known[key] = self._inner.ask(question, history=history, mode=mode)
        return self._known[key]


@dataclass
class Real:
    assistant: Answerer
    cases: tuple[Case, ...]
    sources: Sources

    def complaints(self, answerer: Answerer) -> list[str]:
        """What the gate says of an answerer, against the sound assistant of this very code."""
        return complaints(read_baseline(baseline_file()), score_all(answerer, self.cases, self.sources))


@pytest.fixture(scope="module")
def real(pytestconfig: pytest.Config) -> Real:
    """The assistant over the corpus; the index is kept between test runs, so only changes are embedded."""
    data = Path(pytestconfig.cache.mkdir("sstc-eval"))  # type: ignore[union-attr]
    settings = Settings(data=data)
    found = read_sources(default_sources())
    build_index(found.records, found.documents, data=data, embedder=build_embedder(settings))
    cases = gate_cases(load_cases())
    assert fit_cases(cases, (), {record.id: record for record in found.records}).left_out == ()
    return Real(Remembering(build_assistant(settings)), cases, sources_of(found.records))


def test_the_assistant_does_no_worse_than_the_committed_scores(real: Real) -> None:
    assert real.complaints(real.assistant) == []


def test_no_planted_fault_passes(real: Real) -> None:
    assert any("first citation right fell" in c for c in real.complaints(shuffled_citations(real.assistant)))
    assert any(
        "refused, of unanswerable fell" in c for c in real.complaints(always_answering(real.assistant))
    )
    assert any("answered, of answerable fell" in c for c in real.complaints(always_refusing(real.assistant)))


def test_a_record_that_is_dropped_is_named(real: Real) -> None:
    baseline = read_baseline(baseline_file())
    found: dict[str, int] = {}
    for case in real.cases:
        kept = baseline.cases.get(case.id)
        if kept and kept.scores.get("first_citation") and len(case.gold_records) == 1:
            (record,) = case.gold_records
            found[record] = found.get(record, 0) + 1
    record = max(sorted(found), key=lambda name: found[name])
    assert found[record] > 1
    dropped = real.complaints(without_record(real.assistant, record))
    assert any(complaint.startswith(f"{record} is found by none") for complaint in dropped)
