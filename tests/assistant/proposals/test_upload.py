"""Files with proposals: what is read, what is refused with a clear word, and that nothing stays behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from assistant.proposals.upload import MAX_BYTES, read_proposal_file, read_upload
from ingest.errors import SourceError

MakePdf = Callable[..., bytes]
MakeDocx = Callable[[list[tuple[str, str]]], bytes]


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Whatever a test uploads, the folder for temporary files is empty afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def test_a_pdf(make_pdf: MakePdf) -> None:
    data = make_pdf(
        [["Objective", "Fewer accidents in small quarries of the south."], ["Budget", "20,000 euros."]]
    )
    text = read_upload(data, "note.pdf")
    assert "Fewer accidents in small quarries" in text
    assert "20,000 euros" in text


def test_a_word_document_keeps_headings_lists_and_table_rows(make_docx: MakeDocx) -> None:
    data = make_docx(
        [
            ("heading", "Objective"),
            ("text", "Fewer accidents in quarries."),
            ("heading", "Activities"),
            ("item", "A course for foremen."),
            ("row", "Target group|Foremen and safety officers."),
        ]
    )
    text = read_upload(data, "note.docx")
    lines = [line for line in text.splitlines() if line]
    assert lines[:2] == ["# Objective", "Fewer accidents in quarries."]
    assert "- A course for foremen." in lines
    assert lines[-2:] == ["# Target group", "Foremen and safety officers."]


def test_html_and_text_and_other_encodings() -> None:
    page = "<html><body><h2>Objectif</h2><p>Moins d'accidents.</p><script>steal()</script></body></html>"
    text = read_upload(page.encode(), "note.html")
    assert "# Objectif" in text
    assert "Moins d'accidents." in text
    assert "steal" not in text
    assert read_upload("Formación de inspectores".encode("utf-16"), "note.txt") == "Formación de inspectores"


def test_what_a_file_without_ending_holds_is_told_by_its_first_bytes(make_pdf: MakePdf) -> None:
    assert "quarries" in read_upload(make_pdf([["Fewer accidents in quarries."]]), "upload")
    assert read_upload(b"Fewer accidents", "upload") == "Fewer accidents"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.pdf", b"", "empty"),
        ("blank.txt", b"  \n ", "blank.txt"),
        ("none.pdf", b"This is no PDF at all.", "not a PDF"),
        ("none.docx", b"This is no Word document.", "none.docx"),
        ("table.xlsx", b"PK\x03\x04", "not read"),
        ("program.exe", b"MZ\x90", "not read"),
        ("image.txt", bytes(range(256)) * 40, "image.txt"),
        ("large.pdf", b"%PDF-" + b"0" * MAX_BYTES, "20 MB"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(name: str, data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_upload(data, name)
    message = str(caught.value)
    assert message.startswith(name)
    assert said in message
    assert "SSTC_" not in message
    assert "temporary" not in message


def test_an_encrypted_pdf_asks_for_one_without_a_password(make_pdf: MakePdf) -> None:
    data = make_pdf([["Fewer accidents in quarries."]], encrypted=True)
    with pytest.raises(SourceError, match=r"^secret\.pdf: .*password"):
        read_upload(data, "secret.pdf")


def test_a_word_document_that_swells_is_refused(make_docx: MakeDocx) -> None:
    swollen = BytesIO()
    with (
        ZipFile(BytesIO(make_docx([("text", "Mines")]))) as held,
        ZipFile(swollen, "w", ZIP_DEFLATED) as written,
    ):
        for name in held.namelist():
            written.writestr(name, held.read(name))
        written.writestr("word/media/image1.png", b"0" * 150_000_000)
    assert len(swollen.getvalue()) < 1_000_000
    with pytest.raises(SourceError, match=r"^bomb\.docx: "):
        read_upload(swollen.getvalue(), "bomb.docx")


def test_a_path_in_the_name_is_only_a_name() -> None:
    with pytest.raises(SourceError, match=r"^passwd: the file is empty"):
        read_upload(b"", "../../etc/passwd")
    with pytest.raises(SourceError, match=r"^note\.pdf: the file is empty"):
        read_upload(b"", "C:\\Users\\me\\note.pdf")


def test_a_file_on_disk_that_is_missing_or_huge(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_proposal_file(tmp_path / "missing.pdf")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(SourceError, match="200 MB"):
        read_proposal_file(huge)
