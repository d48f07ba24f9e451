"""Where a page begins is carried from the blocks of a reader to the sections that answers quote."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, Heading, ListItem, PageBreak, Paragraph, TableRow, compose, page_starts
from ingest.parse import parse_blocks
from ingest.records import Section, SectionKey
from ingest.seams import join


def section(text: str, **known: object) -> Section:
    return Section(key=SectionKey.RESULTS, label="Results", text=text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "pages"),
    [(0, 5, (4,)), (0, 10, (4,)), (9, 11, (4, 5)), (10, 12, (5,)), (0, 30, (4, 5, 7)), (25, 30, (7,))],
)
def test_a_stretch_stands_on_the_pages_it_touches(start: int, end: int, pages: tuple[int, ...]) -> None:
    text = section("x" * 30, pages=(4, 5, 7), page_starts=((0, 4), (10, 5), (20, 7)))
    assert text.pages_between(start, end) == pages


def test_without_page_starts_a_stretch_stands_on_the_pages_of_its_section() -> None:
    assert section("some words", pages=(8, 9)).pages_between(0, 4) == (8, 9)


def test_page_starts_are_offsets_into_the_composed_text() -> None:
    parts: list[Paragraph | ListItem] = [
        Paragraph(text="One page. Another page.", pages=((0, 1), (10, 2))),
        ListItem(text="still there", pages=((0, 2),)),
        ListItem(text="on a third", pages=((0, 3),)),
    ]
    text = compose(parts)
    (first, second, third) = page_starts(parts)
    assert first == (0, 1)
    assert text[second[0] :].startswith("Another")
    assert second[1] == 2
    assert text[third[0] :] == "on a third"
    assert third[1] == 3


def test_a_part_of_unknown_page_leaves_all_unknown() -> None:
    assert page_starts([Paragraph(text="a", pages=((0, 1),)), Paragraph(text="b")]) == ()


def test_joined_halves_keep_the_page_of_each() -> None:
    whole = join(
        Paragraph(text="Bread is  ", pages=((0, 6),)), Paragraph(text=" baked.", pages=((0, 7), (3, 8)))
    )
    assert whole.text == "Bread is baked."
    assert whole.pages == ((0, 6), (9, 7), (11, 8))


def test_sections_know_the_page_of_every_sentence() -> None:
    def row(label: str, text: str, *pages: tuple[int, int]) -> TableRow:
        first = pages[0][1]
        return TableRow(
            cells=((Paragraph(text=label, pages=((0, first),)),), (Paragraph(text=text, pages=pages),))
        )

    blocks: list[Block] = [
        PageBreak(number=3),
        Heading(text="GOOD PRACTICE 1 – AFRICA – Bread", pages=((0, 3),)),
        Paragraph(text="Author's name: Ada Baker", pages=((0, 3),)),
        Paragraph(text="Countries involved: Kenya and Ghana", pages=((0, 3),)),
        row("Objectives", "To bake.", (0, 3)),
        row("Results", "Bread was baked. It was good.", (0, 3), (17, 4)),
        PageBreak(number=4),
        row("Innovation", "New ovens.", (0, 4)),
        row("Funds", "None.", (0, 4)),
    ]
    (record,) = parse_blocks(blocks, document_id="bread", path="bread.pdf").records
    found = {one.label: one for one in record.sections}
    results = found["Results"]
    at = results.text.index("It was good.")
    assert results.pages == (3, 4)
    assert results.pages_between(0, 5) == (3,)
    assert results.pages_between(at, at + 5) == (4,)
    assert found["Innovation"].pages == (4,)
    assert found["Countries involved"].pages == (3,)
    assert record.pages == (3, 4)
