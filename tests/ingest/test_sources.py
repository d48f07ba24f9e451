from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import RecordFormatError, SourceError
from ingest.limits import Limits
from ingest.sources import default_sources, read_sources

FIXTURES = Path(__file__).parents[1] / "fixtures" / "records"
RECORD = (FIXTURES / "gp-98.md").read_text(encoding="utf-8")


def put(
    folder: Path, record_id: str, *, title: str = "Harbour schools", document: str = "made-up-practices"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = RECORD.replace("id: gp-98", f"id: {record_id}").replace("made-up-practices", document)
    path = folder / f"{record_id}.md"
    path.write_text(text.replace('title: "Harbour schools: a', f'title: "{title}: a'), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FIXTURES / "documents.toml", tmp_path)
    return tmp_path


def test_the_corpus_is_read_whole_and_clean() -> None:
    found = read_sources(default_sources(), strict=True)
    assert found.problems == ()
    assert {record.document for record in found.records} <= set(found.documents)
    assert [record.number for record in found.records if record.number] == list(range(1, 31))
    assert all(audit.complete for audit in found.audits)


def test_a_folder_is_read_sorted_without_hidden_files_and_readme(folder: Path) -> None:
    for name in ("b/gp-02", "a/gp-03", "gp-01"):
        put(folder / Path(name).parent, Path(name).name)
    put(folder / ".hidden", "gp-04")
    (folder / ".gp-05.md").write_text(RECORD)
    (folder / "README.md").write_text("not a record")
    found = read_sources([folder])
    assert [record.id for record in found.records] == ["gp-01", "gp-03", "gp-02"]
    assert found.problems == ()
    assert found.documents["made-up-practices"].title == "Made-up practices"


def test_a_file_and_a_folder_may_name_the_same_record_once(folder: Path) -> None:
    path = put(folder, "gp-01")
    found = read_sources([folder, path])
    assert len(found.records) == 1
    assert found.replaced == ()


def test_a_later_source_replaces_a_record_and_that_is_told(folder: Path) -> None:
    first, second = put(folder / "one", "gp-01", title="Old"), put(folder / "two", "gp-01", title="New")
    put(folder / "one", "gp-02")
    found = read_sources([folder / "one", folder / "two"])
    assert [record.title[:3] for record in found.records] == ["New", "Har"]
    (replaced,) = found.replaced
    assert (replaced.record_id, replaced.earlier, replaced.later) == ("gp-01", str(first), str(second))


def test_the_same_id_twice_in_one_source_is_an_error(folder: Path) -> None:
    first, second = put(folder / "one", "gp-01"), put(folder / "two", "gp-01")
    found = read_sources([folder])
    (problem,) = found.problems
    assert problem.path == str(second)
    assert "gp-01" in problem.reason
    assert str(first) in problem.reason
    with pytest.raises(SourceError, match="another id"):
        read_sources([folder], strict=True)


def test_a_document_that_nobody_describes_is_an_error_naming_both_files(folder: Path) -> None:
    path = put(folder, "gp-01", document="made-up-practises")
    with pytest.raises(SourceError) as caught:
        read_sources([path], strict=True)
    for words in (str(path), str(folder / "documents.toml"), "did you mean “made-up-practices”?"):
        assert words in str(caught.value)


def test_a_record_may_cite_a_document_of_the_corpus(tmp_path: Path) -> None:
    path = put(tmp_path, "gp-01", document="good-practices-2022-2023")
    assert read_sources([path]).documents["good-practices-2022-2023"].pages == 117


def test_broken_files_are_left_out_by_name_and_reason_and_the_rest_is_read(folder: Path) -> None:
    put(folder, "gp-01")
    (folder / "bad.md").write_text(RECORD.replace("region: Africa", "region: Afrika"))
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "empty.txt").touch()
    (folder / "photo.png").write_bytes(b"\x89PNG")
    found = read_sources([folder])
    assert [record.id for record in found.records] == ["gp-01"]
    reasons = {Path(problem.path).name: problem.reason for problem in found.problems}
    assert set(reasons) == {"bad.md", "binary.txt", "empty.txt", "photo.png"}
    assert "Afrika" in reasons["bad.md"]
    assert reasons["binary.txt"].startswith("not a text file")
    assert "empty" in reasons["empty.txt"]
    assert "not read" in reasons["photo.png"]
    with pytest.raises(RecordFormatError):
        read_sources([folder], strict=True)


