"""Blocks put together again, and sentences made whole over a break."""

from __future__ import annotations

import pytest

from ingest.blocks import ListItem, Paragraph, compose, inked
from ingest.seams import append


def test_paragraphs_stand_between_blank_lines_and_list_items_on_lines() -> None:
    parts = [Paragraph(text="Why:"), ListItem(text="one"), ListItem(text="two"), Paragraph(text="So.")]
    assert compose(parts) == "Why:\n\n- one\n- two\n\nSo."
    assert compose([]) == ""


def test_white_space_is_no_ink() -> None:
    assert inked(" a\n\tb\u00a0c ") == 3


@pytest.mark.parametrize(
    ("before", "after", "prose", "whole"),
    [
        ("to the end of", "The road", False, "to the end of The road"),
        ("Office of Beijing", "Ms Example", False, "Office of Beijing\n\nMs Example"),
        ("noelia@example.com", "Peru Chamber", False, "noelia@example.com\n\nPeru Chamber"),
        ("Name", "name@example.org", False, "Name\n\nname@example.org"),
        ("It ended here.", "and began again", True, "It ended here.\n\nand began again"),
        ("in 2021 to", "2022 it grew.", True, "in 2021 to 2022 it grew."),
    ],
)
def test_at_a_seam_only_a_broken_sentence_is_joined(before: str, after: str, prose: bool, whole: str) -> None:
    pieces: list[Paragraph | ListItem] = [Paragraph(text=before)]
    append(pieces, [Paragraph(text=after)], seam=True, prose=prose)
    assert compose(pieces) == whole


def test_without_a_seam_nothing_is_joined() -> None:
    pieces: list[Paragraph | ListItem] = [Paragraph(text="to the end of")]
    assert not append(pieces, [Paragraph(text="the road")], seam=False, prose=True)
    assert len(pieces) == 2
