"""Conditions on how many countries take part: “more than five countries”, “un solo país”, “no country”."""

from __future__ import annotations

import re

from assistant.conditions.condition import Condition
from assistant.conditions.unread import Unread
from assistant.operators import cues_of
from assistant.words import fold

_COUNTRIES = r"(?:countr(?:y|ies)|nations?|pais(?:es)?|pays)"
_BETWEEN = (
    r"\s+(?:(?:of|the|a|an|un|una|une|um|uma|different|individual|specific|particular|single|distintos|differents|"
    r"diferentes|other)\s+){0,3}"
)

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt",
    "um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
    "dezenove vinte",
)
NUMBERS = {word: value for line in _WORDS for value, word in enumerate(line.split(), 1)}
"""The values of small numbers in words, in the four languages."""

NUMBER = rf"\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|single|a|solo|seul|unico"
_ORDER = ("no_number", "more", "at_least", "fewer", "at_most", "exactly")


def value_of(word: str) -> int:
    """The number that a folded word or numeral says."""
    return int(word) if word.isdigit() else NUMBERS.get(word, 1)


def bounded(name: str, number: int) -> tuple[int, int | None]:
    """The least and most that the cue ``name`` before ``number`` allows."""
    return {
        "more": (number + 1, None),
        "at_least": (number, None),
        "fewer": (0, number - 1),
        "at_most": (0, number),
    }.get(name, (number, number))


def read_numbers(unread: Unread) -> None:
    """The bounds on the number of countries in ``unread``."""
    for name in _ORDER:
        bounds = cues_of(name, unread.language)
        number = "" if name == "no_number" else rf"{_BETWEEN}(?P<number>{NUMBER})"
        pattern = re.compile(rf"(?<!\w)(?:{bounds}){number}{_BETWEEN}{_COUNTRIES}(?!\w)(?: at all)?")
        for match in pattern.finditer(unread.left):
            value = 0 if name == "no_number" else value_of(match.group("number"))
            least, most = bounded(name, value)
            words = match.group()
            unread.add_plain(Condition(field="country", least=least, most=most, words=words))
            unread.blank(*match.span())


_RECORDS = (
    r"(?:(?:good |buenas? |bonnes? |boas? )?(?:practices?|practicas?|pratiques?|praticas?)|initiatives?|iniciativas?|"
    r"projects?|proyectos?|projets?|projet[oa]s?)"
)


def read_often(text: str, language: str) -> int:
    """How many records a group has to have at least: 4 for “in more than three practices”; 0 where unsaid."""
    folded = fold(text)
    for name in ("more", "at_least"):
        bounds = cues_of(name, language)
        match = re.search(rf"(?<!\w)(?:{bounds})\s+(?P<number>{NUMBER})\s+{_RECORDS}(?!\w)", folded)
        if match:
            return bounded(name, value_of(match.group("number")))[0]
    return 0
