"""How a question over all records was understood, in words for the one who asked: “Kenya, not funded by RBTC”."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.listing.census import Census, take
from assistant.listing.conditions import Condition, countries_of
from assistant.phrases import phrase, record_name, section_name
from ingest.records import Record, RecordKind

_MOST_VALUES = 3
_OF_SECTIONS = ("section", "blank", "given none")
_OTHER = "other"
"""The words of a condition on records that the conversation leaves out."""

_AS_ASKED = ("text", "mention", "person")
"""Fields whose values are records, or persons, of which only the words of the question tell."""


def said_back(census: Census, language: str) -> tuple[str, ...]:
    """What ``census`` holds records to, one by one; what it denies or bounds is said to be denied or bounded."""
    conditions = [c for c in (*census.conditions, *census.apart) if c.field not in ("kind", "id")]
    known = {_OTHER, *(condition.words for condition in conditions)}
    left_out = [c.words.strip() for c in census.conditions if c.field == "id" and c.words not in known]
    said = (*(_said(condition, language) for condition in conditions), *left_out)
    return tuple(dict.fromkeys(piece for piece in said if piece))


def _said(condition: Condition, language: str) -> str:
    value = _value(condition, language)
    if not value:
        return ""
    turned = "not" if condition.negated else "only" if condition.only else ""
    turned = "other_than" if condition.other_than else turned
    return phrase(f"said_{turned}", language, value=value) if turned else value


def _value(condition: Condition, language: str) -> str:
    """The values as the records print them where they are few, else the words of the question."""
    words = condition.words.strip()
    if condition.least or condition.most is not None:
        return words
    if condition.field in _OF_SECTIONS:
        return " / ".join(section_name(key, language) for key in condition.values)
    if condition.field in _AS_ASKED or not condition.values or len(condition.values) > _MOST_VALUES:
        return f"“{words}”" if words and condition.field in ("text", "mention") else words
    return " / ".join(condition.values)


def beside_the_heading(census: Census, records: Iterable[Record], language: str) -> str | None:
    """Which records have countries of the region that is asked for, but stand under another heading; ``None`` if none.

    A compendium groups its practices by region; one headed “Global” is not counted to the region of its countries.
    """
    regions = [c for c in census.conditions if c.field == "region" and not c.negated and len(c.values) == 1]
    if len(regions) != 1 or census.by or census.values:
        return None
    there = replace(regions[0], field="country region")
    conditions = tuple(there if c is regions[0] else c for c in census.conditions)
    found = take(replace(census, conditions=conditions), records).records
    left = [r for r in found if countries_of(r) and not regions[0].holds(r)]
    names = [record_name(r, language) for r in left if r.kind is RecordKind.PRACTICE]
    if not names or len(names) != len(left):
        return None
    return phrase("beside_heading", language, names=", ".join(names))
