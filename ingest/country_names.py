"""What countries are called in Spanish, French and Portuguese, for texts that speak to readers of these."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "country_names.json"


def country_name(name: str, language: str) -> str:
    """The country of the canonical English ``name`` as ``language`` calls it; what is none stays as it is."""
    return _names().get(language, {}).get(name, name)


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return names
