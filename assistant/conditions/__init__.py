"""Conditions that a question sets to records: “involve Kenya”, “other than RBTC”, “in 2020-2021”."""

from __future__ import annotations

import re

from assistant.catalog import Catalog
from assistant.conditions.condition import FIELDS, Condition, countries_of
from assistant.conditions.institutions import read_funders, read_institutions, read_persons
from assistant.conditions.numbers import read_numbers
from assistant.conditions.places import read_places
from assistant.conditions.tables import (
    read_goals_and_outcomes,
    read_period_and_kind,
    read_regions,
    read_table,
)
from assistant.conditions.unread import Unread
from assistant.conditions.words import read_words
from assistant.operators import cues
from assistant.reading import Reading

__all__ = ["FIELDS", "Condition", "conditions_of", "countries_of", "understood"]

_PROGRAMME = re.compile(
    r"(?<!\w)(?:(?:cooperacion|cooperation|cooperacao) )?(?:south|sur|sud|sul)-(?:south|sur|sud|sul)"
    r"(?: (?:and|&|y|et|e) triangula\w+)?(?: (?:cooperation|cooperacion|cooperacao))?(?! funds?)(?!\w)|"
    r"(?<!\w)sstc(?! funds?)(?!\w)"
)
"""What all records are about."""


def conditions_of(reading: Reading, catalog: Catalog) -> tuple[Condition, ...]:
    """The conditions in ``reading``; what no field speaks of becomes a condition on the text."""
    return understood(reading, catalog)[0]


def understood(reading: Reading, catalog: Catalog) -> tuple[tuple[Condition, ...], int]:
    """The conditions in ``reading``, and how many of its words say something that none of them holds."""
    unread = Unread(reading, catalog)
    _read(unread)
    found = unread.conditions
    if reading.before is not None:
        own = {_family(condition) for condition in found}
        earlier = conditions_of(reading.before, catalog)
        found = [*found, *(condition for condition in earlier if _family(condition) not in own)]
    return tuple(found), unread.passed_over


def _family(condition: Condition) -> str:
    """Conditions of one family replace each other: a country stands in for a region."""
    return "place" if condition.field in ("place", "region", "country region") else condition.field


def _read(unread: Unread) -> None:
    reading, catalog = unread.reading, unread.catalog
    if reading.excluded:
        unread.add_plain(Condition(field="id", values=reading.excluded, negated=True, words="other"))
        for match in catalog.numbered(unread.folded):
            unread.blank(*match.span())
    if reading.within:
        unread.add_plain(Condition(field="id", values=reading.within))
    for match in _PROGRAMME.finditer(unread.left):
        unread.blank(*match.span())
    for match in cues("idioms", unread.language).finditer(unread.left):
        unread.blank(*match.span())
    read_numbers(unread)
    read_period_and_kind(unread)
    if _blank_sections(unread):
        return
    mentions = cues("mentions", unread.language).search(unread.left)
    for match in cues("as_partaker", unread.language).finditer(unread.left):
        unread.blank(*match.span())
        mentions = None
    read_funders(unread)
    read_persons(unread)
    if mentions and not any(c.field in ("funding", "person") for c in unread.conditions):
        unread.starts = mentions.end()
        _mentioned_places(unread, mentions.end())
        read_regions(unread)
        read_words(unread, mentions=True)
        return
    tells = None if mentions else cues("tells", unread.language).search(unread.left)
    if tells:
        _mentioned_places(unread, tells.end())
    read_institutions(unread)
    read_places(unread)
    for field in ("theme", "modality"):
        read_table(unread, field)
    read_regions(unread)
    read_goals_and_outcomes(unread)
    read_words(unread, mentions=False)


def _mentioned_places(unread: Unread, after: int) -> None:
    """Places after “mention” stand in the text; those before take part."""
    first = len(unread.conditions)
    read_places(unread)
    for at, condition in enumerate(unread.conditions[first:], first):
        if condition.field != "place" or unread.folded.find(condition.words.split()[0], after) < 0:
            continue
        held = {record.id for record in unread.catalog.records.values() if condition.holds(record)}
        for value in condition.values[:1]:
            held |= unread.catalog.holding_text(value)
        unread.conditions[at] = Condition(field="mention", values=tuple(sorted(held)), words=condition.words)


def _blank_sections(unread: Unread) -> bool:
    """Records that leave a section blank, where ``unread`` asks for those."""
    asked = cues("blank", unread.language).search(unread.folded)
    if not asked or not unread.reading.sections:
        return False
    key = str(unread.reading.sections[0])
    unread.add_plain(Condition(field="blank", values=(key,), words=asked.group()))
    return True
