"""The records that filters leave, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Record, format_pages
from ui.pages.markup import esc
from ui.pages.named_places import named_places
from ui.pages.words import term, written
from ui.pages.world_map import places_of

_FIELDS = ("field_region", "field_country", "field_theme", "field_period")


def table_html(records: Sequence[Record], total: int, language: str, asked: Sequence[str] = ()) -> str:
    """One row for each record; its title opens it, and the countries ``asked`` for stand first."""
    found = written("found", language, count=len(records), total=total)
    if not records:
        return (
            f'<p class="found" role="status">{found}</p><p class="none">{written("none_found", language)}</p>'
        )
    heads = "".join(f'<th scope="col">{written(name, language)}</th>' for name in ("record", *_FIELDS))
    rows = "".join(_row(record, language, asked) for record in records)
    return (
        f'<p class="found" role="status">{found}</p><div class="wide" tabindex="0" role="group" '
        f'aria-label="{found}">'
        f'<table class="records stacked"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(record: Record, language: str, asked: Sequence[str]) -> str:
    names = [country.name for country in places_of(record).values()]
    shown, everywhere = named_places(names, asked, language)
    groups = ", ".join(record.groups)
    where = "; ".join(text for text in (shown, groups) if text)
    themes = ", ".join(term(theme, language) for theme in record.themes[:3])
    pages = f" · p. {format_pages(record.pages)}" if record.pages else ""
    region, country, theme, period = (f'data-label="{written(name, language)}"' for name in _FIELDS)
    return (
        '<tr><th scope="row"><button type="button" class="linklike" data-act="record" '
        f'data-record="{esc(record.id)}" '
        f'lang="en">{esc(record.short_title or record.title)}</button>'
        f'<span class="id">{esc(record.id)} · {esc(term(record.kinds[-1], language))}{esc(pages)}</span></th>'
        f"<td {region}>{esc(term(record.region or '', language))}</td>"
        f'<td {country} title="{esc(everywhere)}">{esc(where)}</td><td {theme}>{esc(themes)}</td><td {period}>'
        f"{esc(record.period or '')}</td></tr>"
    )
