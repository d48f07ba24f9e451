"""Comparisons: records side by side, section by section, every cell cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Support
from assistant.census import Census, take
from assistant.conditions import conditions_of
from assistant.draft import Draft
from assistant.evidence import Evidence, Sentence, Weighed, in_order
from assistant.phrases import phrase, section_name
from assistant.reading import Reading, read_question
from ingest.records import Record, SectionKey

MOST_RECORDS = 4
_DEFAULT = (SectionKey.OBJECTIVE, SectionKey.METHODOLOGY, SectionKey.RESULTS, SectionKey.FUNDING)
_CELL_WORDS = 60
_SHORT_CELL_WORDS = 35
_SIDES = re.compile(
    r"\s*(?:[;,:—–]|\b(?:vs\.?|versus|and that of|and|with|from|to|than|compared|against|on one side|on the other|"
    r"side|another)(?!\w))\s*",
    re.I,
)
_LEAST = 0.3
"""How likely a record has to be, by one side of a comparison, to be meant by it."""


def compared(
    reading: Reading, weighed: Weighed, evidence: Evidence, allowed: Sequence[Record]
) -> list[Record]:
    """The records that ``reading`` compares, in the order of their mention; fewer than two where unclear."""
    by_id = {record.id: record for record in allowed}
    if len(reading.records) > 1:
        return [by_id[record_id] for record_id in reading.records if record_id in by_id][:MOST_RECORDS]
    conditions = conditions_of(reading, evidence.catalog)
    if any(c.field != "kind" for c in conditions) and any(c.field == "kind" for c in conditions):
        exact = tuple(c for c in conditions if c.field != "word")
        found = take(Census(conditions=exact, counts=False), allowed).records
        if 2 <= len(found) <= 3:
            return list(found)
    sides: dict[str, Record] = {}
    for piece in _SIDES.split(reading.query):
        side = read_question(piece, evidence.catalog, language="en")
        if len(side.terms) < 2 and not side.countries and not side.groups:
            continue
        ranked = evidence.weigh(side, by_id.keys()).ranked
        if ranked and (
            ranked[0].probability >= _LEAST or ranked[0].record in [r.record for r in weighed.ranked[:3]]
        ):
            sides.setdefault(ranked[0].record.id, ranked[0].record)
    likely = [item.record for item in weighed.ranked[:6]]
    meant = [record for record in sides.values() if record in likely]
    for record in likely:
        if len(meant) >= 2:
            break
        if record not in meant:
            meant.append(record)
    return meant[:MOST_RECORDS]


def write(draft: Draft, reading: Reading, records: Sequence[Record], weighed: Weighed) -> None:
    """A table with a column for each record and a row for each section asked for (or the main ones)."""
    language = reading.language
    keys = reading.sections[:2] or _DEFAULT
    most = _CELL_WORDS if reading.sections else _SHORT_CELL_WORDS
    header = [phrase("compare_heading", language), *(record.name for record in records)]
    rows = [header, ["---"] * len(header)]
    for key in keys:
        cells = [_cell(draft, record, key, weighed, most) for record in records]
        if any(cell != "–" for cell in cells):
            rows.append([section_name(key, language), *cells])
    if not reading.sections:
        names = (", ".join(country.name for country in record.countries) or "–" for record in records)
        rows.append([phrase("countries", language), *names])
    draft.say("\n".join("| " + " | ".join(row) + " |" for row in rows))


def _cell(draft: Draft, record: Record, key: SectionKey, weighed: Weighed, most: int) -> str:
    chosen: list[Sentence] = []
    words = 0
    for sentence in weighed.sentences(record):
        if sentence.section.key is key and (not chosen or words + sentence.words <= most):
            chosen.append(sentence)
            words += sentence.words
    return (
        " ".join(
            draft.state(
                " ".join(s.text.lstrip("-• ").replace("|", "\\|").split()),
                [(record, s.section, s.start, s.end)],
                Support.QUOTED,
            )
            for s in in_order(chosen)
        )
        or "–"
    )
