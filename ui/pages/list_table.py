"""The records that an answer lists as a table with cited cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from ui.pages.exchange import Listed
from ui.pages.markup import Marker, esc, rich
from ui.pages.named_places import named_places
from ui.pages.words import written

_ITEM = re.compile(r"- (?P<text>.*?)(?P<markers>(?:\s*\[\d{1,3}\])+)\s*")
_QUOTED = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item of a list: its words as Markdown, and the markers that stand at its end."""

    text: str
    markers: tuple[int, ...]


def listed_rows(text: str) -> tuple[str, list[Row], str]:
    """What stands before the first list of cited items in ``text``, the items, and what stands after."""
    blocks = text.split("\n\n")
    for place, block in enumerate(blocks):
        found = [_ITEM.fullmatch(line) for line in block.split("\n")]
        if all(found):
            rows = [
                Row(text=item["text"], markers=tuple(int(n) for n in re.findall(r"\d+", item["markers"])))
                for item in found
                if item is not None
            ]
            return "\n\n".join(blocks[:place]), rows, "\n\n".join(blocks[place + 1 :])
    return text, [], ""


def list_table(
    rows: Sequence[Row],
    known: Mapping[int, Listed],
    citations: Mapping[int, Citation],
    marker: Marker,
    language: str,
) -> str:
    """A row for each item: the record, where and when, and the words that it is listed for."""
    heads = "".join(
        f'<th scope="col">{written(name, language)}</th>'
        for name in ("record", "field_country", "field_period", "record_words")
    )
    body = "".join(_row(row, known[row.markers[0]], citations, marker, language) for row in rows)
    return (
        '<div class="wide" tabindex="0" role="group"><table class="listed stacked"><thead><tr>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row, about: Listed, citations: Mapping[int, Citation], marker: Marker, language: str) -> str:
    name = re.sub(r"^<p>|</p>\s*$", "", rich(row.text))
    where, everywhere = named_places(about.countries, about.asked, language)
    country, period, words = (
        f'data-label="{written(name, language)}"'
        for name in ("field_country", "field_period", "record_words")
    )
    quotes = "<br>".join(
        f"{esc(_short(citations[number].quote))}{marker(number)}"
        for number in row.markers
        if number in citations
    )
    return (
        f'<tr><th scope="row" lang="en"><button type="button" class="linklike" data-act="record" '
        f'data-record="{esc(about.practice_id)}">{name}</button></th>'
        f'<td {country} title="{esc(everywhere)}">{esc(where)}</td>'
        f'<td {period}>{esc(about.period)}</td><td {words}><div lang="en">{quotes}</div></td></tr>'
    )


def _short(quote: str) -> str:
    """The quote without the sign of a list, cut at a word where it is long."""
    words = " ".join(re.sub(r"^[-•]\s+", "", quote).split())
    return words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + " …"
