"""The page that finds initiatives like a proposal: text or file in, cards with reasons and a brief out."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.proposals import Similar, finder_of
from assistant.proposals.brief import brief_docx, brief_markdown
from index.matches import Filters
from ingest.errors import SstcError
from ingest.readers import ENDINGS
from ingest.records import RecordKind
from ui.pages.events import html, number, said
from ui.pages.export import DOCX, MARKDOWN, download
from ui.pages.markup import esc
from ui.pages.match_cards import citations, similar_html
from ui.pages.several import several
from ui.pages.site import Site
from ui.pages.source_panel import no_source_html, source_html
from ui.pages.uploads import of_unread_kind, proposal_text, refusal
from ui.pages.words import term, written

logger = logging.getLogger(__name__)

FIELDS = ("kind", "region", "country", "theme")
MOST = 8

Chosen = tuple[list[str], ...]
Updates = dict[Any, Any]


def similar_page(site: Site) -> None:
    """Builds the page inside the open tab."""
    labels, language = site.labels, site.language
    found = gr.State(None)
    excluded = gr.State(())
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    labels.bind(html(elem_classes="ours"), value=_invitation)
    with gr.Row(equal_height=False, elem_id="similar-row"):
        with gr.Column(scale=3, min_width=320):
            box = labels.bind(
                gr.Textbox(lines=6, max_lines=16, max_length=1_000_000, elem_id="proposal"),
                label="proposal_label",
                placeholder="proposal_placeholder",
            )
            file = labels.bind(
                gr.File(type="filepath", height=140, elem_id="proposal-file"),
                label="proposal_file",
            )
            with labels.bind(gr.Accordion(open=False), label="limit_similar"), gr.Row():
                limits = [_limit(site, field) for field in FIELDS]
            with gr.Row(elem_classes="brief"):
                find = labels.bind(gr.Button(variant="primary", elem_id="find"), value="find")
                as_markdown = labels.bind(
                    gr.Button(size="sm", visible=False, elem_id="brief-markdown"), value="brief_markdown"
                )
                as_docx = labels.bind(
                    gr.Button(size="sm", visible=False, elem_id="brief-docx"), value="brief_docx"
                )
            out = html(elem_id="similar-out")
        with gr.Column(scale=2, min_width=300, elem_id="similar-source-column"):
            source = labels.begin(
                html(elem_id="similar-source", elem_classes="source-panel idle"),
                value=lambda code: no_source_html(code, "no_similar_source"),
            )

    def search(text: str, path: str | None, left_out: tuple[str, ...], code: str, chosen: Chosen) -> Updates:
        picked = Filters(**{name: tuple(values or ()) for name, values in zip(FIELDS, chosen, strict=True)})
        update: Updates = {file: None, excluded: left_out, source: closed_panel(code)}
        try:
            if path:
                text = proposal_text(Path(path))
                update[box] = text
            result = finder_of(site.assistant).find(text, top_k=MOST, filters=picked, exclude=left_out)
        except Exception as error:
            if not isinstance(error, SstcError):
                logger.exception("a proposal on the page failed unexpectedly")
            shown = gr.update(visible=False)
            told = f'<p class="error" role="alert">{esc(refusal(error, text, path, code))}</p>'
            return update | {out: told, found: None, as_markdown: shown, as_docx: shown}
        shown = gr.update(visible=bool(result.matches))
        return update | {out: similar_html(result, code), found: result, as_markdown: shown, as_docx: shown}

    def closed_panel(code: str) -> Any:
        return gr.update(value=no_source_html(code, "no_similar_source"), elem_classes="source-panel idle")

    def sought(text: str, path: str | None, code: str, *chosen: list[str]) -> Updates:
        return search(text, path, (), code, chosen)

    def given(path: str | None, code: str) -> Updates:
        fault = of_unread_kind(Path(path)) if path else None
        if fault is None:
            return {excluded: ()}
        told = f'<p class="error" role="alert">{esc(refusal(fault, "", path, code))}</p>'
        shown = gr.update(visible=False)
        return {file: None, out: told, found: None, as_markdown: shown, as_docx: shown}

    def acted(
        event: gr.EventData,
        result: Similar | None,
        left_out: tuple[str, ...],
        text: str,
        code: str,
        *chosen: list[str],
    ) -> Updates:
        act = said(event, "act")
        if act == "exclude":
            more = said(event, "record", longest=200)
            return search(text, None, tuple(dict.fromkeys((*left_out, more))), code, chosen)
        cited, at = citations(result) if result else [], number(event, "cite")
        if act != "source" or not 0 <= at < len(cited):
            return {excluded: left_out}
        try:
            record = site.assistant.record(cited[at].practice_id)
        except SstcError as error:
            gr.Warning(str(error))
            return {excluded: left_out}
        shown = source_html(cited[at], record, code)
        return {source: gr.update(value=shown, elem_classes="source-panel opened")}

    def closed(event: gr.EventData, code: str) -> Any:
        if said(event, "act") != "close":
            return gr.skip()
        return closed_panel(code)

    outputs = [out, found, excluded, box, file, as_markdown, as_docx, source]
    file.upload(given, [file, language], outputs, **quiet)
    find.click(
        sought, [box, file, language, *limits], outputs, show_progress="minimal", show_progress_on=[out],
        api_visibility="private", concurrency_limit=4,
    )  # fmt: skip
    out.act(acted, [found, excluded, box, language, *limits], outputs, concurrency_limit=4, **quiet)
    site.opens_records(out)
    site.opens_records(source)
    site.on(source.act, closed, [language], [source])
    site.speaks(
        lambda code, result: (similar_html(result, code) if result else "", closed_panel(code)),
        [found],
        [out, source],
    )
    as_markdown.click(
        lambda result: download("similar-initiatives.md", MARKDOWN, brief_markdown(result)) if result else "",
        [found], [site.saver], **quiet,
    )  # fmt: skip
    as_docx.click(
        lambda result: download("similar-initiatives.docx", DOCX, brief_docx(result)) if result else "",
        [found], [site.saver], **quiet,
    )  # fmt: skip


def _invitation(language: str) -> str:
    return (
        f"<h2>{written('similar_heading', language)}</h2>"
        f'<p class="lead" data-accept="{",".join(sorted(ENDINGS))}">{written("similar_lead", language)}</p>'
    )


def _limit(site: Site, field: str) -> gr.Dropdown:
    def choices(code: str) -> list[tuple[str, str]]:
        counts = site.assistant.facets()[field]
        return [
            (f"{term(value, code)} ({count})", value)
            for value, count in counts.items()
            if value != str(RecordKind.BACKGROUND)  # nothing to do likewise
        ]

    return several(site.labels, f"field_{field}", choices, min_width=160, elem_id=f"similar-{field}")
