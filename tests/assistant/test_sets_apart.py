"""Sets of records counted one by one, and records asked for by what another one holds, in four languages."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant

AFRICA, ASIA = 5, 4


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "leads"),
    [
        ("Are there more practices in Africa or in Asia?", "More: Africa (5). Fewer: Asia (4)."),
        ("Does Africa or Asia have fewer good practices?", "Fewer: Asia (4). More: Africa (5)."),
        (
            "¿Hay más prácticas sobre migración que sobre trabajo infantil?",
            "Más: Trabajo infantil (3). Menos: Migración (2).",
        ),
        ("Y a-t-il plus de pratiques en Afrique qu'en Asie ?", "Plus : Afrique (5). Moins : Asie (4)."),
        ("Há mais práticas em África ou na Ásia?", "Mais: África (5). Menos: Ásia (4)."),
        ("Which has more practices, Brazil or India?", "More: Brazil (10). Fewer: India (3)."),
    ],
)
def test_the_larger_of_two_sets_is_said_first_with_both_numbers(
    corpus_assistant: Assistant, question: str, leads: str
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert answer.answer.startswith(leads), answer.answer
    assert answer.kind == "count"


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "sizes"),
    [
        (
            "How many practices are there on child labour and how many on social protection?",
            {"Child labour": 3, "Social protection": 6},
        ),
        ("How many projects in 2020-2021 and how many in 2024-2025?", {"2020-2021": 21, "2024-2025": 16}),
        ("Combien de pratiques en Afrique par rapport à l'Asie ?", {"Afrique": AFRICA, "Asie": ASIA}),
        (
            "How many practices in Africa, in Asia and in the Americas respectively?",
            {"Africa": AFRICA, "Asia": ASIA, "The americas": 3},
        ),
    ],
)
def test_each_set_has_a_number_of_its_own_and_cites_every_record_in_it(
    corpus_assistant: Assistant, question: str, sizes: dict[str, int]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    lines = {line.partition(":")[0].strip().casefold(): line for line in answer.answer.splitlines() if line}
    assert {name.casefold() for name in sizes} == lines.keys(), answer.answer
    for name, size in sizes.items():
        assert lines[name.casefold()].count("[") == size, answer.answer


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Which other practices are in the same region as Good Practice 9?", {"gp-07", "gp-08", "gp-10"}),
        ("Que práticas partilham um país com a prática 4?", {"gp-03"}),
        (
            "¿Cuántas prácticas comparten país con la buena práctica 10?",
            {"gp-02", "gp-03", "gp-07", "gp-21", "gp-30"},
        ),
        ("Which practices not funded by RBTC have a country in common with practice 7?", {"gp-03", "gp-14"}),
        ("Which practices involve the same countries as practice 4?", set()),
    ],
)
def test_records_like_another_one_are_found_without_it(
    corpus_assistant: Assistant, question: str, cited: set[str]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert {citation.practice_id for citation in answer.citations} == cited, answer.answer


def test_the_same_funder_is_found_in_three_languages_alike(corpus_assistant: Assistant) -> None:
    asked = (
        "Which practices have the same funder as practice 8?",
        "¿Qué prácticas tienen el mismo financiador que la práctica 8?",
        "Quelles pratiques ont le même bailleur que la pratique 8 ?",
    )
    found = [{c.practice_id for c in corpus_assistant.ask(q, mode="extractive").citations} for q in asked]
    assert len(found[0]) == 16
    assert "gp-08" not in found[0]
    assert found[1] == found[2] == found[0]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "question",
    [
        "Which country takes part in the most practices, and in how many?",
        "How many practices are in each region?",
        "Which practices involve more than ten countries in Africa or Asia?",
    ],
)
def test_what_speaks_of_more_and_each_alike_is_not_taken_for_two_sets(
    corpus_assistant: Assistant, question: str
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive").answer
    assert not answer.startswith(("More:", "Fewer:")), answer
    assert "Africa: 5" not in answer or "Global: 12" in answer, answer
