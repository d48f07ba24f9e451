"""Practices of one sentence, for what shows or filters records."""

from __future__ import annotations

from ingest.records import Country, Record, RecordKind, Section, SectionKey


def record(name: str, *places: Country, text: str = "Some text.", themes: tuple[str, ...] = ()) -> Record:
    """A practice of those countries and themes, whose results are ``text``."""
    section = Section(key=SectionKey.RESULTS, label="Results", text=text)
    return Record(
        id=name,
        kind=RecordKind.PRACTICE,
        title=name.upper(),
        sections=(section,),
        document="d",
        countries=places,
        themes=themes,
    )
