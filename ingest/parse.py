"""Text of a document → its records, an account of what became of it, and the document itself.

What a document is shows in its content, never in its name: a compendium of good practices, the paper on the
initiatives of a biennium, the brochure of the projects of a biennium, one practice by headings of its own,
or otherwise a document by its own headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingest.audit import DocumentAudit, Ledger
from ingest.background import parse_background
from ingest.blocks import Block, Heading, visible_text
from ingest.compendium import looks_like_compendium, parse_compendium
from ingest.errors import SourceError
from ingest.headings import document_title
from ingest.labels import Likeness
from ingest.paging import with_pages
from ingest.readers.content import LeftOutPart
from ingest.readers.file import read_words
from ingest.records import Document, Record

_YEAR = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(20\d\d)$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The records of a document, what became of every part of it, and what a citation calls it."""

    records: tuple[Record, ...]
    audit: DocumentAudit
    document: Document


def parse_document(
    text: str, *, document_id: str, path: str, pages: int | None = None, likeness: Likeness | None = None
) -> Parsed:
    """The records of the document that ``text`` is the text of.

    ``path`` names the file in messages and, by its ending, the reader; ``pages`` is the number of pages
    where it is known; ``likeness`` tells sections by the meaning of labels that no table knows. Raises
    SourceError where there is nothing to read.
    """
    blocks = read_words(text, path=path)
    return parse_blocks(blocks, document_id=document_id, path=path, pages=pages, likeness=likeness)


def parse_blocks(
    blocks: Sequence[Block],
    *,
    document_id: str,
    path: str,
    pages: int | None = None,
    likeness: Likeness | None = None,
    left_out: Sequence[LeftOutPart] = (),
) -> Parsed:
    """The records of the document that a reader made ``blocks`` of.

    ``left_out`` are the parts that the reader could not read; the audit tells of them.
    """
    from ingest.fiche import looks_like_fiche, parse_fiche
    from ingest.initiatives import looks_like_initiatives, parse_initiatives
    from ingest.projects import looks_like_projects, parse_projects

    if not any(visible_text(block).strip() for block in blocks):
        raise SourceError(
            f"{path}: there is no text in it. If it is a scan, give a version with recognised text; "
            "otherwise leave it out of the sources."
        )
    ledger = Ledger(blocks)
    for item in left_out:
        ledger.note(f"{item.part} left out: {item.reason}")
    if looks_like_compendium(blocks, likeness):
        kind = "compendium"
        records = parse_compendium(blocks, ledger, document_id=document_id, pages=pages, likeness=likeness)
    elif looks_like_projects(blocks):
        kind, records = "projects", parse_projects(blocks, ledger, document_id=document_id)
    elif looks_like_initiatives(blocks):
        kind, records = "initiatives", parse_initiatives(blocks, ledger, document_id=document_id)
    elif looks_like_fiche(blocks, likeness):
        kind = "practice"
        records = parse_fiche(blocks, ledger, document_id=document_id, likeness=likeness)
    else:
        kind, records = "background", parse_background(blocks, ledger, document_id=document_id, path=path)
    records = with_pages(records, blocks)
    audit = ledger.close(records, document_id=document_id, path=path, kind=kind)
    return Parsed(records=records, audit=audit, document=_document(blocks, document_id, path, pages))


def _document(blocks: Sequence[Block], document_id: str, path: str, pages: int | None) -> Document:
    title, _ = document_title(blocks)
    start = [visible_text(block) for block in blocks[:12]]
    publisher = any("International Labour Organization" in " ".join(text.split()) for text in start)
    year = next((int(match[1]) for text in start if (match := _YEAR.match(text.strip()))), None)
    known = [block.number for block in blocks if not isinstance(block, Heading) and hasattr(block, "number")]
    last = max((number for number in known if number is not None), default=None)
    return Document(
        id=document_id,
        title=title or PurePath(path).stem,
        publisher="International Labour Organization" if publisher else None,
        year=year,
        pages=pages or last,
    )
