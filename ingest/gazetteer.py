"""Countries and groups of countries: which one a name means, and which ones a text names.

Names are known in English, Spanish, French and Portuguese, with the aliases and misspellings that the
documents hold. Groups (ECOWAS, BRICS, SIDS …) are kept apart from countries: a text that names ECOWAS
names no country. Membership is that of the end of 2023. The tables are read at the first call;
``ingest/gazetteer_build.py`` says where they come from.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.gazetteer_scan import names_in
from ingest.gazetteer_tables import Group, key_of, tables
from ingest.records import Country

_ARTICLE = re.compile(r"^(?:the|la|las|el|los|le|les|l|o|a|os|as) (?=.)")


class Mention(NamedTuple):
    """A country or group that ``text[start:end]`` names."""

    start: int
    end: int
    place: Country | Group


def country(name: str) -> Country | None:
    """The country of that name, in any of four languages, or of that ISO alpha-3 code; else ``None``.

    Accents, capitals and a leading article do not matter; a code must be in capitals.
    """
    known = tables()
    key = key_of(name)
    for candidate in (key, _ARTICLE.sub("", key)):
        iso = known.names.get(candidate)
        if iso is not None:
            return known.countries[iso]
    return known.countries.get(name.strip())


def countries() -> tuple[Country, ...]:
    """Every country known, by ISO code."""
    return tuple(tables().countries.values())


def group(name: str) -> Group | None:
    """The group of that acronym or name, in any of four languages; else ``None``."""
    known = tables()
    key = key_of(name)
    acronym = known.group_names.get(key) or known.group_names.get(_ARTICLE.sub("", key))
    found = known.groups[acronym] if acronym else None
    return None if found is None or found.is_region else found


def groups() -> tuple[Group, ...]:
    """Every group known, by acronym; parts of the world are left out."""
    return tuple(entry for entry in tables().groups.values() if not entry.is_region)


def members(acronym: str) -> tuple[Country, ...]:
    """The members of a group or of a part of the world; empty when there is none of that name."""
    known = tables()
    found = known.groups.get(known.group_names.get(key_of(acronym), ""))
    return tuple(known.countries[iso] for iso in found.members) if found else ()


def region(place: Country) -> str:
    """The region of the ILO that ``place`` belongs to: ``Africa``, ``Arab States`` …"""
    return tables().regions[place.iso]


def regions_of(place: Country) -> tuple[str, ...]:
    """The ILO region of ``place``, then the smaller parts of the world it is in (``Western Balkans`` …)."""
    own = region(place)
    smaller = (entry for entry in tables().groups.values() if entry.is_region and place.iso in entry.members)
    return (own, *(entry.acronym for entry in smaller if entry.acronym != own))


def find_countries(text: str, *, adjectives: bool = False) -> tuple[Country, ...]:
    """The countries that ``text`` names, each once, in order of first mention.

    With ``adjectives``, “Brazilian” names Brazil. The members of a group that is named are not named.
    """
    found = find_mentions(text, adjectives=adjectives)
    return tuple(dict.fromkeys(mention.place for mention in found if isinstance(mention.place, Country)))


def find_groups(text: str) -> tuple[Group, ...]:
    """The groups of countries that ``text`` names, each once, in order of first mention."""
    return tuple(
        dict.fromkeys(mention.place for mention in find_mentions(text) if isinstance(mention.place, Group))
    )


def find_regions(text: str) -> tuple[str, ...]:
    """The parts of the world that ``text`` names (``Africa``, ``Western Balkans``), as they come."""
    places = (place for _, _, place in find_mentions(text, regions=True))
    return tuple(
        dict.fromkeys(place.acronym for place in places if isinstance(place, Group) and place.is_region)
    )


def find_mentions(text: str, *, adjectives: bool = False, regions: bool = False) -> list[Mention]:
    """Where ``text`` names countries and groups, in order and without overlap; the longest name wins.

    Web and mail addresses name nothing, nor do a Mr Jordan, the Gulf of Guinea, a turkey, or “in Spanish”.
    """
    mentions = []
    for start, end, entry in names_in(text):
        if entry.place is None or (entry.is_adjective and not adjectives):
            continue
        if isinstance(entry.place, Group) and entry.place.is_region and not regions:
            continue
        mentions.append(Mention(start, end, entry.place))
    return mentions
