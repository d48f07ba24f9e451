"""Records that a question leaves out by what they are about: “besides the cotton one”, “hormis celle de la mine”."""

from __future__ import annotations

import re
from functools import cache

from assistant.glossary import to_english
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues_of
from assistant.words import fold, stem_set
from ingest.gazetteer import find_countries, find_mentions
from ingest.gazetteer_tables import Group
from ingest.records import RecordKind

_WORDS = r"(?P<about>[\w'-]+(?:\s+[\w'-]+){0,3}?)"
_ENDS = r"(?=\s*(?:[,;:.?!)]|$|\s(?:which|what|quelles?|quels?|cuales|quais|que|qui|that|do|does|are|is|have|has)\b))"
_ONE = {
    "en": (
        rf"(?:the|that|those)\s+{_WORDS}\s+(?:ones?|practices?|projects?|initiatives?)(?!\w)",
        rf"(?:the|that)\s+(?:ones?|practices?)?\s*(?:on|about|with|in|from|of|for)\s+(?:the )?{_WORDS}{_ENDS}",
    ),
    "es": (
        rf"(?:la|las|el|los|aquella)(?: practicas?)?\s+(?:del?|sobre|con|en)\s+(?:la |el |los |las )?{_WORDS}{_ENDS}",
        rf"(?:la|el) (?P<about>\w+){_ENDS}",
    ),
    "fr": (
        rf"(?:celles?|celui|las? pratiques?)\s+(?:de|du|des|sur|avec|en|d')\s*(?:la |le |les |l')?{_WORDS}{_ENDS}",
    ),
    "pt": (
        rf"(?:a|as|o|os|aquela)(?: praticas?)?\s+(?:d[eao]s?|sobre|com|em|n[ao]s?)\s+(?:a |o )?{_WORDS}{_ENDS}",
        rf"(?:a|o) (?P<about>\w+){_ENDS}",
    ),
}


_SEVERAL = re.compile(r"(?<!\w)(?:those|ones|practices|projects|initiatives|las|los|celles|as|os)(?!\w)")


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    cue = cues_of("leaves_out", language)
    return tuple(re.compile(rf"(?<!\w)(?:{cue})\s+{one}") for one in _ONE[language])


def read_exclusions(unread: Unread) -> None:
    """The practices that ``unread`` leaves out by a word of their title, or by a country or theme of theirs."""
    for pattern in _patterns(unread.language):
        for match in pattern.finditer(unread.left):
            about = unread.text[slice(*match.span("about"))]
            if unread.language != "en":
                about = to_english(about, unread.language, vocabulary=unread.catalog.vocabulary).text
            wanted = stem_set(about)
            countries = {place.name for place in find_countries(about, adjectives=True)}
            several = _SEVERAL.search(match.group())
            if several and any(isinstance(mention.place, Group) for mention in find_mentions(about)):
                continue  # “except those of the BRICS”
            found = _practices(unread, about, wanted, countries)
            if found:
                unread.blank(*match.span())
                unread.add_plain(Condition(field="id", values=found, negated=True, words=match.group()))


def _practices(unread: Unread, about: str, wanted: frozenset[str], countries: set[str]) -> tuple[str, ...]:
    catalog = unread.catalog
    practices = [r for r in catalog.records.values() if r.kind is RecordKind.PRACTICE]
    regions = {value for value, pattern in patterns("region").items() if pattern.search(fold(about))}
    if regions:
        return tuple(r.id for r in catalog.records.values() if r.region in regions)
    if countries:
        return tuple(r.id for r in practices if countries & {place.name for place in r.countries})
    if not wanted:
        return ()
    titled = tuple(r.id for r in practices if wanted <= catalog.title_stems[r.id])
    if not titled:
        titled = tuple(
            r.id for r in practices if all(_begins(stem, catalog.title_stems[r.id]) for stem in wanted)
        )
    return titled or tuple(r.id for r in practices if wanted <= catalog.naming_stems[r.id])


_LONG = 6


def _begins(stem: str, titled: frozenset[str]) -> bool:
    """Whether a word of a title begins as ``stem`` does: “apprentices” and “apprenticeships”."""
    return len(stem) >= _LONG and any(other.startswith(stem) for other in titled)
