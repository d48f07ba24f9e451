"""HTML and fragments of HTML → blocks, by the tokenizer of the standard library."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ingest.blocks import Block, Cell, Heading, ListItem, Omission, Paragraph, TableRow, visible_text
from ingest.readers.words import fold, shown_link, without_bullet
from ingest.records import Link

_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
    ]
) | frozenset(
    ["html", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul"]
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_BOLD = frozenset({"b", "strong"})
_DASHED = re.compile(r"^[-–•✓○▪]\s+(?=\S)")
_LEAD_END = "\x00"  # where the bold words that a paragraph begins with end
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")


def read_html(text: str) -> tuple[Block, ...]:
    """The blocks of an HTML document or fragment; autolinks such as ``<https://…>`` are links, not tags."""
    parser = _HtmlBlocks()
    parser.feed(_AUTOLINK.sub(_as_anchor, text))
    parser.close()
    return parser.finish()


def read_cell(text: str) -> Cell:
    """The paragraphs and list items of an HTML fragment that stands in one cell of a table."""
    cell: list[Paragraph | ListItem] = []
    for block in read_html(text):
        if isinstance(block, Heading):
            cell.append(Paragraph(text=block.text, bold=True, links=block.links))
        elif isinstance(block, Paragraph | ListItem):
            cell.append(block)
        elif isinstance(block, TableRow):
            cell.extend(part for inner in block.cells for part in inner)
    return tuple(cell)


def _set_apart_lead(text: str) -> str:
    """``text`` with a line break after bold words that stand before it like a heading."""
    lead, mark, rest = text.rpartition(_LEAD_END)
    lead = lead.replace(_LEAD_END, "")
    if not mark:
        return text
    heading = len(lead.split()) >= 2 and lead.strip()[-1:].isalnum() and rest.strip()[:1].isupper()
    return f"{lead}\n{rest.lstrip()}" if heading else f"{lead}{rest}"


def _as_anchor(match: re.Match[str]) -> str:
    target = match[1]
    if "@" in target and "://" not in target and not target.startswith("mailto:"):
        return target
    href = f"https://{target}" if target.startswith("www.") else target
    words = target.removeprefix("mailto:")
    return f'<a href="{href}">{words}</a>'


class _HtmlBlocks(HTMLParser):
    """Collects text up to the next element that breaks the line, and makes a block of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._links: list[Link] = []
        self._anchor: tuple[str, int] | None = None
        self._unseen: list[str] = []
        self._level: int | None = None
        self._items: list[bool] = []  # one entry per open <li>: has its first block been made?
        self._bold = 0
        self._bold_ink = 0
        self._ink = 0
        self._cell: list[Paragraph | ListItem] | None = None
        self._cells: list[Cell] | None = None
        self._rows = 0
        self._navigation: int | None = None  # the number of blocks before an open <nav>

    def finish(self) -> tuple[Block, ...]:
        self._close_anchor()
        self._flush()
        self._end_row()
        return tuple(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen or tag in _UNSEEN:
            if tag in _UNSEEN:
                self._unseen.append(tag)
            return
        if tag in _BOLD:
            self._bold += 1
        elif tag == "a":
            self._close_anchor()
            self._anchor = (dict(attrs).get("href") or "", len(self._words))
        elif tag == "br":
            self._words.append("\n")
        elif tag in {"sup", "sub"}:
            while self._words and not self._words[-1].strip():
                self._words.pop()
            if self._words:
                self._words[-1] = self._words[-1].rstrip()
        elif tag == "img":
            if alt := fold(dict(attrs).get("alt") or ""):
                self._emit(Omission(text=alt, reason="image"))
        elif tag == "hr":
            self._flush()
        elif re.fullmatch(r"h[1-6]", tag):
            self._flush()
            self._level = int(tag[1])
        elif tag == "li":
            self._flush()
            self._items.append(False)
        elif tag == "tr":
            self._end_row()
            self._cells = []
        elif tag in {"td", "th"}:
            self._end_cell()
            if self._cells is None:
                self._cells = []
            self._cell = []
        elif tag in _BREAKING:
            self._flush()
            if tag == "table":
                self._rows = 0
            elif tag == "nav" and self._navigation is None:
                self._navigation = len(self._blocks)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
            if self._ink and self._ink == self._bold_ink:
                self._words.append(_LEAD_END)
        elif tag == "a":
            self._close_anchor()
        elif re.fullmatch(r"h[1-6]", tag):
            self._flush()
            self._level = None
        elif tag == "li":
            self._flush()
            if self._items:
                self._items.pop()
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()
        elif tag in _BREAKING:
            self._flush()
            if tag == "nav" and self._navigation is not None:
                self._blocks[self._navigation :] = [
                    Omission(text=visible_text(block), reason="navigation of the page")
                    for block in self._blocks[self._navigation :]
                ]
                self._navigation = None

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._words.append(re.sub(r"[\r\n]+", " ", data))
        ink = len(re.sub(r"\s", "", data))
        self._ink += ink
        self._bold_ink += ink if self._bold else 0

    def _close_anchor(self) -> None:
        if self._anchor is None:
            return
        href, start = self._anchor
        self._anchor = None
        inside = "".join(self._words[start:]).replace(_LEAD_END, "")
        shown, link = shown_link(inside, href)
        before = " " if inside[:1].isspace() else ""
        after = " " if inside[-1:].isspace() else ""
        self._words[start:] = [before + shown + after]
        if link is not None:
            self._links.append(link)

    def _flush(self) -> None:
        self._close_anchor()
        text = fold(_set_apart_lead("".join(self._words)))
        links, bold = tuple(self._links), self._ink > 0 and self._bold_ink == self._ink
        self._words, self._links, self._ink, self._bold_ink = [], [], 0, 0
        if not text:
            return
        if self._level is not None:
            self._emit(Heading(text=text, level=self._level, links=links))
        elif self._items and not self._items[-1]:
            self._items[-1] = True
            self._emit(ListItem(text=without_bullet(text), bold=bold, links=links))
        elif _DASHED.match(text):
            self._emit(ListItem(text=without_bullet(text), bold=bold, links=links))
        else:
            self._emit(Paragraph(text=text, bold=bold, links=links))

    def _emit(self, block: Heading | Paragraph | ListItem | Omission) -> None:
        if self._cell is None or isinstance(block, Omission):
            self._blocks.append(block)
        elif isinstance(block, Heading):
            self._cell.append(Paragraph(text=block.text, bold=True, links=block.links))
        else:
            self._cell.append(block)

    def _end_cell(self) -> None:
        self._flush()
        if self._cell is not None and self._cells is not None:
            self._cells.append(tuple(self._cell))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._blocks.append(TableRow(cells=tuple(self._cells), opens=self._rows == 0))
            self._rows += 1
        self._cells = None
