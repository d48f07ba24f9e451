"""The pieces of the pages without a browser: words, languages, feedback, map, network, filters, files."""

from __future__ import annotations

import json
import math
import string
from dataclasses import replace
from pathlib import Path

import pytest
from small_records import record

from assistant.proposals.upload import read_upload
from eval.drafts import Feedback, read_feedback
from index.matches import Filters
from ingest.errors import Fault, SourceError
from ingest.gazetteer import countries
from ingest.records import Country, Section, SectionKey
from ingest.vocabulary import MODALITIES, REGIONS, THEMES
from ui.pages.exchange import Chip
from ui.pages.feedback import FeedbackBook
from ui.pages.geography import STEP, country_points, land_dots
from ui.pages.headings import section_heading
from ui.pages.list_table import listed_rows
from ui.pages.named_places import named_places
from ui.pages.network import network_html, ties
from ui.pages.practice_table import table_html
from ui.pages.read_as import changed
from ui.pages.record_view import record_html
from ui.pages.uploads import refusal
from ui.pages.words import LANGUAGES, accepted_language, term, words
from ui.pages.world_map import countries_of, map_html

KENYA, CHINA, FIJI = (
    Country(name=name, iso=iso) for name, iso in (("Kenya", "KEN"), ("China", "CHN"), ("Fiji", "FJI"))
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_with_the_same_names_in_braces(language: str) -> None:
    english, other = words("en"), words(language)
    assert {name for name in english if not name.startswith("term_")} == {
        name for name in other if not name.startswith("term_")
    }
    for name, text in english.items():
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert {field for _, field, _, _ in string.Formatter().parse(other[name]) if field} == fields, name
        assert other[name].strip()


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_region_theme_and_way_of_working_has_a_name_in_every_language(language: str) -> None:
    shown = words(language)
    assert [value for value in (*REGIONS, *THEMES, *MODALITIES) if f"term_{value}" not in shown] == []
    assert term("something new", language) == "something new"


@pytest.mark.parametrize(
    ("wanted", "header", "language"),
    [
        (("pt", "fr"), "es", "pt"),
        ((None, "xx"), "de-CH,fr;q=0.7,es;q=0.9", "es"),
        ((None,), "zh", "en"),
        ((None,), "fr;q=many,,;q=", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_browser(
    wanted: tuple[str | None, ...], header: str, language: str
) -> None:
    assert accepted_language(wanted, header) == language


def test_feedback_is_added_and_amended_in_its_place(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path / "new" / "feedback.jsonl")
    one = Feedback(question="Why?", answer="So.", rating="down", created="t1")
    book.keep(one)
    book.keep(Feedback(question="Who?", answer="They.\nYes.", rating="up", created="t2"))
    book.keep(Feedback(question="Why?", answer="So.", rating="down", comment="Wrong", created="t1"))
    assert [(kept.question, kept.comment) for kept in read_feedback(book.path)] == [
        ("Who?", ""),
        ("Why?", "Wrong"),
    ]
    assert [path.name for path in book.path.parent.iterdir()] == ["feedback.jsonl"]
    assert json.loads(book.path.read_text().splitlines()[0])["answer"] == "They.\nYes."


def test_every_country_has_a_place_and_large_ones_lie_on_land() -> None:
    points = country_points()
    assert points.keys() == {country.iso for country in countries()}
    dots = land_dots()
    for iso in ("BRA", "CHN", "ZAF", "AUS", "IND", "KAZ", "DZA", "USA", "ARG", "COD", "RUS", "MEX"):
        x, y = points[iso]
        assert min(math.hypot(x - a, y - b) for a, b in dots) <= STEP, iso
    assert not any(-60 < x < -20 and 15 < y < 40 for x, y in dots), "the Atlantic is dry"
    assert 0.2 < len(dots) / (144 * 56) < 0.4


def test_the_map_counts_countries_and_marks_the_chosen() -> None:
    records = [record("a", KENYA, CHINA), record("b", KENYA)]
    assert countries_of(records) == {"KEN": ("Kenya", 2), "CHN": ("China", 1)}
    drawn = map_html(records, ["China"], "en")
    assert '<g class="country chosen" data-act="country" data-country="China">' in drawn
    assert 'aria-pressed="true">China' in drawn


def test_the_network_joins_countries_of_the_same_record() -> None:
    records = [record("a", KENYA, CHINA), record("b", CHINA, KENYA), record("c", FIJI)]
    assert ties(records) == {("China", "Kenya"): 2}
    drawn = network_html(records, [], "en")
    assert "Kenya, with 1 others" in drawn
    assert "Fiji" not in drawn
    assert "No two countries" in network_html([record("c", FIJI)], [], "en")


def test_a_table_without_records_says_so() -> None:
    assert "No record meets" in table_html([], 2, "en")


ZAMBIA, BRAZIL = Chip(field="country", value="Zambia"), Chip(field="country", value="Brazil")


@pytest.mark.parametrize(
    ("question", "held", "old", "new", "asked", "limited"),
    [
        ("Which involve zambia?", (), ZAMBIA, BRAZIL, "Which involve Brazil?", ()),
        ("And the Zambian ones?", (), ZAMBIA, BRAZIL, "And the Zambian ones?", ("Brazil",)),
        ("Which involve Zambia?", ("Zambia",), ZAMBIA, BRAZIL, "Which involve Zambia?", ("Brazil",)),
        ("Which?", ("Zambia", "Brazil"), ZAMBIA, None, "Which?", ("Brazil",)),
        ("Which?", ("Brazil",), None, ZAMBIA, "Which?", ("Brazil", "Zambia")),
        ("Which?", ("Brazil",), None, BRAZIL, "Which?", ("Brazil",)),
        ("Which?", (), None, Chip(field="data", value="x"), "Which?", ()),
    ],
)
def test_a_chip_takes_the_place_of_a_limit_or_of_words(
    question: str,
    held: tuple[str, ...],
    old: Chip | None,
    new: Chip | None,
    asked: str,
    limited: tuple[str, ...],
) -> None:
    assert changed(question, Filters(country=held), old, new) == (asked, Filters(country=limited))


def test_the_first_list_of_cited_items_is_found_between_what_stands_around_it() -> None:
    text = "Two match:\n\n- One (**a**) [1] [2]\n- Two [3]\n\nMore. [4]"
    before, rows, after = listed_rows(text)
    assert (before, after) == ("Two match:", "More. [4]")
    assert [(row.text, row.markers) for row in rows] == [("One (**a**)", (1, 2)), ("Two", (3,))]
    assert listed_rows("- One [1]\n- not cited") == ("- One [1]\n- not cited", [], "")


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Kenya"), ("es", "Kenia"), ("fr", "Kenya"), ("pt", "Quênia")]
)
def test_the_countries_asked_for_stand_first_and_none_of_them_is_left_out(language: str, first: str) -> None:
    names = ["Angola", "Benin", "Burundi", "Chile", "Kenya", "Zambia"]
    shown, every = named_places(names, ["Kenya"], language)
    assert shown.split(", ")[0] == first
    assert shown.endswith(" +2")
    assert every.count(", ") == 5
    assert named_places(names, names[1:], language)[0].endswith(" +1")
    assert f">{first}, {term('China', language)}</td>" in table_html(
        [record("a", CHINA, KENYA)], 1, language, ["Kenya"]
    )


ZAMBIAN = Country(name="Zambia", iso="ZMB")


def test_tables_map_and_network_name_countries_as_the_reader_does_and_send_their_english_names() -> None:
    records = [record("a", ZAMBIAN, KENYA), record("b", KENYA)]
    assert "Zâmbia" in table_html(records, 2, "pt")
    drawn = map_html(records, ["Zambia"], "pt")
    assert "<title>Zâmbia" in drawn
    assert 'data-country="Zambia" aria-pressed="true">Zâmbia' in drawn
    tied = network_html(records, [], "pt")
    assert 'data-country="Zambia"><title>Zâmbia' in tied
    assert ">Zâmbia</text>" in tied
    assert "<td>Zâmbia</td>" in tied
    assert ">Zambia" not in drawn + tied


@pytest.mark.parametrize(
    ("language", "name", "section", "place"),
    [
        ("en", "Good Practice 8:", "Results", "Zambia"),
        ("es", "Buena Práctica 8:", "Resultados", "Zambia"),
        ("fr", "Bonne Pratique 8 :", "Résultats", "Zambie"),
        ("pt", "Boa Prática 8:", "Resultados", "Zâmbia"),
    ],
)
def test_a_record_has_its_headings_in_the_language_of_the_reader_and_its_text_as_it_is(
    language: str, name: str, section: str, place: str
) -> None:
    plain = record("gp-08", ZAMBIAN)
    other = Section(key=SectionKey.OTHER, label="Policy outcome", text="Other text.")
    shown = record_html(replace(plain, number=8, sections=(*plain.sections, other)), None, language)
    assert f'{name} <span lang="en">GP-08</span></h2>' in shown
    assert shown.count(f">{section}</") == 2
    assert f'<h3>{section}</h3><div lang="en"><p>Some text.</p></div>' in shown
    kept = "Policy outcome" if language == "en" else '<span lang="en">Policy outcome</span>'
    assert f"<h3>{kept}</h3>" in shown
    assert f"<dd>{place}</dd>" in shown


def test_a_part_of_a_record_is_numbered_in_the_language_of_the_reader() -> None:
    assert section_heading("results", "Results", "Part II", "pt") == "Parte II: Resultados"
    assert section_heading("results", "Results", "Annex", "fr") == '<span lang="en">Annex</span> : Résultats'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_read_is_named_in_the_language_of_the_reader(language: str) -> None:
    for fault in Fault:
        error = SourceError("plan.pdf: damaged; export it again", fault=fault)
        said = refusal(error, "", "/uploads/x/plan.pdf", language)
        assert "plan.pdf" in said
        assert "/uploads" not in said
        assert (said == str(error)) == (language == "en")


def test_a_broken_upload_says_its_fault() -> None:
    for data, name, fault in (
        (b" ", "plan.txt", Fault.EMPTY),
        (b"x", "plan.exe", Fault.KIND),
        (b"%PDF-1.7 broken", "plan.pdf", Fault.DAMAGED),
        (b"\xd0\xcf\x11\xe0 old", "plan.docx", Fault.PASSWORD),
        (b"PK not a zip", "plan.docx", Fault.DAMAGED),
    ):
        with pytest.raises(SourceError, match=name) as raised:
            read_upload(data, name)
        assert raised.value.fault is fault
