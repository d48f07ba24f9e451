"""A conversation as HTML: questions, answers with their markers, and what can be done with each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Answer, Citation, Generation, Support
from index.matches import Filters
from ingest.records import format_pages
from ui.pages.exchange import Chip, Exchange
from ui.pages.list_table import list_table, listed_rows
from ui.pages.markup import Marker, esc, rich
from ui.pages.read_as import FIELDS, Choices, field_value, read_as
from ui.pages.words import word, written

_WORST = (Support.UNSUPPORTED, Support.SUPPORTED, Support.QUOTED)
_SIGNS = {Support.QUOTED: "“”", Support.SUPPORTED: "≈", Support.UNSUPPORTED: "?"}
_THUMB = (
    "M7 11v9H3v-9zM7 11l4-8c1.7 0 3 1.2 3 3l-.6 4H20c1.2 0 2 1 1.800 2.200l-1.300 6.300c-.2.9-1 1.500-1.900 "
    "1.500H7"
)


def conversation_html(
    conversation: Sequence[Exchange],
    language: str,
    examples: Sequence[str] = (),
    choices: Choices = lambda field: [],
) -> str:
    """All exchanges in order; before the first question an invitation with ``examples``.

    ``choices`` gives what a field of a filter can be limited to.
    """
    if not conversation:
        return _invitation(language, examples)
    turns = "".join(_exchange(number, item, language, choices) for number, item in enumerate(conversation))
    return f'<div class="talk">{turns}</div>'


def spoken(exchange: Exchange, language: str) -> str:
    """What a screen reader says when an answer has come."""
    if exchange.answer is None:
        return esc(exchange.error or "")
    sources = word("spoken_sources", language, count=len(exchange.answer.citations))
    return f"{esc(_plain(exchange.answer.answer))} {esc(sources)}"


def citation_place(citation: Citation) -> str:
    """``gp-08 · Results · p. 36–38``, part and pages where there are any; not escaped."""
    label = f"{citation.part}, {citation.section_label}" if citation.part else citation.section_label
    pages = f" · p. {format_pages(citation.pages)}" if citation.pages else ""
    return f"{citation.practice_id} · {label}{pages}"


def _invitation(language: str, examples: Sequence[str]) -> str:
    asked = "".join(
        f'<li><button type="button" class="example" data-act="ask" data-question="{esc(text)}">'
        f"{esc(text)}</button></li>"
        for text in examples
    )
    return (
        f'<div class="talk empty"><h2>{written("ask_heading", language)}</h2>'
        f"<p>{written('ask_intro', language)}</p>"
        f'<h3 class="small">{written("examples", language)}</h3><ul class="examples">{asked}</ul></div>'
    )


def _exchange(number: int, item: Exchange, language: str, choices: Choices) -> str:
    only = _limits(item.filters, language)
    question = (
        f'<div class="question"><h3 class="hidden">{written("question", language)} {number + 1}</h3>'
        f'<p dir="auto">{esc(item.question)}</p>{only}</div>'
    )
    if item.error is not None:
        body = f'<p class="error" role="alert">{esc(item.error)}</p>'
    elif item.answer is None:
        body = f'<div class="waiting">{rich(item.partial) if item.partial else written("reading", language)}</div>'
    else:
        body = _answer(number, item, item.answer, language, choices)
    return f'<section class="turn" data-turn="{number}">{question}<div class="answer">{body}</div></section>'


def _limits(filters: Filters, language: str) -> str:
    named = [
        field_value(Chip(field=field, value=value), language)
        for field in FIELDS
        for value in getattr(filters, field)
    ]
    if not named:
        return ""
    return f'<p class="limits">{written("limited_to", language)}: {esc(", ".join(named))}</p>'


def _answer(number: int, item: Exchange, answer: Answer, language: str, choices: Choices) -> str:
    support = _support(answer)
    citations = {citation.marker: citation for citation in answer.citations}

    def marker(wanted: int) -> str | None:
        citation = citations.get(wanted)
        return _marker(number, citation, support[wanted], language) if citation else None

    classes = "text" if answer.answered else "text refused"
    blocks = [
        f'<div class="{classes}" dir="auto" lang="{esc(answer.language)}">'
        f"{_body(item, answer, marker, language)}</div>"
    ]
    if answer.nearest:
        blocks.append(_nearest(answer, language))
    if answer.notice:
        blocks.append(f'<p class="notice">{esc(answer.notice)}</p>')
    if answer.generation is not None and answer.generation.removed:
        blocks.append(_removed(answer.generation, language))
    if answer.citations:
        blocks.append(_sources(number, answer, support, language))
    blocks.append(read_as(number, item, answer, language, choices))
    blocks.append(_actions(number, item, answer, language))
    return "".join(blocks)


def _marker(number: int, citation: Citation, support: Support, language: str) -> str:
    name = word(
        "marker_name",
        language,
        marker=citation.marker,
        place=citation_place(citation),
        support=word(f"support_{support}", language),
    )
    return (
        f'<button type="button" class="marker {support}" data-act="source" data-turn="{number}" '
        f'data-marker="{citation.marker}" title="{esc(name)}" aria-label="{esc(name)}">'
        f"{citation.marker}</button>"
    )


def _support(answer: Answer) -> dict[int, Support]:
    """How each marker supports its statements: the weakest of them."""
    found: dict[int, Support] = {citation.marker: Support.QUOTED for citation in answer.citations}
    for statement in answer.statements:
        for cited in statement.citations:
            if cited in found and _WORST.index(statement.support) < _WORST.index(found[cited]):
                found[cited] = statement.support
    return found


def _sources(number: int, answer: Answer, support: Mapping[int, Support], language: str) -> str:
    rows = "".join(
        f"<li>{_marker(number, citation, support[citation.marker], language)} "
        f'<span class="place">{esc(citation_place(citation))}</span> '
        f'<span class="of">{esc(citation.title)}</span></li>'
        for citation in answer.citations
    )
    kinds = sorted(
        {support[citation.marker] for citation in answer.citations}, key=_WORST.index, reverse=True
    )
    legend = " ".join(
        f'<span class="support {kind}"><b aria-hidden="true">{_SIGNS[kind]}</b> '
        f"{written(f'support_{kind}', language)}</span>"
        for kind in kinds
    )
    opened = " open" if len(answer.citations) <= 3 else ""
    title = word("sources_count", language, count=len(answer.citations))
    return (
        f'<details class="sources"{opened}><summary>{esc(title)} {legend}</summary><ol lang="en">{rows}</ol>'
        "</details>"
    )


def _nearest(answer: Answer, language: str) -> str:
    rows = "".join(
        f'<li><button type="button" class="linklike" data-act="record" data-record="{esc(near.practice_id)}">'
        f"{esc(near.title)}</button></li>"
        for near in answer.nearest
    )
    return f'<div class="nearest"><p>{written("nearest", language)}</p><ul lang="en">{rows}</ul></div>'


def _removed(generation: Generation, language: str) -> str:
    """What the language model wrote and the check did not let through, and why."""
    rows = "".join(
        f"<li><s>{esc(item.text)}</s> "
        f"{', '.join(written(f'problem_{problem}', language) for problem in item.problems)}</li>"
        for item in generation.removed
    )
    title = written("removed", language, count=len(generation.removed))
    return f'<details class="sources"><summary>{title}</summary><ul dir="auto">{rows}</ul></details>'


def _actions(number: int, item: Exchange, answer: Answer, language: str) -> str:
    copied = esc(answer_text(answer))
    rated = {
        rating: (
            f'<button type="button" class="act" data-act="rate" data-turn="{number}" data-rating="{rating}" '
            f'aria-pressed="{"true" if item.rating == rating else "false"}" '
            f'aria-label="{written(f"rate_{rating}", language)}" '
            f'title="{written(f"rate_{rating}", language)}">'
            f'<svg viewBox="0 0 24 24" aria-hidden="true"><path{turned} d="{_THUMB}"/></svg></button>'
        )
        for rating, turned in (("up", ""), ("down", ' transform="rotate(180 12 12)"'))
    }
    copy = (
        f'<button type="button" class="act" data-copy="{copied}" data-copied="{written("copied", language)}">'
        f"{written('copy', language)}</button>"
    )
    return f'<div class="actions">{copy}{rated["up"]}{rated["down"]}{_comment(number, item, language)}</div>'


def _comment(number: int, item: Exchange, language: str) -> str:
    if not item.rating:
        return ""
    if item.comment:
        return f'<p class="thanks" role="status">{written("thanks", language)}</p>'
    label = written("comment_label", language)
    return (
        f'<form class="comment" data-act="comment" data-turn="{number}">'
        f'<label for="comment-{number}">{label}</label>'
        f'<textarea id="comment-{number}" name="comment" rows="2" maxlength="2000"></textarea>'
        f'<button type="submit" class="act">{written("send", language)}</button></form>'
    )


def answer_text(answer: Answer) -> str:
    """An answer with its references as plain Markdown, to be copied."""
    lines = [answer.answer]
    if answer.notice:
        lines.append(answer.notice)
    if answer.citations:
        lines.append(
            "\n".join(
                f"[{c.marker}] {citation_place(c)} · {c.document}: “{c.quote}”" for c in answer.citations
            )
        )
    return "\n\n".join(lines)


def _body(item: Exchange, answer: Answer, marker: Marker, language: str) -> str:
    """The words of the answer; records that it lists as a table."""
    words = _own_words(answer)
    before, rows, after = listed_rows(words)
    known = {row.marker: row for row in item.listed}
    if len(rows) < 2 or any(row.markers[0] not in known for row in rows):
        return rich(words, marker)
    table = list_table(rows, known, {c.marker: c for c in answer.citations}, marker, language)
    return f"{rich(before, marker)}{table}{rich(after, marker)}"


def _own_words(answer: Answer) -> str:
    """The answer without the paragraph that names the nearest records, which are shown as a list."""
    if not answer.nearest:
        return answer.answer
    named = answer.nearest[0].title
    return "\n\n".join(block for block in answer.answer.split("\n\n") if named not in block) or answer.answer


def _plain(text: str) -> str:
    return re.sub(r"[*|]|\[\d+\]|-{3,}", " ", text)
