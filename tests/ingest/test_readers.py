"""Readers give clean blocks: no markup, links kept, tables as rows, nothing visible lost."""

from __future__ import annotations

import pytest

from ingest.blocks import (
    Heading,
    ListItem,
    Omission,
    PageBreak,
    Paragraph,
    TableRow,
    cell_text,
    compose,
    visible_text,
)
from ingest.readers import read_html, read_markdown, read_text
from ingest.readers.html import shown_link


def test_a_table_row_is_a_line_with_tabs_and_html_cells() -> None:
    (row,) = read_text("<p><b>Results</b></p>\t<p>Nine &amp; more.</p> <p>In the 3 <sup>rd</sup> year.</p>")
    assert isinstance(row, TableRow)
    assert cell_text(row.cells[0]) == "Results"
    assert [part.text for part in row.cells[1]] == ["Nine & more.", "In the 3rd year."]


def test_rows_after_a_blank_line_open_a_new_piece_of_table() -> None:
    rows = [block for block in read_text("a\tb\nc\td\n\ne\tf") if isinstance(block, TableRow)]
    assert [row.opens for row in rows] == [True, False, True]


@pytest.mark.parametrize("ruler", ["-----\t---", "--\t--", "---", "| --- | --- |", "====="])
def test_ruler_lines_are_left_out_with_a_reason(ruler: str) -> None:
    assert read_text(f"a\tb\n{ruler}")[-1] == Omission(text=ruler, reason="ruler line")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## A heading ##", "A heading"),
        ("## **PART II**", "PART II"),
    ],
)
def test_marked_headings(line: str, text: str) -> None:
    assert read_text(line) == (Heading(text=text, level=2),)


def test_bold_labels_and_escapes_are_unwrapped() -> None:
    (paragraph,) = read_text("**Author's name:** A\\_B & Co\\*")
    assert visible_text(paragraph) == "Author's name: A_B & Co*"


@pytest.mark.parametrize(
    ("words", "href", "shown"),
    [
        ("the report", "https://example.org/r", "the report (https://example.org/r)"),
        ("the report", "#", "the report"),
        ("the report", "http://Words (and brackets)", "the report"),
        ("a.b@example.org", "mailto:a.b@example.org", "a.b@example.org"),
        ("Write to us", "mailto:a.b@example.org", "Write to us (a.b@example.org)"),
        ("www.example.org/x", "http://www.example.org/x", "www.example.org/x"),
        ("https://x.com/a b/1", "https://x.com/a_b/1", "https://x.com/a_b/1"),
    ],
)
def test_a_link_reads_as_words_and_address(words: str, href: str, shown: str) -> None:
    assert shown_link(words, href)[0] == shown


def test_autolinks_survive_in_text_and_in_cells() -> None:
    paragraph, row = read_text("See <https://example.org/a_b?c=d>.\n\nLinks\t<https://example.org/e>")
    assert visible_text(paragraph) == "See https://example.org/a_b?c=d."
    assert visible_text(row).endswith("https://example.org/e")
    assert isinstance(row, TableRow)
    assert row.cells[1][0].links[0].url == "https://example.org/e"


def test_lists_lose_their_bullets_and_keep_their_numbers() -> None:
    html = (
        "<p>Why:</p><ul><li>• one</li><li>✓ two<ul><li>○ three</li></ul></li></ul><ol><li>1. four</li></ol>"
    )
    blocks = read_html(html)
    assert compose(block for block in blocks if isinstance(block, Paragraph | ListItem)) == (
        "Why:\n\n- one\n- two\n- three\n- 1. four"
    )


def test_a_wide_gap_is_a_line_break_and_other_white_space_folds() -> None:
    (paragraph,) = read_html("<p>Tel:  1 23          Fax: 4</p>")
    assert visible_text(paragraph) == "Tel: 1 23\nFax: 4"


def test_bold_words_set_before_text_like_a_heading_get_a_line_of_their_own() -> None:
    (paragraph,) = read_html("<p><b>Step 1: Look around</b>  Geography: where they are.</p>")
    assert visible_text(paragraph) == "Step 1: Look around\nGeography: where they are."
    (contact,) = read_html("<p><b>Ms Q,</b> Officer</p>")
    assert visible_text(contact) == "Ms Q, Officer"


def test_a_title_in_capitals_is_set_apart_from_the_text_below_it() -> None:
    title, text = read_text("A BROCHURE OF\nMANY PROJECTS\nThe office starts nine projects.")
    assert (visible_text(title), visible_text(text)) == (
        "A BROCHURE OF MANY PROJECTS",
        "The office starts nine projects.",
    )


def test_two_blank_lines_end_a_page() -> None:
    assert PageBreak() in read_text("one\n\n\ntwo")
    assert PageBreak() not in read_text("one\n\ntwo")


def test_images_are_reported_not_read() -> None:
    assert Omission(text="A photo", reason="image") in read_markdown("![A photo](photo.png)")


def test_markdown_tables_lists_and_headings() -> None:
    text = (
        "# Title\n\nWords *here*.\n\n- one\n- two\n\n| Label | Text |\n| --- | --- |\n| Results | Nine. |\n"
    )
    blocks = read_markdown(text)
    assert blocks[0] == Heading(text="Title", level=1)
    assert [type(block) for block in blocks] == [Heading, Paragraph, ListItem, ListItem, TableRow, TableRow]
    assert visible_text(blocks[-1]) == "Results\nNine."


def test_scripts_and_styles_are_not_text() -> None:
    assert read_html("<style>p{}</style><script>x()</script><p>Words</p>") == (Paragraph(text="Words"),)


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    text = " ".join(visible_text(block) for block in read_html("<p>a < b <b>bold <ul><li>item</p></td></tr>"))
    assert "bold" in text
    assert "item" in text


def test_the_navigation_of_a_page_is_left_out_and_told() -> None:
    blocks = read_html('<nav><a href="/">Home</a><ul><li>News</li></ul></nav><h1>Bread</h1><p>Of rye.</p>')
    assert [block.text for block in blocks if not isinstance(block, Omission)] == ["Bread", "Of rye."]
    assert [block.text for block in blocks if isinstance(block, Omission)] == ["Home", "News"]
