"""The page to look through the records: filters, table, map, network, counts, and one record to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.proposals import SimilarMatch, finder_of
from index.matches import Filters
from ingest.errors import SstcError
from ingest.records import Record, RecordKind, SectionKey
from ui.pages.counts import counts_html
from ui.pages.events import html, said
from ui.pages.network import network_html
from ui.pages.practice_table import table_html
from ui.pages.record_view import alike_html, record_html
from ui.pages.several import several
from ui.pages.site import Site
from ui.pages.visit import current
from ui.pages.words import term, written
from ui.pages.world_map import map_html
from ui.text_filter import holding

VIEWS = ("table", "map", "network", "counts")
FIELDS = ("kind", "region", "country", "theme", "funding", "period")
_ALIKE = 4
_TELLING = (SectionKey.OBJECTIVE, SectionKey.COOPERATION, SectionKey.METHODOLOGY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticesPage:
    """``listen`` makes the page answer to clicks on records elsewhere; called when all pages are built."""

    listen: Callable[[], None]


def practices_page(site: Site) -> PracticesPage:
    """Builds the page inside the open tab."""
    labels, language = site.labels, site.language
    overview = labels.begin(
        gr.Row(equal_height=False, elem_id="practices-row"), visible=lambda _: not current.get().practice
    )
    with overview:
        with gr.Column(scale=1, min_width=240, elem_id="facets"):
            labels.bind(html(elem_id="facets-toggle"), value=_toggle)
            query = labels.bind(
                gr.Textbox(elem_id="practice-query", max_length=200, max_lines=1),
                label="search_text",
                placeholder="search_hint",
            )
            facets = [_facet(site, field) for field in FIELDS]
            reset = labels.bind(gr.Button(size="sm", elem_id="reset"), value="reset")
        with gr.Column(scale=4, min_width=320), gr.Tabs(elem_id="views", overflow_behavior="wrap"):
            views: list[gr.HTML] = []
            for name in VIEWS:
                with labels.bind(gr.Tab(id=name), label=f"view_{name}"):
                    drawn = labels.begin(html(elem_id=f"view-{name}"), value=partial(_begun, site, name))
                    views.append(drawn)
    record = html(elem_id="record", visible=False)
    near = html(elem_id="alike", elem_classes="ours")

    def shown(code: str, words: str, *chosen: list[str]) -> list[str]:
        every = in_order(site.assistant.records())
        picked = dict(zip(FIELDS, chosen, strict=True))
        records = holding(in_order(_filtered(site, picked)), words, code)
        return [_view(name, records, every, picked, code) for name in VIEWS]

    def opened(clicks: tuple[str, int], code: str) -> tuple[Any, Any]:
        wanted = clicks[0]
        if not wanted:
            return gr.skip(), gr.skip()
        try:
            found = site.assistant.record(wanted)
        except SstcError as error:
            gr.Warning(str(error))
            return gr.update(visible=True), gr.update(visible=False)
        text = record_html(found, site.assistant.document(found.document), code)
        return gr.update(visible=False), gr.update(value=text, visible=True)

    def likened(clicks: tuple[str, int], code: str) -> str:
        try:
            found = site.assistant.record(clicks[0]) if clicks[0] else None
        except SstcError:
            return ""
        if found is None or found.kind is RecordKind.BACKGROUND:
            return ""
        return alike_html(alike(site, found), code)

    def acted(event: gr.EventData, *chosen: list[str]) -> list[Any]:
        act, field, value = said(event, "act"), said(event, "field"), said(event, "value")
        if act == "country":
            field, value = "country", said(event, "country")
        if act not in ("country", "facet") or field not in FIELDS:
            return [gr.skip()] * len(FIELDS)
        return [
            _toggled(values, value) if name == field else gr.skip()
            for name, values in zip(FIELDS, chosen, strict=True)
        ]

    def left(event: gr.EventData) -> tuple[Any, Any, Any]:
        if said(event, "act") != "back":
            return gr.skip(), gr.skip(), gr.skip()
        return (
            gr.update(visible=True),
            gr.update(value='<span data-location="?view=practices"></span>', visible=False),
            ("", 0),
        )

    def listen() -> None:
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        gr.on(
            [query.change, site.switched.change, *(facet.change for facet in facets)],
            shown, [language, query, *facets], views, trigger_mode="always_last", **quiet,
        )  # fmt: skip
        for view in views:
            view.act(acted, facets, facets, **quiet)
            site.opens_records(view)
        site.opens_records(record)
        record.act(left, None, [overview, record, site.wanted], **quiet)
        reset.click(lambda: ["", *([] for _ in FIELDS)], None, [query, *facets], **quiet)
        shows = gr.on(
            [site.wanted.change, site.switched.change],
            opened,
            [site.wanted, language],
            [overview, record],
            **quiet,
        )
        shows.then(likened, [site.wanted, language], [near], **quiet)
        site.opens_records(near)

    return PracticesPage(listen=listen)


def in_order(records: Sequence[Record]) -> list[Record]:
    """Practices first, then initiatives and projects, background texts last; each kind as indexed."""
    kinds = list(RecordKind)
    return sorted(records, key=lambda record: kinds.index(record.kind))


def alike(site: Site, record: Record) -> list[SimilarMatch]:
    """The records most like ``record``, best first."""
    told = [f"# {section.label}\n{section.text}" for section in record.sections if section.key in _TELLING]
    found = finder_of(site.assistant).find("\n\n".join([record.title, *told]), top_k=_ALIKE + 1)
    return [match for match in found.matches if match.practice_id != record.id][:_ALIKE]


def _toggle(language: str) -> str:
    """On a phone the filters are out of the way until they are asked for."""
    return (
        '<button type="button" class="act" data-toggle="facets" aria-expanded="false" aria-controls="facets">'
        f"{written('filters', language)}</button>"
    )


def _facet(site: Site, field: str) -> gr.Dropdown:
    def choices(code: str) -> list[tuple[str, str]]:
        counts = site.assistant.facets()[field]
        return [(f"{term(value, code)} ({count})", value) for value, count in counts.items()]

    return several(site.labels, f"field_{field}", choices, elem_id=f"facet-{field}")


def _begun(site: Site, name: str, code: str) -> str:
    """A view of all records."""
    return _begun_with(site.assistant, name, code, site.assistant.generation())


@lru_cache(maxsize=64)
def _begun_with(assistant: Assistant, name: str, code: str, generation: str) -> str:
    every = in_order(assistant.records())
    return _view(name, every, every, {}, code)


def _filtered(site: Site, picked: dict[str, list[str]]) -> list[Record]:
    filters = Filters(**{name: tuple(picked[name] or ()) for name in ("kind", "region", "country", "theme")})
    funders, periods = set(picked["funding"] or ()), set(picked["period"] or ())
    return [
        record
        for record in site.assistant.records(filters)
        if (not funders or funders & set(record.funding)) and (not periods or record.period in periods)
    ]


def _view(
    name: str, records: list[Record], every: list[Record], picked: dict[str, list[str]], code: str
) -> str:
    countries = picked.get("country") or []
    if name == "table":
        return table_html(records, len(every), code, countries)
    if name == "map":
        return map_html(records, countries, code)
    if name == "network":
        return network_html(records, countries, code)
    return counts_html(records, {field: values or [] for field, values in picked.items()}, code)


def _toggled(values: list[str] | None, value: str) -> list[str]:
    values = list(values or ())
    return [other for other in values if other != value] if value in values else [*values, value]
