"""Turns of events that a question takes for granted (somebody left, refused, failed …), told in four languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from assistant.words import fold


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("assistant").joinpath("data/claims.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(words[language])})(?!\w)") for name, words in table.items()
    }


@lru_cache(maxsize=32_768)
def claims_in(text: str, language: str = "en") -> frozenset[str]:
    """The names of the turns that ``text`` speaks of."""
    folded = f"{fold(text)} "
    return frozenset(name for name, pattern in _patterns(language).items() if pattern.search(folded))
