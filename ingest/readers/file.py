"""A file → blocks, by the reader of its format."""

from __future__ import annotations

from pathlib import Path, PurePath

from ingest.blocks import Block
from ingest.errors import SourceError
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.readers.content import Content
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.text import read_text
from ingest.text import read_text_file

HTML = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN = frozenset({".md", ".markdown"})
TEXT = frozenset({".txt", ".text"})
PAGED = frozenset({".pdf", ".docx"})
ENDINGS = HTML | MARKDOWN | TEXT | PAGED
"""The endings of the files that are read."""


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Content:
    """The content of the file ``path``, read by the format that its ending names.

    Raises SourceError, with the name of the file and what to do, for whatever cannot be read.
    """
    check_ending(path)
    ending = path.suffix.lower()
    if ending == ".pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(path, limits)
    if ending == ".docx":
        from ingest.readers.docx import read_docx

        return read_docx(path, limits)
    return Content(blocks=read_words(read_text_file(path, max_bytes=limits.max_bytes), path=str(path)))


def check_ending(path: Path) -> None:
    """Raises SourceError where no reader knows the ending of ``path``."""
    if path.suffix.lower() not in ENDINGS:
        raise SourceError(f"{path}: files of this kind are not read; give {', '.join(sorted(ENDINGS))}")


def read_words(text: str, *, path: str) -> tuple[Block, ...]:
    """The blocks of ``text``, which is HTML, Markdown or plain text by the ending of ``path``."""
    ending = PurePath(path).suffix.lower()
    if ending in HTML:
        return read_html(text)
    if ending in MARKDOWN and "\t<p>" not in text:
        return read_markdown(text)
    return read_text(text)