def test_a_file_over_the_limit_is_left_out(folder: Path) -> None:
    put(folder, "gp-01")
    (folder / "long.txt").write_text("word " * 2000)
    found = read_sources([folder], limits=Limits(max_bytes=5000))
    assert "10,000 bytes" in found.problems[0].reason


def test_where_nothing_can_be_read_every_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(SourceError, match=r"nothing could be read\n.*empty\.txt: the file is empty"):
        read_sources([tmp_path])


@pytest.mark.parametrize("strict", [True, False])
def test_a_missing_source_and_an_empty_folder_are_errors(folder: Path, strict: bool) -> None:
    put(folder / "one", "gp-01")
    (folder / "void").mkdir()
    with pytest.raises(SourceError, match="no such file or folder"):
        read_sources([folder / "one", folder / "none"], strict=strict)
    with pytest.raises(SourceError, match="nothing to read"):
        read_sources([folder / "one", folder / "void"], strict=strict)
    with pytest.raises(SourceError, match="name a file or folder"):
        read_sources([], strict=strict)


def test_an_unreadable_file_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "gp-01")
    locked = put(folder, "gp-02")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = read_sources([folder]).problems
    assert problem.reason == "cannot be read (Permission denied); check the file and its permissions"


def test_a_text_without_front_matter_is_taken_apart_as_a_document(folder: Path) -> None:
    put(folder, "gp-01")
    (folder / "a-paper.txt").write_text(
        "A paper on harbours\n\n## Purpose\n\nThe paper says why harbours matter.\n"
    )
    found = read_sources([folder])
    paper = [record for record in found.records if record.document == "a-paper"]
    assert "harbours matter" in " ".join(section.text for record in paper for section in record.sections)
    assert found.documents["a-paper"].id == "a-paper"


def test_records_are_audited_like_documents(folder: Path) -> None:
    put(folder, "gp-01")
    (audit,) = read_sources([folder]).audits
    assert audit.records[0].blank == ("adaptability",)
    assert audit.records[0].missing == ("methodology", "innovation", "sustainability", "funding", "materials")
    assert any("gp-01" in line for line in audit.render())


@pytest.mark.originals
def test_the_original_documents_are_read_with_the_corpus_titles(originals: Path) -> None:
    found = read_sources(sorted(originals.glob("*.txt")))
    kinds = [record.id.split("-")[0] for record in found.records]
    assert (kinds.count("gp"), kinds.count("init"), kinds.count("proj")) == (30, 16, 21)
    assert found.documents["initiatives-2024-2025"].year == 2024


def test_a_whole_document_beside_its_records_is_told_as_standing_twice(folder: Path) -> None:
    put(folder / "records", "gp-01")
    later = folder / "later" / "made-up-practices.txt"
    later.parent.mkdir()
    later.write_text("# On harbours\n\nThe paper says why harbours matter.\n")
    found = read_sources([folder / "records", later.parent])
    (overlap,) = found.overlaps
    assert (overlap.document, overlap.earlier) == ("made-up-practices", str(folder / "records"))
    assert (overlap.later, overlap.records) == (str(later), ("gp-01",))


def test_records_added_by_hand_to_a_document_of_the_corpus_do_not_stand_twice(folder: Path) -> None:
    put(folder / "one", "gp-01")
    put(folder / "two", "gp-02")
    assert read_sources([folder / "one", folder / "two"]).overlaps == ()


def test_the_number_of_pages_is_taken_from_what_describes_the_document(folder: Path) -> None:
    with (folder / "documents.toml").open("a") as file:
        file.write('\n[short]\ntitle = "Short"\npages = 9\n')
    rows = {"Objectives": "To bake.", "Innovation": "Ovens.", "Results": "Bread.", "Funds": "None."}
    table = "".join(f"<b>{label}</b>\t{text}\n" for label, text in rows.items())
    (folder / "short.txt").write_text(
        "Contents\n\nGOOD PRACTICE 1 – AFRICA – Bread .....\t5\n\n## GOOD PRACTICE 1 – AFRICA – Bread\n\n"
        f"**Author's name:** Ada Baker\n\n{table}"
    )
    found = read_sources([folder / "short.txt"])
    practice = next(record for record in found.records if record.id == "gp-01")
    assert practice.pages == (5, 6, 7, 8, 9)
    assert found.documents["short"].title == "Short"


def test_what_reads_documents_is_loaded_only_for_them() -> None:
    code = (
        "import sys; from ingest.sources import default_sources, read_sources\n"
        "read_sources(default_sources())\n"
        "print({'pypdfium2', 'docx', 'lxml', 'watchfiles'} & {name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
