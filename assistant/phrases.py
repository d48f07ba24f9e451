"""What the assistant says in its own voice, in the four languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(files("assistant").joinpath("data/phrases.toml").read_text(encoding="utf-8"))


def phrase(name: str, language: str, /, **values: object) -> str:
    """The frame sentence ``name`` in ``language``, its braces filled in."""
    template: str = _phrases()[language][name]
    return template.format(**values)


def section_name(key: str, language: str) -> str:
    """The name of a section in ``language``."""
    name: str = _phrases()["sections"][language][key]
    return name
