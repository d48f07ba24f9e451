"""A PDF becomes the blocks that a reader of its pages sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.blocks import Heading, ListItem, Omission, PageBreak, Paragraph, TableRow, cell_text
from ingest.parse import parse_blocks
from ingest.readers import Content, read_file

MakePdf = Callable[..., Path]
Page = Callable[..., Any]

FILLER = "words that fill the line up to its right margin, and then go on"


def texts(content: Content, kind: type[Any] = Paragraph) -> list[str]:
    return [block.text for block in content.blocks if isinstance(block, kind)]


def rows(content: Content) -> list[list[str]]:
    return [
        [cell_text(cell) for cell in block.cells] for block in content.blocks if isinstance(block, TableRow)
    ]


def test_paragraphs_are_told_by_their_distance_and_headings_by_their_size(
    make_pdf: MakePdf, new_page: Page
) -> None:
    page = new_page().text(60, 100, "A note on bread", size=18, bold=True)
    page.lines(140, f"The first paragraph has {FILLER}", "for two lines.").lines(
        190, f"The second has {FILLER} as well", "and ends."
    )
    content = read_file(make_pdf("note.pdf", page))
    assert texts(content, Heading) == ["A note on bread"]
    assert texts(content) == [
        f"The first paragraph has {FILLER} for two lines.",
        f"The second has {FILLER} as well and ends.",
    ]
    assert content.pages == 1
    assert content.blocks[0] == PageBreak(number=1)


def test_lists_bold_lines_and_links_keep_what_they_are(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page().text(60, 100, "Steps", bold=True).lines(130, f"What was done, with {FILLER}:")
    page.lines(150, "• knead the dough", "• bake it").text(60, 200, "See the oven book for more.")
    page.link(80, 188, 140, 203, "https://example.org/ovens")
    content = read_file(make_pdf("steps.pdf", page))
    bold = next(block for block in content.blocks if isinstance(block, Paragraph))
    assert (bold.text, bold.bold) == ("Steps", True)
    assert texts(content, ListItem) == ["knead the dough", "bake it"]
    linked = next(block for block in content.blocks if isinstance(block, Paragraph) and block.links)
    assert "(https://example.org/ovens)" in linked.text
    assert linked.text.startswith("See ")


def test_a_ruled_table_becomes_rows_with_the_cells_side_by_side(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page().grid([60, 160, 500], [100, 150, 200])
    page.lines(115, "Objective", x=65, bold=True).lines(115, "Bread for all of", "the town.", x=165)
    page.lines(165, "Results", x=65, bold=True).lines(165, "Bread was", "baked.", x=165)
    content = read_file(make_pdf("table.pdf", page))
    assert rows(content) == [["Objective", "Bread for all of the town."], ["Results", "Bread was baked."]]
    assert [block.opens for block in content.blocks if isinstance(block, TableRow)] == [True, False]


def test_merged_cells_keep_their_text_once(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page()
    for y in (100, 130, 160):
        page.stroke(60, y, 500, y)
    for x in (60, 500):
        page.stroke(x, 100, x, 160)
    page.stroke(160, 130, 160, 160)
    page.text(65, 115, "One cell over both columns").text(65, 145, "left").text(165, 145, "right")
    assert rows(read_file(make_pdf("merged.pdf", page))) == [
        ["One cell over both columns"],
        ["left", "right"],
    ]


def test_a_row_that_goes_on_over_the_page_is_one_row_on_two_pages(make_pdf: MakePdf, new_page: Page) -> None:
    first = new_page().grid([60, 160, 500], [600, 640, 760], end=False)
    first.text(65, 615, "Objective", bold=True).text(165, 615, "Bread.")
    first.text(65, 660, "Results of", bold=True)
    first.text(165, 745, "The bakers of the town have learnt to bake and they sell a good")
    second = new_page().grid([60, 160, 500], [60, 120, 150], top=False)
    second.text(65, 75, "the year", bold=True).text(165, 75, "bread on the market.")
    second.text(65, 135, "Funds", bold=True).text(165, 135, "None.")
    content = read_file(make_pdf("over.pdf", first, second))
    whole = "The bakers of the town have learnt to bake and they sell a good bread on the market."
    assert rows(content) == [["Objective", "Bread."], ["Results of the year", whole], ["Funds", "None."]]
    row = [block for block in content.blocks if isinstance(block, TableRow)][1]
    assert row.cells[1][0].pages == ((0, 1), (whole.index("bread on"), 2))


def test_a_closed_table_on_the_next_page_is_a_table_of_its_own(make_pdf: MakePdf, new_page: Page) -> None:
    pages = [
        new_page().grid([60, 160, 500], [600, 640]).text(65, 620, label).text(165, 620, "text")
        for label in ("One", "Two")
    ]
    content = read_file(make_pdf("two.pdf", *pages))
    assert [block.opens for block in content.blocks if isinstance(block, TableRow)] == [True, True]


def test_a_paragraph_goes_on_over_the_page_where_its_line_is_full(make_pdf: MakePdf, new_page: Page) -> None:
    first = (
        new_page()
        .lines(100, f"An opening line with {FILLER} for long.")
        .lines(140, f"The last line of page one has {FILLER}")
    )
    second = new_page().lines(100, "over the page.").lines(140, "A new one.")
    content = read_file(make_pdf("over.pdf", first, second))
    assert texts(content)[1:] == [f"The last line of page one has {FILLER} over the page.", "A new one."]


def test_running_heads_and_page_numbers_are_left_out_and_told(make_pdf: MakePdf, new_page: Page) -> None:
    pages = [
        new_page()
        .text(60, 40, "The bread report 2030")
        .lines(200, f"Page {name} tells of bread.")
        .text(290, 815, f"Page {at}")
        for at, name in enumerate(("one", "two", "three", "four"), 1)
    ]
    content = read_file(make_pdf("report.pdf", *pages))
    assert texts(content) == [f"Page {name} tells of bread." for name in ("one", "two", "three", "four")]
    omitted = [block for block in content.blocks if isinstance(block, Omission)]
    assert {block.reason for block in omitted} == {"running head of the pages", "page number"}
    assert len(omitted) == 8
    audit = parse_blocks(content.blocks, document_id="report", path="report.pdf").audit
    assert audit.complete
    assert any("running head of the pages" in line for line in audit.render())


def test_words_broken_at_the_end_of_a_line_are_made_whole(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page().lines(
        100,
        "Good cooperation needs time, and a South-South exchange of know-how needs trust in a coopera-",
        "tion that lasts. It was a South-",
        "South exchange that the partners of the South-South cooperation had wanted for years, with know-",
        "how for all.",
    )
    (text,) = texts(read_file(make_pdf("hyphens.pdf", page)))
    assert "in a cooperation that lasts" in text
    assert "was a South-South exchange" in text
    assert "with know-how for all" in text


def test_a_document_that_breaks_only_at_hyphens_keeps_them(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page().lines(
        100,
        "A peer-led course, a town-wide plan, and then once more a course that was wholly peer-",
        "led, and a plan that was wholly town-",
        "wide, and at last a market that was pro-",
        "employment.",
    )
    (text,) = texts(read_file(make_pdf("keep.pdf", page)))
    assert "pro-employment" in text


def test_an_address_broken_over_lines_is_made_whole(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page().lines(
        100,
        "The film is kept at https://example.org/films/2030/all-about-the-bread-of-",
        "our-town.html for all.",
    )
    (text,) = texts(read_file(make_pdf("address.pdf", page)))
    assert "https://example.org/films/2030/all-about-the-bread-of-our-town.html for all." in text


def test_columns_are_read_one_after_the_other(make_pdf: MakePdf, new_page: Page) -> None:
    page = new_page()
    page.lines(100, "The left column", "speaks of bread", "and of salt.", x=60)
    page.lines(100, "The right column", "speaks of wine", "and of oil.", x=320)
    text = " ".join(texts(read_file(make_pdf("columns.pdf", page))))
    assert text.index("salt") < text.index("right column")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(make_pdf: MakePdf, new_page: Page, turn: int) -> None:
    page = new_page()
    page.rotate = turn
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    page.drawn.append(f"q {matrix} cm")
    page.lines(500, "Bread is baked in the", "town of Ada.")
    page.drawn.append("Q")
    (text,) = texts(read_file(make_pdf("turned.pdf", page)))
    assert text == "Bread is baked in the town of Ada."


def test_a_compendium_in_pdf_becomes_practices_with_their_pages(make_pdf: MakePdf, new_page: Page) -> None:
    first = new_page().text(60, 100, "GOOD PRACTICE 1 - AFRICA - Bread for all", size=16, bold=True)
    first.text(60, 130, "Author's name: Ada Baker").text(60, 155, "Institution: The Bakery")
    first.text(60, 180, "Countries involved: Kenya and Ghana")
    labels = ["Objective", "Cooperation", "Methodology", "Innovation", "Results"]
    second = new_page()
    for page, part in ((first, labels[:2]), (second, labels[2:])):
        page.grid([60, 160, 520], [200 + 40 * at for at in range(len(part) + 1)])
        for at, label in enumerate(part):
            page.text(65, 225 + 40 * at, label, bold=True).text(
                165, 225 + 40 * at, f"About the {label.lower()}."
            )
    path = make_pdf("compendium.pdf", first, second)
    content = read_file(path)
    (record,) = parse_blocks(content.blocks, document_id="c", path=str(path), pages=content.pages).records
    assert (record.id, record.title, record.pages) == ("gp-01", "Bread for all", (1, 2))
    assert {str(one.key): one.pages for one in record.sections if one.label in labels} == {
        "objective": (1,), "cooperation": (1,), "methodology": (2,), "innovation": (2,), "results": (2,),
    }  # fmt: skip
