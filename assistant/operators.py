"""The small words by which a question turns, joins and bounds what it asks for, by language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("data/operators.toml").read_text(encoding="utf-8"))


def cues_of(name: str, language: str) -> str:
    """The alternatives of ``data/operators.toml`` under ``name`` in ``language``, the longest first."""
    return "|".join(sorted(_table()[name][language], key=len, reverse=True))


@cache
def cues(name: str, language: str) -> re.Pattern[str]:
    """What finds the words of ``data/operators.toml`` under ``name`` in a folded question."""
    return re.compile(rf"(?<!\w)(?:{cues_of(name, language)})(?!\w)")


@cache
def cue_before(name: str, language: str) -> re.Pattern[str]:
    """What finds such words at the end of a text, so that they turn the value that follows it."""
    if name == "only":
        gap = r"(?!.*(?:those|ones|practi|initiat|project))[^,;:.?]{0,16}$"
    elif name == "leaves_out":
        gap = r"\s+(?:the |la |las |el |los |le |les |l'|a |as |o |os )?$"
    else:
        gap = r"[^,;:.?)]{0,28}$"
    return re.compile(rf"(?<!\w)(?P<cue>{cues_of(name, language)})(?!\w){gap}")


@cache
def joint(name: str, language: str) -> re.Pattern[str]:
    """What a text is that does nothing but join two values by “or” or “and”."""
    return re.compile(rf"\s*,?\s*(?:{cues_of(name, language)})\s+(?:\w{{1,4}}'?\s+){{0,3}}(?:\w')?")


@cache
def small_words(name: str, language: str) -> frozenset[str]:
    """The words of ``data/operators.toml`` under ``name`` in ``language``, as they are written."""
    return frozenset(word for line in _table()[name][language] for word in line.split())


def small_lines(name: str, language: str) -> tuple[str, ...]:
    """The entries of ``data/operators.toml`` under ``name`` in ``language``, one by one."""
    return tuple(_table()[name][language])
