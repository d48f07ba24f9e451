"""A part of the corpus, indexed once by the packaged model, and files made up for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from pdf_pages import PdfPage, pdf_bytes

from assistant.proposals import SimilarFinder
from assistant.proposals.library import Library, library_of
from assistant.settings import Settings
from assistant.wiring import build_embedder
from index.build import build_index
from index.opened import Index, open_index
from ingest.sources import read_sources

ROOT = Path(__file__).resolve().parents[3]
CHOSEN = (
    "practices/gp-04",
    "practices/gp-08",
    "practices/gp-10",
    "practices/gp-12",
    "practices/gp-16",
    "practices/gp-17",
    "practices/gp-24",
    "practices/gp-26",
    "initiatives/init-2024-07",
    "projects/proj-2020-05",
    "projects/proj-2020-11",
    "projects/proj-2020-15",
    "background/bg-what-is-sstc",
)

NOTE = """Safer mines in the Andes

1. Background
Accidents in small mines of Bolivia and Peru injure many workers. Most companies have no safety officer.

2. Objective
To reduce accidents in twenty mining companies by building the capacity of managers and safety committees.

3. Activities
- A needs assessment in a sample of mining companies.
- Three-day training courses on occupational safety for trainers, with modules from Chile.
- A string quartet plays at the opening of every mine gallery.

4. Partners
Ministries of labour of Bolivia and Peru, chambers of mining, miners' unions.

5. Expected results
Twenty companies with a safety plan; sixty trainers; seven training modules.

6. Budget
USD 140,000
"""


class Lent:
    """Lends one open index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @contextmanager
    def lease(self) -> Iterator[Index]:
        yield self.index


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    data = tmp_path_factory.mktemp("proposals")
    found = read_sources([ROOT / "corpus" / f"{name}.md" for name in CHOSEN])
    settings = Settings(data=data)
    build_index(found.records, found.documents, data=data, embedder=build_embedder(settings))
    with open_index(data) as opened:
        yield opened


@pytest.fixture(scope="session")
def library(index: Index) -> Library:
    return library_of(index)


@pytest.fixture(scope="session")
def finder(index: Index) -> SimilarFinder:
    return SimilarFinder(Lent(index))


def pdf_of(pages: list[list[str]], *, encrypted: bool = False) -> bytes:
    """A PDF with lines of text."""
    drawn = [PdfPage().lines(60, *lines, size=10) for lines in pages]
    return pdf_bytes(drawn, encrypted=encrypted)


def docx_of(blocks: list[tuple[str, str]]) -> bytes:
    """A Word document of headings, paragraphs and rows of a two-column table (``label|text``)."""
    from docx import Document

    document = Document()
    for style, words in blocks:
        if style == "row":
            table = document.add_table(rows=1, cols=2)
            for cell, part in zip(table.rows[0].cells, words.split("|"), strict=True):
                cell.text = part
        elif style == "heading":
            document.add_heading(words, level=1)
        else:
            document.add_paragraph(words, style="List Bullet" if style == "item" else None)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    return pdf_of


@pytest.fixture(scope="session")
def make_docx() -> Callable[[list[tuple[str, str]]], bytes]:
    return docx_of


@pytest.fixture(scope="session")
def note() -> str:
    return NOTE
