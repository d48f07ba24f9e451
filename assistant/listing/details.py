"""What each record of a list tells of one thing, put into words: its contacts, its partners, who paid."""

from __future__ import annotations

from assistant.answer import Support
from assistant.draft import Draft
from assistant.lookup import title_line
from assistant.witness import witnesses_of
from ingest.records import Record, Section, SectionKey
from ingest.sentences import split_sentences

_MOST_LINES = 8
"""The lines of one section that are quoted of each record."""


def write_details(draft: Draft, details: str, records: tuple[Record, ...]) -> None:
    """The ``details`` of each of ``records`` under its title, each with a citation."""
    lines: list[str] = []
    for record in records:
        sections = [s for s in record.sections if s.key is SectionKey.CONTACTS and s.text.strip()]
        if details == "contacts" and sections:
            for section in sections:
                draft.quote(record, section, _lines(section), label=f"**{title_line(record)}**")
            continue
        values = _values(record, details)
        told = f"{title_line(record)}: {'; '.join(values)}" if values else title_line(record)
        lines.append(f"- {draft.state(told, witnesses_of(record, values, most=2), Support.SUPPORTED)}")
    if lines:
        draft.say("\n".join(lines))


def _lines(section: Section) -> list[tuple[int, int]]:
    """The first sentences of ``section``, list items whole."""
    return [(span.start, span.end) for span in split_sentences(section.text)][:_MOST_LINES]


def _values(record: Record, details: str) -> list[str]:
    if details == "partner":
        return [f"{p.name} ({p.acronym})" if p.acronym else p.name for p in record.partners]
    return list(record.funding if details == "funding" else record.contacts)
