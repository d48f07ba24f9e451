"""What a refusal says is missing."""

from __future__ import annotations

import pytest
from small_records import record

from assistant.assistant import Assistant
from assistant.evidence import Evidence
from assistant.mentions.named_things import name_phrases, numbers_said
from assistant.question_reading import read_question
from assistant.refusing.missing import blank_or_missing, what_is_missing
from ingest.gazetteer import country


def _missing(question: str, evidence: Evidence) -> str:
    reading = read_question(question, evidence.catalog)
    return what_is_missing(reading, evidence.weigh(reading), evidence)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What are the materials of {}?", "The document leaves the section “Materials” of {} blank."),
        ("What did Kenya contribute to {}?", "{} says nothing of Kenya."),
        ("When did {} train the managers?", "{} states no date for this."),
        ("How much money in dollars did {} cost?", "{} states no amount of money for this."),
        (
            "¿En qué fecha se formó a los gerentes de {}?",
            "La Buena Práctica 1 no indica ninguna fecha para esto.",
        ),
        ("What did the World Bank pay for in {}?", "{} says nothing of World Bank."),
        ("Who trained the managers of {}?", "{} does not say who."),
        (
            "What is the e-mail address of Kasonde Mwale in {}?",
            "The contacts of {} give no e-mail address for Kasonde Mwale.",
        ),
        (
            "What is the telephone of the Mine Desk of {}?",
            "The contacts of {} give no telephone number for Mine Desk.",
        ),
        ("Why did the mines of {} close?", "{} states no reason for this."),
        ("In which hotel did {} train the managers?", "{} states no venue for this."),
        (
            "¿En qué ciudad se formó a los gerentes de {}?",
            "La Buena Práctica 1 no indica ninguna ciudad para esto.",
        ),
        ("How were the managers of {} chosen?", "{} states no selection criteria for this."),
        ("Do the mines of {} close?", "{} comes closest, but does not say this."),
    ],
)
def test_a_refusal_says_what_the_record_lacks(question: str, said: str, evidence: Evidence) -> None:
    assert _missing(question.format("good practice 1"), evidence) == said.format("Good Practice 1")


def test_a_refusal_speaks_of_the_corpus_where_no_record_is_meant(evidence: Evidence) -> None:
    assert _missing("What is the capital of Australia?", evidence) == "The corpus does not answer this."


def test_a_blank_section_is_refused_without_a_citation(assistant: Assistant) -> None:
    answer = assistant.ask("What are the materials of good practice 1?")

    assert not answer.answered
    assert answer.citations == ()
    assert "blank" in answer.answer


def test_who_took_part_is_not_missing_where_a_record_without_that_section_has_countries(
    evidence: Evidence,
) -> None:
    reading = read_question("¿Quiénes participaron en la práctica?", evidence.catalog)
    ghana = country("Ghana")
    assert ghana is not None
    assert blank_or_missing(reading, record("a", ghana)) == ""
    assert blank_or_missing(reading, record("a")) == "missing"


def test_names_are_whole_and_sentence_openings_are_none() -> None:
    text = "What did the World Bank and USAID pay? Nobody asked Diego Coatz."

    assert name_phrases(text) == [("world", "bank", "usaid"), ("diego", "coatz")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The twenty-second note and the 31st seminar", {22, 31}),
        ("7 mining companies with 10,000 workers", {7, 10_000}),
        ("one of the first seven", {7}),
        ("forty-five managers in the ninth webinar", {45, 9}),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, numbers: set[int]) -> None:
    assert numbers_said(text) == numbers
