"""All pages in one: header, language, tabs, deep links."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.pages.about_page import about_page
from ui.pages.ask_page import ask_page
from ui.pages.evaluation_page import evaluation_page
from ui.pages.events import html, said, session_of
from ui.pages.feedback import FeedbackBook
from ui.pages.markup import esc
from ui.pages.practices_page import practices_page
from ui.pages.similar_page import similar_page
from ui.pages.site import Site
from ui.pages.spoken_blocks import SpokenBlocks
from ui.pages.visit import current, visit_of
from ui.pages.words import DEFAULT, LANGUAGES, word, written


def build_page(assistant: Assistant, settings: Settings) -> gr.Blocks:
    """The page; what a user does lives in the session of that user, never here."""
    with SpokenBlocks(
        title=lambda: word("brand", current.get().language),
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(900, 900),
    ) as page:
        site = Site(
            assistant=assistant,
            settings=settings,
            feedback=FeedbackBook(settings.data / "feedback.jsonl"),
            language=gr.State(DEFAULT),
            switched=gr.State(0),
            wanted=gr.State(("", 0)),
        )
        header = site.labels.bind(html(elem_id="header"), value=header_html)
        site.saver = gr.HTML(
            "", elem_id="saver", elem_classes="hidden", html_template="", apply_default_css=False,
            js_on_load="watch('value', () => window.sstc.save(props.value));",
        )  # fmt: skip
        tabs = site.labels.begin(
            gr.Tabs(elem_id="pages", overflow_behavior="wrap"), selected=lambda _: current.get().tab
        )
        with tabs:
            with site.labels.bind(gr.Tab(id="ask"), label="tab_ask"):
                ask = ask_page(site)
            with site.labels.bind(gr.Tab(id="similar"), label="tab_similar"):
                similar_page(site)
            with site.labels.bind(gr.Tab(id="practices"), label="tab_practices"):
                practices = practices_page(site)
            with site.labels.bind(gr.Tab(id="evaluation"), label="tab_evaluation"):
                evaluation_page(site)
            with site.labels.bind(gr.Tab(id="about"), label="tab_about"):
                about_page(site)

        site.on(
            header.act,
            lambda event, code, times: (_chosen(said(event, "value"), code), times + 1),
            [site.language, site.switched],
            [site.language, site.switched],
        )
        site.speaks(site.labels.updates, [], site.labels.components)
        site.wanted.change(
            lambda: gr.Tabs(selected="practices"),
            None,
            [tabs],
            show_progress="hidden",
            api_visibility="private",
        )

        def arrive(request: gr.Request) -> tuple[Any, Any]:
            visit = visit_of(
                request.query_params, request.cookies, request.headers.get("accept-language", "")
            )
            return visit.language, (visit.practice, 1) if visit.practice else gr.skip()

        def ask_linked(code: str, request: gr.Request) -> Iterator[dict[Any, Any]]:
            question = request.query_params.get("q", "")[: settings.max_question_chars]
            yield from ask.start(session_of(request), question, code)

        def left(request: gr.Request) -> None:
            ask.leave(session_of(request))

        arrived = page.load(
            arrive, None, [site.language, site.wanted], show_progress="hidden", api_visibility="private"
        )
        arrived.then(
            ask_linked, [site.language], ask.outputs, show_progress="hidden", api_visibility="private",
            concurrency_limit=None,
        )  # fmt: skip
        page.unload(left)
        practices.listen()
    page.properties = lambda: site.labels.properties(current.get().language)
    page.queue(default_concurrency_limit=None, max_size=None)
    return page


def header_html(language: str) -> str:
    """The name of the place and the choice of its language."""
    options = "".join(
        f'<option value="{code}" lang="{code}"{" selected" if code == language else ""}>{esc(name)}</option>'
        for code, name in LANGUAGES.items()
    )
    return (
        f'<header data-language="{language}"><div class="brand"><span class="mark" aria-hidden="true">'
        f"{_file('mark.svg')}</span>"
        f"<div><h1>{written('brand', language)}</h1><p>{written('tagline', language)}</p></div></div>"
        f'<label class="language"><span>{written("language", language)}</span>'
        f'<select data-act="language" aria-label="{written("language", language)}">{options}</select></label>'
        "</header>"
    )


def _chosen(value: str, before: str) -> str:
    return value if value in LANGUAGES else before


def _file(name: str) -> str:
    return files("ui.pages").joinpath(f"data/{name}").read_text(encoding="utf-8").strip()
