"""The report of an evaluation as the page shows it, whatever was measured."""

from __future__ import annotations

from html import unescape

import pytest

from eval.asking import Outcome, Ranking
from eval.cases import Case, Kind, load_cases
from eval.proposals import load_proposals
from eval.report import HEADLINES
from eval.runner import SCHEMA, Result, Run
from eval.scoring import Row, score, score_similar
from eval.summary import summarise
from ui.pages.evaluation_report import cases_html, kinds_of, report_html
from ui.pages.words import LANGUAGES, words


def run_of(rows: list[Row]) -> Run:
    result = Result(name="full", about="whole", mode="extractive", summary=summarise(rows), rows=tuple(rows))
    return Run(schema=SCHEMA, index="i", code="c", split="dev", records=79, results=(result,))


def one_of_each_kind() -> dict[Kind, Case]:
    return {case.kind: case for case in load_cases()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_of_every_kind_of_case_and_of_proposals_is_shown(language: str) -> None:
    nothing = Outcome(answer=None, error="no answer", seconds=0.01)
    rows = [score(case, nothing, {}) for case in one_of_each_kind().values()]
    rows += [
        score_similar(proposal, Ranking(records=tuple(proposal.relevance), error=None, seconds=0.01))
        for proposal in load_proposals()[:6]
    ]
    run = run_of(rows)
    shown = unescape(report_html(run, language))
    assert words(language)["score_similar_ndcg_5"] in shown
    assert "similar" not in kinds_of(run)
    for kind in kinds_of(run):
        assert words(language)[f"group_{kind}"] in shown
        assert "<details>" in cases_html(run, kind, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_score_that_a_run_may_lead_with_has_words(language: str) -> None:
    assert {f"score_{name}" for name in HEADLINES} <= words(language).keys()
