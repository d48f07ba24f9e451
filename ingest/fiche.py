"""A document that tells of one practice by headings of its own: a fiche, as an office keeps one → one record.

The headings are those of a good practice in other words, “What we did”, “Qui a payé”, or run into the text:
“Results: …”. What they head decides, so a paper with an introduction and chapters stays a background text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.audit import Ledger
from ingest.blocks import Block, Heading, ListItem, Paragraph, TableRow, cell_text, visible_text
from ingest.compendium_contents import Contents, practice_number
from ingest.compendium_header import read_header
from ingest.compendium_practice import PracticeReader
from ingest.headings import document_title
from ingest.labels import Likeness, exact_key, guess_label, read_label
from ingest.records import Record, SectionKey, slug

_LONGEST = 20_000
_FEWEST = 3
_LONGEST_BOLD = 8
_LONGEST_ID = 60
_RUN_IN = re.compile(r"^(?P<label>[^:.\n]{3,60}):\s+(?=\S)")
_TELLING = frozenset(
    {SectionKey.OBJECTIVE, SectionKey.COOPERATION, SectionKey.METHODOLOGY, SectionKey.RESULTS}
)
_DESCRIBING = frozenset(
    {SectionKey.COOPERATION, SectionKey.FUNDING, SectionKey.CONTACTS, SectionKey.ADAPTABILITY}
)


def looks_like_fiche(blocks: Sequence[Block], likeness: Likeness | None = None) -> bool:
    """Whether the document is one practice: short, titled, and most of its labels are those of a practice.

    Two sections have to tell what was done, and one who took part, who paid, whom to ask, or where else it
    would work. A label that stands twice shows that several practices stand in the document.
    """
    if sum(len(visible_text(block)) for block in blocks) > _LONGEST:
        return False
    title, at = document_title(blocks)
    if not title:
        return False
    words = [_bare(label) for label in _labels(_opened(blocks, at))]
    if len(set(words)) < len(words):
        return False
    keys = [_key(label, likeness) for label in words if not read_header(f"{label}: x")]
    known = {key for key in keys if key is not None}
    return (
        len(known) >= _FEWEST
        and len(known & _TELLING) >= 2
        and bool(known & _DESCRIBING)
        and 2 * sum(key is not None for key in keys) >= len(keys)
    )


def parse_fiche(
    blocks: Sequence[Block], ledger: Ledger, *, document_id: str, likeness: Likeness | None = None
) -> tuple[Record, ...]:
    """The one record of a fiche."""
    title, at = document_title(blocks)
    number = practice_number(title)
    name = slug(title)
    short = name if len(name) <= _LONGEST_ID else name[:_LONGEST_ID].rpartition("-")[0]
    record_id = (
        f"gp-{number:02d}" if number is not None else f"practice-{short or slug(document_id) or 'document'}"
    )
    for index in sorted(at):
        ledger.keep(visible_text(blocks[index]), record_id, "title")
    ledger.note("read as one practice, by its headings", record_id)
    reader = PracticeReader(
        record_id,
        number=number,
        name=title,
        contents=Contents(),
        ledger=ledger,
        document_id=document_id,
        likeness=likeness,
    )
    body = _opened(blocks, at)
    headers = [block for block in body if _states_header(block)]
    return (reader.read([*headers, *(block for block in body if block not in headers)], period=None),)


def _opened(blocks: Sequence[Block], title: frozenset[int]) -> list[Block]:
    """``blocks`` without the title; labels that are bold or run into their text stand as headings."""
    return [piece for at, block in enumerate(blocks) if at not in title for piece in _pieces(block)]


def _pieces(block: Block) -> Iterator[Block]:
    if not isinstance(block, Paragraph):
        yield block
        return
    match = _RUN_IN.match(block.text)
    if match and exact_key(match["label"]) and not read_header(block.text):
        yield Heading(text=f"{match['label']}:", level=3, pages=block.pages)
        yield replace(
            block,
            text=block.text[match.end() :],
            bold=False,
            pages=block.pages[:1] and ((0, block.pages[0][1]),),
        )
    elif (
        block.bold
        and len(block.text.split()) <= _LONGEST_BOLD
        and not block.text.rstrip().endswith((".", ",", ";"))
    ):
        yield Heading(text=block.text, level=3, links=block.links, pages=block.pages)
    else:
        yield block


def _labels(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and exact_key(block.text)):
            yield block.text
        elif isinstance(block, TableRow) and len(block.cells) == 2 and (words := cell_text(block.cells[0])):
            yield words


def _key(label: str, likeness: Likeness | None) -> SectionKey | None:
    if known := read_label(label):
        return known.key
    guess = guess_label(label, likeness)
    return guess.key if guess else None


def _bare(label: str) -> str:
    return " ".join(label.split()).rstrip(": ").lower()


def _states_header(block: Block) -> bool:
    """Whether ``block`` names the countries or the author, wherever in the document it stands."""
    if isinstance(block, TableRow) and len(block.cells) == 2:
        words = cell_text(block.cells[0]).rstrip(": ")
        return bool(read_header(f"{words}: {cell_text(block.cells[1])}"))
    return isinstance(block, Paragraph) and not isinstance(block, ListItem) and bool(read_header(block.text))
