"""Who works with whom: countries on a circle, by region, joined where they take part in the same record."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from ingest.records import Record
from ui.pages.markup import esc
from ui.pages.words import term, word, written
from ui.pages.world_map import countries_of, places_of

_SIZE, _RADIUS = 780.0, 250.0
_MOST = 64
_LISTED = 12


def ties(records: Sequence[Record]) -> Counter[tuple[str, str]]:
    """How many records each pair of countries shares; the names of a pair stand in order."""
    shared: Counter[tuple[str, str]] = Counter()
    for record in records:
        names = sorted(country.name for country in places_of(record).values())
        shared.update(combinations(names, 2))
    return shared


def network_html(records: Sequence[Record], chosen: Sequence[str], language: str) -> str:
    """The circle, and the strongest ties as a table."""
    shared = ties(records)
    names = _order(records, shared)
    if not names:
        return f'<p class="none">{written("no_ties", language)}</p>'
    angle = {name: 2 * math.pi * position / len(names) - math.pi / 2 for position, name in enumerate(names)}
    lines = "".join(
        _tie(angle[a], angle[b], count, bool({a, b} & set(chosen)))
        for (a, b), count in sorted(shared.items(), key=lambda item: item[1])
        if a in angle and b in angle
    )
    nodes = "".join(
        _node(name, angle[name], name in chosen, _partners(name, shared), language) for name in names
    )
    label = word("network_label", language, countries=len(names), ties=len(shared))
    focus = " focused" if set(chosen) & set(names) else ""
    return (
        f'<figure class="network{focus}"><div class="canvas" tabindex="0" role="group" '
        f'aria-label="{esc(label)}"><svg viewBox="0 0 {_SIZE:.0f} {_SIZE:.0f}" role="img" '
        f'aria-label="{esc(label)}"><g class="ties">{lines}</g>{nodes}</svg></div>'
        f"<figcaption>{esc(label)} {written('network_hint', language)}</figcaption></figure>"
        f"{_table(shared, language)}"
    )


def _order(records: Sequence[Record], shared: Counter[tuple[str, str]]) -> list[str]:
    """The countries with most ties, those of one region side by side."""
    weight: Counter[str] = Counter()
    for pair, count in shared.items():
        for name in pair:
            weight[name] += count
    counts = countries_of(records)
    kept = {name for name, _ in weight.most_common(_MOST)}
    homes: dict[str, Counter[str]] = {name: Counter() for name in kept}
    for record in records:
        if record.region and record.region != "Global":
            for place in places_of(record).values():
                if place.name in homes:
                    homes[place.name][record.region] += 1
    home = {name: (tally.most_common(1)[0][0] if tally else "~") for name, tally in homes.items()}
    known = [name for name, _ in counts.values() if name in kept]
    return sorted(known, key=lambda name: (home[name], name))


def _partners(name: str, shared: Counter[tuple[str, str]]) -> int:
    return sum(name in pair for pair in shared)


def _tie(one: float, other: float, count: int, chosen: bool) -> str:
    (x1, y1), (x2, y2) = (_at(angle, _RADIUS) for angle in (one, other))
    near = abs(math.cos((one - other) / 2))
    pull = ((x1 + x2) / 2 - _SIZE / 2) * near, ((y1 + y2) / 2 - _SIZE / 2) * near
    cx, cy = (_SIZE / 2 + 0.55 * share for share in pull)
    state = ' class="chosen"' if chosen else ""
    return (
        f'<path{state} d="M{x1:.0f} {y1:.0f}Q{cx:.0f} {cy:.0f} {x2:.0f} {y2:.0f}" '
        f'stroke-width="{0.5 + 0.8 * (count - 1):.1f}" '
        f'style="--weight:{min(0.12 + 0.16 * (count - 1), 0.9):.2f}"/>'
    )


def _node(name: str, angle: float, chosen: bool, partners: int, language: str) -> str:
    x, y = _at(angle, _RADIUS)
    left = math.cos(angle) < -1e-9
    turn = math.degrees(angle) + (180 if left else 0)
    title = word("country_partners", language, country=term(name, language), count=partners)
    state = " chosen" if chosen else ""
    tx, ty = _at(angle, _RADIUS + 10)
    return (
        f'<g class="country{state}" data-act="country" data-country="{esc(name)}"><title>{esc(title)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 0.7 * math.sqrt(partners):.1f}"/>'
        f'<text transform="translate({tx:.1f} {ty:.1f}) rotate({turn:.1f})" dy="0.32em" '
        f'text-anchor="{"end" if left else "start"}">{esc(_short(term(name, language)))}</text></g>'
    )


def _at(angle: float, radius: float) -> tuple[float, float]:
    return _SIZE / 2 + radius * math.cos(angle), _SIZE / 2 + radius * math.sin(angle)


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17].rstrip() + "…"


def _table(shared: Counter[tuple[str, str]], language: str) -> str:
    strongest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_LISTED]
    rows = "".join(
        f"<tr><td>{esc(term(first, language))}</td><td>{esc(term(second, language))}</td><td>{count}</td></tr>"
        for (first, second), count in strongest
    )
    heads = "".join(
        f'<th scope="col">{written(name, language)}</th>' for name in ("field_country", "with", "records")
    )
    return (
        f"<details><summary>{written('strongest_ties', language)}</summary>"
        f'<div class="wide" tabindex="0" role="group"><table><thead><tr>{heads}</tr></thead><tbody>'
        f"{rows}</tbody></table></div></details>"
    )
