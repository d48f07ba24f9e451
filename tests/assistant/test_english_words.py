"""A question finds records that are in its own language by its own words."""

from __future__ import annotations

from dataclasses import replace

from small_records import record

from assistant.catalog import Catalog
from assistant.english_words import english_words

QUESTION = "¿Quién pagó los talleres de artesanos sordos?"


def catalog(title: str, text: str) -> Catalog:
    return Catalog({"own": replace(record("own", text=text), title=title)})


def test_words_of_a_title_in_the_language_of_the_question_stay_beside_the_english() -> None:
    spanish = catalog(
        "Red de talleres de artesanos sordos",
        "Los artesanos de la red venden sus productos en el mercado y aprenden los unos de los otros.",
    )
    words, unknown = english_words(QUESTION, "es", spanish)
    assert {"talleres", "artesanos", "sordos", "workshops"} <= set(words.split())
    assert not {"talleres", "artesanos", "sordos"} & set(unknown)


def test_records_in_english_leave_the_question_as_the_glossary_has_it() -> None:
    english = catalog(
        "Network of artisans", "The artisans of the network sell in the market, and learn there."
    )
    words, _ = english_words(QUESTION, "es", english)
    assert "artesanos" not in words
    assert english.titles_by_language == {}
