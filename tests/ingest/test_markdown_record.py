from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import gazetteer
from ingest.contacts import find_contacts
from ingest.errors import RecordFormatError
from ingest.markdown_record import is_record, parse_record
from ingest.markdown_writing import format_record
from ingest.records import Link, Part, Partner, Record, RecordKind, Section, SectionKey
from ingest.vocabulary import MODALITIES, REGIONS, THEMES

FIXTURE = Path(__file__).parents[1] / "fixtures" / "records" / "gp-98.md"
CORPUS = Path(__file__).parents[2] / "corpus"

BACKGROUND = """---
id: bg-x
kind: background
title: About
document: made-up
---

## First

Text.
"""


def sample() -> str:
    return FIXTURE.read_text(encoding="utf-8")


def complaint(text: str, path: str = "folder/gp-98.md") -> str:
    with pytest.raises(RecordFormatError) as caught:
        parse_record(text, path=path)
    return str(caught.value)


def test_a_record_is_read_with_every_field_and_section() -> None:
    record = parse_record(sample(), path="gp-98.md")
    assert record.kind is RecordKind.PRACTICE
    assert record.number == 98
    assert record.title == "Harbour schools: a made-up exchange of Cabo Verde and Côte d'Ivoire"
    assert [country.name for country in record.countries] == ["Cabo Verde", "Côte d'Ivoire"]
    assert record.groups == ("ECOWAS",)
    assert record.partners[0] == Partner(name="Harbour School Association", acronym="HSA")
    assert record.pages == (4, 5, 6)
    assert record.sdgs == (8,)
    assert record.links == (Link(url="https://example.org/harbour", label="The report"),)
    assert record.contacts == ("office@example.org", "+238 260 00 00")
    assert [section.id for section in record.sections] == [
        "objective",
        "cooperation",
        "adaptability",
        "results",
        "contacts",
        "other.lessons-learned",
    ]


def test_a_section_has_its_own_pages_or_those_of_the_record() -> None:
    sections = {section.id: section for section in parse_record(sample(), path="gp-98.md").sections}
    assert sections["objective"].pages == (4,)
    assert sections["results"].pages == (5, 6)
    assert sections["cooperation"].pages == (4, 5, 6)


def test_a_blank_section_is_there_and_empty() -> None:
    section = parse_record(sample(), path="gp-98.md").section("adaptability")
    assert section is not None
    assert section.text == ""


def test_lists_and_paragraphs_are_kept_as_they_stand() -> None:
    section = parse_record(sample(), path="gp-98.md").section("results")
    assert section is not None
    assert (
        section.text == "Forty dockers finished the course.\n\n- Two schools opened.\n- Three schools follow."
    )


