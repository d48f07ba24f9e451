"""Markdown → blocks, by way of the HTML it stands for."""

from __future__ import annotations

from ingest.blocks import Block
from ingest.readers.html import read_html
from ingest.readers.inline import markdown


def read_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a CommonMark document with tables and inline HTML."""
    return read_html(str(markdown().render(text)))
