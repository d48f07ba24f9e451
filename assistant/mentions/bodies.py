"""Organisations that a text names, in four languages: whether a record speaks of the one that a question names."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from assistant.words import fold

_SPACES = re.compile(r"\s+")


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(
        files("assistant").joinpath("data/bodies.toml").read_text(encoding="utf-8")
    )
    return table


def names_of(body: str) -> tuple[str, ...]:
    """The acronyms and names that a body goes by in the four languages, folded but for acronyms."""
    return tuple(_table()[body])


@cache
def _names() -> tuple[tuple[re.Pattern[str], ...], dict[str, str]]:
    """The patterns of acronyms as written and of names folded, and the body of each."""
    body_of = {name: body for body, names in _table().items() for name in names}
    acronyms = sorted((name for name in body_of if not name.islower()), key=len, reverse=True)
    spoken = sorted((name for name in body_of if name.islower()), key=len, reverse=True)
    return tuple(_pattern(names) for names in (acronyms, spoken)), body_of


def _pattern(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(map(re.escape, names))})(?![\w@])")


def bodies_said(text: str) -> dict[str, str]:
    """The bodies that ``text`` names, each with the words that name it.

    An acronym counts when it stands in capitals as it is written.
    """
    (acronyms, spoken), body_of = _names()
    plain = _SPACES.sub(" ", text)
    folded = fold(plain)
    found = {body_of[match.group()]: match.group() for match in acronyms.finditer(plain)}
    for match in spoken.finditer(folded):
        body = body_of[match.group()]
        found[body] = plain[match.start() : match.end()] if len(folded) == len(plain) else body
    return found


@lru_cache(maxsize=4_096)
def bodies_in(text: str) -> frozenset[str]:
    """The bodies that ``text`` names."""
    return frozenset(bodies_said(text))
