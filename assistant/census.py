"""Questions over all records: which, how many, the most, by what; and their exact answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.catalog import Catalog
from assistant.conditions import Condition, conditions_of
from assistant.reading import Reading
from assistant.words import fold
from ingest.gazetteer import region
from ingest.records import Record, RecordKind

_RECORDS = r"(?:good )?(?:practices?|initiatives?|projects?|records?|gps|cases|experiences)"
_PLURAL = r"(?:good )?(?:practices|initiatives|projects|records|gps)"
_BETWEEN = r"(?:[\w'/-]+\s+){0,5}?"

_COUNT = re.compile(
    rf"\bhow many (?:of (?:the|these|those|all) )?{_BETWEEN}{_RECORDS}\b"
    rf"|\b(?:total )?(?:number|count) of (?:the )?{_BETWEEN}{_PLURAL}\b"
    rf"|\bcount (?:of |all |the )*{_BETWEEN}{_PLURAL}\b"
)
_COUNT_COUNTRIES = re.compile(
    rf"\b(?:how many|number of) (?:different |distinct )?countr(?:y|ies)\b.*\b{_RECORDS}\b"
)
_LIST = re.compile(
    r"\b(?:which|what|list|show|name|enumerate|find|all|any|every|tell me|give me|the|other)\s+"
    rf"(?:me )?(?:all )?(?:of )?(?:the |these )?{_BETWEEN}{_PLURAL}\b"
    r"|\b(?:which|what) (?:good )?(?:practice|initiative|project)s? (?!number|is about|about)"
    r"|^\W*(?:good )?(?:practices|initiatives|projects) "
    r"(?:on|about|in|from|with|involving|funded|that|dealing|for|by)\b"
)
_PLURAL_NOUN = re.compile(
    r"\b(?:practicas|iniciativas|proyectos|pratiques|initiatives|projets|praticas|projetos|fiches|registros)\b"
)
"""The records in the plural, in the words of a question in another language: its English has no plural."""

_OPENS = re.compile(rf"\W*(?:which |what |name |list |show |all |give |city )*{_RECORDS}\b(?! \d)")
"""How a list that was asked for in another language begins once it is in English words."""

_MOST = re.compile(r"\b(?:most|highest|largest number|greatest number|more .{0,20} than any|top)\b")
_FEWEST = re.compile(r"\b(?:fewest|least|lowest|smallest number)\b")
_GROUPS = {
    "place": re.compile(r"\bcountr(?:y|ies)\b"),
    "region": re.compile(r"\bregions?\b"),
    "theme": re.compile(r"\b(?:themes?|topics?|subjects?)\b"),
    "funding": re.compile(r"\b(?:funders?|donors?|sources? of fund\w*|funding sources?)\b"),
}
_MOST_COUNTRIES = re.compile(
    rf"\b{_RECORDS}\b.*\b(?:most|fewest|largest number of|highest number of|least) countr|"
    r"\bcountr\w+ .{0,20}(?:most|fewest)\b.{0,12}$"
)
_OFTEN = re.compile(
    rf"\b(?:more than|over|at least) (?P<number>\d+|one|two|three|four|five|six|seven|eight|nine|ten) {_RECORDS}\b"
)
_NUMBERS = {
    word: value
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}
_THERE = re.compile(rf"\b(?:is|are) there (?:any |some |other |a |an )*{_BETWEEN}{_RECORDS}\b")
_PER = re.compile(r"\b(?:per|by|for each|in each|each) (country|region|theme|topic|funder|donor)\b")
_PER_FIELD = {"country": "place", "topic": "theme", "donor": "funding", "funder": "funding"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """A question over all records.

    ``counted`` is ``records`` or ``countries``; ``by`` the field they are grouped by, with ``order`` 1 for
    the highest count first, -1 for the lowest, 0 for the whole table; groups smaller than ``least``
    are left out. ``counts`` says that a number is asked for.
    """

    conditions: tuple[Condition, ...]
    counts: bool
    counted: str = "records"
    by: str | None = None
    order: int = 0
    least: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether every condition is one that a field of the records decides."""
        return not any(condition.field == "word" for condition in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: the records that meet the conditions, how many were looked at, and the groups."""

    records: tuple[Record, ...]
    searched: int
    groups: tuple[tuple[str, tuple[Record, ...]], ...] = ()
    countries: tuple[str, ...] = ()


def read_census(reading: Reading, catalog: Catalog) -> Census | None:
    """The question over all records that ``reading`` is, or ``None``."""
    text = fold(reading.query)
    countries = bool(_COUNT_COUNTRIES.search(text))
    counts = countries or bool(_COUNT.search(text))
    plural = reading.language == "en" or bool(_PLURAL_NOUN.search(fold(reading.text)))
    lists = (
        not counts
        and plural
        and bool(_LIST.search(text) or (reading.language != "en" and _OPENS.match(text)))
    )
    per = _PER.search(text)
    order = 1 if _MOST.search(text) else -1 if _FEWEST.search(text) else 0
    by = None
    if per:
        by = _PER_FIELD.get(per.group(1), per.group(1))
    elif order:
        by = next((field for field, pattern in _GROUPS.items() if pattern.search(text)), None)
        lists = lists or (by is not None and bool(re.search(_RECORDS, text)))
    often = _OFTEN.search(text) if re.search(r"\bcountr(?:y|ies)\b", text) else None
    if often:
        by, order, lists = "place", 0, not counts
    if order and _MOST_COUNTRIES.search(text) and not re.match(r"\W*(?:which|what) countr", text):
        by, lists = "countries of", True
    if not counts and not lists and not _THERE.search(text):
        return None
    conditions = conditions_of(reading, catalog)
    if by:
        ignored = {"word"}
        conditions = tuple(condition for condition in conditions if condition.field not in ignored)
    return Census(
        conditions=conditions,
        counts=counts,
        counted="countries" if countries and not by else "records",
        by=by,
        order=order if by else 0,
        least=_least(often) if often else 0,
    )


def _least(often: re.Match[str]) -> int:
    number = _NUMBERS.get(often.group("number")) or int(often.group("number"))
    return number if often.group().startswith("at least") else number + 1


def take(census: Census, records: Iterable[Record]) -> Finding:
    """The answer of ``records`` to ``census``; background texts are no records of what was done."""
    kinds = next((c.values for c in census.conditions if c.field == "kind"), ())
    others = [condition for condition in census.conditions if condition.field != "kind"]
    looked_at = [
        record
        for record in records
        if record.kind is not RecordKind.BACKGROUND and (not kinds or str(record.kind) in kinds)
    ]
    found = tuple(record for record in looked_at if all(condition.holds(record) for condition in others))
    return Finding(
        records=found,
        searched=len(looked_at),
        groups=_grouped(census, found) if census.by else (),
        countries=_countries(found, census.conditions) if census.counted == "countries" else (),
    )


def _grouped(census: Census, records: Sequence[Record]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    counts: Counter[str] = Counter()
    members: dict[str, list[Record]] = {}
    for record in records:
        for value in _values(record, census.by or ""):
            counts[value] += 1
            members.setdefault(value, []).append(record)
    if census.by == "countries of":
        return _by_countries(census, records)
    ranked = sorted(members, key=lambda value: (-counts[value] * (census.order or 1), value))
    ranked = [value for value in ranked if counts[value] >= census.least]
    if census.order:
        ranked = [value for value in ranked if counts[value] == counts[ranked[0]]]
    return tuple((value, tuple(members[value])) for value in ranked)


def _by_countries(census: Census, records: Sequence[Record]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The records with the most countries, or the fewest, under that number."""
    numbers = {record.id: len(_countries([record])) for record in records}
    named = [record for record in records if numbers[record.id]]
    if not named:
        return ()
    best = max(numbers[r.id] for r in named) if census.order > 0 else min(numbers[r.id] for r in named)
    return ((str(best), tuple(record for record in named if numbers[record.id] == best)),)


def _values(record: Record, field: str) -> tuple[str, ...]:
    if field == "place":
        return _countries([record])
    if field == "region":
        return (record.region,) if record.region else ()
    values: tuple[str, ...] = record.themes if field == "theme" else record.funding
    return values


def _countries(records: Iterable[Record], conditions: Sequence[Condition] = ()) -> tuple[str, ...]:
    """The countries of ``records``; only those of the regions that a condition on countries names."""
    places = {
        c for record in records for c in (*record.countries, *(c for p in record.parts for c in p.countries))
    }
    regions = {value for c in conditions if c.field == "country region" for value in c.values}
    return tuple(sorted(place.name for place in places if not regions or region(place) in regions))
