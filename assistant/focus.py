"""Which record a conversation is about, and whether a question leans on it or stands on its own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation import was_answered
from assistant.evidence import Evidence
from assistant.heading import asks_whether_they_take_part
from assistant.listed_records import likeliest
from assistant.listing.narrowing import ADDING
from assistant.question_reading import read_question
from assistant.reading import POINTING, Reading, Turn, clean
from assistant.staying import LEANING, stays
from assistant.weighed import RankedRecord
from assistant.weighing.record_table import taking_part
from assistant.words import fold, stem_set
from ingest.gazetteer import members
from ingest.records import RecordKind

OWN_SUBJECT = 0.85
"""How likely a record has to be, by a question alone, for the question to stand on its own."""

ELSEWHERE = 0.25
"""How much more of a question another record has to hold than the one in focus for it to stand on its own."""

ELSEWHERE_ADDING = 0.5
"""The same of one that begins with “and” or the like."""

LEAST_LIKELY = 0.3
"""How likely that other record has to be by the question alone."""


def focus_of(turns: Sequence[Turn], evidence: Evidence) -> str | None:
    """The record that the last turns are about: the one named last, else the likeliest by their words.

    Where the last question found nothing, only one that it is sure to speak of; else ``None``.
    """
    for turn in reversed(turns):
        named = evidence.catalog.named(fold(clean(turn.content)))[0]
        if len(named) == 1:
            return named[0]
        if turn.role == "user":
            break
    last = next((place for place in range(len(turns) - 1, -1, -1) if turns[place].role == "user"), None)
    if last is None:
        return None
    if last < len(turns) - 1 and not was_answered(turns):
        names = len(read_question(clean(turns[last].content), evidence.catalog).terms) > 1
        found = likeliest([turns[last]], evidence) if names else None
        return found.record.id if found and found.probability >= OWN_SUBJECT else None
    found = likeliest(turns[last:], evidence)
    if found is not None and found.probability < 0.5 and last > 0:
        found = likeliest(turns, evidence)
    return found.record.id if found else None


def leans(folded: str, reading: Reading, focus: str | None, evidence: Evidence) -> bool:
    """Whether the question is about ``focus``, what was spoken of before, rather than about what it names itself."""
    if reading.only_asks or not reading.terms:
        return True
    if focus is not None and not speaks_of_another(reading, focus, evidence):
        return stays(folded, reading, focus, evidence)
    best = evidence.weigh(reading).ranked[0]
    points = bool(LEANING.search(folded))
    adds = bool(ADDING.match(folded))
    more = ELSEWHERE_ADDING if adds else ELSEWHERE
    if focus is not None and _holds_more(best, focus, reading, evidence, more):
        return points and best.probability < OWN_SUBJECT
    if adds:
        return True
    own = best.probability >= OWN_SUBJECT and best.signal("naming") >= 0.5 and len(reading.terms) >= 2
    return not (own and best.signal("title") >= 0.5) if points else not own


def _holds_more(other: RankedRecord, focus: str, reading: Reading, evidence: Evidence, more: float) -> bool:
    """Whether ``other`` holds a name that ``focus`` lacks, or is likely and holds ``more`` of what is asked of."""
    catalog = evidence.catalog
    places = stem_set(" ".join((*reading.countries, *reading.groups)))
    said = set(reading.terms) - set(reading.counted) - POINTING - places
    if not said or other.record.id == focus:
        return False
    here, there = catalog.body_stems[focus], catalog.body_stems[other.record.id]
    if there.intersection(reading.names) and not here.intersection(reading.names):
        return True
    return (
        other.probability >= LEAST_LIKELY
        and catalog.coverage(said, there) - catalog.coverage(said, here) >= more
    )


def speaks_of_another(reading: Reading, record_id: str, evidence: Evidence) -> bool:
    """Whether the question names a place that the record does not speak of, or a biennium that is not its own."""
    if asks_whether_they_take_part(reading, evidence):
        return False
    record = evidence.catalog.records[record_id]
    if reading.periods and record.period not in (None, *reading.periods):
        asks_for_records = reading.request is not None or bool(reading.kinds)
        if asks_for_records or record.kind is RecordKind.INITIATIVE:
            return True
    present, body = taking_part(record), evidence.catalog.body_stems[record_id]
    return any(
        place not in present
        and not stem_set(place) <= body
        and not any(member.name in present for member in members(place))
        for place in (*reading.countries, *reading.groups)
    )
