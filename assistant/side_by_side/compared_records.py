"""Which records a comparison is about: by number, by what they have in common, or one for each of its sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.listing.census import Census, take
from assistant.listing.conditions import conditions_of
from assistant.reading import Kind, Reading
from assistant.side_by_side.asked_of_each import likelihood, may_ask_of_each
from assistant.side_by_side.cues import CUES, NUMBERS
from assistant.side_by_side.division import Division
from assistant.side_by_side.sides import MOST_SIDES, Dividing
from assistant.weighed import Weighed
from assistant.words import fold
from ingest.gazetteer import find_mentions
from ingest.records import Record, RecordKind

MOST_RECORDS = MOST_SIDES
"""Columns of the widest table."""

_LEAST, _LEAST_COMPARING, _SURELY = 0.6, 0.45, 0.95
"""How likely a question has to ask of several records; where it says “compare” or the like; where one record unites
all its countries."""

_MEANT = 0.5
"""How likely that record has to be by the whole question."""

_TOGETHER = re.compile(
    r"(?<!\w)(?:both|the (?:two|three|four)|these two|(?:las|los) (?:dos|tres)|amb[oa]s|les (?:deux|trois)|"
    r"(?:as|os) (?:duas|dois|tres))(?!\w)"
)


def compared_records(
    reading: Reading, weighed: Weighed, evidence: Evidence, allowed: Sequence[Record]
) -> list[Record]:
    """The records that ``reading`` compares, in the order of their mention; fewer than two where it asks of one."""
    compares = reading.kind is Kind.COMPARE
    by_id = {record.id: record for record in allowed}
    named = [by_id[record_id] for record_id in reading.records if record_id in by_id]
    if len(named) > 1:
        return named[:MOST_RECORDS] if compares else []
    if numbered := _by_numbers(reading, evidence, by_id):
        return numbered
    if named and not compares and not evidence.catalog.named(fold(reading.text))[0]:
        return []
    together = _together(reading, evidence, _of_the_period(allowed, reading)) if compares else []
    if together:
        return together
    dividing = Dividing(reading, evidence, allowed)
    likeliest = weighed.ranked[0].probability if weighed.ranked else 1.0
    division = dividing.best() if may_ask_of_each(reading, dividing, likeliest=likeliest) else None
    if division is not None:
        if all(side.numbered for side in division.sides) and _may_number(reading):
            return list(division.records)
        likely = likelihood(reading, division, weighed, evidence.catalog)
        least = _LEAST_COMPARING if compares else _LEAST
        if likely >= (_SURELY if _of_one_record(division, reading, weighed) else least):
            return list(division.records)
    if not compares:
        return []
    if named:
        other = _other_than(named[0], reading, evidence, by_id)
        return [*named, other] if other else named
    if not _TOGETHER.search(reading.text.lower()):
        return []
    of_period = {record.id for record in _of_the_period(allowed, reading)}
    return [item.record for item in weighed.ranked if item.record.id in of_period][:2]


def _by_numbers(reading: Reading, evidence: Evidence, by_id: dict[str, Record]) -> list[Record]:
    """The two practices that a question calls by no more than their numbers, where it asks for a section of them."""
    match = NUMBERS.search(fold(reading.text))
    if match is None or not _may_number(reading):
        return []
    ids = [evidence.catalog.by_number.get(int(number)) for number in match.groups()]
    records = [by_id[record_id] for record_id in ids if record_id is not None and record_id in by_id]
    return records if len(records) == 2 and records[0] is not records[1] else []


def _of_one_record(division: Division, reading: Reading, weighed: Weighed) -> bool:
    """Whether the sides name countries that work together in the record that the question most likely means."""
    first = weighed.ranked[0]
    united = {country.name for country in first.record.countries}
    return (
        len(reading.countries) > 1
        and first.probability >= _MEANT
        and united.issuperset(reading.countries)
        and all(find_mentions(side.text, adjectives=True) for side in division.sides)
    )


def _may_number(reading: Reading) -> bool:
    """Whether numbers in the question may be those of practices, by what it asks for."""
    folded = fold(reading.text)
    if reading.kind is Kind.COMPARE or any(CUES[name].search(folded) for name in ("compare", "both")):
        return True
    return bool(reading.sections or reading.only_asks or "country" in reading.wanted) and (
        "number" not in reading.wanted
    )


def _of_the_period(records: Sequence[Record], reading: Reading) -> Sequence[Record]:
    """Of ``records`` those of the biennium that the question names for all its sides, if they are several."""
    meant = [
        r
        for r in records
        if r.id in reading.records or (r.period in reading.periods and r.kind is not RecordKind.BACKGROUND)
    ]
    return meant if reading.periods and len(meant) > 1 else records


def _together(reading: Reading, evidence: Evidence, allowed: Sequence[Record]) -> list[Record]:
    """The few records that meet what is said of them together: “the two feasibility studies with Brazil”."""
    text = reading.text.lower()
    conditions = conditions_of(reading, evidence.catalog)
    exact = tuple(c for c in conditions if c.field not in ("text", "mention"))
    fields = {condition.field for condition in exact}
    said = bool(_TOGETHER.search(text))
    if not fields - {"kind"} or not (said or "kind" in fields):
        return []
    found = list(take(Census(conditions=exact, counts=False), allowed).records)
    return found if 2 <= len(found) <= (MOST_RECORDS if said else 3) else []


def _other_than(
    record: Record, reading: Reading, evidence: Evidence, by_id: dict[str, Record]
) -> Record | None:
    """What a comparison with one record by number compares it with."""
    side = replace(reading, records=())
    ranked = [item for item in evidence.weigh(side, by_id.keys()).ranked if item.record.id != record.id]
    return ranked[0].record if ranked else None
