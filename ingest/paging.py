"""Records whose parser follows meaning, not places → the same records with the pages their text stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.blocks import Block, Omission, PageBreak, TableRow
from ingest.records import PageStarts, Record, Section

_SAMPLE = 60


def with_pages(records: Iterable[Record], blocks: Sequence[Block]) -> tuple[Record, ...]:
    """``records`` with the page of each paragraph that stands in a block of known page."""
    known = [
        (" ".join(block.text.split()), block.pages)
        for block in blocks
        if not isinstance(block, PageBreak | Omission | TableRow) and block.pages
    ]
    return tuple(_paged(record, known) if known else record for record in records)


def _paged(record: Record, known: Sequence[tuple[str, PageStarts]]) -> Record:
    sections = tuple(
        section if section.page_starts else _section(section, known) for section in record.sections
    )
    pages = tuple(sorted({page for section in sections for page in section.pages}))
    return replace(record, sections=sections, pages=record.pages or pages)


def _section(section: Section, known: Sequence[tuple[str, PageStarts]]) -> Section:
    starts: list[tuple[int, int]] = []
    at = 0
    for paragraph in section.text.split("\n"):
        sample = " ".join(paragraph.split())[:_SAMPLE]
        where = next(((text.find(sample), pages) for text, pages in known if sample and sample in text), None)
        if where is not None:
            offset, pages = where
            first = max(bisect_right([start for start, _ in pages], offset) - 1, 0)
            here = [(at, pages[first][1])]
            here += [
                (at + start - offset, page)
                for start, page in pages[first + 1 :]
                if start < offset + len(paragraph)
            ]
            starts += [item for item in here if not starts or starts[-1][1] != item[1]]
        at += len(paragraph) + 1
    if not starts:
        return section
    starts[0] = (0, starts[0][1])
    return replace(
        section,
        pages=tuple(sorted({page for _, page in starts})),
        page_starts=tuple(starts),
    )
