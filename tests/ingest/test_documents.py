from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import corpus_folder, find_documents_file, read_documents
from ingest.errors import SourceError

FOLDER = Path(__file__).parents[1] / "fixtures" / "records"


def test_documents_are_read_with_their_fields() -> None:
    document = read_documents(FOLDER / "documents.toml")["made-up-practices"]
    assert (document.title, document.year, document.pages) == ("Made-up practices", 2023, 12)


def test_the_corpus_describes_its_documents() -> None:
    assert read_documents(corpus_folder() / "documents.toml")["good-practices-2022-2023"].pages == 117


def test_the_nearest_file_beside_or_above_counts(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "documents.toml").touch()
    record = tmp_path / "a" / "b" / "gp-01.md"
    assert find_documents_file(record) == tmp_path / "documents.toml"
    (tmp_path / "a" / "documents.toml").touch()
    assert find_documents_file(record) == tmp_path / "a" / "documents.toml"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[a\n", ["not TOML"]),
        ("a = 1\n", ["“a” should be a table"]),
        ("[a]\nyear = 2020\n", ["[a] title is missing"]),
        ('[a]\ntitle = ""\n', ["[a] title should be text"]),
        ('[a]\ntitle = "T"\nyear = "2020"\n', ["[a] year should be a whole number"]),
        ('[a]\ntitle = "T"\npublischer = "P"\n[b]\ntitle = 5\n', ["did you mean “publisher”?", "[b] title"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, expected: list[str]) -> None:
    path = tmp_path / "documents.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_documents(path)
    for words in [str(path), *expected]:
        assert words in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "documents.toml"
    path.write_bytes('[a]\ntitle = "é"\n'.encode("latin-1"))
    with pytest.raises(SourceError, match="save it as UTF-8"):
        read_documents(path)
