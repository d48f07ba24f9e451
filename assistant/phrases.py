"""What the assistant says in its own voice, in the four languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.records import Record, RecordKind


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(files("assistant").joinpath("data/phrases.toml").read_text(encoding="utf-8"))


def phrase(name: str, language: str, /, **values: object) -> str:
    """The frame sentence ``name`` in ``language``, its braces filled in."""
    template: str = _phrases()[language][name]
    return template.format(**values)


def record_name(record: Record, language: str, form: str = "plain") -> str:
    """What ``language`` calls a record: ``Good Practice 8``, ``Buena Práctica 8``; others by their titles.

    ``form`` fits the name into a sentence: as its ``subject``, or after ``in`` or ``of``.
    """
    if record.kind is RecordKind.PRACTICE and record.number:
        return phrase(f"practice_{form}", language, number=record.number)
    return record.title if form == "plain" else phrase(f"titled_{form}", language, title=record.title)


def section_name(key: str, language: str) -> str:
    """The name of a section in ``language``."""
    name: str = _phrases()["sections"][language][key]
    return name
