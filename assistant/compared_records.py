"""Which records a comparison is about: by number, by what both have in common, or one for each of its sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.catalog import Catalog
from assistant.evidence import Evidence, RankedRecord, Weighed
from assistant.listing.census import Census, take
from assistant.listing.conditions import conditions_of
from assistant.reading import Reading, read_question
from assistant.words import fold
from ingest.records import Record, RecordKind

MOST_RECORDS = 4
"""Columns of the widest table."""

_LIKELY = 0.3
"""How likely a record has to be, by one side of a comparison, to be meant by it."""

_CLEARLY = 0.6
"""How likely, for a record to be one of more than two."""

_MOST_SPLITS = 4
_JOINT = re.compile(
    r"\s*(?:[;,:—–]|(?<![\w-])(?:vs\.?|versus|and (?:that|those|the one) (?:of|in|with|on)|and|or|with|from|to|than|"
    r"compared|against|on one side|on the other|side|another|whereas|while|y|o|et|ou|e|con|avec|com|frente a|face a|"
    r"respecto a|par rapport a)(?![\w-]))\s*",
    re.I,
)
_MANY = re.compile(
    r",[^,]{3,80}(?:,| and | y | et | e )[^,]{3,}|(?<!\w)(?:three|four|tres|trois|cuatro|quatre|quatro)(?!\w)",
    re.I,
)
"""More than two things to compare: “A, B and C”."""

_ASKS = (
    r"(?:what|which|who|whom|how|where|when|why|que|cual(?:es)?|quien(?:es)?|como|donde|cuando|qui|quel(?:le)?s?|"
    r"comment|ou|quand|qu['’]|qual|quais|quem|onde|quando)"
)
_ASKS_OF_EACH = re.compile(
    rf"(?:(?<!\w)(?:and|y|e|et)|[,;])\s+(?:(?:in|of|for|by|with|en|de|por|para|a|pour|avec|em|com|o)\s+)?{_ASKS}(?!\w)|"
    r"(?<!\w)(?:frente a|face a|versus|vs|while|whereas|each|chaque|cada|lequel|laquelle|chacun\w*)(?!\w)"
)
"""A question with two clauses that each ask, or that says it asks of each: “who paid for A, and who for B?”."""

_SURELY = 0.75
"""How likely both sides of a question that does not say “compare” have to be two different records."""

_NAMED = 0.15
"""The share of the words of a side that its record has to bear in its name."""

_SHARED = 0.75
"""The share from which on the words of one side name the other's record as well."""

_TOGETHER = re.compile(
    r"(?<!\w)(?:both|the (?:two|three|four)|these two|(?:las|los) (?:dos|tres)|amb[oa]s|les (?:deux|trois)|"
    r"(?:as|os) (?:duas|dois|tres))(?!\w)"
)


def compared_records(
    reading: Reading, weighed: Weighed, evidence: Evidence, allowed: Sequence[Record]
) -> list[Record]:
    """The records that ``reading`` compares, in the order of their mention; fewer than two where unclear."""
    allowed = _of_the_period(allowed, reading)
    by_id = {record.id: record for record in allowed}
    named = [by_id[record_id] for record_id in reading.records if record_id in by_id]
    if len(named) > 1:
        return named[:MOST_RECORDS]
    together = _together(reading, evidence, allowed)
    if together:
        return together
    if named:
        other = _other_than(named[0], reading, evidence, by_id)
        return [*named, other] if other else named
    split = _by_split(reading, evidence, by_id, least=_LIKELY * _LIKELY)
    if split and split.probability >= _CLEARLY * _CLEARLY and not _MANY.search(_text(reading)):
        return list(split.records)
    sides = _by_pieces(reading, evidence, by_id)
    if len(sides) < 3 and split:
        return list(split.records)
    meant = sides[:MOST_RECORDS]
    for item in weighed.ranked[:6]:
        if len(meant) >= 2:
            break
        if item.record not in meant:
            meant.append(item.record)
    return meant


