"""What a reader makes of a document: a flat run of headings, paragraphs, list items and table rows.

Readers know file formats, parsers know kinds of documents; a block is all that passes between them. The
text of a block is clean: no markup, entities decoded, white space folded, a link kept as ``words
(https://…)``. Where the format has pages, ``pages`` of a block are the offsets in its text at which a page
begins, each with the number of that page; the first offset is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ingest.records import Link, PageStarts


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that the document marks as one; ``level`` 1 is the highest."""

    text: str
    level: int = 1
    links: tuple[Link, ...] = ()
    pages: PageStarts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; ``bold`` says that the whole of it is set in bold."""

    text: str
    bold: bool = False
    links: tuple[Link, ...] = ()
    pages: PageStarts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list, without its bullet."""

    text: str
    bold: bool = False
    links: tuple[Link, ...] = ()
    pages: PageStarts = ()


Cell: TypeAlias = "tuple[Paragraph | ListItem, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table; ``opens`` says that nothing of the table stands directly above it."""

    cells: tuple[Cell, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The start of a page; ``number`` is the number of that page where the format knows it."""

    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something visible that the reader left out, such as a ruler line or the words of an image."""

    text: str
    reason: str


Block: TypeAlias = Heading | Paragraph | ListItem | TableRow | PageBreak | Omission


def visible_text(block: Block) -> str:
    """All words of ``block`` in reading order, its cells and paragraphs separated by line ends."""
    if isinstance(block, TableRow):
        return "\n".join(part.text for cell in block.cells for part in cell)
    return "" if isinstance(block, PageBreak) else block.text


def block_links(block: Block) -> tuple[Link, ...]:
    """The links of ``block`` in reading order."""
    if isinstance(block, TableRow):
        return tuple(link for cell in block.cells for part in cell for link in part.links)
    return () if isinstance(block, PageBreak | Omission) else block.links


def cell_text(cell: Cell) -> str:
    """The words of one cell on one line."""
    return " ".join(part.text.replace("\n", " ") for part in cell)


def inked(text: str) -> int:
    """The number of characters of ``text`` that are not white space."""
    return len(re.sub(r"\s+", "", text))


def compose(parts: Iterable[Paragraph | ListItem]) -> str:
    """The text of a section: paragraphs between blank lines, list items as ``- `` lines."""
    return "".join(lead + part.text for part, lead in _led(parts))


def page_starts(parts: Iterable[Paragraph | ListItem]) -> PageStarts:
    """Where the pages begin in the text that :func:`compose` makes; empty where a part knows no page."""
    starts: list[tuple[int, int]] = []
    at = 0
    for part, lead in _led(parts):
        if not part.pages:
            return ()
        for offset, page in part.pages:
            if not starts or starts[-1][1] != page:
                starts.append((at + len(lead) + offset if starts else 0, page))
        at += len(lead) + len(part.text)
    return tuple(starts)


def pages_of(block: Block) -> tuple[int, ...]:
    """The pages that ``block`` stands on, where they are known."""
    if isinstance(block, TableRow):
        found = [page for cell in block.cells for part in cell for _, page in part.pages]
    else:
        found = [] if isinstance(block, PageBreak | Omission) else [page for _, page in block.pages]
    return tuple(sorted(set(found)))


def _led(parts: Iterable[Paragraph | ListItem]) -> Iterator[tuple[Paragraph | ListItem, str]]:
    """The parts, each with the line ends and dash that are written before it."""
    before: Paragraph | ListItem | None = None
    for part in parts:
        both = isinstance(before, ListItem) and isinstance(part, ListItem)
        lead = "" if before is None else "\n" if both else "\n\n"
        yield part, f"{lead}- " if isinstance(part, ListItem) else lead
        before = part
