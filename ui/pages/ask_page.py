"""The page to ask on: the conversation, the source beside it, and what limits the answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from eval.drafts import Feedback
from index.matches import Filters
from ingest.errors import SstcError
from ui.pages.answering import answered
from ui.pages.conversation import conversation_html, spoken
from ui.pages.events import html, number, said, session_of
from ui.pages.exchange import Chip, Conversation
from ui.pages.export import DOCX, MARKDOWN, conversation_docx, conversation_markdown, download
from ui.pages.feedback import now
from ui.pages.going import Going
from ui.pages.limits import chip_of, filters_of, limit_choices, limits_of, modes_of
from ui.pages.read_as import FIELDS, changed
from ui.pages.site import Site
from ui.pages.source_panel import no_source_html, source_html
from ui.pages.words import word

logger = logging.getLogger(__name__)

Updates = dict[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The parts of the page that others speak to."""

    start: Callable[[str, str, str], Iterator[Updates]]
    leave: Callable[[str], None]
    outputs: list[Any]


def ask_page(site: Site) -> AskPage:
    """Builds the page inside the open tab."""
    labels, language = site.labels, site.language
    choices = limit_choices(site.assistant)
    going = Going()
    kept = gr.State(())
    with gr.Row(equal_height=False, elem_id="ask-row"):
        with gr.Column(scale=3, min_width=320, elem_id="ask-main"):
            talk = labels.begin(
                html(elem_id="talk"), value=lambda code: conversation_html((), code, examples(code))
            )
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
                limits = limits_of(site, choices)
                mode_choice = modes_of(site)
            with gr.Row(elem_id="ask-tools"):
                clear = labels.bind(gr.Button(size="sm", min_width=80, elem_id="clear"), value="clear")
                as_markdown = labels.bind(
                    gr.Button(size="sm", min_width=80, elem_id="as-markdown"), value="as_markdown"
                )
                as_docx = labels.bind(gr.Button(size="sm", min_width=80, elem_id="as-docx"), value="as_docx")
        with gr.Column(scale=2, min_width=300, elem_id="source-column"):
            source = labels.begin(html(elem_id="source", elem_classes="idle"), value=no_source_html)

    inputs = [kept, language, mode_choice, *limits]
    shown = [talk, told, kept, box, source, *limits]

    def drawn(conversation: Conversation, code: str) -> str:
        return conversation_html(conversation, code, examples(code), lambda field: choices(field, code))

    def show(conversation: Conversation, code: str) -> Updates:
        return {talk: drawn(conversation, code), kept: conversation}

    def put(
        session: str,
        question: str,
        conversation: Conversation,
        code: str,
        mode: str,
        filters: Filters,
        after: int | None = None,
    ) -> Iterator[Updates]:
        if not question.strip():
            yield {box: gr.update()}
            return
        yield {box: "", source: closed(code)}
        before = conversation[: len(conversation) if after is None else after]
        for exchange in answered(site.assistant, question, before, filters, mode, code, going, session):
            update = show((*conversation, exchange), code)
            yield update | ({told: spoken(exchange, code)} if exchange.finished else {})

    def submitted(
        request: gr.Request,
        question: str,
        conversation: Conversation,
        code: str,
        mode: str,
        *chosen: list[str],
    ) -> Iterator[Updates]:
        yield from put(session_of(request), question, conversation, code, mode, filters_of(chosen))

    def acted(
        event: gr.EventData,
        request: gr.Request,
        conversation: Conversation,
        code: str,
        mode: str,
        *chosen: list[str],
    ) -> Iterator[Updates]:
        act, session = said(event, "act"), session_of(request)
        if act == "ask":
            yield from put(session, said(event, "question"), conversation, code, mode, filters_of(chosen))
        elif act in ("hold", "change", "drop"):
            yield from again(event, session, act, conversation, code, mode, filters_of(chosen))
        elif act in ("edit", "keep"):
            chip = Chip(field=said(event, "field"), value=said(event, "value")) if act == "edit" else None
            yield show(edited(conversation, number(event, "turn"), chip), code)
        elif act == "source":
            yield {source: opened(conversation, number(event, "turn"), number(event, "marker"), code)}
        elif act in ("rate", "comment"):
            yield show(rated(event, conversation, code), code)
        else:
            yield {told: gr.update()}

    def again(
        event: gr.EventData,
        session: str,
        act: str,
        conversation: Conversation,
        code: str,
        mode: str,
        filters: Filters,
    ) -> Iterator[Updates]:
        """The question of a turn once more, after what stood before it, with a chip held, changed or dropped."""
        turn = number(event, "turn")
        if not 0 <= turn < len(conversation):
            yield {told: gr.update()}
            return
        asked = conversation[turn]
        old = chip_of(f"{said(event, 'field')}:{said(event, 'value')}")
        new = {"hold": old, "drop": None}.get(act, chip_of(said(event, "chosen")))
        question, held = changed(asked.question, asked.filters, None if act == "hold" else old, new)
        yield {limits[n]: list(getattr(held, name)) for n, name in enumerate(FIELDS)}
        calm = edited(conversation, turn, None)
        yield from put(session, question, calm, code, mode, held, after=asked.after)

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

    def edited(conversation: Conversation, turn: int, chip: Chip | None) -> Conversation:
        return tuple(
            replace(item, editing=chip if place == turn else None) for place, item in enumerate(conversation)
        )

    def rated(event: gr.EventData, conversation: Conversation, code: str) -> Conversation:
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
        said_of_it = Feedback(
            question=new.question,
            answer=new.answer.answer,
            rating="up" if rating == "up" else "down",
            comment=new.comment,
            created=new.created,
        )
        try:
            site.feedback.keep(said_of_it)
        except OSError as error:
            logger.warning("feedback cannot be kept in %s: %s", site.feedback.path, error)
            gr.Warning(word("not_kept", code))
            return conversation
        return (*conversation[:turn], new, *conversation[turn + 1 :])

    def stopped(request: gr.Request, conversation: Conversation, code: str) -> Updates:
        going.stop(session_of(request))
        if conversation and not conversation[-1].finished:
            conversation = (*conversation[:-1], replace(conversation[-1], error=word("stopped", code)))
        return show(conversation, code)

    def cleared(request: gr.Request, code: str) -> Updates:
        going.stop(session_of(request))
        return show((), code) | {told: "", box: "", source: closed(code)}

    def closed(code: str) -> Any:
        return gr.update(value=no_source_html(code), elem_classes="idle")

    def start(session: str, question: str, code: str) -> Iterator[Updates]:
        yield from put(session, question, (), code, "auto", Filters())

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
    site.speaks(
        lambda code, conversation: (drawn(conversation, code), closed(code)),
        [kept],
        [talk, source],
    )
    return AskPage(start=start, leave=going.stop, outputs=shown)


def examples(language: str) -> list[str]:
    """Questions to begin with, in the language of the page."""
    return [word(f"example_{number}", language) for number in range(1, 6)]
