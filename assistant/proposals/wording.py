"""What the search for similar initiatives says in its own voice, in four languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.country_names import country_name

LONGEST_QUOTE = 160


def phrase(name: str, language: str, **values: object) -> str:
    """The sentence ``name`` in ``language``, its braces filled in."""
    template: str = _phrases()[language][name]
    return template.format(**values)


def part_label(part: str, language: str) -> str:
    """The name of a part of a proposal."""
    label: str = _phrases()["parts"][language][part]
    return label


def lesson_label(lesson: str, language: str) -> str:
    """A lesson in words."""
    label: str = _phrases()["lessons"][language][lesson]
    return label


def term(value: str, language: str) -> str:
    """A theme, modality, target group, region or country in ``language``; what has no other name stays."""
    terms: dict[str, str] = _phrases()["terms"].get(language, {})
    return terms.get(value) or country_name(value, language)


def listed(values: Iterable[str], language: str, most: int = 6) -> str:
    """``values`` as an enumeration; of many, the first and the number of the others."""
    names = [term(value, language) for value in values]
    joined = f" {phrase('and_', language)} "
    if len(names) > most:
        names = [*names[: most - 1], phrase("others", language, count=len(names) - most + 1)]
    elif any(joined in name for name in names):
        return (" ; " if language == "fr" else "; ").join(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{joined}{names[-1]}"


def labelled(label: str, language: str) -> str:
    """``label`` with the colon after it as ``language`` sets it."""
    return f"{label} :" if language == "fr" else f"{label}:"


def shortened(quote: str) -> str:
    """``quote`` on one line, cut at a word where it is long."""
    line = " ".join(quote.split()).strip("-•* ")
    if len(line) <= LONGEST_QUOTE:
        return line
    return line[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + " …"


@cache
def _phrases() -> dict[str, Any]:
    source = files("assistant.proposals").joinpath("data/phrases.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
