"""How many records there are of each region, theme and kind, as bars that filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.records import Record
from ui.pages.markup import esc
from ui.pages.words import term, written


def counts_html(records: Sequence[Record], chosen: dict[str, Sequence[str]], language: str) -> str:
    """A list of bars for each field."""
    tallies = {
        "region": Counter(record.region for record in records if record.region),
        "theme": Counter(theme for record in records for theme in record.themes),
        "funding": Counter(funder for record in records for funder in record.funding),
    }
    return '<div class="counts">' + "".join(
        _bars(field, tally, chosen.get(field, ()), language) for field, tally in tallies.items() if tally
    ) + "</div>"  # fmt: skip


def _bars(field: str, tally: Counter[str], chosen: Sequence[str], language: str) -> str:
    most = max(tally.values())
    rows = "".join(
        f'<li><button type="button" data-act="facet" data-field="{field}" data-value="{esc(value)}" '
        f'aria-pressed="{"true" if value in chosen else "false"}"><span class="name">'
        f"{esc(term(value, language))}</span>"
        f'<span class="bar" style="--share:{count / most:.3f}"></span><span class="count">{count}</span>'
        "</button></li>"
        for value, count in sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:16]
    )
    return f"<section><h3>{written(f'field_{field}', language)}</h3><ul>{rows}</ul></section>"
