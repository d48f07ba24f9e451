"""Conditions on the sections of a record: that it has one, leaves it blank, or does not have it."""

from __future__ import annotations

import re

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues
from ingest.records import RecordKind

_NOT = re.compile(r"(?:n't|n’t|(?<!\w)(?:not|no|nao|never|nunca))\s+$")
_THAT_ONE = re.compile(r"(?<!\w)(?:that|this|such|es[ae]|est[ae]|cette|n?ess[ae]|n?est[ae])\s+(?:sec|apart)")


def read_sections(unread: Unread) -> bool:
    """Whether ``unread`` asks for records by the sections that they have; that becomes a condition."""
    if not unread.is_asked or not unread.reading.sections:
        return False
    key = str(unread.reading.sections[0])
    headed = cues("headed", unread.language).search(unread.left)
    if (
        headed is None
        or _THAT_ONE.search(headed.group())
        or any(region.search(headed.group()) for region in patterns("region").values())
        or cues("left_blank", unread.language).search(unread.folded)
    ):
        return _blank_sections(unread)
    without = cues("without_heading", unread.language).search(headed.group()) or _NOT.search(
        unread.folded[: headed.start()]
    )
    unread.add_plain(Condition(field="section", values=(key,), negated=bool(without), words=headed.group()))
    unread.blank(*headed.span())
    return True


def _blank_sections(unread: Unread) -> bool:
    """Records that leave a section blank, or give none of what it is for, where ``unread`` asks for those."""
    asked = cues("blank", unread.language).search(unread.folded)
    if not asked or not unread.reading.sections:
        return False
    key = str(unread.reading.sections[0])
    left_blank = cues("left_blank", unread.language).search(unread.folded)
    not_there = cues("not_there", unread.language).search(unread.folded)
    headed = cues("headed", unread.language).search(unread.folded)
    missing = headed and cues("without_heading", unread.language).search(headed.group())
    field = "blank" if left_blank and not (not_there or missing) else "given none"
    kinds = {value for c in unread.conditions if c.field == "kind" for value in c.values}
    if field == "given none" and kinds == {str(RecordKind.INITIATIVE)}:
        unread.add_plain(Condition(field="section", values=(key,), negated=True, words=asked.group()))
    else:
        unread.add_plain(Condition(field=field, values=(key,), words=asked.group()))
    return True
