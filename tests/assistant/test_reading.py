"""A question shows what it is about, what it asks for, and of which records."""

from __future__ import annotations

import pytest

from assistant.catalog import Catalog
from assistant.question_reading import read_question
from assistant.reading import Kind
from index.opened import Index
from ingest.records import SectionKey


def test_a_number_names_the_practice(catalog: Catalog) -> None:
    assert read_question("Who funded GP 2?", catalog).records == ("gp-02",)
    assert read_question("Qui a financé la bonne pratique n° 2 ?", catalog).records == ("gp-02",)
    assert read_question("What is good practice 31 about?", catalog).unknown_numbers == (31,)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Who paid for the copper exchange?", SectionKey.FUNDING),
        ("¿A quién contacto sobre las minas de cobre?", SectionKey.CONTACTS),
        ("Quels sont les résultats de l'échange ?", SectionKey.RESULTS),
        ("Como pode a prática ser adaptada noutros países?", SectionKey.ADAPTABILITY),
    ],
)
def test_the_wording_shows_the_section(catalog: Catalog, question: str, section: SectionKey) -> None:
    assert read_question(question, catalog).sections[0] is section


def test_the_things_counted_are_the_head_of_the_phrase(catalog: Catalog) -> None:
    english = read_question("How many safety managers were trained in Zambia?", catalog)
    assert "manag" in english.counted
    assert "train" not in english.counted
    spanish = read_question("¿Cuántos trabajadores portuarios aprobaron el curso?", catalog)
    assert spanish.counted == ("worker",)


def test_a_misspelt_word_of_the_records_is_mended(index: Index) -> None:
    catalog = Catalog(index.records)
    assert "copper" in read_question("who paid for the coper exchange", catalog).query
    english = Catalog(index.records, is_word=lambda word: word == "coper")
    assert "coper" in read_question("who paid for the coper exchange", english).query


def test_adjectives_of_countries_name_them(catalog: Catalog) -> None:
    assert read_question("What did the Zambian inspectorate do?", catalog).countries == ("Zambia",)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hello there", Kind.CHITCHAT),
        ("muchas gracias por su ayuda", Kind.CHITCHAT),
        ("What can you do?", Kind.META),
        ("help", Kind.META),
        ("How did the exchange help the mines of Zambia?", Kind.LOOKUP),
        ("Do you have anything on copper mines in Zambia?", Kind.LOOKUP),
        ("Compare the copper exchange with the harbour network", Kind.COMPARE),
    ],
)
def test_the_kind_of_question_is_told(catalog: Catalog, question: str, kind: Kind) -> None:
    assert read_question(question, catalog).kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "Could you tell me what the harbour network was about?",
        "What does the harbour network consist of?",
        "Give me the gist of the harbour network",
        "¿De qué va la red portuaria?",
        "C'était quoi, le réseau portuaire ?",
        "Do que trata a rede portuária?",
    ],
)
def test_what_a_practice_is_can_be_asked_in_many_ways(catalog: Catalog, question: str) -> None:
    assert read_question(question, catalog).kind is Kind.DESCRIBE


def test_what_stands_within_a_wide_cue_is_what_is_asked_about(catalog: Catalog) -> None:
    reading = read_question("How was the long exchange on copper mines and harbours run?", catalog)
    assert {"copper", "mine"} <= set(reading.terms)
    assert not reading.only_asks
