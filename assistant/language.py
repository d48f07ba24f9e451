"""Which of the four languages a question or a proposal is in."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.gazetteer import find_mentions
from ingest.records import Country

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("en", "es", "fr", "pt")

_TABLES = tomllib.loads(files("assistant").joinpath("data/languages.toml").read_text(encoding="utf-8"))
_CUES = {name: _TABLES[name] for name in LANGUAGES}
_WORDS = {name: frozenset(cues["words"].split()) for name, cues in _CUES.items()}
_LETTERS = {name: re.compile(cues["letters"]) for name, cues in _CUES.items() if "letters" in cues}
_READ_TOO = frozenset(_TABLES["read"]["words"].split()).difference(*_WORDS.values())
_ALL_READ = _READ_TOO.union(*_WORDS.values())
_OTHER = {name: frozenset(words.split()) for name, words in _TABLES["other"].items()}
_OTHER_ALONE = {name: frozenset(w for w in words - _ALL_READ if len(w) > 1) for name, words in _OTHER.items()}
_ANY_OTHER_ALONE = frozenset().union(*_OTHER_ALONE.values())
_LATIN = re.compile(r"[A-Za-zªº\u00c0-\u024f\u1e00-\u1eff]")
_TOKEN = re.compile(r"[^\W\d_]+")
_READ = 2_000


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.ENGLISH, Language.SPANISH, Language.FRENCH, Language.PORTUGUESE
    ).build()


def written_in(text: str) -> str:
    """The language that a document is in, by its function words alone; English unless they are clearly others."""
    tokens = _TOKEN.findall(text[:_READ].casefold())
    votes = {language: sum(token in cues for token in tokens) for language, cues in _WORDS.items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] > 2 * votes["en"] + 2 else "en"


def detect_language(text: str, *, before: str = "") -> str:
    """The language of ``text``: ``en``, ``es``, ``fr`` or ``pt``; where it does not tell, that of ``before``.

    Function words and letters peculiar to one language decide where they are clear; the statistical detector,
    which costs half a second to load, is asked only where they are not. The names of countries, as English
    spells them, are no evidence: everybody writes Côte d'Ivoire. Without any evidence it is English.
    """
    text = _without_places(text[:_READ])
    lowered = text.casefold()
    tokens = _TOKEN.findall(lowered)
    if not any(len(token) > 1 for token in tokens):
        return detect_language(before) if before else "en"
    votes = {language: sum(token in cues for token in tokens) for language, cues in _WORDS.items()}
    for language, letters in _LETTERS.items():
        votes[language] += 2 * len(letters.findall(lowered))
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    if ranked[0][1] >= ranked[1][1] + 2 or (ranked[0][1] and not ranked[1][1]):
        return ranked[0][0]
    if before and not ranked[0][1]:
        return detect_language(before)
    best = _detector().compute_language_confidence_values(text)
    scores = {value.language.iso_code_639_1.name.lower(): value.value for value in best}
    prior = {"en": 0.2}  # keywords, acronyms and names alone are read as English
    return max(LANGUAGES, key=lambda name: scores.get(name, 0.0) + 0.15 * votes[name] + prior.get(name, 0.0))


def is_other_language(text: str) -> bool:
    """Whether ``text`` is in a language that is none of the four, by its script or its function words."""
    if not text.isascii():
        letters = [c for c in text[:_READ] if c.isalpha()]
        if sum(not _LATIN.match(c) for c in letters) * 2 > len(letters):
            return True
    if _ANY_OTHER_ALONE.isdisjoint(_TOKEN.findall(text[:_READ].casefold())):
        return False
    lowered = _without_places(text[:_READ]).casefold()
    tokens = _TOKEN.findall(lowered)
    known = max(sum(token in cues for token in tokens) for cues in _WORDS.values())
    known += max(len(pattern.findall(lowered)) for pattern in _LETTERS.values())
    known += sum(token in _READ_TOO for token in tokens)
    votes = {
        name: (sum(token in words for token in tokens), sum(token in _OTHER_ALONE[name] for token in tokens))
        for name, words in _OTHER.items()
    }
    best, own = max(votes.values(), key=lambda vote: (vote[1], vote[0]))
    return own > 0 and own + best > known and (best >= 2 or len(tokens) >= 3)


def is_only_function_words(text: str) -> bool:
    """Whether ``text`` has no word of two letters or more beside the function words of the four languages."""
    return all(len(token) < 2 or token in _ALL_READ for token in _TOKEN.findall(text[:_READ].casefold()))


def _without_places(text: str) -> str:
    """``text`` without the names of countries that are spelt as in English."""
    for start, end, place in reversed(find_mentions(text)):
        if isinstance(place, Country) and text[start:end] == place.name:
            text = f"{text[:start]} {text[end:]}"
    return text
