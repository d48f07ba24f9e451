"""What is said to the assistant itself gets an answer of its own, in the language it was said in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.phrases import phrase
from assistant.reading import Turn
from assistant.talk import example_topics
from index.opened import Index

SAID = [
    ("who built this?", "meta", "Apache"),
    ("Are you ChatGPT?", "meta", "computer program"),
    ("do you keep what I ask?", "meta", "nothing leaves this server"),
    ("how can I verify what you say", "meta", "marker"),
    ("where do the answers come from", "meta", "documents"),
    ("that's not what I asked", "meta", "sorry"),
    ("¿Guardas mis preguntas?", "meta", "servidor"),
    ("Quelles langues parles-tu ?", "meta", "portugais"),
    ("Você é um robô?", "meta", "programa de computador"),
    ("gracias, muy útil", "chitchat", "De nada"),
    ("merci beaucoup !", "chitchat", "Je vous en prie"),
    ("bye", "chitchat", "Goodbye"),
    ("good morning", "chitchat", "Hello"),
]


@pytest.mark.parametrize(("text", "kind", "said"), SAID, ids=[text for text, _, _ in SAID])
def test_talk_is_answered_to_the_point(assistant: Assistant, text: str, kind: str, said: str) -> None:
    answer = assistant.ask(text)
    assert (answer.answered, answer.kind) == (True, kind)
    assert said in answer.answer
    assert not answer.citations


@pytest.mark.parametrize(
    "text", ["write a letter for me", "Tell me a joke", "translate this page into French"]
)
def test_a_favour_is_declined(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text)
    assert not answer.answered
    assert "cannot" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["Who made the training modules?", "Where do the results come from?", "Which languages were used?"],
)
def test_a_question_about_the_records_is_no_talk(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind not in ("meta", "chitchat")


CASES = Path(__file__).parent / "cases"
TALK = ("meta", "chitchat")


def _taken_for_talk(assistant: Assistant, name: str) -> list[bool]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [assistant.ask(json.loads(line)["question"]).kind in TALK for line in lines]


@pytest.mark.parametrize(("name", "share"), [("talk_blind.jsonl", 0.95), ("talk_fresh.jsonl", 0.85)])
def test_talk_in_any_words_is_told(assistant: Assistant, name: str, share: float) -> None:
    told = _taken_for_talk(assistant, name)
    assert sum(told) >= share * len(told)


def test_questions_to_the_records_that_sound_like_talk_are_none(assistant: Assistant) -> None:
    assert sum(_taken_for_talk(assistant, "talk_contrast.jsonl")) <= 1


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_every_topic_has_an_answer(language: str) -> None:
    for kind, topics in example_topics().items():
        for name in topics if kind in TALK else ():
            known = {"documents": "The book", "publications": "“The book” (2023)"}
            assert phrase(f"talk_{name}", language, practices=1, initiatives=1, **known)


@pytest.mark.parametrize(
    "question",
    [
        "When was the compendium published?",
        "¿dónde está el PDF del compendio?",
        "quel est le titre du recueil ?",
    ],
)
def test_the_publication_itself_is_named_as_a_bibliography_does(
    assistant: Assistant, index: Index, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert all(document.reference in answer.answer for document in index.documents.values())


def test_after_other_turns_an_unclear_question_is_about_them(assistant: Assistant) -> None:
    before = [Turn(role="user", content="What is Good Practice 1 about?")]
    assert assistant.ask("when was that", history=before).kind not in TALK
    assert assistant.ask("who made you?", history=before).kind == "meta"


def test_a_question_in_another_language_is_tried_and_the_languages_are_named(assistant: Assistant) -> None:
    answer = assistant.ask("Wer hat die Kurse in Sambia (Zambia) bezahlt, und wie viel war es?")
    assert answer.language == "en"
    assert "Portuguese" in (answer.notice or answer.answer)


def test_of_a_question_of_which_nothing_is_understood_nothing_is_near(assistant: Assistant) -> None:
    answer = assistant.ask("谁资助了坦桑尼亚的棉花项目？")
    assert not answer.answered
    assert not answer.nearest
    assert "Portuguese" in answer.answer


@pytest.mark.parametrize("text", ["?", "...", "🙂", "the the the", "what is", "{}", "8", "o que", "de la"])
def test_who_says_nothing_is_asked_for_more(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text)
    assert not answer.answered
    assert not answer.nearest
    assert phrase("say_more", answer.language) == answer.answer


@pytest.mark.parametrize(
    "question", ["Somebody to ask about copper mines?", "Can you help me with seed cooperatives?"]
)
def test_two_words_of_a_title_are_no_talk(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind not in TALK
