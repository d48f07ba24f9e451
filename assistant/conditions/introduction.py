"""What a question says of who is asking and what for: “I am a union adviser in Dakar. Which practices …”."""

from __future__ import annotations

import re

from assistant.conditions.unread import Unread
from assistant.operators import cues, cues_of

_CLAUSE = re.compile(r"[.;:!?¿¡]+\s*|\s[–—-]\s|,\s+|^\s*")
_GREETING = (
    r"\W*(?:(?:hi|hello|dear \w+|hola|buen[oa]s? \w+|bonjour|bonsoir|salut|ola|bom dia|boa \w+)\W+)?"
    r"(?:and |y |et |e )?"
)


def pass_by_introduction(unread: Unread) -> None:
    """Count as understood what says who is asking, where nothing in the question refers back to it."""
    if cues("refers_back", unread.language).search(unread.folded):
        return
    opening = re.compile(rf"{_GREETING}(?:{cues_of('introduces', unread.language)})(?!\w)")
    starts = [match.end() for match in _CLAUSE.finditer(unread.folded)]
    ends = [*(match.start() for match in _CLAUSE.finditer(unread.folded)), len(unread.folded)]
    for start in starts:
        if not opening.match(unread.folded, start):
            continue
        end = min((at for at in ends if at > start), default=len(unread.folded))
        if start < unread.starts < end:
            end = unread.starts
        elif start <= unread.starts:
            end = max(end, start)
        unread.blank(start, end)
