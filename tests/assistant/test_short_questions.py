"""Short questions: a term to be explained, a place and a theme, and what leans on the list or the practice before."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.listing.topicality import Topicality
from assistant.phrases import phrase
from assistant.reading import Turn
from index.current import CurrentIndex
from index.embedder import HashEmbedder
from index.onnx_model import OnnxEmbedder


def conversation(assistant: Assistant, *questions: str) -> list[tuple[bool, str, set[str]]]:
    """What each question of a conversation gets: whether it is answered, with what, citing which records."""
    history: list[Turn] = []
    got = []
    for question in questions:
        answer = assistant.ask(question, history=history, mode="extractive")
        got.append((answer.answered, answer.answer, {c.practice_id for c in answer.citations}))
        history += [Turn(role="user", content=question), Turn(role="assistant", content=answer.answer)]
    return got


@pytest.mark.parametrize(
    "question",
    [
        "What is triangular cooperation?",
        "¿Qué es la cooperación triangular?",
        "Qu'est-ce que la coopération triangulaire ?",
        "O que é cooperação triangular?",
    ],
)
def test_what_all_records_are_about_is_looked_up(corpus_assistant: Assistant, question: str) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert answer.answer != phrase("say_more", answer.language)
    assert answer.retrieval


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("child labour africa", {"gp-02"}),
        ("migracion caribe", {"gp-01"}),
        ("List all practices of 2020-2021 in Asia", {f"proj-2020-{n}" for n in (10, 11, 12, 13)}),
    ],
)
def test_a_place_and_a_theme_or_a_period_find_records(
    corpus_assistant: Assistant, question: str, cited: set[str]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert {c.practice_id for c in answer.citations} == cited, answer.answer


def test_practices_of_a_biennium_that_has_none_are_said_to_be_projects(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("List all practices of 2020-2021 in Asia", mode="extractive").answer
    assert answer.startswith("None of the good practices matches, but among the initiatives and projects")


@pytest.mark.models
def test_a_subject_beside_a_country_asks_for_its_one_record(
    corpus_data: Path, compiled_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = OnnxEmbedder(compiled_model)
    real = Topicality(embedder.name, lambda word: embedder.embed_documents([word])[0])
    monkeypatch.setattr("assistant.answering.Topicality", lambda model, vector: real)
    with CurrentIndex(corpus_data, embedder=HashEmbedder()) as current:
        assistant = Assistant(current)
        kinds = {
            q: assistant.ask(q, mode="extractive").kind for q in ("cotton tanzania", "child labour africa")
        }
    assert kinds == {"cotton tanzania": "lookup", "child labour africa": "list"}


@pytest.mark.parametrize(
    ("counts", "asks"),
    [
        ("How many practices involve Kenya?", "Which are they?"),
        ("¿Cuántas prácticas hay en las Américas?", "¿Cuáles son?"),
        ("Combien de pratiques concernent l'Inde ?", "Lesquelles ?"),
        ("Quantas práticas envolvem a Etiópia?", "Quais são elas?"),
    ],
)
def test_which_they_are_is_asked_after_a_number(corpus_assistant: Assistant, counts: str, asks: str) -> None:
    (_, _, counted), (answered, text, listed) = conversation(corpus_assistant, counts, asks)
    assert answered
    assert listed == counted, text


def test_whether_it_includes_a_country_is_asked_of_the_practice_before(corpus_assistant: Assistant) -> None:
    *_, denied = conversation(
        corpus_assistant, "What is GP 12 about?", "Which countries?", "Does it include Brazil?"
    )
    assert denied[1].startswith("No: Brazil takes no part in Good Practice 12")
    *_, confirmed = conversation(corpus_assistant, "What did GP 19 achieve?", "does it include Portugal?")
    assert confirmed[1].startswith("Yes: Portugal takes part in Good Practice 19")


def test_both_kinds_of_records_are_counted_apart(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("How many good practices and how many initiatives are there?")
    assert "Good practices: 30 of 67 records." in answer.answer
    assert "Initiatives and projects: 37 of 67 records." in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Which practices involve Mongolia and Brazil?", "None of the 30"),
        ("Que práticas partilham um país com a prática 4?", "1 de 30 boas práticas corresponde:"),
        ("¿Cuántas prácticas son de Zambia y China?", "Coincide 1 de 30 buenas prácticas."),
    ],
)
def test_one_record_is_spoken_of_in_the_singular(
    corpus_assistant: Assistant, question: str, says: str
) -> None:
    assert corpus_assistant.ask(question, mode="extractive").answer.startswith(says)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Which SDGs does GP 10 address?", "Good Practice 10 names no Sustainable Development Goal."),
        (
            "¿A qué ODS contribuye la práctica 10?",
            "La Buena Práctica 10 no nombra ningún Objetivo de Desarrollo Sostenible.",
        ),
        (
            "Quels ODD vise la pratique 13 ?",
            "La Bonne Pratique 13 ne nomme aucun Objectif de développement durable.",
        ),
        (
            "Que ODS a prática 10 apoia?",
            "A Boa Prática 10 não nomeia nenhum Objetivo de Desenvolvimento Sustentável.",
        ),
    ],
)
def test_a_practice_that_names_no_goal_is_said_to_name_none(
    corpus_assistant: Assistant, question: str, says: str
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert answer.answer.startswith(says), answer.answer
    assert not answer.answered


def test_a_practice_that_names_goals_is_not_said_to_name_none(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("Which SDGs does GP 19 contribute to?", mode="extractive")
    assert "names no Sustainable" not in answer.answer


@pytest.mark.parametrize(
    ("question", "some"),
    [
        ("Quantas práticas envolvem países da ASEAN?", {"gp-08", "gp-14", "gp-22"}),
        ("¿Qué prácticas incluyen países del Mercosur?", {"gp-05", "gp-09", "gp-16", "gp-24"}),
    ],
)
def test_countries_of_a_group_that_no_practice_names_are_its_members(
    corpus_assistant: Assistant, question: str, some: set[str]
) -> None:
    answer = corpus_assistant.ask(question, mode="extractive")
    assert some <= {c.practice_id for c in answer.citations}, answer.answer


def test_countries_of_a_group_that_practices_name_are_those_practices(corpus_assistant: Assistant) -> None:
    answer = corpus_assistant.ask("Which practices involve BRICS countries?", mode="extractive")
    assert {c.practice_id for c in answer.citations} == {"gp-07", "gp-09"}
