"""A file that holds a proposal → its text. Nothing of it stays behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from ingest.blocks import Block, Heading, ListItem, Omission, PageBreak, Paragraph, TableRow, cell_text
from ingest.errors import Fault, SourceError, SourceTooLargeError
from ingest.limits import Limits
from ingest.text import decode

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read as a proposal."""

_LIMITS = Limits(max_bytes=MAX_BYTES, max_pages=300, max_expanded=100_000_000)
_PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})
_MB = 1024 * 1024
_UNNAMED = "proposal"
_LABEL_WORDS = 8


def read_upload(data: bytes, name: str) -> str:
    """The text of the file ``name`` with the content ``data``: PDF, DOCX, HTML, Markdown or text.

    What a file without a known ending holds is told by its first bytes. Formats that need a file are read
    from a folder that is gone when this returns.

    Raises SourceError, naming the file and what to do, where it is too large, empty, encrypted, a scan,
    damaged, or of a kind that is not read.
    """
    name = PurePath(name.replace("\\", "/")).name or _UNNAMED
    check_size(len(data), name)
    if not data.strip():
        raise SourceError(f"{name}: the file is empty; choose the file again", fault=Fault.EMPTY)
    ending = PurePath(name).suffix.lower() or _ending(data)
    if ending in _PLAIN:
        return decode(data, path=name)
    from ingest.readers import ENDINGS, read_file

    if ending not in ENDINGS:
        raise SourceError(
            f"{name}: files of this kind are not read; give PDF, DOCX, HTML, Markdown or text",
            fault=Fault.KIND,
        )
    with TemporaryDirectory(prefix="sstc-proposal-") as folder:
        path = Path(folder) / f"{_UNNAMED}{ending}"
        path.write_bytes(data)
        try:
            blocks = read_file(path, _LIMITS).blocks
        except SourceError as error:
            words = _without_settings(str(error).replace(str(path), name))
            raise SourceError(words, fault=error.fault) from None
    text = as_text(blocks)
    if not text.strip():
        raise SourceError(
            f"{name}: there is no text in it; if it is a scan, give one with recognised text",
            fault=Fault.SCAN,
        )
    return text


def read_proposal_file(path: Path) -> str:
    """The text of the file ``path``; errors as ``read_upload`` gives them."""
    try:
        check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file; check the path") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the file") from None
    return read_upload(data, path.name)


def check_size(size: int, name: str) -> None:
    """Raises SourceTooLargeError where a file of ``size`` bytes is too large for a proposal."""
    if size > MAX_BYTES:
        raise SourceTooLargeError(
            f"{name}: {-(-10 * size // _MB) / 10:,g} MB are more than the {MAX_BYTES // _MB} MB that are read; "
            "give the pages that describe the proposal, without pictures and annexes"
        )


def as_text(blocks: Iterable[Block]) -> str:
    """The words of ``blocks`` as a text that reads like the document: headings, paragraphs, lists, rows."""
    return "\n\n".join(line for block in blocks for line in _lines(block)).replace("\n\n- ", "\n- ")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"# {' '.join(block.text.split())}"
        case Paragraph():
            words = block.text.strip()
            yield f"# {words}" if block.bold and len(words.split()) <= _LABEL_WORDS else words
        case ListItem():
            yield f"- {block.text.strip()}"
        case TableRow():
            yield from _row(block)
        case PageBreak() | Omission():
            return


def _row(row: TableRow) -> Iterator[str]:
    """A row of two cells, the first a label, as heading and text; any other as one line."""
    cells = [cell for cell in row.cells if cell_text(cell).strip()]
    if len(cells) == 2 and len(cell_text(cells[0]).split()) <= _LABEL_WORDS:
        yield f"# {cell_text(cells[0]).strip()}"
        for part in cells[1]:
            yield from _lines(part)
    elif cells:
        yield " | ".join(cell_text(cell).strip() for cell in cells)


def _ending(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(b"PK"):
        return ".docx"
    return ".html" if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")) else ".txt"


def _without_settings(message: str) -> str:
    """A message without the advice to whoever runs the program."""
    head, _, advice = message.rpartition("; ")
    return f"{head}; give a shorter or smaller file" if head and "SSTC_" in advice else message
