"""What an answer over all records says that it was held to, and what stands under another heading."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("Which practices involve Kenya?", "list: Kenya"),
        ("Which practices do not involve Brazil?", "list: not Brazil"),
        ("financed by RBTC but not by SSTC funds: which practices?", "list: RBTC, not SSTC funds"),
        ("¿Qué prácticas no son de Brasil?", "list: no Brazil"),
        ("Which practices involve more than ten countries?", "list: more than ten countries"),
        ("Are there more practices in Africa or in Asia?", "count: Africa, Asia and the Pacific"),
        ("Que práticas partilham um país com a prática 4?", "list: Côte d'Ivoire / Madagascar"),
    ],
)
def test_what_a_list_is_held_to_is_said_with_what_it_denies(
    corpus_assistant: Assistant, question: str, read_as: str
) -> None:
    assert corpus_assistant.ask(question, mode="extractive").read_as == read_as


def test_records_with_countries_of_a_region_under_another_heading_are_named_beside(
    corpus_assistant: Assistant,
) -> None:
    answer = corpus_assistant.ask("list practices in the Arab States", mode="extractive")
    assert answer.notice == (
        "Under other headings, and so not counted, but with countries there: Good Practice 20."
    )
    assert "gp-20" not in {citation.practice_id for citation in answer.citations}


def test_nothing_is_said_beside_a_list_that_is_of_no_region(corpus_assistant: Assistant) -> None:
    assert corpus_assistant.ask("Which practices involve Kenya?", mode="extractive").notice is None
