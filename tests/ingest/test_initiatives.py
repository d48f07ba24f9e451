"""A made-up paper: several initiatives told in running text become records of their own."""

from __future__ import annotations

import pytest

from ingest.initiatives_split import Item, make_title, said_of_it
from ingest.parse import Parsed, parse_document
from ingest.records import RecordKind

PAPER = """Now or never! New initiatives of the office

May 2024

Overview

The office funds initiatives by RBTC. Initiatives include launching a Platform on Bread, conducting \
tasting studies in BRICS countries, and addressing flour chains. The ITC Turin work supports Outcome \
A.

More details of the 2024/2025 Biennium

For the Biennium, initiatives will be carried out in every region of the world, as before.

Initiatives 2024/2025 Biennium

Global

An allocation will support results under Outcomes A and 8.

Initiatives under this allocation will include the launching of a Platform on Bread for Decent Work \
and tasting studies in 5 BRICS countries and a comparative analysis of crusts; and the mapping of \
flour chains.

ITC Turin

The initiatives will be linked to ovens. The first initiative will establish the "Future of Ovens" \
network. Bakers take part in it.

The second initiative will be the exchange on Climate and Crumbs, bringing bakers of SIDS together.

Region

There are two initiatives planned in the current biennium, including cooperation between Rwanda and \
Cabo Verde, to share recipes. A second initiative will cover cooperation between Madagascar and \
France, in order to sell cakes. The second proposal is linked to the action on trade.

Asia and the Pacific

There are two initiatives planned, including a Forum for bakers and millers for sharing and learning \
and improving bread statistics in the Pacific. The initiatives address action on crises.

🕨 Arab States

Two initiatives are proposed: one focuses on just ovens in Jordan. The second addresses decent work \
for millers. The main themes are namely heat and dust.

🕨 Europe

The region will focus on two initiatives, namely "Promoting rye between Azerbaijan and Brazil" as \
well as peer-to-peer baking. Both initiatives will cover peer learning.

Contact details

The Office, Example Street 1, E: office@example.org
"""


def paper() -> Parsed:
    result = parse_document(PAPER, document_id="paper", path="paper.txt")
    assert result.audit.complete
    return result


def test_every_initiative_is_a_record() -> None:
    result = paper()
    assert result.audit.kind == "initiatives"
    initiatives = [record for record in result.records if record.kind is RecordKind.INITIATIVE]
    assert [(record.id, record.region, record.title) for record in initiatives] == [
        ("init-2024-01", "Global", "Platform on Bread for Decent Work"),
        ("init-2024-02", "Global", "Tasting studies in 5 BRICS countries"),
        ("init-2024-03", "Global", "Mapping of flour chains"),
        ("init-2024-04", "Global", '"Future of Ovens" network'),
        ("init-2024-05", "Global", "Exchange on Climate and Crumbs"),
        ("init-2024-06", "Africa", "Cooperation between Rwanda and Cabo Verde, to share recipes"),
        ("init-2024-07", "Africa", "Cooperation between Madagascar and France, in order to sell cakes"),
        ("init-2024-08", "Asia and the Pacific", "A Forum for bakers and millers for sharing and learning"),
        ("init-2024-09", "Asia and the Pacific", "Improving bread statistics in the Pacific"),
        ("init-2024-10", "Arab States", "Just ovens in Jordan"),
        ("init-2024-11", "Arab States", "Decent work for millers"),
        ("init-2024-12", "Europe and Central Asia", "Promoting rye between Azerbaijan and Brazil"),
        ("init-2024-13", "Europe and Central Asia", "Peer-to-peer baking"),
    ]


def test_what_describes_another_initiative_of_the_region_gives_it_no_theme() -> None:
    records = {record.id: record for record in paper().records}
    assert "statistics" in records["init-2024-09"].themes
    assert "statistics" not in records["init-2024-08"].themes


def test_themes_of_all_initiatives_in_turn_are_one_for_each() -> None:
    items = [
        Item(own=["one focuses on ovens."], shared=["The main themes are namely, heat and dust."]),
        Item(own=["The second addresses mills."], shared=["The main themes are namely, heat and dust."]),
    ]
    assert [said_of_it(at, items).split()[-1] for at in (0, 1)] == ["heat.", "dust."]


def test_text_countries_groups_and_outcomes() -> None:
    records = {record.id: record for record in paper().records}
    assert (
        records["init-2024-07"]
        .sections[0]
        .text.endswith("The second proposal is linked to the action on trade.")
    )
    assert [place.name for place in records["init-2024-07"].countries] == ["Madagascar", "France"]
    assert records["init-2024-04"].sections[0].text.endswith("network. Bakers take part in it.")
    assert records["init-2024-05"].groups == ("SIDS",)
    assert records["init-2024-01"].outcomes == ("Outcome A", "Outcome 8")
    assert records["init-2024-04"].outcomes == ("Outcome A",)
    assert records["init-2024-10"].outcomes == ()


def test_what_is_said_of_all_is_with_each() -> None:
    records = {record.id: record for record in paper().records}
    for number in ("10", "11"):
        shared = records[f"init-2024-{number}"].sections[1]
        assert shared.label == "Arab States"
        assert "heat and dust" in shared.text


def test_a_missing_heading_is_told() -> None:
    audit = next(audit for audit in paper().audit.records if audit.record_id == "init-2024-06")
    assert any("heading of Africa is missing" in note for note in audit.notes)


def test_the_overview_is_a_background_record() -> None:
    result = paper()
    overview = result.records[0]
    assert (overview.id, overview.kind) == ("bg-initiatives-2024-2025", RecordKind.BACKGROUND)
    assert [section.label for section in overview.sections][1:] == [
        "Overview",
        "More details of the 2024/2025 Biennium",
        "Contact details",
    ]
    assert result.document.year == 2024


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The second is a Cooperation Program to end child labour.",
            "Cooperation Program to end child labour",
        ),
        ("the launching of a Bread Platform", "Bread Platform"),
        ("one focuses on rain in towns considering clouds, adopting umbrellas.", "Rain in towns"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert make_title(text) == title
