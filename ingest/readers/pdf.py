"""PDF → blocks, by PDFium: text, ruled tables, links and page numbers."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest.blocks import Block, Cell, Heading, Omission, PageBreak, Paragraph, TableRow, pages_of
from ingest.errors import Fault, SourceError
from ingest.limits import Limits
from ingest.readers.content import Content, LeftOutPart
from ingest.readers.pdf_lines import Group, Layout, group_lines, piece_of
from ingest.readers.pdf_page import Line, Page, read_page
from ingest.readers.pdf_parts import Flow, Row, parts_of
from ingest.text import read_bytes

_MARGIN = 0.12
_RUNNING = 3
_LARGER = 1.08
_LONGEST_HEADING = 40
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.|página|pág\.|seite)\s*)?#(?:\s*(?:/|of|de|sur|von)\s*#)?\W*$", re.I
)
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for threads


def read_pdf(path: Path, limits: Limits, progress: Callable[[int, int], None] | None = None) -> Content:
    """The blocks of a PDF.

    Raises SourceError where the file is encrypted, damaged, cut short, too long, or only pictures of pages.
    ``progress`` is called with the pages read and those there are.
    """
    pages = _pages(path, limits, progress)
    left_out = [
        LeftOutPart(
            part=f"page {page.number}", reason="a picture without text; give a version with recognised text"
        )
        for page in pages
        if page.images and not page.lines
    ]
    if left_out and len(left_out) == sum(1 for page in pages if page.lines or page.images):
        raise SourceError(
            f"{path}: its {len(left_out)} pages are pictures without text, as a scanner makes them; "
            "give a version with recognised text",
            fault=Fault.SCAN,
        )
    omitted = _running_heads(pages)
    layout = Layout.of([line for page in pages for line in page.lines])
    return Content(blocks=tuple(_blocks(pages, omitted, layout)), pages=len(pages), left_out=tuple(left_out))


def _pages(path: Path, limits: Limits, progress: Callable[[int, int], None] | None) -> list[Page]:
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    data = read_bytes(path, max_bytes=limits.max_bytes)
    if b"%PDF-" not in data[:1024]:
        raise SourceError(
            f"{path}: not a PDF, whatever its name says; export it again or leave it out", fault=Fault.DAMAGED
        )
    if b"%%EOF" not in data[-2048:]:
        raise SourceError(
            f"{path}: cut short, its end is missing; get the whole file and try again", fault=Fault.DAMAGED
        )
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
                raise SourceError(
                    f"{path}: protected by a password; save it without one", fault=Fault.PASSWORD
                ) from None
            raise SourceError(
                f"{path}: damaged, no PDF reader can open it ({error}); export it again", fault=Fault.DAMAGED
            ) from None
        try:
            count = len(document)
            if not count:
                raise SourceError(f"{path}: a PDF without pages; export it again", fault=Fault.DAMAGED)
            if count > limits.max_pages:
                raise SourceError(
                    f"{path}: {count:,} pages are more than the {limits.max_pages:,} that are read; "
                    "split the file or raise SSTC_MAX_PAGES",
                    fault=Fault.TOO_LONG,
                )
            pages = []
            for at in range(count):
                if progress:
                    progress(at, count)
                page = document[at]
                pages.append(read_page(page, at + 1))
                page.close()
            return pages
        except pypdfium2.PdfiumError as error:
            raise SourceError(
                f"{path}: damaged on page {at + 1} ({error}); export it again", fault=Fault.DAMAGED
            ) from None
        finally:
            document.close()


def _running_heads(pages: Sequence[Page]) -> dict[int, list[tuple[str, str]]]:
    """Takes running heads and page numbers out of ``pages``; by page, what was taken and why.

    A head is a line outside all tables, near the top or bottom edge, that stands at the same height on three
    pages or more, its numbers aside.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for key in {_head_key(line, page) for line in page.lines if _near_edge(line, page)}:
            seen[key] += 1
    omitted: dict[int, list[tuple[str, str]]] = {}
    for page in pages:
        kept = []
        for line in page.lines:
            words, at = _head_key(line, page)
            often = sum(seen[words, at + near] for near in (-1, 0, 1)) >= _RUNNING
            if _near_edge(line, page) and often:
                reason = "page number" if _PAGE_NUMBER.match(words) else "running head of the pages"
                omitted.setdefault(page.number, []).append((line.text, reason))
            else:
                kept.append(line)
        page.lines = kept
        if page.slanted:
            omitted.setdefault(page.number, []).append((page.slanted, "text set at an angle"))
    return omitted


def _near_edge(line: Line, page: Page) -> bool:
    return line.place is None and not _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height


def _head_key(line: Line, page: Page) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxlc]+$", "#", line.text.strip()), round(line.baseline / 4)


def _blocks(
    pages: Sequence[Page], omitted: dict[int, list[tuple[str, str]]], layout: Layout
) -> Iterator[Block]:
    reached = 0
    levels = _levels(pages, layout)
    for part in parts_of(pages):
        made = _row(part, layout) if isinstance(part, Row) else _running_text(part, layout, levels)
        for block in made:
            for number in range(reached + 1, max([reached, *pages_of(block)[:1]]) + 1):
                yield from _page_start(number, omitted)
                reached = number
            yield block
    for number in range(reached + 1, len(pages) + 1):
        yield from _page_start(number, omitted)


def _page_start(number: int, omitted: dict[int, list[tuple[str, str]]]) -> Iterator[Block]:
    yield PageBreak(number=number)
    for text, reason in omitted.get(number, ()):
        yield Omission(text=text, reason=reason)


def _row(row: Row, layout: Layout) -> Iterator[Block]:
    cells: list[Cell] = []
    for lines, right in row.cells:
        cells.append(tuple(piece_of(group, layout) for group in group_lines(lines, layout, right=right)))
    if any(cells):
        yield TableRow(cells=tuple(cells), opens=row.opens)


def _running_text(flow: Flow, layout: Layout, levels: Sequence[float]) -> Iterator[Block]:
    for group in group_lines(flow.lines, layout):
        piece = piece_of(group, layout)
        level = _level(group, layout, levels)
        if level and isinstance(piece, Paragraph) and len(piece.text.split()) <= _LONGEST_HEADING:
            yield Heading(text=piece.text, level=level, links=piece.links, pages=piece.pages)
        else:
            yield piece


def _levels(pages: Sequence[Page], layout: Layout) -> list[float]:
    """The heights of headings from the largest down: lines outside tables larger than the running text."""
    found = {
        round(line.height * 2) / 2
        for page in pages
        for line in page.lines
        if line.place is None and line.height > _LARGER * layout.body
    }
    return sorted(found, reverse=True)


def _level(group: Group, layout: Layout, levels: Sequence[float]) -> int:
    if group.height <= _LARGER * layout.body:
        return 0
    height = round(group.height * 2) / 2
    return min(levels.index(height) + 1, 6) if height in levels else 0
