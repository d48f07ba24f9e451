"""What conditions become once all of a question are read: joined, widened, or held to titles."""

from __future__ import annotations

from dataclasses import replace

from assistant.glossary import to_english
from assistant.listing.conditions.unread import Unread, parts_of
from assistant.listing.conditions.words import COMMON
from assistant.words import plain_forms


def told_of(unread: Unread) -> None:
    """Let a theme that records are said to speak of be met by those whose text has its one word as well."""
    for at, condition in enumerate(unread.conditions):
        if condition.field != "theme" or condition.negated or " " in condition.words:
            continue
        words = condition.words
        if unread.language != "en":
            words = to_english(words, unread.language, vocabulary=unread.catalog.vocabulary).text
        forms = [form for form in plain_forms(words) if unread.catalog.share(form) <= COMMON]
        held = {record.id for record in unread.catalog.records.values() if condition.holds(record)}
        if forms:
            held |= unread.catalog.holding(forms)
        unread.conditions[at] = replace(condition, field="id", values=tuple(sorted(held)))


_NAMED = ("place", "theme", "modality", "institution", "funding", "person", "region", "country region")
_AT_LEAST_A_SUBJECT = 1.2
"""The score of its sense up to which a word is passed over that no record meets together with a field."""


def pass_over_unmet(unread: Unread) -> None:
    """Drop what only words say where no record meets it beside a field, and its sense is not that of a subject."""
    texts = [c for c in unread.conditions if c.field == "text" and not c.negated]
    others = [c for c in unread.conditions if c.field != "text"]
    if not texts or not any(c.field in _NAMED and not c.negated for c in others):
        return
    records = [r for r in unread.catalog.records.values() if all(c.holds(r) for c in others)]
    for condition in texts:
        scores = [unread.catalog.topicality(word) for word in condition.words.split()]
        unsure = all(score is not None and score < _AT_LEAST_A_SUBJECT for score in scores)
        if unsure and records and not any(condition.holds(record) for record in records):
            unread.conditions.remove(condition)
            unread.passed_over += len(scores)


def join(unread: Unread, field: str) -> None:
    """Let one condition on ``field`` be met by what meets any of those that are read: “at least one of the two”."""
    joined = [c for c in unread.conditions if c.field == field and not c.negated]
    if len(joined) > 1:
        values = tuple(dict.fromkeys(value for condition in joined for value in condition.values))
        words = " ".join(condition.words for condition in joined)
        either = tuple(part for condition in joined for part in parts_of(condition))
        rest = [condition for condition in unread.conditions if condition not in joined]
        unread.conditions = [*rest, replace(joined[0], values=values, words=words, either=either)]


def prefer_titles(unread: Unread) -> None:
    """What a record is about stands in its title, where the title of any record that is meant has the words."""
    for at, condition in enumerate(unread.conditions):
        if condition.field != "text" or condition.negated:
            continue
        others = [other for other in unread.conditions if other is not condition]
        meant = [
            record_id
            for record_id in condition.values
            if record_id in unread.catalog.records
            and all(other.holds(unread.catalog.records[record_id]) for other in others)
        ]
        titled = [
            record_id for record_id in meant if unread.catalog.titled(record_id, condition.words.split())
        ]
        if titled:
            unread.conditions[at] = replace(condition, values=tuple(titled))
