"""Words that only speak about records and can be no condition on what they say."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from assistant.inflection import stems_of
from assistant.words import STOP_WORDS, stem, stem_set


@cache
def frame_stems() -> frozenset[str]:
    """Stems that set no condition: they only say that a record is to be such as the other words say."""
    words = files("assistant").joinpath("data/frame_words.txt").read_text(encoding="utf-8")
    return stem_set(words) | frozenset(STOP_WORDS)


@cache
def general_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of ``data/general_words.toml`` in ``language``, as they are written and as stems."""
    table = tomllib.loads(files("assistant").joinpath("data/general_words.toml").read_text(encoding="utf-8"))
    listed: list[str] = table[language].split()
    return frozenset(listed), frozenset(_stems(listed, language))


def _stems(listed: list[str], language: str) -> list[str]:
    return [stem(word) for word in listed] if language == "en" else stems_of(listed, language)


def is_general(word: str, language: str) -> bool:
    """Whether a folded word only speaks about records and can be no condition on what they say."""
    written, stems = general_words(language)
    return word in written or (len(word) > 3 and _stems([word], language)[0] in stems)
