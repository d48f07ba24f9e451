"""The words for numbers in the four languages, from ``data/number_words.toml``, with what each is worth."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_TABLES: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    files("assistant").joinpath("data/number_words.toml").read_text(encoding="utf-8")
)
_EVERY = ("en", "es", "fr", "pt")
_ARTICLES = frozenset(["una", "une", "uma"])


def cardinals(*languages: str, least: int = 1, most: int = 99) -> dict[str, int]:
    """The values of “one”, “two”, “thirty”, folded, in ``languages`` (in all where none is named), smallest first."""
    return _values("cardinals", languages, least, most)


def ordinals(*languages: str, least: int = 1, most: int = 99) -> dict[str, int]:
    """The values of “first”, “second”, “thirtieth”, as ``cardinals``."""
    return _values("ordinals", languages, least, most)


def before_units() -> dict[str, int]:
    """The values of words that another below ten is added to: “twenty-”, “veinti”, “décimo”."""
    return _values("before_units", (), 1, 99)


def _values(table: str, languages: tuple[str, ...], least: int, most: int) -> dict[str, int]:
    return {
        word: int(value)
        for value, of_language in _TABLES[table].items()
        if least <= int(value) <= most
        for language in languages or _EVERY
        for word in of_language.get(language, "").split()
    }


NUMBERS = {
    word: value
    for word, value in (cardinals(most=20) | _values("dozens", (), 1, 99)).items()
    if word not in _ARTICLES
}
"""The values of small numbers that something is counted with, “a dozen” among them."""


def value_of(word: str) -> int:
    """The number that a folded word or numeral says; 1 of a word that says none: “a”, “single”."""
    return int(word) if word.isdigit() else NUMBERS.get(word, 1)
