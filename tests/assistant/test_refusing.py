"""What only names a record and a section is answered; what brings in more than the record has is not."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.mentions.number_context import beside_numbers, numbers_apart
from assistant.refusing.showing_signals import is_lacking
from assistant.words import stem_set


@pytest.mark.parametrize(
    "question",
    [
        "Kindly summarise good practice 1 for my minister",
        "In one sentence, what did good practice 3 achieve?",
        "What results are available for practice 1?",
        "¿Cuáles fueron los resultados de la buena práctica 3?",
    ],
)
def test_a_section_of_a_named_record_is_given(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, mode="extractive").answered


@pytest.mark.parametrize(
    "question",
    [
        "What did good practice 1 achieve in Mongolia?",
        "In one sentence, what materials are there for good practice 1?",
        "What did good practice 3 cost in dollars?",
        "Who is Maria Kowalski?",
    ],
)
def test_what_the_record_does_not_have_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, mode="extractive")
    assert not answer.answered
    assert answer.citations == ()


STATED = "Eleven mines renewed their plans. The third webinar dealt with safety for 45 managers."


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("What did the third webinar deal with?", set()),
        ("What did the ninth webinar deal with?", {9}),
        ("Which 45 managers were there?", set()),
        ("Which plans did the 45 mines renew?", {45}),
        ("What did the 11 mines do?", set()),
        ("de qué trató el webinar noveno", {9}),
        ("What happened in 2021 at the webinar?", set()),
        ("What did the 30 bakers do?", set()),
    ],
)
def test_a_number_is_looked_for_beside_what_it_counts(question: str, apart: set[int]) -> None:
    assert numbers_apart(beside_numbers(question), beside_numbers(STATED), stem_set(STATED)) == apart


@pytest.mark.parametrize(
    ("fact", "wanted", "shown", "lacking"),
    [
        ("number", {"number"}, {"date"}, True),
        ("number", {"number", "duration"}, {"duration"}, False),
        ("number", {"number", "duration"}, {"date"}, True),
        ("amount", {"amount", "percent"}, {"percent"}, False),
        ("date", {"number"}, set(), False),
    ],
)
def test_a_duration_is_number_enough(fact: str, wanted: set[str], shown: set[str], lacking: bool) -> None:
    assert is_lacking(fact, wanted, shown) is lacking


def test_who_asks_which_practice_it_was_wants_no_person(assistant: Assistant) -> None:
    answer = assistant.ask("Which practice trained safety managers of mines in Zambia?", mode="extractive")
    assert answer.answered
