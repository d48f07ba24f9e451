"""Conditions on parts of the world smaller or other than the ILO's regions: the Horn of Africa, the Andes, the Gulf."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.words import fold
from ingest.gazetteer import countries, find_mentions, groups, members
from ingest.gazetteer_tables import Group

_WITHIN = 0.9
"""The share of a group's members that have to lie in an area for the group to stand for it."""

_NOUN_AROUND = (
    r"(?:(?:countr(?:y|ies)|nations?|states?|islands?|pais(?:es)?|estados?|nac(?:ion|iones|ao|oes)|pays|etats?|"
    r"iles?|islas?|ilhas?|region|regiao|sub-?regi\w+|zona|zone)\s+"
    r"(?:(?:of|in|from|de|del|da|do|du|des|d')\s*(?:the |la |el |l'|les |o |a )?)?)"
)
_NOUN_AFTER = r"\s+(?:countr(?:y|ies)|nations?|states?|members?|region|subregion|sub-region|islands?)(?!\w)"


@cache
def _areas() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """For each area what names it in a folded question, and the countries and groups that stand for it."""
    table = tomllib.loads(files("assistant").joinpath("data/areas.toml").read_text(encoding="utf-8"))
    names = {place.iso: place.name for place in countries()}
    found: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {}
    for area, entry in table.items():
        inside = {place.name for place in members(entry.get("of", ""))}
        inside |= {names[iso] for iso in f"{entry.get('members', '')} {entry.get('and', '')}".split()}
        standing = entry.get("groups", "").split()
        for group in groups() if inside else ():
            own = [place.name for place in members(group.acronym)]
            if sum(name in inside for name in own) >= _WITHIN * len(own):
                standing.append(group.acronym)
        alternatives = "|".join(sorted(entry["names"], key=len, reverse=True))
        found[area] = (
            re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"),
            (*sorted(inside), *dict.fromkeys(standing)),
        )
    return found


_NEAR = 6
"""How far from the beginning of a text a name can stand behind articles."""


def names_region(folded: str) -> bool:
    """Whether a folded text begins with the name of one of the ILO's regions or of its people."""
    return any(pattern.match(folded) for pattern in patterns("region").values())


def names_part(folded: str) -> bool:
    """Whether a folded text names a region or another part of the world anywhere."""
    tables = (*patterns("region").values(), *(pattern for pattern, _ in _areas().values()))
    return any(pattern.search(folded) for pattern in tables)


def names_area(folded: str) -> bool:
    """Whether a folded text begins with the name of a part of the world or of its people."""
    found = (pattern.search(folded) for pattern, _ in _areas().values())
    return any(match and match.start() < _NEAR for match in found)


def read_areas(unread: Unread) -> None:
    """The parts of the world that ``unread`` names; their countries, and the groups of those, take part."""
    _read_renamed(unread)
    found = [
        (match.start(), match.end(), values)
        for pattern, values in _areas().values()
        for match in pattern.finditer(unread.left)
    ]
    if not found:
        return
    mentions = find_mentions(unread.text, adjectives=True)
    spans = [(m.start, m.end) for m in mentions]
    same = {(m.start, m.end): m.place.acronym for m in mentions if isinstance(m.place, Group)}
    named = {m.place.acronym for m in mentions if isinstance(m.place, Group)}
    chosen: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, values in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        inner = any(
            s <= start and end <= e and e - s > end - start and same.get((s, e)) not in values
            for s, e in spans
        )
        if (
            not inner
            and not _is_in_a_region(unread, start, end)
            and all(end <= other[0] or start >= other[1] for other in chosen)
        ):
            chosen.append((start, end, values))
    for start, end, values in sorted(chosen):
        if not values:
            continue
        if named.intersection(values) and not any(s <= start < e for s, e in spans):
            unread.blank(start, end)  # “from the Gulf: GCC” says it once more
            continue
        before = re.search(rf"(?<!\w){_NOUN_AROUND}$", unread.left[:start])
        after = re.match(_NOUN_AFTER, unread.left[end:])
        unread.add("place", values, start, end)
        if before:
            unread.blank(before.start(), start)
        if after:
            unread.blank(end, end + after.end())


def _is_in_a_region(unread: Unread, start: int, end: int) -> bool:
    """Whether the name from ``start`` to ``end`` ends that of a region: “l'Europe et de l'Asie centrale”."""
    pattern = patterns("region")["Europe and Central Asia"]
    found = pattern.finditer(unread.left, 0, end)
    return any(match.end() == end and match.start() < start - 1 for match in found)


def _read_renamed(unread: Unread) -> None:
    """The parts of the world that the reading calls by the group of their countries: “the Gulf states” as GCC."""
    asked = fold(unread.reading.text)
    for pattern, values in _areas().values():
        if pattern.search(unread.left) or not pattern.search(asked):
            continue
        for acronym in values:
            name = rf"(?<!\w){re.escape(fold(acronym))}(?!\w)"
            renamed = re.search(name, unread.left)
            if acronym.isupper() and renamed and not re.search(name, asked):
                unread.add("place", values, *renamed.span())
