"""Words of questions and documents, folded and stemmed the same way on both sides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import Stemmer

from assistant.number_words import cardinals

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?(?:[/&-][^\W_]+)*")
_THOUSANDS = re.compile(r"[,.](?<=\d[,.])(?=\d{3}\b)")
_JOINT = re.compile(r"[/&'-]")
_STEMMER = Stemmer.Stemmer("english")

_AMERICAN = (
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("centre", "center"),
    ("programme", "program"),
    ("defence", "defense"),
)
_ISE = re.compile(
    r"(?<=[a-z]{4})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)|(?<=[a-z]{4})ys(?=(?:e|ed|ing)$)"
)
_IN_DIGITS = {word: str(value) for word, value in cardinals("en", least=2, most=20).items()}

STOP_WORDS = frozenset(files("assistant").joinpath("data/stop_words.txt").read_text(encoding="utf-8").split())
"""English words that say nothing of the subject, and words that every record shares."""


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain apostrophes; its length may differ."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """The words of ``text`` in order, folded; hyphenated ones also in pieces, numbers without separators."""
    found: list[str] = []
    text = _THOUSANDS.sub("", text)
    for word in _WORD.findall(text.casefold()) if text.isascii() else map(fold, _WORD.findall(text)):
        if word.isalnum():
            found.append(word)
            continue
        word = word.removesuffix("'s")
        found.append(word)
        pieces = _JOINT.split(word)
        if len(pieces) > 1:
            found.extend(piece for piece in pieces if len(piece) > 1)
    return found


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The English stem of a folded word (Snowball), whichever way it is spelt; a small number in digits."""
    if word in _IN_DIGITS:
        return _IN_DIGITS[word]
    for british, american in _AMERICAN:
        word = word.replace(british, american)
    stemmed: str = _STEMMER.stemWord(_ISE.sub(lambda found: found.group().replace("s", "z"), word))
    return stemmed


def content_stems(text: str) -> list[str]:
    """Stems of the words of ``text`` that carry meaning, in order, repetitions kept."""
    return [
        stem(word) for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]


def without_compounds(stems: Sequence[str]) -> list[str]:
    """``stems`` without those joined by a hyphen whose parts are among them: ``brazil-lebanon``."""
    return [
        one
        for one in stems
        if "-" not in one or not all(stem(part) in stems for part in one.split("-") if part)
    ]


@lru_cache(maxsize=16_384)
def stem_set(text: str) -> frozenset[str]:
    """The distinct content stems of ``text``."""
    return frozenset(content_stems(text))


def plain_forms(text: str) -> list[str]:
    """The words of ``text`` that carry meaning, without the plural and in one spelling, but not stemmed.

    Of words with a hyphen, the pieces in letters: *covid* of COVID-19.
    """
    found: list[str] = []
    for word in (
        fold(match.group()).removesuffix("'s") for match in _WORD.finditer(_THOUSANDS.sub("", text))
    ):
        pieces = [word] if word.isalnum() else [piece for piece in _JOINT.split(word) if piece.isalpha()]
        found += [plain_form(p) for p in pieces if p not in STOP_WORDS and (len(p) > 1 or p.isdigit())]
    return found


@lru_cache(maxsize=65_536)
def plain_form(word: str) -> str:
    """A folded word without the ending of the plural, whichever way it is spelt: *cooperatives* as *cooperative*."""
    for british, american in _AMERICAN:
        word = word.replace(british, american)
    word = _ISE.sub(lambda found: found.group().replace("s", "z"), word)
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    return word
