"""The sentences of the records: what answers quote, each with a vector of its own beside the passages'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.records import Record, Section, SectionKey
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: ``text`` is ``section.text[start:end]``, the ``ordinal``-th of its section."""

    record_id: str
    section_id: str
    section_key: SectionKey
    ordinal: int
    start: int
    end: int
    text: str


def sentences_of(records: Iterable[Record]) -> list[Sentence]:
    """Every sentence of ``records``, in order."""
    return [
        _sentence(record.id, section, ordinal, start, end)
        for record in records
        for section in record.sections
        for ordinal, (start, end) in enumerate(split_sentences(section.text))
    ]


def encode_sentences(sentences: Sequence[Sentence]) -> list[list[Any]]:
    """``sentences`` as record, section and offsets."""
    return [[s.record_id, s.section_id, s.ordinal, s.start, s.end] for s in sentences]


def decode_sentences(rows: Iterable[Sequence[Any]], records: Mapping[str, Record]) -> tuple[Sentence, ...]:
    """The sentences that :func:`encode_sentences` wrote, cut again out of ``records``.

    Raises ``KeyError`` or ``ValueError`` where they are not those of the records.
    """
    sections = {
        (record.id, section.id): section for record in records.values() for section in record.sections
    }
    return tuple(
        _sentence(record_id, sections[record_id, section_id], ordinal, start, end)
        for record_id, section_id, ordinal, start, end in rows
    )


def _sentence(record_id: str, section: Section, ordinal: int, start: int, end: int) -> Sentence:
    if not 0 <= start < end <= len(section.text):
        raise ValueError(f"sentence {ordinal} lies outside section {section.id} of {record_id}")
    return Sentence(
        record_id=record_id,
        section_id=section.id,
        section_key=section.key,
        ordinal=ordinal,
        start=start,
        end=end,
        text=section.text[start:end],
    )
