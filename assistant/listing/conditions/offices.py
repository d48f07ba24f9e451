"""Conditions on an office of the ILO by the place where it is: “the New Delhi office”, “le bureau de Moscou”."""

from __future__ import annotations

import re

from assistant.glossary import to_english
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.words import fold
from ingest.gazetteer import find_countries

_OFFICE = r"(?:offices?|bureaux?|oficinas?|escrit[oó]rios?)"
_KIND = (
    r"(?:\s+(?:country|(?:sub-?)?r[eé]gional|r[eé]gionaux|national|field|de pays|nacional|pa[ií]s|de pa[ií]s|"
    r"do pa[ií]s|of the ilo|d[ae] (?:la )?oit|de l['’]oit|du bit))*"
)
_OF = (
    r"\s+(?:in|of|for|at|de|du|d'|des|en|a|à|au|aux|em|no|na|nos|nas|da|do|para|pour)\s*"
    r"(?:the |la |los |las |les |l['’]|le |el |o |os |as )?"
)
_NAME = (
    r"(?P<name>(?!(?:OIT|BIT|ILO)\b)"
    r"(?:(?:États|Etats|Estados|Países) [AÁaá]rabes|"
    r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:and|of|the|y|et|e|de|el|la)\s+)?[A-ZÀ-Þ][\w’'-]+){0,3}))"
)
_PATTERNS = (
    re.compile(rf"(?i:{_OFFICE}{_KIND}{_OF}){_NAME}"),
    re.compile(rf"{_NAME}(?i:\s+(?:country |regional )?office)(?!\w)"),
)
_OR_ANOTHER = re.compile(
    rf"\s*,?\s+(?:or|o|ou)\s+(?:(?:by |from )?(?:the|that|an?)(?: one)?\s+|(?:por |par )?(?:la|el|celui|celle)\s+|"
    rf"pel[oa]\s+|o\s+|a\s+|le\s+)?(?i:(?:ilo\s+)?{_OFFICE}{_KIND}\s+)?"
    r"(?:(?:of|in|for|at|do|da|de|del|du|des|para|pour|no|na|en|em|au|à)\s+)?"
    rf"(?:the |la |el |le |l'|o |a )?{_NAME}"
)
"""A second office behind “or”: “… para Bangladesh ou pelo do Paquistão”."""


def read_offices(unread: Unread) -> None:
    """The offices of the ILO that ``unread`` names by their place, where a record is theirs."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(unread.text):
            name = re.sub(r"^(?:(?:[Tt]he|ILO)(?:\s+|$))+", "", match["name"])
            if not name or not unread.is_free(*match.span()):
                continue
            found = _offices_of(unread, name)
            if found:
                negated = unread.turns_not(match.start())
                other = _OR_ANOTHER.match(unread.text, match.end())
                also = _offices_of(unread, other["name"]) if other else ()
                unread.blank(match.start(), other.end() if other and also else match.end())
                found = tuple(sorted({*found, *also}))
                unread.add_plain(
                    Condition(
                        field="id", values=found, negated=negated, words=unread.folded[slice(*match.span())]
                    )
                )


def _offices_of(unread: Unread, name: str) -> tuple[str, ...]:
    """The records of offices in the place called ``name``."""
    wanted = _places(name)
    if unread.language != "en":
        wanted += _places(to_english(name, unread.language).text)
    return tuple(
        record.id
        for record in unread.catalog.records.values()
        if any(place in _whose(record.institution, record.authors) for place in wanted)
    )


def _places(name: str) -> tuple[str, ...]:
    """The folded names in English under which a record can print the place of an office."""
    regions = [value for value, pattern in patterns("region").items() if pattern.search(fold(name))]
    named = [*(place.name for place in find_countries(name)), *regions]
    return tuple(dict.fromkeys(fold(place) for place in (*named, name)))


def _whose(institution: str | None, authors: tuple[str, ...]) -> str:
    return fold(" ; ".join([institution or "", *authors]))
