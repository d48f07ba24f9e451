"""A made-up compendium with every trap of the real one: what becomes of each."""

from __future__ import annotations

import re

import pytest

from ingest.parse import Parsed, parse_document
from ingest.records import Record, RecordKind, SectionKey

CONTENTS = """# Learning together: practices of 2022-2023

## Contents

PREFACE by the team .....\t2
GOOD PRACTICE 1 – AFRICA- Bakers and Millers .....\t3
GOOD PRACTICE 2 – ASIA & the PACIFIC – Boats (Part I and Part 2).....\t5

GOOD PRACTICE 3- GLOBAL- TURIN- Quiet Harbours\x20\x20
.....9

## PREFACE by the team

The office brought together nine practices.

"""

HEADER = """**Author's name:** Ada Example and Bo Sample

**Institution:** ILO

**Title of South-South and triangular cooperation (SSTC) good practice:** {title}.

**Countries involved (please add more than one country):** {countries}

"""

TABLE = """<p><b>South-South Objective (s)</b></p>\t<p>To bake bread.</p>
<p><b>South-South Cooperation between institutions and countries</b></p>\t<p>Bakers met.</p>
<b>Effectiveness of the South-South / peer learning methodological approach</b>\t<p>By visits.</p>
<b>Innovation</b>\t<p>Ovens.</p>
<b>South-South Sustainability</b>\t<p>Flour.</p>
<b>South-South Adaptability</b>\t<p>Yes.</p>
<b>South-South Results</b>\t<p>Forty loaves.</p>
<b>Contact details</b>\t<p>Ada Example <a href="mailto:ada@example.org">ada@example.org</a></p>
<b>Funding Sources</b>\tRBTC
<b>Materials and Web-links</b>\t<a href="#">A report</a>
"""


def practice(heading: str, table: str, *, title: str = "Bread", countries: str = "Kenya and Togo") -> str:
    return f"{heading}\n\n{HEADER.format(title=title, countries=countries)}{table}\n"


def parsed(text: str) -> Parsed:
    result = parse_document(text, document_id="made-up", path="made-up.txt")
    assert result.audit.complete
    return result


def only(text: str) -> Record:
    records = [record for record in parsed(text).records if record.kind is RecordKind.PRACTICE]
    assert len(records) == 1
    return records[0]


def text_of(record: Record, section_id: str) -> str:
    section = record.section(section_id)
    assert section is not None, [section.id for section in record.sections]
    return section.text


@pytest.mark.parametrize(
    "heading",
    [
        "## GOOD PRACTICE 1 – AFRICA- Bakers",
        "### GOOD PRACTICE 1 – AFRICA –Bakers",
        "**GOOD PRACTICE 1- AFRICA- Bakers**",
        "GOOD PRACTICE 1 – AFRICA – Bakers",
    ],
)
def test_header_fields_whatever_the_heading_looks_like(heading: str) -> None:
    record = only(practice(heading, TABLE))
    assert (record.id, record.number, record.region) == ("gp-01", 1, "Africa")
    assert (record.title, record.short_title) == ("Bread", "Bakers")
    assert record.authors == ("Ada Example", "Bo Sample")
    assert record.institution == "ILO"
    assert [place.iso for place in record.countries] == ["KEN", "TGO"]
    assert record.contacts == ("ada@example.org",)
    assert record.funding == ("RBTC",)


def test_every_section_under_its_key_with_the_label_as_written() -> None:
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE))
    assert [section.key for section in record.sections[:10]] == list(SectionKey)[:10]
    assert (
        record.sections[2].label == "Effectiveness of the South-South / peer learning methodological approach"
    )
    assert text_of(record, "results") == "Forty loaves."
    assert text_of(record, "materials") == "A report"
    assert text_of(record, "other.countries-involved") == "Kenya and Togo"


def test_pages_and_short_titles_come_from_the_contents_list() -> None:
    result = parse_document(
        CONTENTS
        + practice("## GOOD PRACTICE 1 – AFRICA- Bakers and Millers", TABLE)
        + practice("## GOOD PRACTICE 2 – ASIA & the PACIFIC – Boats", TABLE)
        + practice("**GOOD PRACTICE 3- GLOBAL- TURIN- Quiet Harbours**", TABLE),
        document_id="made-up",
        path="made-up.txt",
        pages=11,
    )
    records = {record.id: record for record in result.records}
    assert records["gp-01"].pages == (3, 4)
    assert records["gp-02"].pages == (5, 6, 7, 8)
    assert records["gp-03"].pages == (9, 10, 11)
    assert (records["gp-02"].region, records["gp-02"].short_title) == ("Asia and the Pacific", "Boats")
    assert (records["gp-03"].region, records["gp-03"].short_title) == ("Global", "Quiet Harbours")
    assert records["gp-01"].period == "2022-2023"
    preface = records["bg-compendium-preface"]
    assert preface.kind is RecordKind.BACKGROUND
    assert "nine practices" in preface.sections[-1].text


