"""Markdown inside a line → HTML: bold, links, autolinks, escapes and entities."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def markdown() -> MarkdownIt:
    """A CommonMark parser with tables that lets HTML through; reading never runs what it finds."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")


def inline_html(text: str) -> str:
    """The HTML of one paragraph of Markdown."""
    return str(markdown().renderInline(text))
