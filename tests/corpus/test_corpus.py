"""The records that come with the program: complete, in the documented format, and true to the originals."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.documents import FILE_NAME, corpus_folder, read_documents
from ingest.markdown_record import parse_record
from ingest.records import Record, RecordKind, SectionKey
from ingest.sentences import split_sentences
from ingest.sources import default_sources, read_sources
from ingest.vocabulary import MODALITIES, REGIONS, THEMES

CORPUS = corpus_folder()
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")

# What every good practice must say. Materials are left blank by some documents and missing in one.
ANSWERED = (
    SectionKey.OBJECTIVE,
    SectionKey.COOPERATION,
    SectionKey.METHODOLOGY,
    SectionKey.INNOVATION,
    SectionKey.SUSTAINABILITY,
    SectionKey.ADAPTABILITY,
    SectionKey.RESULTS,
    SectionKey.CONTACTS,
    SectionKey.FUNDING,
)
IN_FOLDERS = {
    "practices": [f"gp-{number:02d}" for number in range(1, 31)],
    "initiatives": [f"init-2024-{number:02d}" for number in range(1, 17)],
    "projects": [f"proj-2020-{number:02d}" for number in range(1, 22)],
}
# Sections that the document has as a heading with nothing beneath.
BLANK = {("gp-21", "materials"), ("gp-26", "materials")}


@cache
def records() -> dict[Path, Record]:
    """Every record of the corpus by its file; a breach of the format fails here and names file and field."""
    return {
        path: parse_record(path.read_text(encoding="utf-8"), path=str(path))
        for path in sorted(CORPUS.rglob("*.md"))
        if path.name != "README.md"
    }


def by_id() -> dict[str, Record]:
    return {record.id: record for record in records().values()}


def of_kind(*kinds: RecordKind) -> list[Record]:
    return [record for record in records().values() if record.kind in kinds]


@pytest.mark.parametrize(("folder", "ids"), IN_FOLDERS.items())
def test_each_folder_holds_every_record_of_its_document(folder: str, ids: list[str]) -> None:
    assert [path.stem for path in sorted((CORPUS / folder).glob("*.md"))] == ids


def test_ids_are_unique_and_equal_to_the_file_names() -> None:
    assert len(by_id()) == len(records())
    assert {path: record.id for path, record in records().items()} == {path: path.stem for path in records()}


def test_the_program_reads_the_whole_corpus_without_a_complaint() -> None:
    ingested = read_sources(default_sources(), strict=True)

    assert {record.id for record in ingested.records} == set(by_id())
    assert ingested.problems == ()
    assert ingested.replaced == ()


def test_practices_bear_the_numbers_of_the_compendium() -> None:
    assert [practice.number for practice in of_kind(RecordKind.PRACTICE)] == list(range(1, 31))


def test_good_practice_5_holds_two_complete_practices() -> None:
    practice = by_id()["gp-05"]

    assert [part.label for part in practice.parts] == ["Part I", "Part II"]
    for part in practice.parts:
        answered = {s.key for s in practice.sections if s.part == part.label and s.text}
        assert answered >= set(ANSWERED), part.label


def test_every_practice_answers_every_question_of_its_template() -> None:
    missing = {
        practice.id: [
            str(key) for key in ANSWERED if not any(s.key is key and s.text for s in practice.sections)
        ]
        for practice in of_kind(RecordKind.PRACTICE)
    }

    assert {record_id: keys for record_id, keys in missing.items() if keys} == {}


def test_every_initiative_says_what_it_aims_at_and_who_takes_part() -> None:
    wanted = {SectionKey.OBJECTIVE, SectionKey.COOPERATION}

    assert [
        record.id
        for record in of_kind(RecordKind.INITIATIVE)
        if not wanted <= {section.key for section in record.sections if section.text}
    ] == []


def test_only_sections_that_the_document_leaves_blank_are_empty() -> None:
    blank = {
        (record.id, section.id)
        for record in records().values()
        for section in record.sections
        if not section.text
    }

    assert blank == BLANK


def test_sections_stand_in_the_order_of_the_template() -> None:
    order = list(SectionKey)
    for record in of_kind(RecordKind.PRACTICE, RecordKind.INITIATIVE):
        for part in {section.part for section in record.sections}:
            keys = [order.index(section.key) for section in record.sections if section.part == part]
            assert keys == sorted(keys), (record.id, part)


def test_every_record_cites_a_described_document_and_pages_within_it() -> None:
    documents = read_documents(CORPUS / FILE_NAME)
    for record in records().values():
        document = documents[record.document]
        assert all(1 <= page <= (document.pages or page) for page in record.pages), record.id
    for practice in of_kind(RecordKind.PRACTICE):
        assert practice.pages, practice.id
    assert {record.document for record in records().values()} == set(documents)


def test_facets_come_from_the_documented_lists() -> None:
    for record in records().values():
        assert set(record.themes) <= set(THEMES), record.id
        assert set(record.modalities) <= set(MODALITIES), record.id
        assert record.region is None or record.region in REGIONS, record.id
        if record.kind is not RecordKind.BACKGROUND:
            assert all((record.themes, record.region, record.period)), record.id


def test_countries_are_named_once_and_parts_agree_with_their_record() -> None:
    for record in records().values():
        codes = [country.iso for country in record.countries]
        assert len(codes) == len(set(codes)), record.id
        in_parts = {country.iso for part in record.parts for country in part.countries}
        assert not record.parts or in_parts == set(codes), record.id


def test_a_funder_or_institution_has_one_spelling() -> None:
    for names in (
        {name for record in records().values() for name in record.funding},
        {partner.name for record in records().values() for partner in record.partners},
    ):
        spelled = Counter(re.sub(r"\W+", " ", name.casefold()).strip() for name in names)
        assert [name for name, count in spelled.items() if count > 1] == []


def test_an_acronym_of_a_partner_stands_for_one_institution() -> None:
    meanings: dict[str, set[str]] = {}
    for record in records().values():
        for partner in record.partners:
            if partner.acronym:
                meanings.setdefault(partner.acronym, set()).add(partner.name)

    assert {acronym: names for acronym, names in meanings.items() if len(names) > 1} == {}


def test_links_are_web_addresses_with_words_of_their_own() -> None:
    for record in records().values():
        assert all(re.match(r"https?://[\w-]+\.[\w.-]+", link.url) for link in record.links), record.id
        assert all(link.label for link in record.links), record.id
        assert len({link.url for link in record.links}) == len({link.label for link in record.links}), (
            record.id
        )
        assert len({link.url for link in record.links}) == len(record.links), record.id


def test_addresses_of_persons_stand_with_the_contacts_only() -> None:
    for record in records().values():
        for section in record.sections:
            if section.key is not SectionKey.CONTACTS and not section.label.startswith("Contact"):
                assert not EMAIL.search(section.text), (record.id, section.label)


def test_passcodes_of_meetings_are_left_out() -> None:
    for record in records().values():
        for section in record.sections:
            assert not re.search(r"pass ?code\s*:", section.text, re.IGNORECASE), (record.id, section.label)


def test_every_sentence_names_what_it_speaks_of() -> None:
    leaning = re.compile(r"(?:- )?(?:It|Its|They|Their|This|These|He|She|His|Her)\b")
    for record in records().values():
        for section in record.sections:
            for span in split_sentences(section.text):
                sentence = section.text[span.start : span.end]
                assert not leaning.match(sentence), (record.id, section.label, sentence)


@pytest.mark.originals
@pytest.mark.parametrize(
    "document", ["good-practices-2022-2023", "initiatives-2024-2025", "projects-2020-2021"]
)
def test_records_agree_with_the_original_on_countries_contacts_and_links(
    document: str, originals: Path
) -> None:
    from ingest.parse import parse_document

    path = originals / f"{document}.txt"
    parsed = parse_document(path.read_text(encoding="utf-8"), document_id=document, path=path.name)
    ours = by_id()
    compared = [original for original in parsed.records if original.kind is not RecordKind.BACKGROUND]

    assert {original.id for original in compared} == {
        record.id
        for record in of_kind(RecordKind.PRACTICE, RecordKind.INITIATIVE)
        if record.document == document
    }
    for original in compared:
        record = ours[original.id]
        assert record.region == original.region, record.id
        assert set(record.countries) == set(original.countries), record.id
        if record.kind is RecordKind.PRACTICE:
            assert record.title == original.title or record.parts, record.id
            assert set(record.contacts) == set(original.contacts), record.id
            assert {link.url for link in record.links} == {link.url for link in original.links}, record.id
