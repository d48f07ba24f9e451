"""What stands over a record and its sections, in the language of the reader; titles in English are marked so."""

from __future__ import annotations

import re

from assistant.phrases import record_name, section_name
from ingest.records import Record, SectionKey
from ui.pages.markup import esc
from ui.pages.words import word

_NUMBERED = re.compile(r"Part ([IVX]+|\d+)")


def record_heading(record: Record, language: str) -> str:
    """``Good Practice 8`` as a reader calls it; the title of a record without a number. HTML."""
    name = record_name(record, language)
    return f'<span lang="en">{esc(name)}</span>' if name == record.title else esc(name)


def section_heading(key: str, label: str, part: str | None, language: str) -> str:
    """The name of a section, after that of its part; in English the label it has in the record. HTML."""
    if language == "en":
        shown = esc(label)
    elif key == SectionKey.OTHER:
        shown = f'<span lang="en">{esc(label)}</span>'
    else:
        shown = esc(section_name(key, language))
    return word("named", language, field=_part(part, language), value=shown) if part else shown


def _part(part: str, language: str) -> str:
    found = _NUMBERED.fullmatch(part)
    if found:
        return esc(word("numbered_part", language, number=found[1]))
    return f'<span lang="en">{esc(part)}</span>'
