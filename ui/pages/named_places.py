"""The countries of a record where there is room for few: those asked for stand first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ui.pages.words import term

MOST = 4
"""So many countries are named; those asked for are named whatever their number."""


def named_places(names: Sequence[str], asked: Collection[str], language: str) -> tuple[str, str]:
    """The countries as a cell shows them (“Kenya, Botswana, Burundi, DR Congo +13”), and all of them; not escaped."""
    ordered = sorted(names, key=lambda name: name not in asked)
    most = max(MOST, sum(name in asked for name in names))
    places = [term(name, language) for name in ordered]
    more = f" +{len(places) - most}" if len(places) > most else ""
    return ", ".join(places[:most]) + more, ", ".join(places)