def test_a_practice_without_a_heading_begins_at_its_author() -> None:
    text = (
        CONTENTS
        + practice("## GOOD PRACTICE 1 – AFRICA- Bakers and Millers", TABLE)
        + practice("", TABLE.replace("Forty loaves", "Two boats"))
        + practice("**GOOD PRACTICE 3- GLOBAL- TURIN- Quiet Harbours**", TABLE)
    )
    result = parsed(text)
    records = {record.id: record for record in result.records}
    assert text_of(records["gp-01"], "results") == "Forty loaves."
    assert text_of(records["gp-02"], "results") == "Two boats."
    assert records["gp-02"].short_title == "Boats"
    notes = next(audit.notes for audit in result.audit.records if audit.record_id == "gp-02")
    assert any("no heading" in note for note in notes)


def test_a_practice_of_two_parts() -> None:
    second = HEADER.format(title="Second half", countries="Peru").replace("Author's", "Participant's")
    first = practice("## GOOD PRACTICE 2 – AMERICAS – Boats (Part I and Part 2)", "")
    text = (
        first.replace("(Part I and Part 2)\n\n", "(Part I and Part 2)\n\n### Part I\n\n").rstrip()
        + f"\n\n{TABLE}"
    )
    record = only(f"{text}\n## **PART II**\n\n{second}{TABLE.replace('Forty loaves', 'Nine nets')}")
    assert [part.label for part in record.parts] == ["Part I", "Part II"]
    assert record.parts[1].title == "Second half"
    assert record.title == "Boats (Part I and Part 2)"
    assert text_of(record, "part-i.results") == "Forty loaves."
    assert text_of(record, "part-ii.results") == "Nine nets."
    assert [place.iso for place in record.countries] == ["KEN", "TGO", "PER"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Bakers met and", "talked.", "Bakers met and talked."),
        ("A peer-", "to-peer visit.", "A peer-to-peer visit."),
        ("The School of National", "Baking took part.", "The School of National Baking took part."),
        ("Bakers met.", "They talked.", "Bakers met.\n\nThey talked."),
    ],
)
def test_a_cell_that_goes_on_below_a_blank_label(above: str, below: str, whole: str) -> None:
    table = TABLE.replace("<p>By visits.</p>", f"<p>{above}</p>\n\n\t<p>{below}</p>")
    assert text_of(only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table)), "methodology") == whole


def test_a_label_split_over_two_rows() -> None:
    table = TABLE.replace(
        "peer learning methodological approach</b>\t<p>By visits.</p>",
        "peer learning</b>\t<p>By long</p>\n\n<b>methodological approach</b>\t<p>visits.</p>",
    )
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    section = record.section("methodology")
    assert section is not None
    assert section.label == "Effectiveness of the South-South / peer learning methodological approach"
    assert section.text == "By long visits."


def test_a_blank_label_opens_the_section_that_the_order_misses() -> None:
    table = re.sub(r"<p><b>South-South Cooperation.*?</b></p>", "", TABLE)
    result = parsed(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    record = result.records[-1]
    assert text_of(record, "objective") == "To bake bread."
    assert text_of(record, "cooperation") == "Bakers met."
    assert any("label cell is blank" in note for note in result.audit.records[-1].notes)


def test_text_outside_the_table_belongs_to_the_section_above_it() -> None:
    table = TABLE.replace(
        "<p>By visits.</p>\n",
        "<p>By visits.</p>\n\n**Step 2: Go on**\n\n**Baking:** They bake.\n\n\t<p>They eat.</p>\n",
    )
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    assert text_of(record, "methodology") == (
        "By visits.\n\nStep 2: Go on\n\nBaking: They bake.\n\nThey eat."
    )
    assert text_of(record, "innovation") == "Ovens."


def test_a_label_outside_the_table_opens_its_section() -> None:
    table = TABLE.replace("<b>Materials and Web-links</b>\t", "\n**Materials and Web-links**\n\n")
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    assert text_of(record, "funding") == "RBTC"
    assert text_of(record, "materials") == "A report"


def test_contacts_that_run_on_outside_the_table() -> None:
    lines = "".join(
        f"\nPerson {name}\n\n[{name.lower()}@example.org](mailto:{name.lower()}@example.org)\n"
        for name in "BCD"
    )
    table = TABLE.replace(
        "ada@example.org</a></p>\n", f"ada@example.org</a></p>\n{lines}\n\t<p>Peru Ms E e@example.org</p>\n"
    )
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    contacts = text_of(record, "contacts")
    assert contacts.endswith("Peru Ms E e@example.org")
    assert len(record.contacts) == 5
    assert text_of(record, "funding") == "RBTC"


def test_words_of_a_poster_are_no_rows() -> None:
    text = practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE)
    poster = "\nالقيادة في المخابز\nBAKERS PROGRAMME | 2023\n\n"
    poster += "ADA EXAMPLE\tBO SAMPLE\tCY PATTERN\nDI MODEL\tED COPY\tFI DRAFT\n"
    result = parsed(text + poster)
    record = result.records[-1]
    assert text_of(record, "materials") == "A report"
    assert "ADA EXAMPLE | BO SAMPLE | CY PATTERN" in text_of(record, "other.text-in-an-image")
    assert len(result.audit.records[-1].unassigned) == 3