def test_parts_hold_complete_practices() -> None:
    text = sample().replace(
        "links:",
        "parts:\n  - {label: Part I, title: A, countries: [Chile]}\n  - {label: Part II, title: B}\nlinks:",
    )
    head, body = text.split("---\n\n")
    text = f"{head}---\n\n# Part I\n\n## Results\n\nA.\n\n# Part II\n\n{body}"
    record = parse_record(text, path="gp-98.md")
    assert [section.id for section in record.sections][:2] == ["part-i.results", "part-ii.objective"]
    assert record.parts[0].countries[0].iso == "CHL"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: gp-98\n", "id: gp-97\n", ["line 2, id", "gp-98"]),
        ("id: gp-98\n", "id: GP 98\n", ["line 2, id", "lower-case"]),
        ("id: gp-98\n", "", ["id: is missing"]),
        ("kind: practice", "kind: practise", ["line 3, kind", "did you mean “practice”?"]),
        ("number: 98\n", "", ["number: is missing"]),
        ("number: 98\n", "number: ninety\n", ["line 4, number", "whole number"]),
        ("pages: 4-6", "pages: 6-4", ["line 8, pages", "36-38"]),
        ("pages: 4-6", "pages: 1-99999", ["line 8, pages"]),
        ("period: 2022-2023", "period: 22/23", ["line 9, period", "2022-2023"]),
        ("region: Africa", "region: Afrika", ["line 10, region", "did you mean “Africa”?"]),
        ("region: Africa", "region: [Africa]", ["line 10, region", "one value"]),
        ("authors: [", "author: [", ["line 11, author:", "did you mean “authors”?"]),
        ("Ivory Coast]", "Ivorry Coost]", ["line 13, countries", "Ivorry Coost"]),
        ("Ivory Coast]", "Brasill]", ["countries", "did you mean “Brazil”?"]),
        ("Ivory Coast]", "ECOWAS]", ["countries", "put ECOWAS under groups"]),
        ("Ivory Coast]", "Cape Verde]", ["countries", "keep one"]),
        ("[CEDEAO]", "[Brazil]", ["groups", "put it under countries"]),
        ("{acronym: HSA, name:", "{acronim: HSA, name:", ["line 16, partners.acronim", "acronym"]),
        ("{name: Union of Dockers}", "Union of Dockers", ["line 17, partners", "{acronym"]),
        ("[skills,", "[skill,", ["line 18, themes", "did you mean “skills”?"]),
        ("[study tour]", "study tour", ["line 19, modalities", "write [study tour]"]),
        ("sdgs: [8]", "sdgs: [18]", ["line 20, sdgs", "1 to 17"]),
        ("https://example.org/harbour", "example.org", ["line 23, links.url", "https://"]),
        ("title: ", "title: ]", ["line 5", "not YAML"]),
        ("funding: [RBTC]", "funding: &a [RBTC]", ["line 21", "anchors"]),
        ("funding: [RBTC]", "period: 2020", ["line 21, period", "stands twice"]),
        ("## Results (p. 5-6)", "## Result", ["line 36, Result", "did you mean “Results”?"]),
        ("## Results (p. 5-6)", "## Weather", ["## Other: Weather"]),
        ("## Results (p. 5-6)", "## Results (p. 6-5)", ["line 36, Results", "(p. 36)"]),
        ("## Results (p. 5-6)", "## Objective", ["line 36, Objective", "stands twice"]),
        ("## Adaptability", "## Contacts", ["line 43, Contacts", "stands twice"]),
        ("## Cooperation", "# Part I", ["line 30", "no label under parts"]),
        ("## Objective (p. 4)", "Lost words", ["line 26", "before the first"]),
        ("---\n\n## Objective", "\n## Objective", ["between two lines “---”"]),
    ],
)
def test_a_breach_of_the_format_is_named_with_line_field_and_remedy(
    old: str, new: str, expected: list[str]
) -> None:
    assert old in sample()
    message = complaint(sample().replace(old, new, 1))
    assert "folder/gp-98.md" in message
    for words in expected:
        assert words in message


def test_every_problem_of_a_file_is_told_at_once() -> None:
    text = (
        sample()
        .replace("Africa", "Afrika")
        .replace("[8]", "[99]")
        .replace("## Results (p. 5-6)", "## Result")
    )
    message = complaint(text)
    assert message.startswith("folder/gp-98.md breaks the record format in 3 places:\n  line 10, region")
    assert [line.strip()[:8] for line in message.splitlines()[1:]] == ["line 10,", "line 20,", "line 36,"]


def test_sections_out_of_order_are_named() -> None:
    text = sample().replace("## Cooperation", "## Innovation").replace("## Adaptability", "## Methodology")
    assert "line 34, Methodology: should stand before Innovation" in complaint(text)


def test_what_unfolds_or_nests_without_end_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    assert "anchors" in complaint(f"---\n{bomb}---\n\n## Objective\n")
    assert "not YAML" in complaint("---\nid: " + "[" * 5000 + "\n---\n\n## Objective\n")
    assert "more than" in complaint(f"---\nid: {'x' * 200_000}\n---\n\n## Objective\n")
    assert "more than" in complaint(sample() + "x" * 2_000_000)


@pytest.mark.parametrize("front", ["", "- a\n- b\n", "just words\n", "id:\n"])
def test_a_front_matter_that_is_none_is_an_error(front: str) -> None:
    complaint(f"---\n{front}---\n\n## Objective\n")


def test_a_background_record_has_headings_of_its_own() -> None:
    record = parse_record(BACKGROUND, path="bg-x.md")
    assert [(section.key, section.label) for section in record.sections] == [(SectionKey.OTHER, "First")]


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    assert parse_record("\ufeff" + sample().replace("\n", "\r\n"), path="gp-98.md") == parse_record(
        sample(), path="gp-98.md"
    )


def test_only_a_text_with_front_matter_is_meant_as_a_record() -> None:
    assert is_record(BACKGROUND)
    assert not is_record("# A paper\n\n---\n\nText")
    assert not is_record("-----\ntable")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.md")), ids=lambda path: path.stem)
