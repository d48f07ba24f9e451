"""The tables of the gazetteer: every name of a country or group, and how it has to be written to count."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ingest.records import Country

TABLES = Path(__file__).parent / "data" / "gazetteer.json"

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+\+?")


class Case:
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


class Entry(NamedTuple):
    """What a name stands for."""

    place: Country | Group | None  # None: a phrase that names no country (“Gulf of Guinea”)
    is_adjective: bool
    case: int


def key_of(name: str) -> str:
    """``name`` as the tables spell it: words in lower case without accents, joined by single spaces."""
    return " ".join(plain(match.group()) for match in WORD.finditer(folded(name)))


class _Folding(dict[int, str]):
    """Maps every character to its base letter, always one character for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        letter = base if len(base) == 1 else character
        self[code] = letter
        return letter


_FOLDING = _Folding(
    {ord("ı"): "i", ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("’"): "'", ord("İ"): "I"}
)


def folded(text: str) -> str:
    """``text`` without accents, in lower case, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLDING).lower()


def plain(word: str) -> str:
    """``word`` without marks that stand apart from their letter."""
    return word if word.isascii() else "".join(c for c in word if not unicodedata.combining(c))


class Tables:
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

        cases = dict.fromkeys(caution["capital"], Case.CAPITAL)
        cases |= dict.fromkeys(caution["always_capital"], Case.ALWAYS_CAPITAL)
        cases |= dict.fromkeys(caution["upper"], Case.UPPER)
        cases |= dict.fromkeys(caution["never"], Case.NEVER)

        def case(key: str) -> int:
            found = cases.get(key)
            return found if found is not None else Case.UPPER if _is_initials(key) else Case.ANY

        self.entries: dict[str, Entry] = {}
        for key, iso in data["adjectives"].items():
            self.entries[key] = Entry(self.countries[iso], True, case(key))
        for key, iso in self.names.items():
            self.entries[key] = Entry(self.countries[iso], False, case(key))
        for key, acronym in self.group_names.items():
            self.entries[key] = Entry(self.groups[acronym], False, case(key))
        for key in data["blocked"]:
            self.entries[key] = Entry(None, False, Case.ANY)
        # first word → the most words a name that begins with it has
        self.longest: dict[str, int] = {}
        for key in self.entries:
            first, *rest = key.split(" ")
            self.longest[first] = max(self.longest.get(first, 0), 1 + len(rest))


def _is_initials(key: str) -> bool:
    """Whether ``key`` is an abbreviation too short to be told from a word when not in capitals."""
    return len(key) <= 2 or all(len(word) == 1 for word in key.split(" "))


@functools.cache
def tables() -> Tables:
    """The tables, read at the first call."""
    return Tables(json.loads(TABLES.read_text(encoding="utf-8")))
