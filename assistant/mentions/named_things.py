"""Names and numbers that a question says, as they can be looked for in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.number_words import cardinals, ordinals
from assistant.words import content_stems, fold

_LINK = r"(?:of|for|and|the|de|del|da|do|des|du)"
_CAPITALISED = re.compile(rf"(?<![\w@.])[A-ZÀ-Þ][\w’'&-]*(?:\s+(?:{_LINK}\s+)?[A-ZÀ-Þ][\w’'&-]*)*")
_IS_LINK = re.compile(_LINK, re.I)

_TENS = cardinals("en", least=20)
_BELOW_TWENTY = (
    cardinals("en", most=19) | ordinals("en", most=20) | ordinals("es", "fr", "pt", least=3, most=20)
)
"""With ordinals of other languages, which stay as they are where a question is put into English words."""

_DIGITS = re.compile(r"(?<![\w@./-])(\d+)(?:st|nd|rd|th)?(?![\w@])")
_IN_TENS = re.compile(rf"\b({'|'.join(_TENS)})(?:[- ]({'|'.join(_BELOW_TWENTY)}))?\b")
_SMALL = re.compile(rf"\b({'|'.join(_BELOW_TWENTY)})\b")
_THOUSANDS = re.compile(r"[,.](?<=\d[,.])(?=\d{3}\b)")
_NO_QUANTITY = frozenset(["one", "first", "second"])


def name_phrases(text: str) -> list[tuple[str, ...]]:
    """The stems of each proper name in ``text``: capitalised words in a row, but not a sentence's first word."""
    return [stems for _, stems in capitalised(text)]


def capitalised(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each proper name in ``text`` as it stands, with its stems."""
    if text.isupper() or text.istitle():
        return []
    found: list[tuple[str, tuple[str, ...]]] = []
    for match in _CAPITALISED.finditer(text):
        words = match.group().split()
        before = text[: match.start()].rstrip(" ¿¡\"“'«(")
        if (not before or before[-1] in ".?!:") and not (words[0].isupper() and len(words[0]) > 1):
            words = words[1:]
        while words and _IS_LINK.fullmatch(words[0]):
            words = words[1:]
        stems = tuple(stem for word in words for stem in content_stems(word))
        if stems:
            found.append((" ".join(words), stems))
    return found


@lru_cache(maxsize=4_096)
def numbers_said(text: str) -> frozenset[int]:
    """The whole numbers in ``text``, in digits or words, ordinals included; not a bare “one” or “first”."""
    folded = _THOUSANDS.sub("", fold(text))
    found = {int(match.group(1)) for match in _DIGITS.finditer(folded) if len(match.group(1)) < 12}
    for match in _IN_TENS.finditer(folded):
        found.add(_TENS[match.group(1)] + (_BELOW_TWENTY[match.group(2)] if match.group(2) else 0))
    words = {match.group() for match in _SMALL.finditer(_IN_TENS.sub(" ", folded))} - _NO_QUANTITY
    return frozenset(found | {_BELOW_TWENTY[word] for word in words})


def in_a_row(text: str) -> str:
    """The content stems of ``text`` between blanks, so that a phrase of stems can be looked for in it."""
    return f" {' '.join(content_stems(text))} "
