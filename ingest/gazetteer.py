"""Countries and groups of countries: which one a name means, and which ones a text names.

Names are known in English, Spanish, French and Portuguese, with the aliases and misspellings that the
documents hold. Groups (ECOWAS, BRICS, SIDS …) are kept apart from countries: a text that names ECOWAS
names no country. Membership is that of the end of 2023. The tables are read at the first call;
``ingest/gazetteer_build.py`` says where they come from.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from ingest.records import Country

TABLES = Path(__file__).parent / "data" / "gazetteer.json"

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+\+?")
_GAP = re.compile(r"\.?[\s\-\u2010-\u2013'’&/(]{1,3}|\.")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]")
_SURNAME = re.compile(r" (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ]+\b(?! (?:of|for|de)\b)")
_AND_OR = frozenset({"and", "or", "y", "o", "et", "ou", "e"})
_ARTICLE = re.compile(r"^(?:the|la|las|el|los|le|les|l|o|a|os|as) (?=.)")


class _Case:
    """How a name has to be written to count as one in running text."""

    ANY, CAPITAL, ALWAYS_CAPITAL, UPPER, NEVER = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of countries such as ECOWAS, or a part of the world such as the Western Balkans.

    ``members`` are ISO 3166-1 alpha-3 codes, as of the end of 2023.
    """

    acronym: str
    name: str
    members: tuple[str, ...]
    is_region: bool = False


class Mention(NamedTuple):
    """A country or group that ``text[start:end]`` names."""

    start: int
    end: int
    place: Country | Group


class _Entry(NamedTuple):
    place: Country | Group | None  # None: a phrase that names no country (“Gulf of Guinea”)
    is_adjective: bool
    case: int


def country(name: str) -> Country | None:
    """The country of that name, in any of four languages, or of that ISO alpha-3 code; else ``None``.

    Accents, capitals and a leading article do not matter; a code must be in capitals.
    """
    tables = _tables()
    key = key_of(name)
    for candidate in (key, _ARTICLE.sub("", key)):
        iso = tables.names.get(candidate)
        if iso is not None:
            return tables.countries[iso]
    return tables.countries.get(name.strip())


def countries() -> tuple[Country, ...]:
    """Every country known, by ISO code."""
    return tuple(_tables().countries.values())


def group(name: str) -> Group | None:
    """The group of that acronym or name, in any of four languages; else ``None``."""
    tables = _tables()
    key = key_of(name)
    acronym = tables.group_names.get(key) or tables.group_names.get(_ARTICLE.sub("", key))
    found = tables.groups[acronym] if acronym else None
    return None if found is None or found.is_region else found


def groups() -> tuple[Group, ...]:
    """Every group known, by acronym; parts of the world are left out."""
    return tuple(entry for entry in _tables().groups.values() if not entry.is_region)


def members(acronym: str) -> tuple[Country, ...]:
    """The members of a group or of a part of the world; empty when there is none of that name."""
    tables = _tables()
    found = tables.groups.get(tables.group_names.get(key_of(acronym), ""))
    return tuple(tables.countries[iso] for iso in found.members) if found else ()


def region(place: Country) -> str:
    """The region of the ILO that ``place`` belongs to: ``Africa``, ``Arab States`` …"""
    return _tables().regions[place.iso]


def regions_of(place: Country) -> tuple[str, ...]:
    """The ILO region of ``place``, then the smaller parts of the world it is in (``Western Balkans`` …)."""
    own = region(place)
    smaller = (entry for entry in _tables().groups.values() if entry.is_region and place.iso in entry.members)
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
    for start, end, entry in _known(text):
        if entry.place is None or (entry.is_adjective and not adjectives):
            continue
        if isinstance(entry.place, Group) and entry.place.is_region and not regions:
            continue
        mentions.append(Mention(start, end, entry.place))
    return mentions


def key_of(name: str) -> str:
    """``name`` as the tables spell it: words in lower case without accents, joined by single spaces."""
    return " ".join(_plain(match.group()) for match in _WORD.finditer(_fold(name)))


class _Folding(dict[int, str]):
    """Maps every character to its base letter, always one character for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        folded = base if len(base) == 1 else character
        self[code] = folded
        return folded


_FOLDING = _Folding(
    {ord("ı"): "i", ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("’"): "'", ord("İ"): "I"}
)


def _fold(text: str) -> str:
    """``text`` without accents, in lower case, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLDING).lower()


def _plain(word: str) -> str:
    return word if word.isascii() else "".join(c for c in word if not unicodedata.combining(c))


