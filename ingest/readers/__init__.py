"""Readers: one per format, each giving the blocks of a document. They know nothing of what it is about."""

from ingest.readers.content import Content, LeftOutPart
from ingest.readers.file import ENDINGS, read_file, read_words
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.text import read_text

__all__ = [
    "ENDINGS",
    "Content",
    "LeftOutPart",
    "read_file",
    "read_html",
    "read_markdown",
    "read_text",
    "read_words",
]
