"""A part of the corpus, indexed once by the packaged model, and files made up for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

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


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF with lines of text, made by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        drawn = ["BT /F1 10 Tf 14 TL 60 780 Td"]
        for line in lines:
            words = line.replace("\\", "").replace("(", "\\(").replace(")", "\\)")
            drawn.append(f"({words}) Tj T*")
        stream = "\n".join([*drawn, "ET"]).encode("cp1252", "replace")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


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
def make_pdf() -> Callable[[list[list[str]]], bytes]:
    return pdf_of


@pytest.fixture(scope="session")
def make_docx() -> Callable[[list[tuple[str, str]]], bytes]:
    return docx_of


@pytest.fixture(scope="session")
def note() -> str:
    return NOTE
