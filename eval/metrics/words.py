"""Words as the metrics compare them, apart from the assistant's own so that scores do not move with it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARKERS = re.compile(r"[ \t]*\[\d{1,3}\]")
_THOUSANDS = re.compile(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}(?!\d))")

_FUNCTION_WORDS = """
    a an and are as at be by been for from had has have in into is it its of on or that the their them they
    this these those to was were which will with who whom whose there
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English function words; they tell nothing about support."""


def without_markers(text: str) -> str:
    """``text`` without ``[1]`` markers and Markdown emphasis: the words a reader reads."""
    return re.sub(r"\*\*?|`|^#+ ", "", _MARKERS.sub("", text), flags=re.M)


def fold(text: str) -> str:
    """``text`` in lower case, without accents, apostrophes plain, digits without thousands separators."""
    plain = text.replace("’", "'").replace("‘", "'")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _THOUSANDS.sub("", plain.casefold())


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of ``text`` in order."""
    return tuple(word.removesuffix("'s") for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The English Snowball stem of a folded word; numbers stay."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


@lru_cache(maxsize=65_536)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` in order."""
    return tuple(stem(word) for word in tokens(text))


@lru_cache(maxsize=65_536)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` that are not function words."""
    return tuple(stem(word) for word in tokens(text) if word not in STOP_WORDS)


def count_words(text: str) -> int:
    """How many words a reader reads: white-space separated, markers left out."""
    return len([word for word in without_markers(text).split() if re.search(r"\w", word)])


def first_words(text: str, limit: int) -> str:
    """``text`` up to its ``limit``-th word."""
    for count, found in enumerate(re.finditer(r"\S*\w\S*", text), start=1):
        if count == limit:
            return text[: found.end()]
    return text
