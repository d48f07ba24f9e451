"""Whether “or” joins a phrase to what has been understood before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues_of


def joins_text(unread: Unread, start: int) -> bool:
    """Whether “or” stands before the phrase at ``start``."""
    return bool(
        re.search(
            rf"(?:^|\s)(?:{cues_of('or', unread.language)})\s+(?:\w{{1,3}}\s+)?$", unread.folded[:start]
        )
    )


def joins_subject(unread: Unread, start: int, end: int, condition: Condition) -> bool:
    """Whether “or” joins the phrase from ``start`` to ``end`` to a theme or way of working: either is enough.

    A phrase before one of two that “or” joins narrows that one alone, so that the other stays: “paid care work
    or the care economy”.
    """
    if not unread.is_asked:
        return False
    either = rf"(?:{cues_of('or', unread.language)})\s+(?:\w{{1,4}}\s+)?"
    before = re.search(rf"(\w+)\s*,?\s+{either}(?:\w{{1,3}}\s+)?$", unread.folded[:start])
    after = re.match(rf"\s+{either}(\w+)", unread.folded[end:])
    beside = re.match(r"\s+(\w+)", unread.folded[end:])
    for at, known in enumerate(unread.conditions):
        if known.field not in ("theme", "modality", "institution") or known.negated:
            continue
        words = known.words.split()
        if len(words) > 1 and beside and beside.group(1) == words[0] and _joined_later(unread, start, known):
            unread.passed_over += 1
            return True
        if (before and before.group(1) == words[-1]) or (after and after.group(1) == words[0]):
            held = {record.id for record in unread.catalog.records.values() if known.holds(record)}
            ids = tuple(sorted({*held, *condition.values} - {""}))
            unread.conditions[at] = replace(
                known, field="id", values=ids or ("",), words=f"{known.words} {condition.words}"
            )
            return True
    return False


def _joined_later(unread: Unread, start: int, known: Condition) -> bool:
    """Whether ``known`` was read from two places behind ``start`` with “or” between them."""
    text = unread.folded[start:]
    first, last = known.words.split()[0], known.words.split()[-1]
    return bool(
        re.search(
            rf"(?<!\w){re.escape(first)}(?!\w)[^.;:?!]*?\s(?:{cues_of('or', unread.language)})\s[^.;:?!]*?"
            rf"(?<!\w){re.escape(last)}(?!\w)",
            text,
        )
    )
