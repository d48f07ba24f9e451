"""DOCX → blocks: headings, lists, tables and links of a Word document.

python-docx opens the package and knows the styles; the body is walked here, because its paragraphs leave out
content controls, insertions under review and footnotes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from ingest.blocks import Block, Cell, Heading, ListItem, Omission, Paragraph, TableRow
from ingest.errors import Fault, SourceError
from ingest.limits import Limits
from ingest.readers.content import Content
from ingest.readers.words import fold, shown_link, without_bullet, without_repeated_addresses
from ingest.records import Link
from ingest.text import read_bytes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MOST_FILES = 10_000
_BULLET = re.compile(r"^(?:[•◦▪‣●○✓·]\s*(?=\S)|[-–]\s*(?=[A-ZÀ-Þ]))")
_INNER_BULLET = re.compile(r"(?<=\S)\s+[•◦▪‣●○✓]\s+(?=\S)")  # a list that was flattened to one line
_HEADING = re.compile(r"^(?:heading|título|titre|überschrift|encabezado)\s*(\d)$", re.I)
_LIST = re.compile(r"^(?:list\b|lista\b|liste\b)", re.I)
_CONTENTS = re.compile(r"^toc\s*\d", re.I)
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "sectPr", "delText")
} | {f"{_MC}Fallback"}


def read_docx(path: Path, limits: Limits) -> Content:
    """The blocks of a DOCX; its footnotes and endnotes stand at its end.

    Raises SourceError where the file is no Word document, encrypted, damaged, or unpacks to more than
    ``limits.max_expanded`` bytes.
    """
    _check_archive(path, limits)
    import docx

    try:
        return Content(blocks=tuple(_Walk(docx.Document(str(path))).blocks()))
    except Exception as error:  # python-docx, lxml, zipfile and zlib have no error in common
        raise SourceError(
            f"{path}: damaged, Word documents look different inside ({type(error).__name__}: {error}); "
            "open it in a word processor and save it again",
            fault=Fault.DAMAGED,
        ) from error


def _check_archive(path: Path, limits: Limits) -> None:
    data = read_bytes(path, max_bytes=limits.max_bytes)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            f"{path}: protected by a password, or of the old .doc format; save it as .docx without a password",
            fault=Fault.PASSWORD,
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise SourceError(
            f"{path}: not a Word document, whatever its name says, or cut short; save it again",
            fault=Fault.DAMAGED,
        ) from None
    expanded = sum(entry.file_size for entry in entries)
    if expanded > limits.max_expanded or len(entries) > _MOST_FILES:
        raise SourceError(
            f"{path}: unpacks to {expanded:,} bytes in {len(entries):,} files, more than the "
            f"{limits.max_expanded:,} bytes that are read; leave it out or raise SSTC_MAX_EXPANDED_MB",
            fault=Fault.TOO_LARGE,
        )
    if "word/document.xml" not in {entry.filename for entry in entries} and not any(
        re.fullmatch(r"word/document\d*\.xml", entry.filename) for entry in entries
    ):
        raise SourceError(f"{path}: an archive, not a Word document; save it as .docx", fault=Fault.KIND)


@dataclass(slots=True)
class _Text:
    """A paragraph while it is being read."""

    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ink: int = 0
    bold: int = 0
    boxes: list[Any] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


class _Walk:
    """Walks the body of a document."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._listed: dict[str, bool] = {}

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body, then the notes."""
        yield from self._inside(self._body)
        for kind in ("footnotes", "endnotes"):
            yield from self._notes(kind)

    def _inside(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{_W}p":
                yield from self._paragraph(child)
            elif tag == f"{_W}tbl":
                yield from self._table(child)
            else:
                yield from self._inside(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        text = _Text()
        self._collect(element, text)
        words, repeated = without_repeated_addresses(fold("".join(text.words)))
        links = (*text.links, *repeated)
        for alt in text.images:
            yield Omission(text=alt, reason="image")
        if words:
            style = self._style_of(element)
            bold = text.ink > 0 and (text.bold == text.ink)
            level = self._level(element, style)
            if level:
                yield Heading(text=words, level=level, links=links)
            else:
                item = self._is_item(element, style)
                for at, piece in enumerate(_INNER_BULLET.split(words)):
                    own = links if at == 0 else ()
                    if at or item or _BULLET.match(piece):
                        yield ListItem(text=without_bullet(piece), bold=bold, links=own)
                    else:
                        yield Paragraph(text=piece, bold=bold, links=own)
        for box in text.boxes:
            yield from self._inside(box)

    def _collect(self, parent: Any, text: _Text) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{_W}r":
                self._run(child, text)
            elif tag == f"{_W}hyperlink":
                self._link(child, text)
            elif tag != f"{_W}p":
                self._collect(child, text)

    def _run(self, run: Any, text: _Text) -> None:
        bold = self._is_bold(run)
        for child in run:
            tag = child.tag
            if tag == f"{_W}t":
                words = child.text or ""
                ink = len(re.sub(r"\s", "", words))
                text.words.append(words)
                text.ink += ink
                text.bold += ink if bold else 0
            elif tag in {f"{_W}tab", f"{_W}ptab"}:
                text.words.append(" ")
            elif tag in {f"{_W}br", f"{_W}cr"}:
                text.words.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                text.words.append("-")
            elif isinstance(tag, str) and tag not in _SKIPPED:
                for shown in child.iter(f"{_WP}docPr"):
                    if alt := fold(shown.get("descr") or ""):
                        text.images.append(alt)
                seen: set[Any] = set()
                for box in child.iter(f"{_W}txbxContent"):
                    if not any(
                        above in seen or above.tag == f"{_MC}Fallback" for above in box.iterancestors()
                    ):
                        text.boxes.append(box)
                        seen.add(box)

    def _link(self, element: Any, text: _Text) -> None:
        inside = _Text()
        self._collect(element, inside)
        relation = self._part.rels.get(element.get(f"{_R}id") or "")
        target = relation.target_ref if relation is not None and relation.is_external else ""
        words = "".join(inside.words)
        shown, link = shown_link(words, target)
        before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
        text.words.append(f"{before}{shown}{after}")
        text.ink, text.bold = text.ink + inside.ink, text.bold + inside.bold
        text.boxes += inside.boxes
        text.images += inside.images
        if link is not None:
            text.links.append(link)

    def _table(self, table: Any) -> Iterator[Block]:
        opens = True
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells = [
                self._cell(cell) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row
            ]
            if any(cells):
                yield TableRow(cells=tuple(cells), opens=opens)
                opens = False

    def _cell(self, element: Any) -> Cell:
        merged = element.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart":
            return ()
        cell: list[Paragraph | ListItem] = []
        for block in self._inside(element):
            if isinstance(block, Heading):
                cell.append(Paragraph(text=block.text, bold=True, links=block.links))
            elif isinstance(block, TableRow):
                cell.extend(part for inner in block.cells for part in inner)
            elif isinstance(block, Paragraph | ListItem):
                cell.append(block)
        return tuple(cell)

    def _notes(self, kind: str) -> Iterator[Block]:
        for relation in self._part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
                continue
            from lxml import etree

            parser = etree.XMLParser(resolve_entities=False)
            for note in etree.fromstring(relation.target_part.blob, parser):
                if note.get(f"{_W}type") in {None, "normal"}:
                    number = note.get(f"{_W}id")
                    for at, block in enumerate(self._inside(note)):
                        lead = f"[{number}] " if at == 0 else ""
                        yield Paragraph(text=f"{lead}{getattr(block, 'text', '')}".strip())

    def _style_of(self, element: Any) -> Any:
        named = element.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(named.get(f"{_W}val")) if named is not None else None

    def _level(self, element: Any, style: Any) -> int:
        """The level of the heading that a paragraph is, 0 where it is none."""
        seen = 0
        while style is not None and seen < 10:
            name = style.name or ""
            if match := _HEADING.match(name):
                return max(1, min(int(match[1]), 6))
            if name.lower() == "title":
                return 1
            if _CONTENTS.match(name):
                return 0
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None and (outline.get(f"{_W}val") or "9") in "012345":
                return int(outline.get(f"{_W}val")) + 1
            style, seen = style.base_style, seen + 1
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        own = outline.get(f"{_W}val") if outline is not None else None
        return int(own) + 1 if own and own in "012345" else 0

    def _is_item(self, element: Any, style: Any) -> bool:
        number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return str(number.get(f"{_W}val")) != "0"
        seen = 0
        while style is not None and seen < 10:
            if _LIST.match(style.name or "") and "continue" not in (style.name or "").lower():
                return True
            style, seen = style.base_style, seen + 1
        return False

    def _is_bold(self, run: Any) -> bool:
        bold = run.find(f"{_W}rPr/{_W}b")
        if bold is not None:
            return (bold.get(f"{_W}val") or "true") not in {"0", "false", "off"}
        named = run.find(f"{_W}rPr/{_W}rStyle")
        style = self._styles.get(named.get(f"{_W}val")) if named is not None else None
        return style is not None and bool(style.font.bold)