def records_asked_of_each(reading: Reading, evidence: Evidence, allowed: Sequence[Record]) -> list[Record]:
    """The two records of which ``reading`` asks the same in turn, though it says nothing of comparing; else none."""
    if reading.records or not _ASKS_OF_EACH.search(fold(_text(reading))):
        return []
    split = _by_split(reading, evidence, {record.id: record for record in allowed}, least=_SURELY)
    return list(split.records) if split and _are_named_apart(split, evidence.catalog) else []


def _are_named_apart(split: _Split, catalog: Catalog) -> bool:
    """Whether the words of either side name its record and not the other."""
    naming = [catalog.naming_stems[record.id] for record in split.records]
    return all(
        catalog.coverage(terms, own) >= _NAMED and catalog.coverage(terms, other) < _SHARED
        for terms, own, other in zip(split.terms, naming, reversed(naming), strict=True)
    ) and all(record.kind is not RecordKind.BACKGROUND for record in split.records)


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


def _by_pieces(reading: Reading, evidence: Evidence, by_id: dict[str, Record]) -> list[Record]:
    """The record that each piece between “and”, commas and the like speaks of, where it clearly speaks of one."""
    found: dict[str, Record] = {}
    for best in _best_of_each(_JOINT.split(_text(reading)), reading, evidence, by_id):
        if best is not None and best.meant.probability >= _CLEARLY:
            found.setdefault(best.meant.record.id, best.meant.record)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A question divided in two: the record of either side, its words, and how likely both records are meant."""

    probability: float
    records: tuple[Record, Record]
    terms: tuple[tuple[str, ...], tuple[str, ...]]


def _by_split(
    reading: Reading, evidence: Evidence, by_id: dict[str, Record], *, least: float
) -> _Split | None:
    """The best place to divide the question into two records that are together likelier than ``least``."""
    text = _text(reading)
    best: _Split | None = None
    joints = list(_JOINT.finditer(text))[:_MOST_SPLITS]
    lefts = _best_of_each([text[: joint.start()] for joint in joints], reading, evidence, by_id)
    for joint, left in zip(joints, lefts, strict=True):
        if left is None or left.meant.probability <= least:
            continue
        [right] = _best_of_each([text[joint.end() :]], reading, evidence, by_id)
        if right is None or left.meant.record.id == right.meant.record.id:
            continue
        both = left.meant.probability * right.meant.probability
        if both > least:
            least = both
            best = _Split(
                probability=both,
                records=(left.meant.record, right.meant.record),
                terms=(left.terms, right.terms),
            )
    return best


def _text(reading: Reading) -> str:
    """The question with the words that join its sides, which a rendering in English leaves out."""
    return reading.query if reading.language == "en" else reading.text


class _Side(NamedTuple):
    """One side of a comparison: the record that it means, and its words."""

    meant: RankedRecord
    terms: tuple[str, ...]


def _best_of_each(
    texts: Sequence[str], reading: Reading, evidence: Evidence, by_id: dict[str, Record]
) -> list[_Side | None]:
    """For each piece of a question the likeliest record, if the piece says anything."""
    sides = [read_question(text, evidence.catalog, language=reading.language) for text in texts]
    weighed = iter(evidence.weigh_each([side for side in sides if _says_enough(side)], by_id.keys()))
    return [_best(side, reading, next(weighed)) if _says_enough(side) else None for side in sides]


def _says_enough(side: Reading) -> bool:
    return len(side.terms) > 1 or bool(side.countries or side.groups or side.names)


def _best(side: Reading, reading: Reading, weighed: Weighed) -> _Side | None:
    """The record that one side of the question most likely means."""
    ranked = weighed.ranked[:3]
    described = [item for item in ranked if item.record.kind is not RecordKind.BACKGROUND]
    if described and (reading.kinds or described[0].probability >= _LIKELY):
        return _Side(described[0], side.terms)
    return _Side(ranked[0], side.terms) if ranked else None
