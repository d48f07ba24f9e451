"""Extracted text → blocks: what publications look like after their text has been taken out of a PDF.

Such text is Markdown only in part: ``##`` headings and bold labels beside plain ones, and tables as one
line per row with HTML cells separated by tabs, broken by a blank line where the page ended.
"""

from __future__ import annotations

import re

from ingest.blocks import Block, Heading, ListItem, Omission, PageBreak, TableRow
from ingest.readers.html import read_cell, read_html
from ingest.readers.inline import inline_html
from ingest.readers.words import fold, without_bullet

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+•◦▪‣●○✓]\s+|\d{1,2}[.)]\s+(?=\S))")
_RULER = re.compile(r"^[\s|:+=_*-]*[-=_*]{2,}[\s|:+=_*-]*$")


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of extracted text; two blank lines or a form feed are taken for the end of a page."""
    reader = _TextBlocks()
    for line in re.split(r"\r\n|\n|\r|\u2028|\u2029|\x85", text.replace("\f", "\n\n\n")):
        reader.take(line)
    return reader.finish()


class _TextBlocks:
    """Takes a document line by line."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lines: list[str] = []
        self._blank = 0
        self._in_table = False

    def take(self, line: str) -> None:
        if not line.strip() or not fold(line):
            self._blank += 1
            if self._blank == 1:
                self._flush()
                self._in_table = False
            elif self._blank == 2 and self._blocks and not isinstance(self._blocks[-1], PageBreak):
                self._blocks.append(PageBreak())
            return
        self._blank = 0
        if _RULER.match(line):
            self._flush()
            self._blocks.append(Omission(text=line.strip(), reason="ruler line"))
        elif "\t" in line.rstrip("\n"):
            self._flush()
            self._row(line)
        elif heading := _HEADING.match(line):
            self._flush()
            self._inline(heading[2], level=len(heading[1]))
        else:
            if _ITEM.match(line) or (self._lines and _in_capitals(self._lines) and not _in_capitals([line])):
                self._flush()
            self._lines.append(line)
        if "\t" not in line:
            self._in_table = False

    def finish(self) -> tuple[Block, ...]:
        self._flush()
        while self._blocks and isinstance(self._blocks[-1], PageBreak):
            self._blocks.pop()
        return tuple(self._blocks)

    def _row(self, line: str) -> None:
        cells = tuple(read_cell(cell) for cell in line.split("\t"))
        if any(cells):
            self._blocks.append(TableRow(cells=cells, opens=not self._in_table))
            self._in_table = True

    def _flush(self) -> None:
        if not self._lines:
            return
        text = "\n".join(self._lines)
        self._lines = []
        if item := re.match(r"^\s*(?:[-*+•◦▪‣●○✓]\s+)", text):
            self._inline(text[item.end() :], item=True)
        elif _ITEM.match(text):
            self._inline(text, item=True)
        else:
            self._inline(text)

    def _inline(self, text: str, *, level: int | None = None, item: bool = False) -> None:
        for block in read_html(inline_html(text)):
            if isinstance(block, Omission | TableRow | PageBreak | Heading):
                self._blocks.append(block)
            elif level is not None:
                self._blocks.append(Heading(text=block.text, level=level, links=block.links))
            elif item:
                words = without_bullet(block.text)
                self._blocks.append(ListItem(text=words, bold=block.bold, links=block.links))
            else:
                self._blocks.append(block)


def _in_capitals(lines: list[str]) -> bool:
    """Whether ``lines`` are a title in capitals, which running text may follow without a blank line."""
    letters = [char for line in lines for char in line if char.isalpha()]
    return len(letters) >= 8 and sum(char.isupper() for char in letters) > 0.8 * len(letters)
