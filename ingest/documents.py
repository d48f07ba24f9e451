"""The original publications that records cite: ``documents.toml`` beside or above the records."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.errors import SourceError
from ingest.front_matter import suggestion
from ingest.records import Document

FILE_NAME = "documents.toml"

_TEXT_FIELDS = ("title", "publisher", "url")
_NUMBER_FIELDS = ("year", "pages")


def read_documents(path: Path) -> dict[str, Document]:
    """The documents that the file ``path`` describes, by id.

    Raises SourceError with every problem: what is no TOML, an unknown field, a value of the wrong kind.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not TOML ({error}); correct the file") from None
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be read ({error.strerror}); check the file and its permissions"
        ) from None
    problems: list[str] = []
    documents = {
        key: document for key, value in tables.items() if (document := _document(key, value, problems))
    }
    if problems:
        raise SourceError(f"{path}: " + "\n  ".join(problems))
    return documents


def find_documents_file(record: Path) -> Path | None:
    """The ``documents.toml`` nearest to the file ``record``: beside it, or in a folder above."""
    for folder in record.absolute().parents:
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def corpus_folder() -> Path:
    """The corpus that comes with the program, beside its packages."""
    return Path(str(files("ingest"))).parent / "corpus"


def _document(key: str, value: Any, problems: list[str]) -> Document | None:
    if not isinstance(value, dict):
        problems.append(f"“{key}” should be a table [{key}] with a title")
        return None
    known = (*_TEXT_FIELDS, *_NUMBER_FIELDS)
    before = len(problems)
    for name, entry in value.items():
        if name not in known:
            problems.append(f"[{key}] {name} is no field of a document{suggestion(name, known)}")
        elif name in _TEXT_FIELDS and not (isinstance(entry, str) and entry.strip()):
            problems.append(f"[{key}] {name} should be text in quotation marks")
        elif name in _NUMBER_FIELDS and (not isinstance(entry, int) or isinstance(entry, bool) or entry < 1):
            problems.append(f"[{key}] {name} should be a whole number")
    if "title" not in value:
        problems.append(f"[{key}] title is missing; write the title of the publication")
    return Document(id=key, **value) if len(problems) == before else None
