"""What records can be filtered by: filters to sets of passages, and counts for choosing from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from index.lexical import Mask, fold
from index.matches import Filters
from index.passage_store import Where
from ingest.errors import UsageError
from ingest.records import PROJECT, Passage, Record, RecordKind, SectionKey

NEAR = 3


class Facets:
    """The filterable fields of the records of one generation."""

    def __init__(self, records: Mapping[str, Record], passages: Sequence[Passage]) -> None:
        self._records = records
        numbers = {record_id: number for number, record_id in enumerate(records)}
        keys = {str(key): number for number, key in enumerate(SectionKey)}
        self._numbers = numbers
        self._keys = keys
        self._record_of = np.array([numbers[passage.record_id] for passage in passages], dtype=np.int64)
        self._key_of = np.array([keys[str(passage.section_key)] for passage in passages], dtype=np.int64)

    def where(self, filters: Filters) -> Where:
        """The records and sections that ``filters`` allow.

        A country filter means records that name the country, a group filter those that name the group;
        neither reaches for the members of a group. Raises ``UsageError`` for a value that no record could
        have; a known one that no record has allows nothing.
        """
        records: list[str] | None = None
        for values, accept in (
            (filters.record, self._by_record),
            (filters.kind, self._by_kind),
            (filters.region, self._by_region),
            (filters.country, self._by_country),
            (filters.group, self._by_group),
            (filters.theme, self._by_theme),
        ):
            if values:
                allowed = accept(values)
                candidates = self._records if records is None else records
                records = [record_id for record_id in candidates if allowed(self._records[record_id])]
        sections = _canonical("section", filters.section, SectionKey) if filters.section else None
        return Where(
            records=None if records is None else tuple(records),
            sections=None if sections is None else tuple(sorted(sections)),
        )

    def mask(self, where: Where) -> Mask:
        """Which passages ``where`` allows, by position."""
        mask = np.ones(len(self._record_of), dtype=np.bool_)
        if where.records is not None:
            mask &= np.isin(self._record_of, [self._numbers[record_id] for record_id in where.records])
        if where.sections is not None:
            mask &= np.isin(self._key_of, [self._keys[key] for key in where.sections])
        return mask

    def counts(self) -> dict[str, dict[str, int]]:
        """How many records have each value of each field, the most frequent first."""
        records = self._records.values()
        return {
            "kind": _tally(record.kinds for record in records),
            "region": _tally([record.region] if record.region else [] for record in records),
            "country": _tally(sorted(_countries(record).values()) for record in records),
            "group": _tally(record.groups for record in records),
            "theme": _tally(record.themes for record in records),
            "modality": _tally(record.modalities for record in records),
            "funding": _tally(record.funding for record in records),
            "period": _tally([record.period] if record.period else [] for record in records),
            "section": _tally(
                sorted({str(section.key) for section in record.sections if section.text})
                for record in records
            ),
        }

    def _by_record(self, values: Sequence[str]) -> Callable[[Record], bool]:
        wanted = _canonical("record", values, self._records)
        return lambda record: record.id in wanted

    def _by_kind(self, values: Sequence[str]) -> Callable[[Record], bool]:
        wanted = _canonical("kind", values, (*RecordKind, PROJECT))
        return lambda record: not wanted.isdisjoint(record.kinds)

    def _by_region(self, values: Sequence[str]) -> Callable[[Record], bool]:
        from ingest.vocabulary import REGIONS

        present = {record.region for record in self._records.values() if record.region}
        wanted = _canonical("region", values, present.union(REGIONS))
        return lambda record: record.region in wanted

    def _by_theme(self, values: Sequence[str]) -> Callable[[Record], bool]:
        from ingest.vocabulary import THEMES

        present = {theme for record in self._records.values() for theme in record.themes}
        wanted = _canonical("theme", values, present.union(THEMES))
        return lambda record: not wanted.isdisjoint(record.themes)

    def _by_group(self, values: Sequence[str]) -> Callable[[Record], bool]:
        from ingest import gazetteer

        present = {name for record in self._records.values() for name in record.groups}
        wanted: set[str] = set()
        for value in values:
            known = gazetteer.group(value)
            if known is not None:
                wanted.add(known.acronym)
            else:
                choices = present.union(group.acronym for group in gazetteer.groups())
                wanted |= _canonical("group", [value], choices)
        return lambda record: not wanted.isdisjoint(record.groups)

    def _by_country(self, values: Sequence[str]) -> Callable[[Record], bool]:
        from ingest import gazetteer

        wanted: set[str] = set()
        for value in values:
            known = gazetteer.country(value)
            if known is None:
                raise _unknown("country", value, [place.name for place in gazetteer.countries()])
            wanted.add(known.iso)
        return lambda record: not wanted.isdisjoint(_countries(record))


def _countries(record: Record) -> dict[str, str]:
    """Names by ISO code of the countries of a record and of its parts."""
    places = [*record.countries, *(place for part in record.parts for place in part.countries)]
    return {place.iso: place.name for place in places}


def _tally(values: Iterable[Iterable[str]]) -> dict[str, int]:
    counted = Counter(value for each in values for value in dict.fromkeys(each))
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _canonical(field: str, values: Sequence[str], choices: Iterable[str]) -> set[str]:
    """The ``choices`` that ``values`` mean, whatever their case and accents."""
    known = {fold(choice): str(choice) for choice in choices}
    found: set[str] = set()
    for value in values:
        choice = known.get(fold(value.strip()))
        if choice is None:
            raise _unknown(field, value, list(known.values()))
        found.add(choice)
    return found


def _unknown(field: str, value: str, choices: Sequence[str]) -> UsageError:
    from rapidfuzz import fuzz, process

    near = process.extract(value, choices, scorer=fuzz.WRatio, processor=fold, limit=NEAR, score_cutoff=60)
    names = [choice for choice, _, _ in near] or sorted(choices)[: 2 * NEAR]
    return UsageError(
        f"there is no {field} {value!r} to filter by; near it are: {', '.join(names)}", field=field
    )
