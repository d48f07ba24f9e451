"""Questions over all records: which, how many, the most, by what; and their exact answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.listing.conditions import FIELDS, Condition, countries_of
from ingest.gazetteer import region
from ingest.records import Record, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """A question over all records.

    ``counts`` says that a number is asked for. ``values`` is the field whose values are asked for in place of
    the records (``country``), only those ``within`` where it is not empty. ``by`` is the field they are grouped
    by, with ``order`` 1 for the highest count first, -1 for the lowest, 0 for the whole table, ``places`` and ``place``
    as those of a ``Request``; groups smaller than ``least`` or larger than ``at_most_often`` and the values
    ``without`` are left out. ``sure`` says that nothing but the records can be
    meant. ``at_most`` is how many records are to be shown. ``instead_of`` is the kind that was named, of which no
    record meets the conditions. ``apart`` are conditions of which each makes a set of its own that is to be counted,
    the sets in the order of their sizes where ``order`` is not 0. ``share`` says that their share of all is asked for,
    ``details`` what of each record (``contacts``, ``partner``, ``funding``).
    """

    conditions: tuple[Condition, ...]
    counts: bool
    values: str | None = None
    within: frozenset[str] = frozenset()
    by: str | None = None
    order: int = 0
    of_numbers: bool = False
    places: int = 1
    place: int = 1
    least: int = 0
    at_most_often: int | None = None
    without: frozenset[str] = frozenset()
    sure: bool = True
    at_most: int | None = None
    instead_of: RecordKind | None = None
    apart: tuple[Condition, ...] = ()
    share: bool = False
    details: str | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every condition is one that the records' fields or letters decide."""
        return not any(condition.field == "text" for condition in self.conditions)

    @property
    def sets_conditions(self) -> bool:
        """Whether it asks for some of the records, not for all of a kind."""
        return any(condition.field != "kind" for condition in self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: the records that meet the conditions, how many were looked at, and the groups.

    ``values`` are the distinct values of the field that was asked for.
    """

    records: tuple[Record, ...]
    searched: int
    groups: tuple[tuple[str, tuple[Record, ...]], ...] = ()
    values: tuple[str, ...] = ()


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
    if census.apart:
        return _counted_apart(census, found, len(looked_at))
    if census.values and (not census.counts or (census.without and census.values != "country")):
        found = tuple(record for record in found if FIELDS[census.values](record) - census.without)
    return Finding(
        records=found,
        searched=len(looked_at),
        groups=_grouped(census, found) if census.by else (),
        values=_distinct(census, found) if census.values else (),
    )


def _counted_apart(census: Census, records: Sequence[Record], searched: int) -> Finding:
    """The records of each set that is to be counted, by what says which they are."""
    groups = [
        (condition, tuple(record for record in records if condition.holds(record)))
        for condition in census.apart
    ]
    if census.order:
        groups.sort(key=lambda group: -len(group[1]) * census.order)
    held = {record.id for _, members in groups for record in members}
    return Finding(
        records=tuple(record for record in records if record.id in held),
        searched=searched,
        groups=tuple((condition.words, members) for condition, members in groups),
    )


def _grouped(census: Census, records: Sequence[Record]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    if census.of_numbers:
        return _by_numbers(census, records)
    counts: Counter[str] = Counter()
    members: dict[str, list[Record]] = {}
    for record in records:
        for value in sorted(FIELDS[census.by or ""](record) - census.without):
            counts[value] += 1
            members.setdefault(value, []).append(record)
    ranked = sorted(members, key=lambda value: (-counts[value] * (census.order or 1), value))
    most = census.at_most_often
    ranked = [v for v in ranked if census.least <= counts[v] <= (counts[v] if most is None else most)]
    if census.order and ranked:
        levels = sorted({counts[value] for value in ranked}, reverse=census.order > 0)
        best = levels[min(census.place, len(levels)) - 1]
        last = counts[ranked[min(census.places, len(ranked)) - 1]]
        kept = {level for level in levels if level == best or (level - last) * census.order >= 0}
        ranked = [value for value in ranked if counts[value] in (kept if census.places > 1 else {best})]
    return tuple((value, tuple(members[value])) for value in ranked)


def _by_numbers(census: Census, records: Sequence[Record]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The records with the most values of a field (countries), or the fewest, under that number."""
    numbers = {record.id: len(FIELDS[census.by or ""](record)) for record in records}
    named = [record for record in records if numbers[record.id]]
    if not named:
        return ()
    ranked = sorted((numbers[r.id] for r in named), reverse=census.order > 0)
    levels = list(dict.fromkeys(ranked))
    if census.places > 1:
        last = ranked[min(census.places, len(ranked)) - 1]
        kept = levels[: levels.index(last) + 1]
    else:
        kept = [levels[min(census.place, len(levels)) - 1]]
    return tuple((str(best), tuple(r for r in named if numbers[r.id] == best)) for best in kept)


def _distinct(census: Census, records: Iterable[Record]) -> tuple[str, ...]:
    """The values of the field asked for; countries only of the regions that a condition on countries names."""
    if census.values != "country":
        held = {value for record in records for value in FIELDS[census.values or ""](record)}
        return tuple(sorted(held - census.without))
    regions = {value for c in census.conditions if c.field == "country region" for value in c.values}
    places = {place for record in records for place in countries_of(record)}
    if census.within:
        return tuple(sorted({place.name for place in places} & census.within))
    kept = (place for place in places if not regions or region(place) in regions)
    return tuple(sorted(place.name for place in kept if place.name not in census.without))
