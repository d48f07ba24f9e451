"""What cannot be read is told by name and reason, and does no harm to the rest."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.readers import read_file
from ingest.sources import read_sources

MakePdf = Callable[..., Path]
Page = Callable[..., Any]


@pytest.fixture
def page(new_page: Page) -> Any:
    return new_page().text(60, 100, "Bread is baked in the town.")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "good.txt").write_text("# A note\n\nBread is baked in the town of Ada.\n")
    return folder


def word(path: Path, text: str = "Bread is baked.") -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path


def reason_for(path: Path, limits: Limits = Limits()) -> str:  # noqa: B008
    with pytest.raises(SourceError) as caught:
        read_file(path, limits)
    assert str(caught.value).startswith(f"{path}: ")
    return str(caught.value)


def test_a_scan_is_told_from_a_text(make_pdf: MakePdf, new_page: Page) -> None:
    scan = make_pdf("scan.pdf", new_page(picture=True), new_page(picture=True))
    assert "2 pages are pictures without text" in reason_for(scan)


def test_a_scanned_page_among_others_is_left_out_by_its_number(
    make_pdf: MakePdf, new_page: Page, page: Any, good: Path
) -> None:
    path = make_pdf("mixed.pdf", page, new_page(picture=True), folder=good)
    found = read_sources([good])
    (problem,) = found.problems
    assert problem.path == f"{path}, page 2"
    assert "picture without text" in problem.reason
    assert {record.document for record in found.records} == {"good", "mixed"}
    audit = next(audit for audit in found.audits if audit.document_id == "mixed")
    assert any("page 2 left out" in note for note in audit.notes)
    with pytest.raises(SourceError, match="page 2 cannot be read"):
        read_sources([good], strict=True)


def test_an_empty_page_is_no_problem(make_pdf: MakePdf, new_page: Page, page: Any) -> None:
    assert read_file(make_pdf("blank.pdf", page, new_page())).left_out == ()


def test_an_encrypted_pdf(make_pdf: MakePdf, page: Any) -> None:
    assert "password" in reason_for(make_pdf("secret.pdf", page, encrypted=True))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_pdf(make_pdf: MakePdf, page: Any, share: float) -> None:
    path = make_pdf("short.pdf", page)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "cut short" in reason_for(path)


def test_a_pdf_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html><body>Please log in</body></html>")
    assert "not a PDF" in reason_for(path)


def test_a_pdf_with_its_middle_overwritten(make_pdf: MakePdf, page: Any) -> None:
    path = make_pdf("hole.pdf", page)
    data = path.read_bytes()
    path.write_bytes(data[:9] + b"\0" * (len(data) - 15) + data[-6:])
    assert "damaged" in reason_for(path)


def test_an_empty_file_of_each_kind(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.docx", "a.html"):
        (tmp_path / name).touch()
        assert "the file is empty" in reason_for(tmp_path / name)


def test_a_docx_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.docx", {"word/document.xml": b"\0" * 20_000_000})
    assert bomb.stat().st_size < 50_000
    started = time.monotonic()
    assert "unpacks to 20,000,000 bytes" in reason_for(bomb, Limits(max_expanded=10_000_000))
    assert time.monotonic() - started < 1


def test_a_docx_with_entities_that_multiply(tmp_path: Path) -> None:
    path = word(tmp_path / "laughs.docx")
    with zipfile.ZipFile(path) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    lines = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    declared = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{lines}]>'
    body = files["word/document.xml"].decode()
    body = body.replace("<w:document", f"{declared}<w:document", 1).replace("Bread is baked.", "&l9;")
    files["word/document.xml"] = body.encode()
    started = time.monotonic()
    try:
        shown = str(read_file(archive(path, files)).blocks)
    except SourceError:
        shown = ""
    assert len(shown) < 10_000
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just some text", "not a Word document"),
        (b"PK\x03\x04 and then nothing", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)
def test_a_docx_that_is_none(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(data)
    assert reason in reason_for(path)


def test_an_archive_called_docx_and_a_damaged_docx(tmp_path: Path) -> None:
    assert "not a Word document" in reason_for(archive(tmp_path / "zip.docx", {"a.txt": b"a"}))
    assert "damaged" in reason_for(archive(tmp_path / "half.docx", {"word/document.xml": b"<w:document"}))
    whole = word(tmp_path / "cut.docx")
    whole.write_bytes(whole.read_bytes()[:-400])
    assert "cut short" in reason_for(whole)


def test_limits_on_size_and_pages_name_the_setting(make_pdf: MakePdf, page: Any) -> None:
    path = make_pdf("long.pdf", *([page] * 12))
    assert "12 pages" in (reason := reason_for(path, Limits(max_pages=10)))
    assert "SSTC_MAX_PAGES" in reason
    assert "SSTC_MAX_FILE_MB" in reason_for(path, Limits(max_bytes=1000))


def test_a_pdf_of_500_pages_is_read(make_pdf: MakePdf, new_page: Page) -> None:
    pages = [
        new_page()
        .text(60, 100, f"Chapter {at}", size=18)
        .lines(140, *[f"Line {n} of it." for n in range(40)])
        for at in range(500)
    ]
    path = make_pdf("long.pdf", *pages)
    started = time.monotonic()
    content = read_file(path)
    assert content.pages == 500
    assert time.monotonic() - started < 30


def test_of_a_thousand_files_the_three_broken_ones_are_told(
    make_pdf: MakePdf, page: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(997):
        place = folder / f"{number % 10}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"note-{number}.txt").write_text(f"# Note {number}\n\nBread was baked {number} times.\n")
    broken = [
        make_pdf("secret.pdf", page, encrypted=True, folder=folder),
        folder / "3" / "letter.docx",
        folder / "7" / "binary.txt",
    ]
    broken[1].write_bytes(b"no letter")
    broken[2].write_bytes(bytes(range(256)) * 4)
    seen: list[tuple[int, int, str]] = []
    found = read_sources([folder], progress=lambda *step: seen.append(step))
    assert {problem.path for problem in found.problems} == set(map(str, broken))
    assert all(problem.reason for problem in found.problems)
    assert len(found.records) == 997
    assert seen[0][:2] == (0, 1000)
    assert seen[-1] == (1000, 1000, "")
    assert {name for _, _, name in seen} >= {"note-0.txt", "secret.pdf"}


def test_files_read_in_several_processes_give_the_same(
    make_pdf: MakePdf, page: Any, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.parallel._WORTH_IT", 0)
    for name in ("a.pdf", "b.pdf"):
        make_pdf(name, page, folder=good)
    make_pdf("secret.pdf", page, encrypted=True, folder=good)
    word(good / "c.docx")
    alone = read_sources([good], workers=1)
    together = read_sources([good], workers=2)
    assert together.records == alone.records
    assert together.problems == alone.problems
    assert [Path(problem.path).name for problem in together.problems] == ["secret.pdf"]
