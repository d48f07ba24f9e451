"""The page to ask on: the conversation, the source beside it, and what limits the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.phrases import section_name
from eval.drafts import Feedback
from index.matches import Filters
from ingest.errors import SstcError
from ingest.records import SectionKey
from ui.pages.answering import answered
from ui.pages.conversation import FIELDS, conversation_html, spoken
from ui.pages.events import html, number, said
from ui.pages.exchange import Conversation, Exchange
from ui.pages.export import DOCX, MARKDOWN, conversation_docx, conversation_markdown, download
from ui.pages.feedback import now
from ui.pages.site import Site
from ui.pages.source_panel import no_source_html, source_html
from ui.pages.words import DEFAULT, term, word

Updates = dict[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The parts of the page that others speak to."""

    start: Callable[[str, str], Iterator[Updates]]
    outputs: list[Any]


def ask_page(site: Site) -> AskPage:
    """Builds the page inside the open tab."""
    labels, language = site.labels, site.language
    kept = gr.State(())
    with gr.Row(equal_height=False, elem_id="ask-row"):
        with gr.Column(scale=3, min_width=320, elem_id="ask-main"):
            talk = html(conversation_html((), DEFAULT, examples(DEFAULT)), elem_id="talk")
            told = gr.HTML(
                "", elem_id="told", elem_classes="hidden", js_on_load=None, apply_default_css=False
            )
            with gr.Row(elem_id="ask-line", equal_height=True):
                box = labels.bind(
                    gr.Textbox(
                        lines=1, max_lines=8, max_length=20_000, container=True, scale=8,
                        elem_id="question", min_width=200,
                    ),
                    label="question_label",
                    placeholder="question_placeholder",
                )  # fmt: skip
                ask = labels.bind(
                    gr.Button(variant="primary", scale=1, min_width=90, elem_id="ask"), value="ask"
                )
                stop = labels.bind(gr.Button(scale=1, min_width=80, elem_id="stop"), value="stop")
            with labels.bind(gr.Accordion(open=False, elem_id="limits"), label="limit"):
                limits = _limits(site)
                mode_choice = _modes(site)
            with gr.Row(elem_id="ask-tools"):
                clear = labels.bind(gr.Button(size="sm", min_width=80, elem_id="clear"), value="clear")
                as_markdown = labels.bind(
                    gr.Button(size="sm", min_width=80, elem_id="as-markdown"), value="as_markdown"
                )
                as_docx = labels.bind(gr.Button(size="sm", min_width=80, elem_id="as-docx"), value="as_docx")
        with gr.Column(scale=2, min_width=300, elem_id="source-column"):
            source = html(no_source_html(DEFAULT), elem_id="source", elem_classes="idle")

    inputs = [kept, language, mode_choice, *limits]
    shown = [talk, told, kept, box, source, *limits]

    def show(conversation: Conversation, code: str) -> Updates:
        return {talk: conversation_html(conversation, code, examples(code)), kept: conversation}

    def put(
        question: str, conversation: Conversation, code: str, mode: str, filters: Filters
    ) -> Iterator[Updates]:
        if not question.strip():
            yield {box: gr.update()}
            return
        yield {box: ""}
        for exchange in answered(site.assistant, question, conversation, filters, mode, code):
            update = show((*conversation, exchange), code)
            yield update | ({told: spoken(exchange, code)} if exchange.finished else {})

    def submitted(
        question: str, conversation: Conversation, code: str, mode: str, *chosen: list[str]
    ) -> Iterator[Updates]:
        yield from put(question, conversation, code, mode, _filters(chosen))

    def acted(
        event: gr.EventData, conversation: Conversation, code: str, mode: str, *chosen: list[str]
    ) -> Iterator[Updates]:
        act = said(event, "act")
        if act == "ask":
            yield from put(said(event, "question"), conversation, code, mode, _filters(chosen))
        elif act == "hold":
            held = _held(_filters(chosen), said(event, "field"), said(event, "value"))
            yield {limits[n]: list(getattr(held, name)) for n, name in enumerate(FIELDS)}
            yield from put(said(event, "question"), conversation, code, mode, held)
        elif act == "source":
            yield {source: opened(conversation, number(event, "turn"), number(event, "marker"), code)}
        elif act in ("rate", "comment"):
            yield show(rated(event, conversation), code)
        else:
            yield {told: gr.update()}

    def opened(conversation: Conversation, turn: int, marker: int, code: str) -> Any:
        answer = conversation[turn].answer if 0 <= turn < len(conversation) else None
        citation = next((c for c in answer.citations if c.marker == marker), None) if answer else None
        if answer is None or citation is None:
            return gr.update()
        try:
            record = site.assistant.record(citation.practice_id)
        except SstcError as error:
            gr.Warning(str(error))
            return gr.update()
        return gr.update(value=source_html(citation, record, code, answer.citations), elem_classes="opened")

    def rated(event: gr.EventData, conversation: Conversation) -> Conversation:
        turn = number(event, "turn")
        if not 0 <= turn < len(conversation) or conversation[turn].answer is None:
            return conversation
        old = conversation[turn]
        rating = said(event, "rating") or old.rating
        if rating not in ("up", "down"):
            return conversation
        comment = said(event, "comment", longest=2000).strip()
        new = replace(old, rating=rating, comment=comment or old.comment, created=old.created or now())
        assert new.answer is not None
        site.feedback.keep(
            Feedback(
                question=new.question,
                answer=new.answer.answer,
                rating="up" if rating == "up" else "down",
                comment=new.comment,
                created=new.created,
            )
        )
        return (*conversation[:turn], new, *conversation[turn + 1 :])

    def stopped(conversation: Conversation, code: str) -> Updates:
        if conversation and not conversation[-1].finished:
            conversation = (*conversation[:-1], replace(conversation[-1], error=word("stopped", code)))
        return show(conversation, code)

    def cleared(code: str) -> Updates:
        return show((), code) | {told: "", box: "", source: closed(code)}

    def closed(code: str) -> Any:
        return gr.update(value=no_source_html(code), elem_classes="idle")

    def start(question: str, code: str) -> Iterator[Updates]:
        yield from put(question, (), code, "auto", Filters())

    asking = gr.on(
        [box.submit, ask.click], submitted, [box, *inputs], shown,
        trigger_mode="always_last", show_progress="hidden", concurrency_limit=None, api_visibility="private",
    )  # fmt: skip
    acting = talk.act(
        acted, inputs, shown, show_progress="hidden", concurrency_limit=None, api_visibility="private"
    )
    site.opens_records(talk)
    site.opens_records(source)
    site.on(
        source.act,
        lambda event, code: closed(code) if said(event, "act") == "close" else gr.update(),
        [language],
        [source],
    )
    stop.click(
        stopped,
        [kept, language],
        [talk, kept],
        cancels=[asking, acting],
        show_progress="hidden",
        api_visibility="private",
    )
    clear.click(
        cleared, [language], shown, cancels=[asking, acting], show_progress="hidden", api_visibility="private"
    )
    as_markdown.click(
        lambda conversation, code: download("sstc.md", MARKDOWN, conversation_markdown(conversation, code)),
        [kept, language], [site.saver], show_progress="hidden", api_visibility="private",
    )  # fmt: skip
    as_docx.click(
        lambda conversation, code: download("sstc.docx", DOCX, conversation_docx(conversation, code)),
        [kept, language], [site.saver], show_progress="hidden", api_visibility="private",
    )  # fmt: skip
    language.change(
        lambda conversation, code: (conversation_html(conversation, code, examples(code)), closed(code)),
        [kept, language],
        [talk, source], show_progress="hidden", api_visibility="private",
    )  # fmt: skip
    return AskPage(start=start, outputs=shown)


