"""Conditions on countries and groups of countries, in any of the four languages."""

from __future__ import annotations

import re

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues
from ingest.gazetteer import find_mentions, members
from ingest.gazetteer_tables import Group
from ingest.records import Country

_MEMBERS_OF = re.compile(
    r"(?:countr(?:y|ies)|states|members?|(?:pais(?:es)?|estados?)[ -]mi?embros?|miembros|membres|membros|"
    r"etats? membres?|pays[ -]membres?|member (?:states?|countr(?:y|ies))|"
    r"(?:un|algun|ningun|cualquier|um|algum|nenhum|qualquer) pais|(?:un|aucun|un des|quelque) pays) "
    r"(?:in|of|from|across|de|del|da|do|d'|du|des) ?(?:the |la |el |los |las |l'|les |os |as )?$"
)
_ANY_ONE = re.compile(
    r"(?<!\w)(?:one|any|some|an?|un|algun|une?|um|algum|quelques?) (?:\w+ )?(?:country|state|pais|pays|estado|etat) "
    r"(?:of|from|in|del?|d[ao]|du|des|d') ?(?:the |la |las |los |l'|les |o |a |os |as )?$"
)
_ANY_ONE_AFTER = re.compile(r"(?<!\w)(?:one|any|an?|some) (?:\w+ )?$")
_COUNTRY = re.compile(r"\s+(?:member )?(?:country|state)(?!\w)")
"""Any country of a group is meant: “at least one GCC country”."""
_MEMBERS_AFTER = re.compile(r"\s+(?:members(?! states)|membres|miembros|membros)(?!\w)")
_COUNTRIES = re.compile(r"\s+(?:member )?(?:countries|states|members)(?!\w)")


def _partners_and_payers(unread: Unread, place: Group) -> tuple[str, ...]:
    """The records that name a group as an institution: a partner, or who paid."""
    names = {place.acronym, place.name}
    return tuple(
        record.id
        for record in unread.catalog.records.values()
        if names.intersection(record.funding)
        or any(names.intersection((partner.name, partner.acronym)) for partner in record.partners)
    )


_OFFICE = r"(?:(?:agency|organisation|agencia|agence|body|government|cooperation|organismo)\s+)?"


def _is_said_of_a_body(unread: Unread, start: int, end: int) -> bool:
    """Whether an adjective only says where a body is from that is named beside it: “the Swedish agency SIDA”."""
    bodies = [c.words for c in unread.conditions if c.field in ("institution", "funding") and c.words]
    if not bodies or not any(m.start == start for m in find_mentions(unread.text, adjectives=True)):
        return False
    names = "|".join(re.escape(words) for words in bodies)
    before = re.search(rf"(?<!\w)(?:{names})\s+$", unread.folded[:start])
    after = re.match(rf"\s+{_OFFICE}(?:{names})(?!\w)", unread.folded[end:])
    return bool(after or (before and all(m.start != start for m in find_mentions(unread.text))))


def read_places(unread: Unread) -> None:
    """The countries and groups that ``unread`` names; a group that no record has means its members."""
    held = {name for record in unread.catalog.records.values() for name in record.groups}
    for mention in find_mentions(unread.text, adjectives=True):
        start, end = mention.start, mention.end
        if not unread.is_free(start, end) or unread.text[start:end] in ("usa", "us"):
            continue
        if _is_said_of_a_body(unread, start, end):
            unread.blank(start, end)
            continue
        place = mention.place
        if isinstance(place, Country):
            names = [place.name]
        else:
            names = [place.acronym]
            with_members = cues("members_too", unread.language).search(unread.left)
            if with_members:
                unread.blank(*with_members.span())
            payers = _partners_and_payers(unread, place)
            before = unread.folded[:start]
            one = _COUNTRY.match(unread.folded[end:]) and _ANY_ONE_AFTER.search(before)
            of_members = one or _MEMBERS_OF.search(before) or _ANY_ONE.search(before)
            if payers and place.acronym not in held and not of_members:
                unread.blank(start, end)
                unread.add_plain(Condition(field="id", values=payers, words=unread.folded[start:end]))
                continue
            if place.acronym not in held or with_members or of_members:
                names += [member.name for member in members(place.acronym)]
        if not isinstance(place, Country) and _MEMBERS_AFTER.match(unread.folded[end:]):
            names += [member.name for member in members(place.acronym)]
        unread.add("place", names, start, end)
        after = _COUNTRIES.match(unread.folded[end:])
        if after:
            unread.blank(end, end + after.end())
