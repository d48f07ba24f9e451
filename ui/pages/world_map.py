"""A map of dots with a circle for every country that takes part; drawn here, nothing is fetched."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from ingest.records import Country, Record
from ui.pages.geography import STEP, Place, country_points, land_dots
from ui.pages.markup import esc
from ui.pages.words import term, word, written

_WIDTH, _TOP, _BOTTOM = 1000.0, 80.0, -57.0
_SCALE = _WIDTH / 360
_STRETCH = 1.16
HEIGHT = (_TOP - _BOTTOM) * _SCALE * _STRETCH


def countries_of(records: Sequence[Record]) -> dict[str, tuple[str, int]]:
    """Name and number of records of every country that takes part, by ISO code, the most frequent first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for record in records:
        for iso, country in places_of(record).items():
            names[iso] = country.name
            counts[iso] = counts.get(iso, 0) + 1
    order = sorted(counts, key=lambda iso: (-counts[iso], names[iso]))
    return {iso: (names[iso], counts[iso]) for iso in order}


def places_of(record: Record) -> dict[str, Country]:
    """The countries of a record and of its parts, by ISO code."""
    found = [*record.countries, *(country for part in record.parts for country in part.countries)]
    return {country.iso: country for country in found}


def map_html(records: Sequence[Record], chosen: Sequence[str], language: str) -> str:
    """The map, and the same as a list of buttons for keyboard and screen reader."""
    found = countries_of(records)
    points = country_points()
    circles = "".join(
        _circle(points[iso], name, count, name in chosen, language)
        for iso, (name, count) in found.items()
        if iso in points
    )
    label = word("map_label", language, countries=len(found), records=len(records))
    return (
        f'<figure class="map"><div class="canvas" tabindex="0" role="group" aria-label="{esc(label)}">'
        f'<svg viewBox="-14 -8 {_WIDTH + 28:.0f} {HEIGHT + 12:.0f}" role="img" aria-label="{esc(label)}">'
        f'<path class="land" d="{_land()}"/>{circles}</svg></div>'
        f"<figcaption>{esc(label)} {written('map_hint', language)}</figcaption></figure>"
        f"{country_buttons(found, chosen, language)}"
    )


def country_buttons(found: Mapping[str, tuple[str, int]], chosen: Sequence[str], language: str) -> str:
    """Every country as a button that filters by it."""
    rows = "".join(
        f'<li><button type="button" class="chip" data-act="country" data-country="{esc(name)}" '
        f'aria-pressed="{"true" if name in chosen else "false"}">'
        f"{esc(term(name, language))} <span>{count}</span></button>"
        "</li>"
        for name, count in found.values()
    )
    return (
        '<details class="countries"><summary>'
        f"{written('all_countries', language, count=len(found))}</summary>"
        f'<ul class="chips">{rows}</ul></details>'
    )


def _circle(place: Place, name: str, count: int, chosen: bool, language: str) -> str:
    x, y = _project(place)
    title = word("country_count", language, country=term(name, language), count=count)
    state = " chosen" if chosen else ""
    return (
        f'<g class="country{state}" data-act="country" data-country="{esc(name)}"><title>{esc(title)}</title>'
        f'<circle class="reach" cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.4 + 2.1 * math.sqrt(count):.1f}"/></g>'
    )


@cache
def _land() -> str:
    """All dots as one path of round strokes."""
    return "".join(
        "M{:.0f} {:.0f}h0".format(*_project(place)) for place in land_dots() if place[1] < _TOP + STEP
    )


def _project(place: Place) -> Place:
    longitude, latitude = place
    return (longitude + 180) * _SCALE, (_TOP - latitude) * _SCALE * _STRETCH
