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

_CUES = tomllib.loads(files("assistant").joinpath("data/languages.toml").read_text(encoding="utf-8"))
_WORDS = {name: frozenset(cues["words"].split()) for name, cues in _CUES.items()}
_LETTERS = {name: re.compile(cues["letters"]) for name, cues in _CUES.items() if "letters" in cues}
_TOKEN = re.compile(r"[^\W\d_]+")
_READ = 2_000


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.ENGLISH, Language.SPANISH, Language.FRENCH, Language.PORTUGUESE
    ).build()


def detect_language(text: str) -> str:
    """The language of ``text``: ``en``, ``es``, ``fr`` or ``pt``.

    Function words and letters peculiar to one language decide where they are clear; the statistical detector,
    which costs half a second to load, is asked only where they are not. The names of countries, as English
    spells them, are no evidence: everybody writes Côte d'Ivoire. Without any evidence it is English.
    """
    text = _without_places(text[:_READ])
    lowered = text.casefold()
    tokens = _TOKEN.findall(lowered)
    if not any(len(token) > 1 for token in tokens):
        return "en"
    votes = {language: sum(token in cues for token in tokens) for language, cues in _WORDS.items()}
    for language, letters in _LETTERS.items():
        votes[language] += 2 * len(letters.findall(lowered))
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    if ranked[0][1] >= ranked[1][1] + 2 or (ranked[0][1] and not ranked[1][1]):
        return ranked[0][0]
    best = _detector().compute_language_confidence_values(text)
    scores = {value.language.iso_code_639_1.name.lower(): value.value for value in best}
    prior = {"en": 0.2}  # keywords, acronyms and names alone are read as English
    return max(LANGUAGES, key=lambda name: scores.get(name, 0.0) + 0.15 * votes[name] + prior.get(name, 0.0))


def _without_places(text: str) -> str:
    """``text`` without the names of countries that are spelt as in English."""
    for start, end, place in reversed(find_mentions(text)):
        if isinstance(place, Country) and text[start:end] == place.name:
            text = f"{text[:start]} {text[end:]}"
    return text
