"""Shares of all records, what each record of a list tells, and values beside one, in four languages."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("What share of the practices involve Brazil?", "10 of 30 good practices match (33 %):"),
        ("What percentage of the practices were funded by RBTC?", "17 of 30 good practices match (57 %):"),
        (
            "¿Qué proporción de las prácticas incluye a la India?",
            "Coinciden 3 de 30 buenas prácticas (10 %):",
        ),
        (
            "Quelle part des pratiques n'implique pas le Brésil ?",
            "20 sur 30 bonnes pratiques correspondent (67 %) :",
        ),
        ("Que percentagem das práticas é global?", "12 de 30 boas práticas correspondem (40 %):"),
    ],
)
def test_a_share_is_said_in_the_first_sentence(
    corpus_assistant: Assistant, question: str, leads: str
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert answer.answer.startswith(leads), answer.answer


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "question",
    [
        "Who are the contact persons of the practices in Europe and Central Asia?",
        "Dame los correos de contacto de las prácticas de Europa y Asia Central",
        "Quels sont les contacts des pratiques d'Europe et d'Asie centrale ?",
        "Quem são as pessoas de contato das práticas da Europa e Ásia Central?",
    ],
)
def test_contacts_of_a_set_are_quoted_under_each_record(corpus_assistant: Assistant, question: str) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert "moscow@ilo.org" in answer.answer
    assert "budapest@ilo.org" in answer.answer
    assert {citation.practice_id for citation in answer.citations} == {"gp-11", "gp-12"}
    assert {citation.section for citation in answer.citations} == {"contacts"}


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who funded the practices on child labour?", ("IBA/ABC", "RB special allocation to SSTC", "SIDA")),
        ("Quem são os parceiros das práticas sobre migração laboral?", ("CARICOM", "EATUC")),
    ],
)
def test_payers_and_partners_stand_beside_each_record(
    corpus_assistant: Assistant, question: str, told: tuple[str, ...]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert all(name in answer.answer for name in told), answer.answer


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "question",
    [
        "Which funders other than RBTC appear in the practices?",
        "¿Qué financiadores aparte del RBTC aparecen en las prácticas?",
        "Quels bailleurs de fonds autres que RBTC apparaissent dans les pratiques ?",
        "Quais financiadores, além do RBTC, aparecem nas práticas?",
    ],
)
def test_a_value_that_is_set_aside_is_not_among_the_values(
    corpus_assistant: Assistant, question: str
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    first = answer.answer.splitlines()[0]
    assert "European Union" in first, answer.answer
    assert "RBTC" not in first, answer.answer
