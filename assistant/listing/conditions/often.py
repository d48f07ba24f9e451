"""How many records a value has to stand in at least."""

from __future__ import annotations

import re

from assistant.listing.conditions.numbers import NUMBER, bounded
from assistant.number_words import value_of
from assistant.operators import cues_of
from assistant.words import fold

_OR_MORE = r"(?:or more|o mas|ou plus|ou mais|or over|at least)"
_RECORDS = (
    r"(?:(?:good |buenas? |bonnes? |boas? )?(?:practices?|practicas?|pratiques?|praticas?)|initiatives?|iniciativas?|"
    r"projects?|proyectos?|projets?|projet[oa]s?|"
    r"records?|registr?os?|fichas?|fiches?|entries)"
)


def read_often(text: str, language: str) -> tuple[int, int | None]:
    """In how many records a value has to stand, at least and at most: 4 and up for “in more than three practices”."""
    folded = fold(text)
    for name in ("more", "at_least", "at_most", "single", "exactly"):
        number = "" if name == "single" else rf"\s+(?P<number>{NUMBER})"
        denied = r"(?<!pas )(?<!no )(?<!not )(?<!nao )" if name == "more" else ""
        match = re.search(rf"(?<!\w){denied}(?:{cues_of(name, language)}){number}\s+{_RECORDS}(?!\w)", folded)
        if match is None and name in ("at_least", "exactly"):
            behind = _OR_MORE if name == "at_least" else cues_of("exactly_after", language)
            match = re.search(
                rf"(?<!\w)(?P<number>{NUMBER})\s+(?:(?:{behind})\s+{_RECORDS}|{_RECORDS}\s+(?:{behind}))(?!\w)",
                folded,
            )
        if match:
            return bounded(name, 1 if name == "single" else value_of(match.group("number")))
    return 0, None