class _Tables:
    """The tables of ``gazetteer.json`` made ready for look-up."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.countries = {iso: Country(name=name, iso=iso) for iso, (name, _) in data["countries"].items()}
        self.regions: dict[str, str] = {iso: where for iso, (_, where) in data["countries"].items()}
        self.groups = {
            acronym: Group(
                acronym=acronym,
                name=entry["name"],
                members=tuple(entry["members"]),
                is_region=entry["kind"] == "region",
            )
            for acronym, entry in data["groups"].items()
        }
        self.names: dict[str, str] = data["names"]
        self.group_names: dict[str, str] = data["group_names"]
        caution = data["caution"]
        self.persons = frozenset(caution["persons"])
        self.languages = frozenset(caution["languages"])
        self.words = {field: frozenset(words) for field, words in data["words"].items()}

        cases = dict.fromkeys(caution["capital"], _Case.CAPITAL)
        cases |= dict.fromkeys(caution["always_capital"], _Case.ALWAYS_CAPITAL)
        cases |= dict.fromkeys(caution["upper"], _Case.UPPER)
        cases |= dict.fromkeys(caution["never"], _Case.NEVER)

        def case(key: str) -> int:
            found = cases.get(key)
            return found if found is not None else _Case.UPPER if _is_initials(key) else _Case.ANY

        self.entries: dict[str, _Entry] = {}
        for key, iso in data["adjectives"].items():
            self.entries[key] = _Entry(self.countries[iso], True, case(key))
        for key, iso in self.names.items():
            self.entries[key] = _Entry(self.countries[iso], False, case(key))
        for key, acronym in self.group_names.items():
            self.entries[key] = _Entry(self.groups[acronym], False, case(key))
        for key in data["blocked"]:
            self.entries[key] = _Entry(None, False, _Case.ANY)
        # first word → the most words a name that begins with it has
        self.longest: dict[str, int] = {}
        for key in self.entries:
            first, *rest = key.split(" ")
            self.longest[first] = max(self.longest.get(first, 0), 1 + len(rest))


def _is_initials(key: str) -> bool:
    """Whether ``key`` is an abbreviation too short to be told from a word when not in capitals."""
    return len(key) <= 2 or all(len(word) == 1 for word in key.split(" "))


@functools.cache
def _tables() -> _Tables:
    return _Tables(json.loads(TABLES.read_text(encoding="utf-8")))


@functools.lru_cache(maxsize=512)
def _known(text: str) -> tuple[tuple[int, int, _Entry], ...]:
    """What ``_scan`` finds; one question is looked through for places by several of its readers."""
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[tuple[int, int, _Entry]]:
    """Every known name in ``text`` that counts as one, the longest at each place, without overlap."""
    tables = _tables()
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    words = [(m.start(), m.end(), _plain(m.group())) for m in _WORD.finditer(_fold(text))]
    at = 0
    while at < len(words):
        taken = 0
        start, end, first = words[at]
        most = tables.longest.get(first, 0)
        if not most and first.endswith("+"):
            first, end = first[:-1], end - 1
            most = min(tables.longest.get(first, 0), 1)
        for count in range(min(most, len(words) - at), 0, -1):
            run = words[at : at + count]
            last = run[-1][1] if count > 1 else end
            key = " ".join([first, *(word for _, _, word in run[1:])])
            entry = tables.entries.get(key)
            if entry is None or not _joined(text, run):
                continue
            if entry.place is not None and not _counts(text, words, at, count, key, entry, last):
                continue
            taken = count
            yield start, last, entry
            break
        at += taken or 1


def _joined(text: str, run: list[tuple[int, int, str]]) -> bool:
    """Whether only spaces, hyphens and the like stand between the words of a name."""
    for (_, end, word), (start, _, following) in pairwise(run):
        gap = text[end:start]
        if gap == ", " and following == "china":
            continue
        if not _GAP.fullmatch(gap) or (gap[0] == "." and len(word) > 3):
            return False
    return True


def _counts(
    text: str, words: list[tuple[int, int, str]], at: int, count: int, key: str, entry: _Entry, end: int
) -> bool:
    """Whether ``text`` means the place, and not an everyday word, a person, a currency or a language."""
    start = words[at][0]
    written = text[start:end]
    match entry.case:
        case _Case.NEVER:
            return False
        case _Case.UPPER if not written.isupper() or _in_capitals(text, start, end):
            return False
        case _Case.ALWAYS_CAPITAL if not written[0].isupper():
            return False
        case _Case.CAPITAL if not written[0].isupper() and _CAPITALISED.search(text, 1):
            return False
    tables = _tables()
    if key == "us" and text[end : end + 1] == "$":
        return False
    if key in tables.persons and _is_person(text, words, at):
        return False
    return not (entry.is_adjective and key in tables.languages and _is_language(text, words, at, count))


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around is a heading in capitals, where an abbreviation may be a word."""
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else None]
    return len(line.split()) >= 3 and not any(character.islower() for character in line)


def _is_person(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a name such as Jordan is that of a person: “Mr Jordan”, “Michael Jordan”, “Jordan Smith”."""
    hints = _tables().words
    start, end, _ = words[at]
    if at and text[words[at - 1][1] : start].strip(" .") == "":
        before = words[at - 1][2]
        if before in hints["titles"] or before in hints["given_names"]:
            return True
        if before in hints["before_a_place"]:
            return False
    if not _SURNAME.match(text, end):
        return False
    following = words[at + 1][2]
    return following not in hints["after_a_place"] and following not in _tables().longest


def _is_language(text: str, words: list[tuple[int, int, str]], at: int, count: int) -> bool:
    """Whether an adjective stands for a language: “in Spanish and French”, “Portuguese-speaking”."""
    following = words[at + count] if at + count < len(words) else None
    if following is not None and following[2] in _tables().words["after_a_language"]:
        return True
    closes = (
        following is None
        or following[2] in _AND_OR
        or text[words[at + count - 1][1] : following[0]].strip() != ""
    )
    before = words[at - 1][2] if at else ""
    if not closes or before in {"in", "into", "en", "em"}:
        return closes
    back = at - 2 if before in _AND_OR else at - 1
    return back >= 0 and words[back][2] in _tables().languages and _is_language(text, words, back, 1)
