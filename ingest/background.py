"""Documents by their own headings → background records: papers, brochures, front matter, reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.audit import Ledger
from ingest.blocks import (
    Block,
    Heading,
    ListItem,
    Omission,
    PageBreak,
    Paragraph,
    TableRow,
    block_links,
    cell_text,
    compose,
    page_starts,
    pages_of,
    visible_text,
)
from ingest.headings import document_title, heading_level, running_heads, unmarked
from ingest.passcodes import REASON, without_passcodes
from ingest.records import Link, Record, RecordKind, Section, SectionKey, slug
from ingest.seams import append

_LARGE = 30_000
"""Characters from which on a document with several chapters gives a record per chapter."""


@dataclass(slots=True, kw_only=True)
class _Open:
    """A section while it is being read."""

    label: str
    level: int
    pieces: list[Paragraph | ListItem] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    last_row: list[str] = field(default_factory=list)


def title_page(blocks: Sequence[Block], ledger: Ledger, record_id: str) -> list[Section]:
    """What stands before the first chapter, as one section; none where nothing does."""
    pieces: list[Paragraph | ListItem] = []
    section_id = f"{SectionKey.OTHER}.title-page"
    for block in blocks:
        if isinstance(block, Omission):
            ledger.drop(block.text, block.reason)
        elif not isinstance(block, PageBreak) and (text := visible_text(block)):
            pieces.append(Paragraph(text=text, pages=block.pages if not isinstance(block, TableRow) else ()))
            ledger.keep(text, record_id, f"section:{section_id}")
    return [_section("Title page", pieces, ())] if pieces else []


def parse_background(
    blocks: Sequence[Block], ledger: Ledger, *, document_id: str, path: str
) -> tuple[Record, ...]:
    """One record for a document; a long one with several chapters gives a record per chapter."""
    title, at = document_title(blocks)
    title = title or re.sub(r"[-_]+", " ", document_id).strip() or path
    chapters = _chapters(blocks, at)
    taken: set[str] = set()
    records = []
    for heading, chapter in chapters:
        name = heading or title
        record_id = _fresh(f"bg-{_short_slug(name)}", taken)
        body = []
        for index, block in chapter:
            if index in at and not heading:
                ledger.keep(visible_text(block), record_id, "title")
            else:
                body.append(block)
        heads = running_heads(blocks)
        sections = sections_by_heading(body, ledger, record_id, untitled=name, heads=heads)
        if not sections and not at:
            continue
        records.append(
            Record(
                id=record_id,
                kind=RecordKind.BACKGROUND,
                title=name,
                sections=tuple(sections),
                document=document_id,
                links=links_in(body),
                pages=tuple(sorted({page for section in sections for page in section.pages})),
            )
        )
    return tuple(records)


def sections_by_heading(
    blocks: Sequence[Block],
    ledger: Ledger,
    record_id: str,
    *,
    untitled: str,
    heads: frozenset[str] = frozenset(),
) -> list[Section]:
    """Sections of ``blocks``, one per heading, each ``other`` with its heading as the label.

    A heading with only headings under it is set before theirs: “Regional highlights – Africa”. A heading that
    stands again after a page break goes on with its section. ``heads`` are left out.
    """
    opened: list[_Open] = []
    current: _Open | None = None
    above: list[tuple[int, str]] = []  # headings with nothing but headings under them
    page: int | None = None
    seam = False
    for at, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            page, seam = block.number or page, True
        elif isinstance(block, Omission):
            ledger.drop(block.text, block.reason)
        elif isinstance(block, Heading | Paragraph) and block.text in heads:
            ledger.drop(block.text, "running head of the pages")
            seam = True
        elif level := heading_level(blocks, at):
            label = unmarked(visible_text(block)).rstrip(":").strip()
            while above and above[-1][0] >= level:
                above.pop()
            if current is not None and opened[-1] is current and not current.pieces and current.level < level:
                above.append((current.level, current.label))
                opened.pop()
            if above:
                label = f"{above[-1][1]} – {label}"
            if not slug(label):  # no Latin letters: told apart by number
                label = f"{len(opened) + 1}. {label}"
            current = next((item for item in opened if slug(item.label) == slug(label)), None)
            if current is None:
                current = _Open(label=label, level=level)
                opened.append(current)
            else:
                ledger.note(f"heading “{label}” stands again: its text is set behind the first", record_id)
            ledger.keep(visible_text(block), record_id, "label")
            seam = False
        else:
            if current is None:
                current = _Open(label=untitled, level=1)
                opened.append(current)
            _take(block, current, ledger, record_id, page=page, seam=seam)
            seam = False
    return [_section(item.label, item.pieces, item.pages) for item in opened]


def links_in(blocks: Iterable[Block]) -> tuple[Link, ...]:
    """The links of ``blocks``, each address once."""
    links: dict[str, Link] = {}
    for block in blocks:
        for link in block_links(block):
            links.setdefault(link.url, link)
    return tuple(links.values())


def _section(label: str, pieces: Sequence[Paragraph | ListItem], pages: Sequence[int]) -> Section:
    known = {page for piece in pieces for page in pages_of(piece)} | set(pages)
    return Section(
        key=SectionKey.OTHER,
        label=label,
        text=compose(pieces),
        pages=tuple(sorted(known)),
        page_starts=page_starts(pieces),
    )


def _take(
    block: Block, section: _Open, ledger: Ledger, record_id: str, *, page: int | None, seam: bool
) -> None:
    place = f"section:{SectionKey.OTHER}.{slug(section.label)}"
    if page is not None and page not in section.pages and not pages_of(block):
        section.pages.append(page)
    if isinstance(block, TableRow):
        ledger.keep(visible_text(block), record_id, place)
        _take_row(block, section)
        return
    if not isinstance(block, Paragraph | ListItem):
        return
    rest, secrets = without_passcodes(block)
    for secret in secrets:
        ledger.drop(secret, REASON, secret=True)
    if rest is not None:
        ledger.keep(rest.text, record_id, place)
        append(section.pieces, [rest], seam=seam or rest.text[:1].islower(), prose=True)
    section.last_row = []


def _take_row(row: TableRow, section: _Open) -> None:
    """A row as one line of cells; one with a blank first cell goes on with the row above, cell by cell."""
    cells = [
        _flat(cell_text(cell) if len(cell) == 1 else "; ".join(part.text for part in cell))
        for cell in row.cells
    ]
    if section.last_row and cells and not cells[0] and len(cells) == len(section.last_row):
        cells = [f"{above} {below}".strip() for above, below in zip(section.last_row, cells, strict=True)]
        section.pieces.pop()
    section.last_row = cells
    section.pieces.append(
        Paragraph(
            text=" | ".join(cell for cell in cells if cell),
            links=block_links(row),
            pages=tuple((0, page) for page in pages_of(row)[:1]),
        )
    )


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", re.sub(r"^[•·]\s*", "", text)).replace(" • ", "; ")


def _short_slug(name: str, most: int = 60) -> str:
    whole = slug(name)
    return (whole if len(whole) <= most else whole[:most].rpartition("-")[0]) or "document"


def _fresh(record_id: str, taken: set[str]) -> str:
    candidate, count = record_id, 1
    while candidate in taken:
        count += 1
        candidate = f"{record_id}-{count}"
    taken.add(candidate)
    return candidate


def _chapters(blocks: Sequence[Block], title: frozenset[int]) -> list[tuple[str, list[tuple[int, Block]]]]:
    """The chapters of a long document by its highest headings below the title; a short one is one chapter."""
    whole = list(enumerate(blocks))
    marked = [(at, block.level) for at, block in whole if isinstance(block, Heading) and at not in title]
    if sum(len(visible_text(block)) for block in blocks) < _LARGE or not marked:
        return [("", whole)]
    top = min(level for _, level in marked)
    starts = [at for at, level in marked if level == top]
    if len(starts) < 2:
        return [("", whole)]
    chapters = [("", whole[: starts[0]])] if whole[: starts[0]] else []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        chapters.append((unmarked(visible_text(blocks[start])), whole[start:end]))
    return chapters
