"""Which and how many: conditions on the fields, exact sets, exact numbers."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant


def cited(assistant: Assistant, question: str) -> list[str]:
    answer = assistant.ask(question, mode="extractive")
    return sorted({citation.practice_id for citation in answer.citations})


@pytest.mark.parametrize(
    ("question", "records"),
    [
        ("Which good practices are in Africa?", ["gp-01", "gp-03"]),
        ("List the practices that involve Brazil", ["gp-02"]),
        ("Which practices involve Kenya or Peru?", ["gp-02", "gp-03"]),
        ("Which practices were funded by RBTC?", ["gp-01", "gp-02"]),
        ("Which practices were not funded by RBTC?", ["gp-03"]),
        ("Which practices name a funder other than RBTC?", ["gp-02", "gp-03"]),
        ("Which practices included study tours?", ["gp-02"]),
        ("¿Qué prácticas involucran a Zambia?", ["gp-01"]),
        ("Quelles bonnes pratiques concernent le Kenya ?", ["gp-03"]),
        ("Quais boas práticas envolvem o Peru?", ["gp-02"]),
        ("Which practices involve more than one country?", ["gp-01", "gp-02"]),
        ("Which region has the most good practices?", ["gp-01", "gp-03"]),
    ],
)
def test_the_exact_set_is_cited(assistant: Assistant, question: str, records: list[str]) -> None:
    assert cited(assistant, question) == records


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("How many good practices are there?", "3 of 3"),
        ("how many practices in africa", "2 of 3"),
        ("Combien de bonnes pratiques concernent la Zambie ?", "1 sur 3"),
        ("How many countries take part in the practices in Africa?", "3 countries"),
    ],
)
def test_the_number_stands_first(assistant: Assistant, question: str, number: str) -> None:
    assert assistant.ask(question, mode="extractive").answer.startswith(number)


def test_no_match_is_said_with_how_many_were_looked_at(assistant: Assistant) -> None:
    answer = assistant.ask("Which good practices involve Mongolia?", mode="extractive")
    assert not answer.answered
    assert answer.citations == ()
    assert "None of the 3" in answer.answer


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask("Which practices are in Africa?", mode="extractive") for _ in range(2))
    assert first.answer == second.answer
