"""Readers: one per format, each giving the blocks of a document. They know nothing of what it is about."""

from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.text import read_text

__all__ = ["read_html", "read_markdown", "read_text"]
