"""Requests for records that no rule words, and questions for a fact that are worded like a request."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Flemish funding", {"gp-07"}),
        ("SIDS-to-SIDS good practice", {"gp-18"}),
        ("O Uganda participou de quê?", {"gp-02", "gp-03", "gp-21", "gp-30"}),
        ("Le Mozambique a pris part à quoi ?", {"gp-19", "gp-23"}),
        ("Samoa, proyecto 2020-2021", {"proj-2020-12"}),
        ("Presentadas por Anaclara Matosas", {"gp-05", "gp-06"}),
    ],
)
def test_records_asked_for_without_a_word_for_it_are_all_cited(
    corpus_assistant: Assistant, question: str, cited: set[str]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert {citation.practice_id for citation in answer.citations} == cited, answer.answer


@pytest.mark.timeout(120)
def test_a_number_of_them_is_told(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("Ugandan involvement: how many?", mode="extractive")
    assert answer.kind == "count"
    assert answer.answer.startswith("4 ")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "question",
    [
        "Who paid for the mining course?",
        "What came of the cotton work in Peru?",
        "Combien de pays étaient représentés au forum sur le commerce et l'investissement ?",
        "¿Cómo contacto a la persona que presentó la práctica de minería?",
    ],
)
def test_a_question_for_a_fact_stays_one(corpus_assistant: Assistant, question: str) -> None:
    assert corpus_assistant.ask(question, mode="extractive").kind == "lookup"
