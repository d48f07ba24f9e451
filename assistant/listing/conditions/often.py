"""How many records a value has to stand in at least."""

from __future__ import annotations

import re

from assistant.listing.conditions.numbers import NUMBER, bounded
from assistant.number_words import value_of
from assistant.operators import cues_of
from assistant.words import fold

_RECORDS = (
    r"(?:(?:good |buenas? |bonnes? |boas? )?(?:practices?|practicas?|pratiques?|praticas?)|initiatives?|iniciativas?|"
    r"projects?|proyectos?|projets?|projet[oa]s?)"
)


def read_often(text: str, language: str) -> int:
    """How many records a group has to have at least: 4 for “in more than three practices”; 0 where unsaid."""
    folded = fold(text)
    for name in ("more", "at_least"):
        bounds = cues_of(name, language)
        match = re.search(rf"(?<!\w)(?:{bounds})\s+(?P<number>{NUMBER})\s+{_RECORDS}(?!\w)", folded)
        if match is None and name == "at_least":
            behind = rf"(?<!\w)(?P<number>{NUMBER})\s+(?:or more|o mas|ou plus|ou mais)\s+{_RECORDS}(?!\w)"
            match = re.search(behind, folded)
        if match:
            return bounded(name, value_of(match.group("number")))[0]
    return 0
