"""The lines of an answer that state something, each with the markers it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from eval.metrics.words import without_markers
from ingest.sentences import split_sentences

_MARKER = re.compile(r"\[(\d{1,3})\]")
_AFTER_STOP = re.compile(r"([.!?…]+[\"”’»)]*)((?:\s*\[\d{1,3}\])+)")
_RULE = re.compile(r"[\s|:-]*")
_LABEL = re.compile(r"(?:#+ .*|(\*\*?|__?)[^*_]+\1:?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence, list item or table cell of an answer, without its markers, and those markers in order."""

    text: str
    markers: tuple[int, ...]


@lru_cache(maxsize=256)
def lines_of(answer: str) -> tuple[Line, ...]:
    """Every sentence, list item and table cell of an answer in Markdown.

    Headings, lines in emphasis alone, and header and first column of a table are labels and state nothing. A
    lead-in that ends in a colon stands on the markers of the list under it.
    """
    found: list[Line] = []
    open_lead: int | None = None
    rows = 0
    for raw in answer.split("\n"):
        line = raw.strip()
        if line.startswith("|"):
            rows += 1
            if rows > 1 and not _RULE.fullmatch(line):
                found += _row(line)
            continue
        rows = 0
        if not line:
            continue
        item = re.match(r"(?:[-*•]|\d{1,2}[.)])\s+", line)
        if item is None:
            open_lead = None
        if _LABEL.fullmatch(line):
            continue
        made = _sentences(line[item.end() :] if item else line)
        if item is not None and open_lead is not None:
            lead = found[open_lead]
            markers = (*lead.markers, *(marker for piece in made for marker in piece.markers))
            found[open_lead] = Line(text=lead.text, markers=tuple(dict.fromkeys(markers)))
        found += made
        if item is None and made and made[-1].text.endswith(":") and not made[-1].markers:
            open_lead = len(found) - 1
    return tuple(line for line in found if re.search(r"\w", line.text))


def _sentences(text: str) -> list[Line]:
    """A marker after the full stop belongs to the sentence that the stop ends."""
    text = re.sub(r"^(\*\*?|__?)[^*_]+(?::\1|\1:)\s+(?=\S)", "", text)
    joined = _AFTER_STOP.sub(lambda found: re.sub(r"\s+", "", found.group(2)) + found.group(1), text)
    return [_line(joined[start:end]) for start, end in split_sentences(joined)]


def _row(line: str) -> list[Line]:
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
    if len(cells) > 1 and not _MARKER.search(cells[0]):
        cells = cells[1:]
    return [made for cell in cells if re.search(r"\w", cell) for made in _sentences(cell)]


def _line(text: str) -> Line:
    markers = tuple(int(found) for found in _MARKER.findall(text))
    return Line(text=without_markers(text).strip(), markers=markers)
