"""What is meant where no record meets what was named: the other kind of records, the countries of a group."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.listing.census import Census, take
from assistant.reading import Reading
from assistant.words import fold
from ingest.gazetteer import members
from ingest.records import RecordKind

_COUNTRIES_OF = re.compile(
    r"(?<!\w)(?:countr(?:y|ies)|states|members?|pais(?:es)?|miembros|pays|etats|membres|membros|estados)(?!\w)"
)


def with_members(census: Census, reading: Reading, catalog: Catalog) -> Census:
    """``census`` with the members of its groups where no record names a group whose countries are asked for.

    “Countries of Mercosur” are those of the group as long as records name it, else Brazil, Argentina and the others.
    """
    if not census.is_exact or census.by or census.apart or not _COUNTRIES_OF.search(fold(reading.text)):
        return census
    groups = [
        c
        for c in census.conditions
        if c.field == "place" and not c.negated and len(c.values) == 1 and members(c.values[0])
    ]
    if not groups or take(census, catalog.records.values()).records:
        return census
    widened = {
        c: replace(c, values=(*c.values, *(member.name for member in members(c.values[0])))) for c in groups
    }
    wider = replace(census, conditions=tuple(widened.get(c, c) for c in census.conditions))
    return wider if take(wider, catalog.records.values()).records else census


_PROJECTS = re.compile(r"(?<!\w)(?:project|proyecto|projet|projeto|projecto)s?(?!\w)")
_INITIATIVES = re.compile(r"(?<!\w)(?:initiative|iniciativa|programmes?|programas?)s?(?!\w)")


def of_another_kind(census: Census, reading: Reading, catalog: Catalog) -> Census:
    """``census`` over the other kind of records where none of the kind that is named can meet it.

    People call good practices projects, too, and projects of another biennium practices.
    """
    kinds = [condition for condition in census.conditions if condition.field == "kind"]
    if census.counts or census.by or census.values or not census.is_exact or len(kinds) != 1:
        return census
    fields = {condition.field for condition in census.conditions}
    if kinds[0].values == (str(RecordKind.INITIATIVE),):
        named = fold(reading.text)
        own = _PROJECTS.search(named) and not _INITIATIVES.search(named) and not fields <= {"kind", "id"}
        if "period" in fields or not own:
            return census
        other_kind = RecordKind.PRACTICE
    elif kinds[0].values == (str(RecordKind.PRACTICE),) and "period" in fields:
        other_kind = RecordKind.INITIATIVE
    else:
        return census
    if take(census, catalog.records.values()).records:
        return census
    others = replace(kinds[0], values=(str(other_kind),))
    conditions = tuple(others if c is kinds[0] else c for c in census.conditions)
    other = replace(census, conditions=conditions, instead_of=RecordKind(kinds[0].values[0]))
    return other if take(other, catalog.records.values()).records else census
