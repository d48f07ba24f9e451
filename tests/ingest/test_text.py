from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.text import decode, read_text_file

WORDS = "La coopération Sud-Sud, cooperação e acción: “décent” – ça vaut 5 % du coût. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_in_any_common_encoding_is_read(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), path="f") == WORDS


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("latin-1", "ação no Brasil"),
        ("cp1251", "Сотрудничество стран Юга поддерживает Международная организация труда. " * 4),
    ],
)
def test_text_of_other_encodings_is_recognised(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding), path="f") == words


def test_line_ends_are_made_alike() -> None:
    assert decode(b"a\r\nb\rc\n", path="f") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"text \x00 with a null", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not a text file"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3" + bytes(range(1, 32)) * 20, "not a text file"),
        (b"\x01\x02\x03\x04" * 50, "not a text file"),
        ("text".encode("utf-16")[:-1], "damaged at byte"),
        (b"\xef\xbb\xbfabc\xff", "damaged at byte 6"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        decode(data, path="folder/file.txt")
    assert "folder/file.txt" in str(caught.value)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_no_other_error_is_raised(data: bytes) -> None:
    try:
        text = decode(data, path="f")
    except SourceError:
        return
    assert "\0" not in text
    assert text.strip()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode(), path="f") == text.removeprefix("\ufeff")


def test_files_that_are_missing_or_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_text_file(tmp_path / "none.txt")
    large = tmp_path / "large.txt"
    large.write_text("words " * 100)
    with pytest.raises(SourceError, match=r"600 bytes are more than the 50"):
        read_text_file(large, max_bytes=50)
    with pytest.raises(SourceError, match="cannot be read"):
        read_text_file(tmp_path)


def test_a_page_is_decoded_as_it_declares() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Хлеб для всех</body></html>'
    assert "Хлеб для всех" in decode(page.encode("cp1251"), path="page.html")
    wrong = '<html><head><meta charset="no-such-code"></head><body>Pain à l’été</body></html>'
    assert "Pain à l’été" in decode(wrong.encode("cp1252"), path="page.html")
