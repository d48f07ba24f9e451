"""What a question takes for granted: bodies, turns of events, places; and whose address it asks for."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.lookup import choose_records, choose_sentences
from assistant.mentions.bodies import bodies_in
from assistant.mentions.claims import claims_in
from assistant.mentions.number_context import without_spans
from assistant.question_reading import read_question
from assistant.refusing.contact_signals import contact_signals
from assistant.refusing.fact_signals import asks_for_somebody, dates_said, places_said
from assistant.refusing.premise_signals import premise_signals
from assistant.words import fold


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("What did the World Bank pay?", {"World Bank"}),
        ("¿Qué aportó el PNUD?", {"UNDP"}),
        ("Quel fut l'apport de l'Organisation mondiale de la santé ?", {"WHO"}),
        ("Who is in the union?", set()),
        ("The harbour bank and the seed fund", set()),
        ("A União Europeia financiou a OIM?", {"European Union", "IOM"}),
    ],
)
def test_bodies_are_known_by_their_names_in_four_languages(text: str, bodies: set[str]) -> None:
    assert bodies_in(text) == bodies


@pytest.mark.parametrize(
    ("text", "language", "claims"),
    [
        ("Why did Peru withdraw from the network?", "en", {"left"}),
        ("¿Por qué fracasó la red?", "es", {"failed"}),
        ("Pourquoi le Kenya a-t-il rejeté le plan ?", "fr", {"refused"}),
        ("Quando foi cancelado o curso?", "pt", {"ended"}),
        ("What did Peru learn?", "en", set()),
        ("¿Qué estudios salieron de la encuesta?", "es", set()),
    ],
)
def test_turns_of_events_are_told_in_four_languages(text: str, language: str, claims: set[str]) -> None:
    assert claims_in(text, language) == claims


def _premises(question: str, evidence: Evidence) -> dict[str, float]:
    reading = read_question(question, evidence.catalog)
    weighed = evidence.weigh(reading)
    chosen = choose_records(reading, weighed)
    sentences = choose_sentences(reading, chosen[0].record, weighed, evidence)
    return premise_signals(reading, chosen, sentences, evidence)


@pytest.mark.parametrize(
    ("question", "signal", "value"),
    [
        ("What did UNICEF pay in good practice 1?", "body absent", 1.0),
        ("What did RBTC pay in good practice 1?", "body absent", 0.0),
        ("Why was the course of good practice 1 cancelled?", "claim absent", 1.0),
        ("What did the Chinese institute do in good practice 1?", "place unseen", 0.0),
        ("What did Mongolia do in good practice 1?", "place unseen", 1.0),
        ("What did Zorbal do in good practice 1?", "name foreign", 1.0),
    ],
)
def test_what_the_record_does_not_speak_of_is_noticed(
    question: str, signal: str, value: float, evidence: Evidence
) -> None:
    assert _premises(question, evidence)[signal] == value


@pytest.mark.parametrize(
    ("question", "apart", "joint"),
    [
        ("What is the e-mail of the Mine Desk in good practice 1?", 0.0, 0.0),
        ("What is the telephone of the Mine Desk in good practice 1?", 1.0, 0.0),
        ("What is the e-mail of Ms Kasonde in good practice 1?", 0.0, 1.0),
        ("What did good practice 1 achieve?", 0.0, 0.0),
    ],
)
def test_contacts_are_held_against_whom_and_how(
    question: str, apart: float, joint: float, evidence: Evidence
) -> None:
    reading = read_question(question, evidence.catalog)
    weighed = evidence.weigh(reading)
    signals = contact_signals(reading, weighed, choose_records(reading, weighed)[0].record, evidence)
    assert (signals["contact channel apart"], signals["contact joint"]) == (apart, joint)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who is the director of the harbour network?", True),
        ("What is the name of the trainer?", True),
        ("¿Cómo se llama la formadora del curso?", True),
        ("Which Kenyan minister opened the course?", True),
        ("Who paid for the network of employers?", False),
        ("Who trained the managers?", False),
        ("What did the ministers sign?", False),
        ("On which date did the ministers meet?", False),
    ],
)
def test_a_person_by_role_is_told_from_other_questions(
    question: str, asked: bool, evidence: Evidence
) -> None:
    assert asks_for_somebody(read_question(question, evidence.catalog)) is asked


def test_places_and_dates_are_found_in_a_sentence() -> None:
    text = "Dock workers from Peru met in the district of Callao on 3 May 2023."
    assert places_said(text) >= {"callao", "peru"}
    assert dates_said(text) == {"may", "2023"}


def test_how_long_ago_is_no_figure_in_other_languages() -> None:
    query = "how many country give money ten year"
    assert "ten" not in without_spans(query, fold("Combien ont-ils donné en dix ans ?"))
    assert without_spans(query, fold("Combien de pays ?")) == query