def test_passcodes_are_left_out_and_not_repeated_in_the_audit() -> None:
    text = (
        practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE)
        + "\nVideo <https://example.org/v>\n\nPasscode: x9\\*Q\n"
    )
    result = parsed(text)
    assert text_of(result.records[-1], "materials") == "A report\n\nVideo https://example.org/v"
    assert "x9" not in str(result)
    assert any(item.reason == "meeting passcode" for item in result.audit.dropped)


def test_one_label_for_contacts_and_materials_is_told_in_the_audit() -> None:
    table = TABLE.split("<b>Contact details")[0] + "<b>Contact and Materials</b>\tada@example.org, A report\n"
    result = parsed(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    assert text_of(result.records[-1], "contacts") == "ada@example.org, A report"
    audit = result.audit.records[-1]
    assert audit.missing == ("funding", "materials")
    assert any("Contact and Materials" in note for note in audit.notes)


def test_a_blank_section_is_kept_as_blank() -> None:
    result = parsed(
        practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE.replace('<a href="#">A report</a>', ""))
    )
    assert text_of(result.records[-1], "materials") == ""
    assert result.audit.records[-1].blank == ("materials",)


def test_an_unknown_label_is_kept_under_other() -> None:
    table = TABLE.replace("<b>Innovation</b>", "<b>Policy outcome</b>")
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    assert text_of(record, "other.policy-outcome") == "Ovens."
    assert record.section("innovation") is None


def test_questions_of_the_form_are_no_part_of_the_label() -> None:
    table = TABLE.replace(
        "<b>South-South Results</b>", "<b>South-South Results</b> <b>Explain the main results</b>"
    )
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", table))
    section = record.section("results")
    assert section is not None
    assert section.label == "South-South Results"


def test_headings_instead_of_a_table() -> None:
    body = "\n\n".join(
        f"### {label}\n\nAbout {label.lower()}."
        for label in ("Objectives", "Partners", "Methodology", "Innovation", "Lessons for mayors", "Results")
    )
    record = only(practice("## GOOD PRACTICE 1 – AFRICA- Bakers", body))
    assert text_of(record, "cooperation") == "About partners."
    assert text_of(record, "other.lessons-for-mayors") == "About lessons for mayors."
    assert text_of(record, "results") == "About results."


def test_two_fields_in_one_paragraph() -> None:
    text = practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE)
    record = only(text.replace("Bo Sample\n\n**Institution:**", "Bo Sample Institution:"))
    assert record.authors == ("Ada Example", "Bo Sample")
    assert record.institution == "ILO"


def test_a_region_that_the_heading_does_not_name_is_that_of_the_countries() -> None:
    assert only(practice("## GOOD PRACTICE 1- Bakers", TABLE)).region == "Africa"
    assert only(practice("## GOOD PRACTICE 1- Bakers", TABLE, countries="Kenya and Peru")).region == "Global"


def test_the_practices_of_another_biennium_have_ids_of_their_own() -> None:
    text = CONTENTS.replace("2022-2023", "2026-2027") + practice("## GOOD PRACTICE 1 – AFRICA- Bakers", TABLE)
    ids = [record.id for record in parsed(text).records]
    assert ids == ["bg-compendium-preface-2026", "gp-2026-01"]


def test_a_practice_whose_header_names_no_country_takes_those_of_its_title_and_objective() -> None:
    text = """# Good Practice 31: Cooperatives of seaweed farmers in Zanzibar and the Philippines

## Objective

Seaweed farmers of Zanzibar and the Philippines were to learn from each other.

## Results

Twelve cooperatives were founded.

## Funding

The works were paid by the Government of Japan with USD 200,000.

## Contacts

seaweed@example.org
"""
    (record,) = parse_document(text, document_id="own", path="own.md").records
    assert [place.name for place in record.countries] == ["Philippines"]
    assert record.region == "Asia and the Pacific"
    assert record.funding == ("Government of Japan",)
