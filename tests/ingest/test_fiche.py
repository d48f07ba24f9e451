"""A one-page fiche with headings of its own is a practice that lists can find."""

from __future__ import annotations

from ingest.parse import Parsed, parse_document
from ingest.records import Record, RecordKind, SectionKey

ENGLISH = """# Clean milk of small producers in Kenya and Ethiopia

## Background

Milk of Kenya turned sour. A study from Denmark described it.

## What we did

Inspectors of Kenya trained milk collectors of Ethiopia.

## Partners and donors

The Ethiopian Dairy Institute (EDI) helped. Funded by: Government of Norway. Budget: USD 5,000.

## Impact

Less milk was lost.

## Lessons learned

Others can use the handbook.

## Contact

milk@example.org
"""
SPANISH = """# Red de talleres de artesanos de Bolivia y Paraguay

**Objetivo:** Aprender a fijar precios.

**Qué hicimos:** Cinco talleres con el Ministerio de Trabajo de Bolivia.

**Resultados:** Los ingresos subieron.

**Financiación:** Gobierno de España (AECID), 80.000 euros.

**Contacto:** red@example.org
"""
PAPER = """# Notes on milk

## Introduction

Milk is old.

## Markets

Markets differ.

## Results

Milk remains.

## References

None.
"""


def parsed(text: str) -> Parsed:
    return parse_document(text, document_id="own", path="own.md")


def record(text: str) -> Record:
    (found,) = parsed(text).records
    return found


def test_headings_of_ones_own_make_the_sections_of_a_practice() -> None:
    found = record(ENGLISH)
    assert found.kind is RecordKind.PRACTICE
    assert found.id == "practice-clean-milk-of-small-producers-in-kenya-and-ethiopia"
    assert [section.key for section in found.sections] == [
        SectionKey.OBJECTIVE,
        SectionKey.METHODOLOGY,
        SectionKey.COOPERATION,
        SectionKey.FUNDING,
        SectionKey.RESULTS,
        SectionKey.ADAPTABILITY,
        SectionKey.CONTACTS,
    ]
    assert parsed(ENGLISH).audit.complete


def test_what_lists_go_by_is_read_from_the_text_and_a_country_in_passing_is_not() -> None:
    found = record(ENGLISH)
    assert [place.name for place in found.countries] == ["Kenya", "Ethiopia"]
    assert found.region == "Africa"
    assert found.funding == ("Government of Norway",)
    assert [partner.name for partner in found.partners] == ["Ethiopian Dairy Institute"]
    assert found.contacts == ("milk@example.org",)


def test_who_paid_stands_in_a_funding_section_of_its_own() -> None:
    found = record(ENGLISH)
    funding, cooperation = found.section("funding"), found.section("cooperation")
    assert funding
    assert funding.text == "Funded by: Government of Norway. Budget: USD 5,000."
    assert cooperation
    assert "Norway" not in cooperation.text


def test_labels_may_run_into_the_text_in_spanish() -> None:
    found = record(SPANISH)
    assert found.kind is RecordKind.PRACTICE
    assert [place.name for place in found.countries] == ["Bolivia", "Paraguay"]
    assert found.funding == ("Government of Spain (AECID)",)
    results = found.section("results")
    assert results
    assert results.text == "Los ingresos subieron."
    assert parsed(SPANISH).audit.complete


def test_countries_of_a_line_of_their_own_count_wherever_it_stands() -> None:
    text = ENGLISH.replace("## Impact", "Countries: Ghana, Mali\n\n## Impact")
    assert [place.name for place in record(text).countries] == ["Ghana", "Mali"]


def test_without_a_country_no_region_is_made_up_and_the_audit_says_so() -> None:
    text = ENGLISH
    for name in ("Kenya", "Ethiopia", "Denmark", "Ethiopian"):
        text = text.replace(name, "the valley")
    assert record(text).region is None
    (audit,) = parsed(text).audit.records
    assert "no country found; country lists will leave this record out" in audit.notes


def test_the_audit_shows_what_lists_go_by() -> None:
    (audit,) = parsed(ENGLISH).audit.records
    assert dict(audit.fields)["countries"] == "Kenya, Ethiopia"
    assert "    paid by: Government of Norway" in parsed(ENGLISH).audit.render()


def test_a_paper_or_several_fiches_in_one_document_stay_background() -> None:
    assert record(PAPER).kind is RecordKind.BACKGROUND
    twice = f"{ENGLISH}\n{ENGLISH.split(chr(10), 1)[1]}"
    assert {found.kind for found in parsed(twice).records} == {RecordKind.BACKGROUND}
