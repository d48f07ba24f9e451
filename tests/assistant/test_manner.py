"""Words of politeness, form and audience are no content of a question."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.manner import without_manner


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("In one paragraph, what did practice 1 achieve?", "What did practice 1 achieve?"),
        ("Please give me in one sentence what practice 1 achieved.", "What practice 1 achieved."),
        ("Could you kindly summarise practice 2 for my minister?", "Summarise practice 2?"),
        ("I am preparing a briefing: who paid for practice 1?", "Who paid for practice 1?"),
        ("En un párrafo, ¿qué logró la práctica 1?", "¿qué logró la práctica 1?"),
        ("En une phrase, qu'a accompli la pratique 1 ?", "Qu'a accompli la pratique 1?"),
        ("Em poucas palavras, o que alcançou a prática 1?", "O que alcançou a prática 1?"),
    ],
)
def test_manner_is_taken_off(said: str, meant: str) -> None:
    assert without_manner(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "How many conventions were ratified thanks to NORMES?",
        "What was agreed in three meetings?",
        "What does the report say for ministers of labour?",
        "Thanks a lot, that was helpful",
        "Please",
        "Can you find documents?",
        "¿Cuántas personas se formaron gracias a la red?",
    ],
)
def test_what_is_content_stays(said: str) -> None:
    assert without_manner(said) == said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "What is the Kenyan cotton project about? I only have a minute before the call.",
            "What is the Kenyan cotton project about?",
        ),
        (
            "¿Quién financió el taller digital de Quito? Es para un informe anual.",
            "¿Quién financió el taller digital de Quito?",
        ),
        (
            "j'ai une réunion demain, qu'est-ce que le réseau des ports ?",
            "qu'est-ce que le réseau des ports?",
        ),
        ("desculpe, em português: como o fórum foi organizado?", "como o fórum foi organizado?"),
    ],
)
def test_what_is_said_of_oneself_is_left_out(said: str, meant: str) -> None:
    assert without_manner(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "I heard of a cotton project in Kenya. What is it?",
        "Trabajo en el curso de obras verdes. ¿Con quién hablo?",
        "I have those of Kenya already. Which other practices of the region Africa are there?",
    ],
)
def test_it_stays_where_it_names_what_is_meant(said: str) -> None:
    assert without_manner(said) == said


@pytest.mark.parametrize("manner", ["In one paragraph, {}", "Please, {}", "{} In no more than 50 words."])
def test_the_manner_changes_nothing_about_an_answer(assistant: Assistant, manner: str) -> None:
    question = "what were the results of good practice 1?"
    plain = assistant.ask(question, mode="extractive")
    assert plain.answered
    assert assistant.ask(manner.format(question), mode="extractive").citations == plain.citations
