"""What a question asks for that is no type of fact, and whether an answer speaks of it."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.lookup import choose_records, choose_sentences
from assistant.mentions.asked_things import agents_in, things_asked, things_said, towns_in
from assistant.question_reading import read_question
from assistant.refusing.thing_signals import THING_SIGNALS, head, thing_signals


@pytest.mark.parametrize(
    ("text", "language", "things"),
    [
        ("Why did the mill close?", "en", {"reason"}),
        ("How were the millers chosen?", "en", {"selection"}),
        ("¿Qué dificultades tuvo el molino?", "es", {"difficulty"}),
        ("Dans quelle ville se trouve le moulin ?", "fr", {"city"}),
        ("Em que hotel ficaram os moleiros?", "pt", {"venue"}),
        ("Who runs the mill?", "en", set()),
    ],
)
def test_what_is_asked_for_is_told_in_four_languages(text: str, language: str, things: set[str]) -> None:
    assert things_asked(text, language) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The mill closed because of the flood.", {"reason"}),
        ("Millers were selected by the guild.", {"selection"}),
        ("The mill lacked water.", {"difficulty"}),
        ("Flour is white.", set()),
    ],
)
def test_a_sentence_speaks_of_things(text: str, things: set[str]) -> None:
    assert things_said(text) == things


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("The millers met in Lisbon, Portugal.", {"lisbon"}),
        ("The millers met in Portugal.", set()),
        ("A meeting in March at the University", set()),
        ("from Porto to Vila Nova", {"porto", "vila", "nova"}),
    ],
)
def test_towns_are_told_from_countries_months_and_bodies(text: str, towns: set[str]) -> None:
    assert towns_in(text) == towns


def test_those_who_act_are_found_by_their_work_or_acronym() -> None:
    assert agents_in("Two experts of BPJS trained the mill.") == {"expert", "bpjs"}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Which hotel did the Kenyan millers stay in?", "hotel"),
        ("Which translation agency worked for them?", "agency"),
        ("What did they do?", ""),
        ("¿Qué hotel eligieron?", "hotel"),
        ("Quel logiciel utilisent-ils ?", "logiciel"),
        ("Que programa usaram?", "programa"),
    ],
)
def test_what_which_goes_with(question: str, word: str, evidence: Evidence) -> None:
    assert head(read_question(question, evidence.catalog)) == word


@pytest.mark.parametrize(
    ("question", "signal", "value"),
    [
        ("Which hotel did the safety managers of good practice 1 sleep in?", "head not in record", 1.0),
        ("Which managers did the course of good practice 1 train?", "head not in record", 0.0),
        ("In which town did good practice 1 train the managers?", "no town quoted", 1.0),
        ("Who trained the managers of good practice 1?", "nobody first", 1.0),
        ("How did good practice 1 train the managers?", "no reason first", 0.0),
    ],
)
def test_what_the_answer_does_not_speak_of(
    question: str, signal: str, value: float, evidence: Evidence
) -> None:
    reading = read_question(question, evidence.catalog)
    weighed = evidence.weigh(reading)
    record = choose_records(reading, weighed)[0].record
    sentences = choose_sentences(reading, record, weighed, evidence)
    signals = thing_signals(reading, record, weighed.sentences(record), sentences, evidence)
    assert set(signals) == set(THING_SIGNALS)
    assert signals[signal] == value
