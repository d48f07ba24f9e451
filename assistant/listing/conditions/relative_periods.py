"""Conditions on when, told by order or by a year: “the oldest projects”, “the current biennium”, “before 2022”."""

from __future__ import annotations

import re
from functools import cache

from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.listing.request_patterns import any_of

_BIENNIUM = (
    r"(?:bienni(?:um|a|o)s?|bieni[ou]s?|bienal|biennale?|periodo bienal|periode biennale|periodes?|"
    r"periodos?|period|cycle|ciclo)"
)
_NEWEST = {
    "en": r"most recent|latest|newest|current|present|ongoing|running|last",
    "es": r"mas recientes?|mas nuev[oa]s?|actual(?:es)?|en curso|presente|vigente|ultim[oa]s?",
    "fr": (
        r"(?:les? |la )?plus recente?s?|(?:les? |la )?plus nouve\w+|actuel(?:le)?s?|en cours|present|"
        r"derniere?s?|dernier"
    ),
    "pt": r"mais recentes?|mais nov[oa]s?|atua(?:l|is)|em curso|corrente|vigente|presente|ultim[oa]s?",
}
_OLDEST = {
    "en": r"oldest|earliest",
    "es": r"mas antigu[oa]s?|mas viej[oa]s?",
    "fr": r"(?:les? |la )?plus ancien(?:ne)?s?|(?:les? |la )?plus vieu\w+",
    "pt": r"mais antig[oa]s?|mais velh[oa]s?",
}
_ALONE = {
    "en": r"most recent|latest|newest",
    "es": r"mas recientes|mas nuev[oa]s",
    "fr": r"plus recente?s|plus nouve\w+",
    "pt": r"mais recentes|mais nov[oa]s",
}
"""What says so of records, not of a biennium only."""

_BEFORE = (
    r"(?:from |de |d')?(?:before|prior to|earlier than|older than|until the end of|anteriores? al?|"
    r"antes del?(?: ano)?|previ[oa]s? al?|avant(?: l'annee)?|"
    r"anterieure?s? a|anteriores? a)"
)
_AFTER = (
    r"(?:from |de |d')?(?:after|later than|newer than|posterior(?:es)? al?|despues del?|apres|"
    r"posterieure?s? a|depois de)"
)
_SINCE = r"(?:since|from(?= \d{4} (?:on|onwards?))|starting (?:in|from)|desde|a partir d[e']|depuis)"
_YEAR = (
    r"\s+(?:the year |el ano |l'annee |o ano )?(?P<year>20\d\d)(?!\d|[-–/]\d)(?: (?:on|onwards?|"
    r"en adelante|em diante))?"
)
_YEARS = {
    "before": re.compile(rf"(?<!\w){_BEFORE}{_YEAR}"),
    "after": re.compile(rf"(?<!\w){_AFTER}{_YEAR}"),
    "since": re.compile(rf"(?<!\w){_SINCE}{_YEAR}"),
}


@cache
def _ranked(language: str) -> dict[str, re.Pattern[str]]:
    several = any_of("nouns", "several", language)
    gap = r"\s+(?:(?:the|la|el|le|o|a|of|de|du|do|ones)\s+)*"

    def of(words: str, alone: str) -> re.Pattern[str]:
        biennium = rf"(?:{words}){gap}(?:\w+ )?{_BIENNIUM}|{_BIENNIUM}{gap}(?:{words})"
        records = rf"(?:{alone})(?= (?:\w+ )?{several}(?!\w))|(?<!\w){several}{gap}(?P<behind>{alone})"
        return re.compile(rf"(?<!\w)(?:{biennium}|{records})(?!\w)")

    first = r"first|primer[oa]?|premiere?|primeir[oa]"
    oldest = _OLDEST[language]
    return {"newest": of(_NEWEST[language], _ALONE[language]), "oldest": of(f"{oldest}|{first}", oldest)}


def read_relative_periods(unread: Unread) -> None:
    """The biennia that ``unread`` tells by their order or by a year beside them, where records are of several."""
    request = unread.reading.request
    if not unread.is_asked or request is None:
        return
    kinds = [kind for kind, pattern in patterns("kind").items() if pattern.search(unread.folded)]
    periods = sorted(
        {
            r.period
            for r in unread.catalog.records.values()
            if r.period and (not kinds or str(r.kind) in kinds)
        }
    )
    if len(periods) > 1:
        for name, ranked in _ranked(unread.language).items():
            for match in ranked.finditer(unread.left):
                span = match.span("behind") if match["behind"] else match.span()
                unread.add("period", [periods[-1 if name == "newest" else 0]], *span)
    every = sorted({r.period for r in unread.catalog.records.values() if r.period})
    for name, pattern in _YEARS.items():
        for match in pattern.finditer(unread.left):
            year = int(match["year"])
            meant = [period for period in every if _is_meant(name, period, year)]
            if meant:
                unread.add("period", meant, *match.span())


def _is_meant(name: str, period: str, year: int) -> bool:
    first, last = int(period[:4]), int(period[-4:])
    if name == "before":
        return last < year
    return first > year if name == "after" else last >= year