def test_every_record_of_the_corpus_is_read_and_written_back_to_the_same(path: Path) -> None:
    record = parse_record(path.read_text(encoding="utf-8"), path=str(path))
    assert parse_record(format_record(record), path=str(path)) == record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tel : + 39 011 693 6359 Email : migration@example.org",
            ("+ 39 011 693 6359", "migration@example.org"),
        ),
        ("T: +41227996346, fax 00961-1-752400.", ("+41227996346", "00961-1-752400")),
        (
            "Tel. 011 693 63 59; a.b-c@sub.example.org; a.b-c@sub.example.org",
            ("011 693 63 59", "a.b-c@sub.example.org"),
        ),
        ("In 2022-2023, 148000 workers, C. 144", ()),
    ],
)
def test_contacts_are_addresses_and_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert find_contacts(text) == expected


_words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
_line = st.one_of(
    _words,
    st.sampled_from(["no", "2022", "null", "a: b", "# x", "- y", "'", '"', "{", "*a", "&a", "~", "é – “x”"]),
)
_text = _line.map(str.strip).filter(bool)
_texts = st.lists(_text, max_size=3, unique=True).map(tuple)
_paragraphs = st.lists(
    st.one_of(_line, st.sampled_from(["", "## Results", "\\# x", "# Part I", "---", "## "]))
)
_body = _paragraphs.map(lambda lines: "\n".join(lines).strip())
_countries = st.lists(st.sampled_from(gazetteer.countries()), max_size=4, unique=True).map(tuple)
_pages = st.sets(st.integers(1, 300), max_size=5).map(lambda pages: tuple(sorted(pages)))


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(RecordKind))
    full = kind is not RecordKind.BACKGROUND
    pages = draw(_pages)
    own_pages = draw(_pages) or pages
    keys = sorted(
        draw(st.sets(st.sampled_from(list(SectionKey)[:-1]), min_size=1)), key=list(SectionKey).index
    )
    part = Part(label="Part I", title=draw(_text), authors=draw(_texts), countries=draw(_countries))
    parts = draw(st.sampled_from([(), (part,)]))
    sections = [
        Section(
            key=key if full else SectionKey.OTHER,
            label=key.label,
            text=draw(_body),
            part=parts[0].label if parts else None,
            pages=own_pages,
        )
        for key in keys
    ]
    contacts = "\n".join(section.text for section in sections if section.key is SectionKey.CONTACTS)
    return Record(
        id="gp-98",
        kind=kind,
        number=draw(st.integers(1, 999)) if kind is RecordKind.PRACTICE else None,
        title=draw(_text),
        short_title=draw(st.none() | _text),
        document=draw(_text),
        pages=pages,
        period=draw(st.sampled_from([None, "2020", "2022-2023"])),
        region=draw(st.sampled_from(REGIONS)) if full else None,
        authors=draw(_texts),
        institution=draw(st.none() | _text),
        countries=draw(_countries),
        groups=draw(st.sampled_from([(), ("ECOWAS", "g7+"), ("BRICS+",)])),
        partners=tuple(
            Partner(name=draw(_text), acronym=draw(st.none() | _text)) for _ in range(draw(st.integers(0, 2)))
        ),
        themes=tuple(draw(st.lists(st.sampled_from(THEMES), min_size=1, max_size=3, unique=True))),
        modalities=tuple(draw(st.lists(st.sampled_from(MODALITIES), max_size=3, unique=True))),
        outcomes=draw(_texts),
        sdgs=tuple(draw(st.sets(st.integers(1, 17), max_size=3))),
        funding=draw(_texts),
        links=draw(st.sampled_from([(), (Link(url="https://example.org/a?b=c#d"),)])),
        parts=parts,
        sections=tuple(sections),
        contacts=find_contacts(contacts),
    )


@settings(max_examples=150, deadline=None)
@given(records())
def test_a_record_written_out_reads_back_to_the_same(record: Record) -> None:
    assert parse_record(format_record(record), path="gp-98.md") == record


@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_no_other_error_is_raised(text: str) -> None:
    for whole in (text, f"---\n{text}", f"---\n{text}\n---\n{text}"):
        with pytest.raises(RecordFormatError):
            parse_record(whole, path="gp-98.md")