def examples(language: str) -> list[str]:
    """Questions to begin with, in the language of the page."""
    return [word(f"example_{number}", language) for number in range(1, 6)]


def _limits(site: Site) -> list[gr.Dropdown]:
    """One choice for each field of a filter, in the order of ``FIELDS``."""
    counts = site.assistant.facets()
    titles = {
        record.id: f"{record.id} · {record.short_title or record.title}"
        for record in site.assistant.records()
    }

    def choices(field: str) -> Callable[[str], list[tuple[str, str]]]:
        def made(code: str) -> list[tuple[str, str]]:
            if field == "record":
                return [(title, record) for record, title in titles.items()]
            if field == "section":
                return [
                    (section_name(str(key), code), str(key))
                    for key in SectionKey
                    if str(key) in counts["section"]
                ]
            return [(f"{term(value, code)} ({count})", value) for value, count in counts[field].items()]

        return made

    drawn = []
    with gr.Row():
        for field in FIELDS:
            made = choices(field)
            dropdown = gr.Dropdown(
                made(DEFAULT), multiselect=True, min_width=180, elem_id=f"limit-{field}", value=[]
            )
            drawn.append(site.labels.bind(dropdown, label=f"field_{field}", choices=made))
    return drawn


def _modes(site: Site) -> gr.Radio:
    """Who answers; offered where a language model is connected."""

    def choices(code: str) -> list[tuple[str, str]]:
        return [(word(f"mode_choice_{mode}", code), mode) for mode in ("auto", "extractive", "generative")]

    connected = bool(site.settings.llm_base_url and site.settings.llm_model)
    radio = gr.Radio(choices(DEFAULT), value="auto", visible=connected, elem_id="mode")
    return site.labels.bind(radio, label="mode_label", choices=choices)


def _filters(chosen: tuple[list[str], ...]) -> Filters:
    return Filters(**{name: tuple(values or ()) for name, values in zip(FIELDS, chosen, strict=True)})


def _held(filters: Filters, field: str, value: str) -> Filters:
    if field not in FIELDS or value in getattr(filters, field):
        return filters
    return replace(filters, **{field: (*getattr(filters, field), value)})


__all__ = ["AskPage", "Exchange", "ask_page", "examples"]
