"""The text filter of the practices page, the HTTP interface and the MCP server, as its users type."""

from __future__ import annotations

import pytest
from small_records import record

from ingest.records import Country
from ui.text_filter import holding

BRAZIL, KENYA = Country(name="Brazil", iso="BRA"), Country(name="Kenya", iso="KEN")


BOATS = [
    record("a", text="Boats and Crédits for ports."),
    record("b", text="Ports for boats, a collaboration."),
]
RECORDS = [
    record("fields", BRAZIL, text="Fewer children pick beans: child labour fell on the farms."),
    record(
        "courses", KENYA, text="Trade unions gave a training course to inspectors.", themes=("child labour",)
    ),
    record(
        "money", BRAZIL, KENYA, text="The Inter-American Development Bank paid for the formation of clusters."
    ),
]


def found(query: str, language: str = "en") -> list[str]:
    return [record.id for record in holding(RECORDS, query, language)]


def test_every_word_is_wanted_and_phrases_stay_together() -> None:
    assert [found.id for found in holding(BOATS, "boats ports")] == ["a", "b"]
    assert [found.id for found in holding(BOATS, '"boats and" credits')] == ["a"]
    assert holding(BOATS, "lamps") == []
    assert holding(BOATS, "  ") == BOATS


def test_a_word_is_found_while_it_is_being_typed_but_not_inside_another() -> None:
    assert [found.id for found in holding(BOATS, "por cred")] == ["a"]
    assert holding(BOATS, "labo") == []


@pytest.mark.parametrize("query", ["Brasil", "Brésil", "brasi", "Brazil"])
def test_a_country_is_found_by_its_name_in_each_language(query: str) -> None:
    assert found(query) == ["fields", "money"]


@pytest.mark.parametrize(
    "query", ["travail des enfants", "trabajo infantil", "trabalho infantil", "child labour"]
)
@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_a_subject_is_found_in_each_language_on_each_page(query: str, language: str) -> None:
    assert found(query, language) == ["fields", "courses"]


def test_a_subject_and_a_country_are_both_wanted() -> None:
    assert found("travail des enfants Brésil") == ["fields"]
    assert found('"trabajo infantil" Kenia', "es") == ["courses"]


def test_an_institution_is_found_by_its_name_in_each_language() -> None:
    assert found("Banco Interamericano de Desarrollo") == ["money"]
    assert found("Banque interaméricaine de développement", "fr") == ["money"]


def test_a_word_that_english_has_too_is_read_in_the_language_of_the_page() -> None:
    assert found("formation", "fr") == ["courses", "money"]
    assert found("formation") == ["money"]
    assert found("sindicatos") == ["courses"]
