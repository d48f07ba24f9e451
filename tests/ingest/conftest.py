"""PDF files in the folder of a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import PdfPage, pdf_bytes

MakePdf = Callable[..., Path]


@pytest.fixture
def new_page() -> type[PdfPage]:
    """Makes an empty page to draw on."""
    return PdfPage


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """Writes a PDF of pages into the test's folder and gives its path."""

    def make(name: str, *pages: PdfPage, encrypted: bool = False, folder: Path | None = None) -> Path:
        path = (folder or tmp_path) / name
        path.write_bytes(pdf_bytes(pages, encrypted=encrypted))
        return path

    return make
