"""Small talk, and questions to the assistant about itself: told by their having no word of anything else."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.language import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TALK = 14
"""Words of the longest small talk; who writes more has something to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of one language: of courtesy, that go with it, for the assistant, and of what it is and does."""

    social: re.Pattern[str]
    filler: re.Pattern[str]
    you: re.Pattern[str]
    about: re.Pattern[str]
    phrases: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    text = files("assistant").joinpath("data/talk.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[language]

    def whole(*names: str) -> re.Pattern[str]:
        words = sorted({word for name in names for word in table[name].split()})
        return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))

    return _Words(
        social=whole("social"),
        filler=whole("social", "filler"),
        you=whole("you"),
        about=whole("about", "you"),
        phrases=re.compile(rf"\W*(?:{'|'.join(table['phrases'])})\W*"),
    )


def is_small_talk(folded: str) -> bool:
    """Whether a folded text is a greeting, thanks or the like, and nothing beside it."""
    words = _WORD.findall(folded)
    if not words or len(words) > _LONGEST_TALK:
        return False
    for language in LANGUAGES:
        known = _words(language)
        if any(known.social.fullmatch(word) for word in words) and all(
            known.filler.fullmatch(word) for word in words
        ):
            return True
    return False


def is_about_assistant(folded: str) -> bool:
    """Whether a folded text asks the assistant about itself and names nothing that the records could tell."""
    words = _WORD.findall(folded)
    for language in LANGUAGES:
        known = _words(language)
        if known.phrases.fullmatch(folded):
            return True
        if any(known.you.fullmatch(word) for word in words) and all(
            known.about.fullmatch(word) for word in words
        ):
            return True
    return False
