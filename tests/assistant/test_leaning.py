"""Follow-ups keep the record in focus, and let go of it when the subject changes."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.leaning import read_in_context
from assistant.listing.listed_items import items_of, wanted_items
from assistant.reading import Kind, Turn
from assistant.words import fold
from ingest.records import SectionKey

MINES = (
    Turn(role="user", content="How many safety managers did the copper exchange train?"),
    Turn(role="assistant", content="It trained 45 safety managers [1] (good practice 1)."),
)
LISTED = (
    Turn(role="user", content="Which practices are there?"),
    Turn(role="assistant", content="1. Safer copper mines [1]. 2. Harbour skills network [2]. 3. Seeds [3]."),
)


def test_a_pronoun_means_the_record_of_the_answer_before(evidence: Evidence) -> None:
    assert read_in_context("Who funded it?", MINES, evidence).records == ("gp-01",)


@pytest.mark.parametrize(
    "question",
    ["How many of them were women?", "and how many of those practices' managers came from Chile?"],
)
def test_a_part_of_what_was_told_is_asked_of_its_record(evidence: Evidence, question: str) -> None:
    reading = read_in_context(question, MINES, evidence)
    assert reading.records == ("gp-01",)
    assert reading.request is None or not reading.request.several


def test_an_ordinal_means_the_item_of_the_list_before(evidence: Evidence) -> None:
    assert read_in_context("What is the second one about?", LISTED, evidence).records == ("gp-02",)
    compared = read_in_context("Compare the first with the second", LISTED, evidence)
    assert compared.records == ("gp-01", "gp-02")


def test_a_new_subject_drops_the_old_one(evidence: Evidence) -> None:
    reading = read_in_context("Different topic: who paid for the seed initiative in Kenya?", MINES, evidence)
    assert reading.records == ()
    assert read_in_context("And GP 3?", MINES, evidence).records == ("gp-03",)


def test_another_country_keeps_what_was_asked(evidence: Evidence) -> None:
    reading = read_in_context("And in Peru?", MINES, evidence)
    assert reading.records == ()
    assert reading.countries == ("Peru",)
    assert "number" in reading.wanted


def test_without_history_nothing_is_carried(evidence: Evidence) -> None:
    assert read_in_context("Who funded it?", (), evidence).records == ()


def test_who_wants_more_hears_of_the_record_before(evidence: Evidence) -> None:
    reading = read_in_context("Tell me more", MINES, evidence)
    assert reading.records == ("gp-01",)
    assert reading.kind is Kind.DESCRIBE


def test_a_change_of_language_is_no_country(evidence: Evidence) -> None:
    reading = read_in_context("je continue en français : qui l'a financé ?", MINES, evidence)
    assert reading.records == ("gp-01",)
    assert reading.countries == ()
    assert reading.sections[0] is SectionKey.FUNDING


def test_the_same_is_asked_of_another_practice(evidence: Evidence) -> None:
    before = (
        Turn(role="user", content="Who funded good practice 1?"),
        Turn(role="assistant", content="The mining fund [1] (good practice 1)."),
    )
    reading = read_in_context("the same for the 2", before, evidence)
    assert reading.records == ("gp-02",)
    assert reading.sections[0] is SectionKey.FUNDING


def test_the_latter_is_the_last_of_a_list(evidence: Evidence) -> None:
    assert read_in_context("Who funded the latter?", LISTED, evidence).records == ("gp-03",)


def test_what_another_record_holds_is_not_asked_of_the_one_in_focus(evidence: Evidence) -> None:
    reading = read_in_context("Fine. And what do the seed cooperatives do?", MINES, evidence)
    assert reading.records == ()


def test_a_question_that_only_asks_says_so(evidence: Evidence) -> None:
    assert read_in_context("And who paid for it?", MINES, evidence).only_asks
    assert not read_in_context("And who paid for the hotel?", MINES, evidence).only_asks


def test_the_last_of_nothing_listed_means_no_item(evidence: Evidence) -> None:
    assert read_in_context("What did the last meeting decide?", MINES, evidence).records == ("gp-01",)


def test_a_question_that_only_asks_does_so_in_other_languages(evidence: Evidence) -> None:
    for question in ("Para quem eu ligo?", "¿Y quién lo pagó?", "Qui finance ?"):
        reading = read_in_context(question, MINES, evidence)
        assert reading.only_asks
        assert reading.records == ("gp-01",)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("et les contacts de la première ?", "12"),
        ("who paid for the second one?", "8"),
        ("¿y la última?", "8"),
    ],
)
def test_the_columns_of_a_comparison_are_pointed_at_by_their_order(question: str, number: str) -> None:
    table = "| Aspect | Good Practice 12 | Good Practice 8 |\n| --- | --- | --- |\n| Funding | EU. [1] | RB. [2] |"
    items = items_of(table)
    assert [items[at] for at in wanted_items(fold(question), len(items))] == [f"Good Practice {number}"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("In which office does she work?", "en"),
        ("¿Y cuál es su función?", "es"),
        ("Quelle est sa fonction ?", "fr"),
    ],
)
def test_what_is_asked_of_a_person_who_was_named_is_asked_of_the_contacts(
    question: str, language: str, evidence: Evidence
) -> None:
    named = (
        Turn(role="user", content="Whom can I call about the copper exchange?"),
        Turn(role="assistant", content="Mine Desk, mines@example.org [1] (good practice 1)."),
    )
    reading = read_in_context(question, named, evidence, language=language)
    assert reading.sections[0] is SectionKey.CONTACTS
    assert SectionKey.CONTACTS not in read_in_context("What was the role of China?", named, evidence).sections
