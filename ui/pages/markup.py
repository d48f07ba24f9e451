"""Text as HTML. Whatever comes from documents, questions and files is shown as text, never as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_TEMPLATE_SIGNS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})
_ADDRESS = re.compile(r"(?P<url>https?://[^\s<>\"“”]+)|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_MARKER = re.compile(r"\s?\[(\d{1,3})\]")

Marker = Callable[[int], str | None]
Span = tuple[int, int]


def esc(text: object) -> str:
    """``text`` so that HTML shows it as it is; the signs of Gradio's templates are kept from them, too."""
    return html.escape(str(text), quote=True).translate(_TEMPLATE_SIGNS)


def link(url: str, shown: str) -> str:
    """A link to an http(s) address that opens beside the page; anything else as plain text."""
    if not re.match(r"https?://[^\s]+$", url):
        return esc(shown)
    return f'<a href="{esc(url)}" target="_blank" rel="noopener noreferrer">{esc(shown)}</a>'


def inline(text: str) -> str:
    """``text`` with its web and mail addresses as links."""
    pieces, at = [], 0
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?)]}’'")
        pieces.append(esc(text[at : match.start()]))
        if match.group("url"):
            pieces.append(link(address, address))
        else:
            pieces.append(f'<a href="mailto:{esc(address)}">{esc(address)}</a>')
        at = match.start() + len(address)
    return "".join([*pieces, esc(text[at:])])


def rich(text: str, marker: Marker = lambda number: None) -> str:
    """The Markdown of an answer: paragraphs, lists, tables, emphasis; ``marker`` draws each ``[1]``.

    Links, images and HTML are not among what is understood, so an answer can neither load nor run anything.
    """
    rendered: str = _markdown().render(text, {"marker": marker})
    return re.sub(r"<table>", '<div class="wide" tabindex="0" role="group"><table>', rendered).replace(
        "</table>", "</table></div>"
    )


def prose(text: str, marked: Sequence[Span] = (), also: Sequence[Span] = ()) -> str:
    """The text of a section as paragraphs and lists, ``marked`` highlighted, and ``also`` more faintly."""
    spans = sorted([(*span, "<mark>") for span in marked] + [(*span, '<mark class="also">') for span in also])
    blocks: list[str] = []
    items: list[str] = []
    for start, end in _blocks(text):
        item = re.match(r"[-•]\s+", text[start:end])
        if item:
            items.append(f"<li>{_highlighted(text, start + item.end(), end, spans)}</li>")
            continue
        if items:
            blocks.append(f"<ul>{''.join(items)}</ul>")
            items = []
        blocks.append(f"<p>{_highlighted(text, start, end, spans)}</p>")
    if items:
        blocks.append(f"<ul>{''.join(items)}</ul>")
    return "".join(blocks)


def _blocks(text: str) -> Iterator[Span]:
    """Where the paragraphs and list items of ``text`` lie; lines of one paragraph stay together."""
    opened: int | None = None
    closed = at = 0
    for line in text.split("\n"):
        item = bool(re.match(r"[-•|]\s*\S", line))
        if opened is not None and (item or not line.strip()):
            yield opened, closed
            opened = None
        if line.strip():
            opened = at if opened is None else opened
            closed = at + len(line)
        at += len(line) + 1
    if opened is not None:
        yield opened, closed


def _highlighted(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    pieces, at = [], start
    for left, right, tag in spans:
        left, right = max(left, at), min(right, end)
        if left >= right:
            continue
        pieces.append(inline(text[at:left]))
        pieces.append(f"{tag}{inline(text[left:right])}</mark>")
        at = right
    return "".join([*pieces, inline(text[at:end])])


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False}).enable(
        ["table", "list", "emphasis", "strikethrough", "escape"]
    )
    reader.add_render_rule("text", _text)
    reader.add_render_rule("softbreak", lambda *_: "<br>")
    return reader


def _text(
    renderer: RendererHTML, tokens: Sequence[Token], position: int, options: Any, env: dict[str, Any]
) -> str:
    text = tokens[position].content
    marker: Marker = env["marker"]
    pieces, at = [], 0
    for match in _MARKER.finditer(text):
        drawn = marker(int(match.group(1)))
        if drawn is not None:
            pieces += [inline(text[at : match.start()]), drawn]
            at = match.end()
    return "".join([*pieces, inline(text[at:])])
