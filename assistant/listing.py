"""Exact answers over all records: which, how many."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Support
from assistant.draft import Draft
from assistant.evidence import sentence_spans
from assistant.lookup import title_line
from assistant.phrases import phrase
from assistant.reading import Kind, Reading
from assistant.words import content_stems, stem_set
from ingest.records import Record, RecordKind, Section


def select(reading: Reading, records: Iterable[Record]) -> tuple[list[Record], int]:
    """The records that meet every condition of the question, and how many were looked at."""
    looked_at = [record for record in records if _of_kind(reading, record)]
    return [record for record in looked_at if _meets(reading, record)], len(looked_at)


def write(draft: Draft, reading: Reading, found: list[Record], searched: int) -> None:
    """The count and the list into ``draft``, each record with a citation."""
    language = reading.language
    noun = phrase(_noun(reading), language)
    if not found:
        draft.say(phrase("none_match", language, searched=searched, noun=noun))
        return
    frame = "count" if reading.kind is Kind.COUNT else "list"
    draft.say(phrase(frame, language, count=len(found), searched=searched, noun=noun))
    lines = []
    for record in found:
        section, start, end = _evidence(reading, record)
        lines.append(
            "- " + draft.state(title_line(record), [(record, section, start, end)], Support.SUPPORTED)
        )
    draft.say("\n".join(lines))


def _of_kind(reading: Reading, record: Record) -> bool:
    if record.kind is RecordKind.BACKGROUND:
        return False
    return not reading.kinds or str(record.kind) in reading.kinds


def _meets(reading: Reading, record: Record) -> bool:
    countries = {country.name for country in record.countries}
    for part in record.parts:
        countries |= {country.name for country in part.countries}
    conditions: list[bool] = [name in countries for name in reading.countries]
    conditions += [acronym in record.groups for acronym in reading.groups]
    if reading.regions:
        conditions.append(record.region in reading.regions)
    if reading.periods:
        conditions.append(record.period in reading.periods)
    if reading.themes:
        conditions.append(any(theme in record.themes for theme in reading.themes))
    if reading.sections and reading.terms:
        scope = [section for section in record.sections if section.key is reading.sections[0]]
        held = frozenset().union(*(stem_set(section.text) for section in scope))
        conditions.append(all(term in held for term in reading.terms))
    elif not conditions and reading.terms:
        held = frozenset().union(
            *(stem_set(section.text) for section in record.sections), stem_set(record.title)
        )
        conditions.append(all(term in held for term in reading.terms))
    return all(conditions)


def _noun(reading: Reading) -> str:
    if reading.kinds == ("practice",):
        return "practices"
    return "initiatives" if reading.kinds == ("initiative",) else "records"


def _evidence(reading: Reading, record: Record) -> tuple[Section, int, int]:
    """The sentence of the record that speaks most of what was asked, else its first."""
    wanted = set(reading.terms)
    for name in (*reading.countries, *reading.groups, *reading.themes):
        wanted |= set(content_stems(name))
    best: tuple[int, Section, int, int] | None = None
    for section in record.sections:
        for start, end in sentence_spans(section.text):
            hits = len(wanted & stem_set(section.text[start:end]))
            if best is None or hits > best[0]:
                best = (hits, section, start, end)
    if best is None:
        return record.sections[0], 0, 0
    return best[1], best[2], best[3]
