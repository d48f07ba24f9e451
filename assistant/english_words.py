"""A question in English words as the records write them: put into English, or with its misspellings mended."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from assistant.catalog import Catalog
from assistant.glossary import to_english
from assistant.glossary_table import glossary_table
from assistant.words import STOP_WORDS, fold, words
from ingest.gazetteer import find_mentions
from ingest.records import Country


def english_words(text: str, language: str, catalog: Catalog) -> tuple[str, tuple[str, ...]]:
    """``text`` in English, misspellings mended, countries by their usual names; and what has no English."""
    if language != "en":
        translation = to_english(text, language, vocabulary=catalog.vocabulary)
        own = _held_as_asked(text, language, catalog, translation.text)
        return " ".join([translation.text, *own]), tuple(
            word for word in translation.unknown if word not in own
        )
    pieces, at = [], 0
    for mention in find_mentions(text, adjectives=True):
        pieces.append(_mended(text[at : mention.start], catalog))
        named = mention.place.name if isinstance(mention.place, Country) else mention.place.acronym
        pieces.append(named)
        at = mention.end
    return "".join([*pieces, _mended(text[at:], catalog)]), ()


def _held_as_asked(text: str, language: str, catalog: Catalog, english: str) -> list[str]:
    """The telling words of ``text`` that titles in its own language hold, where ``english`` has them no more."""
    held = catalog.titles_by_language.get(language)
    if not held:
        return []
    there = {fold(word) for word in words(english)} | _asking_words() | glossary_table(language).stop_words
    return [word for word in dict.fromkeys(words(text)) if word in held and word not in there]


_PLAIN_WORD = re.compile(r"(?<![\w@.'’-])[^\W\d_]{5,}(?![\w@'’-]|\.\w)")


def _mended(text: str, catalog: Catalog) -> str:
    return _PLAIN_WORD.sub(
        lambda found: (
            found.group()
            if {fold(found.group()), fold(found.group()).removesuffix("s")} & _asking_words()
            or found.group()[0].isupper()
            else catalog.corrected(fold(found.group()))
        ),
        text,
    )


@cache
def _asking_words() -> frozenset[str]:
    """Words of questions, which are right as they stand although no record may hold them."""
    framing = files("assistant").joinpath("data/frame_words.txt").read_text(encoding="utf-8").split()
    return frozenset(framing) | STOP_WORDS
