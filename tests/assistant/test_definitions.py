"""Acronyms as the records spell them out, and questions after what they stand for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.definitions import pairs

SPELT_OUT = {
    "Courses on Competency-Based Training (CBT) began in May.": [("CBT", "Competency-Based Training")],
    "It was paid from RBTC (Regular Budget Technical Cooperation).": [
        ("RBTC", "Regular Budget Technical Cooperation")
    ],
    "The UN Office for South-South Cooperation (UNOSSC) helped.": [
        ("UNOSSC", "UN Office for South-South Cooperation")
    ],
    "TVET stands for technical and vocational training.": [("TVET", "technical and vocational training")],
    "Ana Pérez, listed under the Council of Private Enterprise (COHEP).": [],
    "The network of trade unions of the region (OTUWA) met.": [],
    "Trained (in Turin) by experts (7 of them).": [],
    "": [],
}


@pytest.mark.parametrize(("sentence", "found"), SPELT_OUT.items())
def test_pairs(sentence: str, found: list[tuple[str, str]]) -> None:
    assert list(pairs(sentence)) == found


@pytest.mark.parametrize(
    ("question", "long", "language"),
    [
        ("What does SSTC stand for?", "SSTC stands for South-South", "en"),
        ("please tell me what rbtc means", "Regular Budget", "en"),
        ("¿Qué significan las siglas RBTC?", "RBTC significa Regular Budget", "es"),
        ("Que signifie le sigle RBTC ?", "RBTC signifie Regular Budget", "fr"),
        ("O que quer dizer RBTC?", "RBTC significa Regular Budget", "pt"),
    ],
)
def test_an_acronym_is_spelt_out_and_cited(
    corpus_assistant: Assistant, question: str, long: str, language: str
) -> None:
    answer = corpus_assistant.ask(question)
    assert answer.answered
    assert long in answer.answer
    assert answer.language == language
    (citation,) = answer.citations
    assert answer.statements[0].text.split(" ", 2)[0] in citation.quote


def test_an_acronym_that_no_record_spells_out_is_not_made_up(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("What does QXZT stand for?")
    assert not answer.answered
    assert not answer.citations
