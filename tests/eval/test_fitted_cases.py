"""Cases over an index that holds other records than those they were written for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.cases import Case, Gold, Nugget
from eval.fitted_cases import FittedCases, corpus_documents, fit_cases
from eval.proposals import Proposal
from ingest.errors import UsageError
from ingest.records import Record, RecordKind

HOME = {"bg-mines-of-old": "moon", "bg-lost": "mars"}


@pytest.fixture
def held(records: list[Record]) -> dict[str, Record]:
    moon = replace(records[0], id="bg-the-moon", kind=RecordKind.BACKGROUND, number=None)
    return {record.id: record for record in [*records, moon]}


def asking(*gold: str, name: str = "asked") -> Case:
    return Case(
        id=name,
        kind="fact",
        question="What of old?",
        gold=tuple(Gold(record=record, sections=("results",)) for record in gold),
        nuggets=(Nugget(text="much", forms=("much",)),),
    )


def fit(held: dict[str, Record], *cases: Case, proposals: tuple[Proposal, ...] = ()) -> FittedCases:
    return fit_cases(cases, proposals, held, lambda: HOME)


def test_what_is_there_stays_as_it_is(held: dict[str, Record], cases: list[Case]) -> None:
    fitted = fit(held, *cases)
    assert fitted == FittedCases(cases=tuple(cases), proposals=())


def test_a_background_text_is_looked_for_in_its_document(held: dict[str, Record]) -> None:
    fitted = fit(held, asking("bg-mines-of-old"), asking("gp-01", name="sound"))
    assert [case.gold for case in fitted.cases] == [
        (Gold(record="bg-the-moon"),),
        (Gold(record="gp-01", sections=("results",)),),
    ]
    assert fitted.mapped == ("asked",)
    assert fitted.left_out == ()


def test_what_is_nowhere_is_left_out_and_named(held: dict[str, Record]) -> None:
    listing = Case(id="listed", kind="list", question="List the old.", records=("gp-01", "bg-mines-of-old"))
    proposal = Proposal(id="planned", proposal="A mine", relevance={"gp-01": 3, "gp-99": 1})
    fitted = fit(
        held,
        asking("bg-lost"),
        asking("gp-99", name="gone"),
        listing,
        asking("gp-01", name="sound"),
        proposals=(proposal, Proposal(id="jazz", proposal="A festival of jazz")),
    )
    assert [case.id for case in fitted.cases] == ["sound"]
    assert [item.id for item in fitted.proposals] == ["jazz"]
    assert fitted.left_out == (
        "asked (bg-lost)",
        "gone (gp-99)",
        "listed (bg-mines-of-old)",
        "planned (gp-99)",
    )


def test_alternatives_that_are_there_are_enough(held: dict[str, Record]) -> None:
    fitted = fit(held, asking("gp-01", "bg-lost"))
    assert fitted.cases[0].gold == (Gold(record="gp-01", sections=("results",)),)
    assert fitted.left_out == ()


def test_cases_of_another_corpus_are_refused(held: dict[str, Record]) -> None:
    with pytest.raises(UsageError, match=r"asked \(bg-lost\).* Index their source"):
        fit(held, asking("bg-lost"))


def test_the_documents_of_the_corpus_are_known() -> None:
    documents = corpus_documents()
    assert documents["bg-what-is-sstc"] == "global-solidarity-partnerships"
