"""Conditions on what the text of a record itself names."""

from __future__ import annotations

from dataclasses import replace

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.places import read_places
from assistant.listing.conditions.unread import Unread
from assistant.listing.conditions.words import read_words
from assistant.operators import cues
from ingest.gazetteer import group


def mentioned_places(unread: Unread, after: int) -> None:
    """Places after “mention” stand in the text; those before take part."""
    first = len(unread.conditions)
    read_places(unread)
    for at, condition in enumerate(unread.conditions[first:], first):
        if condition.field != "place" or unread.folded.find(condition.words.split()[0], after) < 0:
            continue
        if group(condition.values[0]):
            condition = replace(condition, values=condition.values[:1])
        held = {record.id for record in unread.catalog.records.values() if condition.holds(record)}
        for value in condition.values[:1]:
            held |= unread.catalog.holding_text(value)
        unread.conditions[at] = Condition(field="mention", values=tuple(sorted(held)), words=condition.words)


def read_in_text(unread: Unread, at: int) -> None:
    """What the text itself holds, wherever it is named in its sentence: “in the text of which practices is …?”."""
    unread.starts = max(unread.folded.rfind(mark, 0, at) + 1 for mark in ".?!;:")
    for name in ("mentioned", "mentions", "stands_there"):
        for match in cues(name, unread.language).finditer(unread.left):
            unread.blank(*match.span())
    mentioned_places(unread, 0)
    read_words(unread, mentions=True)
