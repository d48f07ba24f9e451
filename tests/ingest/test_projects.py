"""A made-up brochure: titles, texts and outcomes in scrambled order find each other by their words."""

from __future__ import annotations

from ingest.parse import Parsed, parse_document
from ingest.records import RecordKind

BROCHURE = """PROJECTS OF SOUTH-SOUTH
COOPERATION
The office launches 6  South-South projects for the 2020-2021 biennium.



SSTC FOR BAKERS AND THEIR
APPRENTICES

A TRADE UNION CONFERENCE ON NIGHT WORK

This project brings trade unions from Kenya, Togo and

eSwatini to a conference on night work and its limits.

Bakers and apprentices in Ghana visit vocational schools that teach skills for

new ovens.

AFRICA

Outcome 1: Strong tripartite constituents and inclusive

social dialogue

Outcome 5: Skills and lifelong learning



ARAB STATES

STATISTICS ON MIGRANT SAILORS

ENTERPRISES OF WOMEN IN THE IGAD REGION

Women in Jordan found enterprises and share what they learn.

Lebanon counts its migrant sailors and improves statistics.

Outcome 4: Sustainable enterprises

Outcome 7: Protection at work for all



BUILDING PLAYGROUNDS TOGETHER

INTERNATIONAL TRAINING CENTRE (ITC-ILO)

FISHING BOATS FOR ALL

Scholars learn to repair fishing boats.

Towns build playgrounds.

LATIN AMERICA AND THE CARIBBEAN
"""


def brochure() -> Parsed:
    result = parse_document(BROCHURE, document_id="brochure", path="brochure.txt")
    assert result.audit.complete
    return result


def test_it_is_recognised_by_its_content() -> None:
    text = BROCHURE.replace("Outcome 7", "Outcome 3: Employment\n\nOutcome 7")
    assert parse_document(text, document_id="x", path="notes.txt").audit.kind == "projects"


def test_titles_texts_and_outcomes_are_put_together() -> None:
    records = {record.title: record for record in brochure().records if record.kind is RecordKind.INITIATIVE}
    bakers = records["SSTC for bakers and their apprentices"]
    assert bakers.sections[0].text.startswith("Bakers and apprentices in Ghana")
    assert bakers.outcomes == ("Outcome 5: Skills and lifelong learning",)
    union = records["A trade union conference on night work"]
    assert union.outcomes == ("Outcome 1: Strong tripartite constituents and inclusive social dialogue",)
    assert [place.name for place in union.countries] == ["Kenya", "Togo", "Eswatini"]
    women = records["Enterprises of women in the IGAD region"]
    assert women.outcomes == ("Outcome 4: Sustainable enterprises",)
    assert women.groups == ("IGAD",)
    assert records["Fishing boats for all"].outcomes == ()


def test_sections_regions_and_ids() -> None:
    records = brochure().records
    assert [record.id for record in records] == [
        "bg-projects-2020-2021",
        *(f"proj-2020-0{number}" for number in range(1, 7)),
    ]
    first = records[1]
    assert [section.id for section in first.sections] == ["objective", "other.policy-outcome"]
    assert [section.label for section in first.sections] == ["Description", "Policy outcome"]
    assert [record.region for record in records[1:]] == ["Africa"] * 2 + ["Arab States"] * 2 + ["Global"] * 2
    assert {record.period for record in records} == {"2020-2021"}


def test_words_broken_over_lines_and_blank_lines_are_whole() -> None:
    text = brochure().records[2].sections[0].text
    assert (
        text == "This project brings trade unions from Kenya, Togo and eSwatini to a conference on night work"
        " and its limits."
    )


def test_a_count_that_does_not_hold_is_told() -> None:
    text = BROCHURE.replace("launches 6", "launches 9")
    notes = parse_document(text, document_id="brochure", path="brochure.txt").audit.notes
    assert any("announces 9 projects and describes 6" in note for note in notes)
