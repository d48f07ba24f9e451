"""Things that a question may ask for and a sentence may speak of: reasons, obstacles, venues, pay, marks …"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from assistant.facts import NO_PERSON
from assistant.language import LANGUAGES
from assistant.mentions.record_mentions import places_in
from assistant.words import fold, stem

_CITY = re.compile(
    r"(?:\b(?:in|at|to|from|near|visited|hosted by|of|and)\s+|,\s*|\()(?:the\s+)?"
    r"(?:(?:cit(?:y|ies)|towns?|districts?|regions?|province|village|municipality)\s+(?:of\s+)?)?"
    r"([A-ZÁÉÍÓÚ][a-zà-ÿ’'-]+(?:\s+(?:de |do |da |del |es )?[A-Z][a-zà-ÿ’'-]+)*)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_LONGEST_CITY = 3
_OTHER_NAMES = (
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday south north east west eastern western southern northern africa "
    "african asia asian europe european america american americas latin caribbean arab states state pacific gulf "
    "global part practice good initiative project south-south triangular cooperation phase outcome sdg national "
    "international regional government law code act convention recommendation agenda covid spanish english french "
    "portuguese arabic online zoom"
)
_TOWNS = "addis ababa buenos aires dar salaam hong kong rio janeiro san jose turin"
_NO_CITY = NO_PERSON.difference(_TOWNS.split()).union(_OTHER_NAMES.split())
"""Words with capitals that are parts of other names than those of towns."""

_AGENT = re.compile(
    r"\b(experts?|officers?|speciali\w+|consultants?|trainers?|facilitators?|ministr(?:y|ies)|ministers?|institut\w+|"
    r"universit\w+|organi[sz]ations?|federations?|confederations?|unions?|representatives?|authorit\w+|department|"
    r"office|bank|agency|coordinators?|director|ambassador|inspectors?|team|secretar\w+|council|committee|chamber|"
    r"employers|workers|constituents|government|participants|researchers|practitioners|youth|women)\b",
    re.I,
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}[A-Za-z]*(?:[/-][A-Z]{2,})*\b")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("data/asked_things.toml").read_text(encoding="utf-8"))


@cache
def _asking(language: str) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(words[language])})(?!\w)") for name, words in _table().items()
    }


@cache
def _saying() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(words['said'])})")
        for name, words in _table().items()
        if "said" in words
    }


def things_asked(text: str, language: str) -> frozenset[str]:
    """The things of ``data/asked_things.toml`` that a question in one of four languages asks for."""
    folded = fold(text)
    patterns = _asking(language if language in LANGUAGES else "en")
    return frozenset(name for name, pattern in patterns.items() if pattern.search(folded))


@lru_cache(maxsize=32_768)
def things_said(text: str) -> frozenset[str]:
    """The things that a sentence of a record speaks of."""
    folded = fold(text)
    return frozenset(name for name, pattern in _saying().items() if pattern.search(folded))


@lru_cache(maxsize=32_768)
def towns_in(text: str) -> frozenset[str]:
    """The folded words of names in ``text`` that stand where a place does and are no country, region or body."""
    found: set[str] = set()
    for match in _CITY.finditer(text):
        name = match.group(1)
        words = [fold(word) for word in _WORD.findall(name)]
        if len(words) <= _LONGEST_CITY and not _NO_CITY.intersection(words) and not places_in(name):
            found.update(words)
    return frozenset(found)


@lru_cache(maxsize=32_768)
def agents_in(text: str) -> frozenset[str]:
    """The stems of words for those who act in ``text``, and the acronyms, folded."""
    agents = {stem(fold(word)) for word in _AGENT.findall(text)}
    return frozenset(agents | {fold(word) for word in _ACRONYM.findall(text)})
