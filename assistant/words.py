"""Words of questions and documents, folded and stemmed the same way on both sides."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?(?:[/&-][^\W_]+)*")
_STEMMER = Stemmer.Stemmer("english")

STOP_WORDS = frozenset(files("assistant").joinpath("data/stop_words.txt").read_text(encoding="utf-8").split())
"""English words that say nothing of the subject, and words that every record shares."""


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain apostrophes; its length may differ."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """The words of ``text`` in order, folded; hyphenated ones also in pieces, numbers without separators."""
    found: list[str] = []
    for match in _WORD.finditer(re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", text)):
        word = fold(match.group())
        word = re.sub(r"'s$", "", word)
        found.append(word)
        pieces = re.split(r"[/&'-]", word)
        if len(pieces) > 1:
            found.extend(piece for piece in pieces if len(piece) > 1)
    return found


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The English stem of a folded word (Snowball)."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


def content_stems(text: str) -> list[str]:
    """Stems of the words of ``text`` that carry meaning, in order, repetitions kept."""
    return [
        stem(word) for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]


@lru_cache(maxsize=16_384)
def stem_set(text: str) -> frozenset[str]:
    """The distinct content stems of ``text``."""
    return frozenset(content_stems(text))
