"""What stands beside a request for records and sets no condition: “the federation wants …”, “titles are enough”."""

from __future__ import annotations

import re

from assistant.listing.conditions.unread import Unread

_NAMED = (
    "place",
    "theme",
    "modality",
    "institution",
    "funding",
    "region",
    "country region",
    "person",
    "goal",
    "outcome",
)
"""Fields by which a question says which records it means."""

_BREAK = re.compile(r"[.;:!?,()¿¡]+(?:\s|$)|\s[–—-]\s|[(]")
CLAUSE = re.compile(r"(?:[^.;:!?,()¿¡\s]|\s(?!\s|[–—-]\s))+")
"""The rest of a clause, up to what has been understood."""

SENTENCE = re.compile(r"[.?!]+\s")
"""Where a sentence ends."""

TO_SUBJECT = re.compile(
    r"(?<!\w)(?:about|on|regarding|concerning|sobre|acerca|relativ\w+|relacionad\w+|sur|concernant|au sujet|tema|theme|"
    r"topic)(?: (?:a|al|d[eoau]s?|del?|the|an?|el|la|los|las|les?|l'|os?|as|um|uma|un|une))*\s*$"
)
"""What leads in a subject, at the end of a text."""


def is_aside(unread: Unread, start: int, end: int) -> bool:
    """Whether a phrase stands apart from the word for the records where a field already says which are meant.

    It does in a sentence behind one whose subject is told, in another clause, or before that word with more
    between them (“the federation wants practices on …”), if nothing leads in a subject: “practices, on cotton”.
    """
    noun, request = unread.noun_at, unread.reading.request
    if noun is None or request is None or not (request.several or request.loosely):
        return False
    told = {condition.field for condition in unread.conditions if not condition.negated}
    if "text" in told and start > noun and SENTENCE.search(unread.folded[noun:start]):
        return True
    if told.isdisjoint(_NAMED):
        return False
    if TO_SUBJECT.search(unread.folded[:start]) or in_quotes(unread, start):
        return False
    between = unread.folded[end:noun] if end <= noun else unread.folded[noun:start]
    if _BREAK.search(between):
        return True
    return end < noun and bool(between.strip()) and not unread.folded[end:noun].strip().startswith("'")


def in_quotes(unread: Unread, at: int) -> bool:
    """Whether ``at`` stands within quotation marks."""
    return len(re.findall(r'["“”«»]', unread.text[:at])) % 2 == 1
