"""Bytes of a file → text: which encoding it is in, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from pathlib import Path

from ingest.errors import SourceError

MAX_BYTES = 50_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta\s[^>]*charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})


def read_text_file(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of the file ``path``, whatever its encoding.

    Raises SourceError where the file is missing, empty, larger than ``max_bytes``, unreadable, or no text.
    """
    return decode(read_bytes(path, max_bytes=max_bytes), path=str(path))


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of the file ``path``.

    Raises SourceError where the file is missing, empty, larger than ``max_bytes``, or unreadable.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise SourceError(
                f"{path}: {size:,} bytes are more than the {max_bytes:,} that are read; "
                "split the file or raise SSTC_MAX_FILE_MB"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file; check the path") from None
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be read ({error.strerror or error}); check the file and its permissions"
        ) from None
    if not data:
        raise SourceError(f"{path}: the file is empty; leave it out of the sources or fill it")
    return data


def decode(data: bytes, *, path: str) -> str:
    """``data`` as text: by its byte-order mark, else UTF-8, UTF-16, or the encoding it looks most like.

    ``path`` names the file in messages. Raises SourceError where ``data`` is empty, blank or no text.
    """
    text = _decode(data, path).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{path}: the file is empty; leave it out of the sources or fill it")
    return text


def _decode(data: bytes, path: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _printable(data.decode(encoding).removeprefix("\ufeff"), path)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{path}: begins as {encoding.upper()} text and is damaged at byte {error.start:,}; "
                    "save it again as UTF-8"
                ) from None
    if b"\0" in data:
        if byte_order := _utf16_without_mark(data):
            return _printable(data.decode(byte_order), path)
        raise _no_text(path)
    try:
        return _printable(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        return _legacy(data, path)


def _legacy(data: bytes, path: str) -> str:
    """Text of an encoding from before Unicode.

    What an HTML page declares; Windows-1252 or Mac Roman where that reads like English, Spanish, French or
    Portuguese; else what charset-normalizer takes it to be, which by itself mistakes short texts in these
    languages for Polish.
    """
    if len(data.translate(None, _CONTROLS)) < len(data) * 0.99:
        raise _no_text(path)
    if declared := _DECLARED.search(data[:4096]):
        with suppress(LookupError, UnicodeDecodeError):
            return _printable(data.decode(declared[1].decode("ascii")), path)
    for encoding in ("cp1252", "mac_roman"):
        western = data.decode(encoding, errors="replace")
        special = [character for character in western if not character.isascii()]
        usual = sum(character in _WESTERN for character in special)
        if usual >= len(special) * 0.95 and len(special) <= len(western) * 0.2:
            return _printable(western, path)
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise _no_text(path)
    return _printable(str(best), path)


_WESTERN = frozenset(
    "áéíóúàèìòùâêîôûãõäëïöüñçÁÉÍÓÚÀÈÂÊÎÔÃÕÄËÏÖÜÑÇŒœ“”‘’‚„–—…€£§°ºª«»¿¡•·´¨²³¹½¼©®™\u00a0\u00ad"
)


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, where most characters are of the Latin alphabet."""
    if len(data) % 2:
        return None
    sample = data[:4000]
    half = len(sample) // 2
    high_little, high_big = sample[1::2].count(0), sample[0::2].count(0)
    if max(high_little, high_big) < half * 0.7 or min(high_little, high_big) > half * 0.05:
        return None
    encoding = "utf-16-le" if high_little > high_big else "utf-16-be"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _printable(text: str, path: str) -> str:
    controls = sum(text.count(chr(code)) for code in (*range(7), *range(14, 27), *range(28, 32), 127))
    if "\0" in text or controls > len(text) * 0.01:
        raise _no_text(path)
    return text


def _no_text(path: str) -> SourceError:
    return SourceError(f"{path}: not a text file; give its text as .txt or .md, or leave the file out")
