"""A document by its own headings: one record, sections as the headings say, running heads left out."""

from __future__ import annotations

from ingest.parse import Parsed, parse_document
from ingest.records import Record, RecordKind

HEAD = "Bread in the office\n\nAnd other frameworks\n\n"

PAPER = f"""{HEAD}
► Bread in the office

Bread is baked in the morning by all who want to eat it before noon. See [the guide](https://example.org/g).¹

¹The guide is the resolution of the bakers of a town on the other side of the river.

Support to bakers

- ▶ The [oven](#) of the north
- ▶ The mill of the south



{HEAD}
Highlights of the year: some examples

▶ Africa:

Bakers of the western towns shared their bread with the bakers of the eastern towns.



{HEAD}
Highlights of the year: some examples

▶ Asia:

Millers of the islands met the millers of the mountains and learned from what they

did.
"""


def parsed(text: str, path: str = "paper.txt") -> Parsed:
    result = parse_document(text, document_id="paper", path=path)
    assert result.audit.complete
    return result


def only(text: str, path: str = "paper.txt") -> Record:
    (record,) = parsed(text, path).records
    return record


def test_sections_carry_the_headings_as_written() -> None:
    record = only(PAPER)
    assert record.kind is RecordKind.BACKGROUND
    assert record.id == "bg-bread-in-the-office-and-other-frameworks"
    assert [section.label for section in record.sections] == [
        "Bread in the office",
        "Support to bakers",
        "Highlights of the year: some examples – Africa",
        "Highlights of the year: some examples – Asia",
    ]


def test_footnotes_and_links_are_kept_and_lists_are_clean() -> None:
    record = only(PAPER)
    assert "¹The guide is the resolution" in record.sections[0].text
    assert "the guide (https://example.org/g)" in record.sections[0].text
    assert record.sections[1].text == "- The oven of the north\n- The mill of the south"


def test_running_heads_are_left_out_and_told() -> None:
    result = parsed(PAPER)
    dropped = [item for item in result.audit.dropped if item.reason.startswith("running head")]
    assert len(dropped) == 4
    assert "And other frameworks" not in "".join(section.text for section in result.records[0].sections)


def test_tables_are_lines_and_cells_go_on_below() -> None:
    text = "# Ways\n\n## Tools\n\nThese are the ways:\n\nWay\tMeans\n"
    text += "<b>Grants</b>\t<ul><li>• money such as</li></ul>\n\n\tgold • silver\n"
    assert only(text).sections[0].text == (
        "These are the ways:\n\nWay | Means\n\nGrants | money such as gold; silver"
    )


def test_a_long_document_gives_a_record_per_chapter() -> None:
    chapters = "\n\n".join(
        f"## Chapter {name}\n\n" + "Bread is good for all who eat it. " * 500 for name in "ABC"
    )
    records = parsed(f"# The book\n\n{chapters}").records
    assert [record.id for record in records][-3:] == ["bg-chapter-a", "bg-chapter-b", "bg-chapter-c"]


def test_markdown_and_html_are_read_as_such() -> None:
    assert [
        section.label
        for section in only("# T\n\n## One\n\n| a | b |\n|---|---|\n| c | d |\n", "x.md").sections
    ] == ["One"]
    page = (
        "<html><head><title>x</title></head><body><h1>T</h1><h2>One</h2><p>Words &eacute;.</p></body></html>"
    )
    assert only(page, "x.html").sections[0].text == "Words é."


def test_text_without_any_heading_is_one_section() -> None:
    record = only(
        "Bread is good. It is baked every day by the bakers of the town who rise before the sun does."
    )
    assert len(record.sections) == 1
    assert "before the sun" in record.sections[0].text + record.title


def test_headings_in_other_scripts_are_kept_apart() -> None:
    record = only("# T\n\n## خبز\n\nOne.\n\n## طحين\n\nTwo.\n")
    assert [section.text for section in record.sections] == ["One.", "Two."]
