"""Bounds on the countries of one part of the world: “at least two African countries”, “dos países del Mercosur”."""

from __future__ import annotations

import re

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.numbers import COUNTRIES, bound_on, bounded
from assistant.listing.conditions.unread import Unread
from assistant.number_words import value_of
from assistant.operators import cues
from ingest.gazetteer import countries, groups, members, region

_OF = (
    r"(?:[ -](?:member|membros?|mi?embros?|membres?))?\s+"
    r"(?:(?:of|in|from|across|del?|d[aeo]s?|en|em|n[ao]s?|du|des) ?)?"
    r"(?:d'|l'|the |la |el |los |las |les |le |os? |as? )*"
)
_FIELDS = ("place", "country region")


def read_countries_of_a_part(unread: Unread) -> None:
    """Let a bound that stands before the countries of a region, an area or a group count those alone."""
    if not unread.is_asked:
        return
    for at, part in enumerate(unread.conditions):
        if part.field not in _FIELDS or part.negated or part.other_than or not part.words:
            continue
        bound = _bound_before(unread, part.words)
        within = _countries_in(part)
        if bound is None or len(within) < _SEVERAL:
            continue
        words, least, most = bound
        unread.conditions[at] = Condition(field="country", values=within, least=least, most=most, words=words)
        whole = [c for c in unread.conditions if c.field == "country" and not c.values and c.words in words]
        unread.conditions = [c for c in unread.conditions if c not in whole]
        return


_SEVERAL = 2
_BOUNDS = ("at_most", "at_least", "more", "fewer", "exactly")


def _bound_before(unread: Unread, part: str) -> tuple[str, int, int | None] | None:
    """The words that bound the countries of the part of the world called ``part``, and the bound; or ``None``."""
    named = re.escape(part)
    alone = rf"|{named}" if re.search(COUNTRIES, part) else ""
    nouns = rf"(?:{COUNTRIES}{_OF}{named}|{named}\s+(?:member )?{COUNTRIES}{alone})"
    for name in _BOUNDS:
        if not cues(name, unread.language).search(unread.folded):
            continue
        match = re.search(bound_on(nouns, name, unread.language), unread.folded)
        least, most = bounded(name, value_of(match["number"])) if match else (1, None)
        if match and (least > 1 or (most is not None and name != "exactly")):
            return match.group(), least, most
    return None


def _countries_in(part: Condition) -> tuple[str, ...]:
    """The countries that ``part`` stands for: its own, the members of its groups, those of its region."""
    if part.field == "country region":
        return tuple(sorted(place.name for place in countries() if region(place) in part.values))
    known = {group.acronym for group in groups()}
    inside = {place.name for value in part.values if value in known for place in members(value)}
    return tuple(sorted(inside | {value for value in part.values if value not in known}))
