"""A brief to take away: the matches with reasons, citations and contacts, as one document.

The brief is a run of blocks; ``brief_markdown`` and ``brief_docx`` write them down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

from assistant.answer import Citation
from assistant.proposals.matches import Similar, SimilarMatch
from assistant.proposals.wording import labelled, listed, phrase, shortened, term
from ingest.records import format_pages

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading; ``level`` 1 is the document's."""

    text: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph; ``source`` is where it stands, ``lead`` the bold words before it."""

    text: str
    lead: str = ""
    source: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item with the quotation and source that bear it out."""

    text: str
    quote: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


BriefBlock: TypeAlias = Title | Text | Item | Table


def blocks_of(found: Similar) -> Iterator[BriefBlock]:
    """The brief of a search, from the title to the note on its sources."""
    language = found.language
    yield Title(text=phrase("brief_title", language), level=1)
    if found.reason:
        yield Text(text=found.reason)
    else:
        count = len(found.matches)
        yield Text(text=phrase("brief_lead", language, count=count, searched=found.searched))
    about = [*found.read_as.themes[:3], *found.read_as.countries[:6]]
    if about:
        yield Text(
            lead=labelled(phrase("brief_for", language), language), text=listed(about, language, most=9)
        )
    for number, match in enumerate(found.matches, 1):
        yield from _match(number, match, language)
    if found.lessons:
        yield Title(text=phrase("brief_lessons", language), level=2)
        head = (phrase("brief_lesson", language), phrase("brief_said", language))
        rows = [
            (
                lesson.label,
                "\n".join(f"“{shortened(c.quote)}” ({place(c, language)})" for c in lesson.citations),
            )
            for lesson in found.lessons
        ]
        yield Table(head=head, rows=tuple(rows))
    if found.gaps:
        yield Title(text=phrase("brief_gaps", language), level=2)
        head = (phrase("brief_part", language), phrase("brief_words", language))
        yield Table(head=head, rows=tuple((gap.label, shortened(gap.quote)) for gap in found.gaps))
    documents = {c.document: c.url for match in found.matches for c in _citations(match)}
    if documents:
        yield Title(text=phrase("brief_sources", language), level=2)
        for document, url in documents.items():
            yield Item(text=document, source=url or "")
    if found.notice:
        yield Text(text=found.notice)
    yield Text(text=phrase("brief_index", language, index=found.index))


def brief_markdown(found: Similar) -> str:
    """The brief as Markdown."""
    return "\n\n".join(_markdown(block) for block in blocks_of(found)).replace("\n\n- ", "\n- ") + "\n"


def brief_docx(found: Similar) -> bytes:
    """The brief as a Word document."""
    from docx import Document

    document = Document()
    document.core_properties.title = phrase("brief_title", found.language)
    document.core_properties.author = ""
    for block in blocks_of(found):
        match block:
            case Title():
                document.add_heading(_printable(block.text), level=block.level - 1)
            case Table():
                table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
                for at, row in enumerate((block.head, *block.rows)):
                    cells = table.add_row().cells if at else table.rows[0].cells
                    for cell, words in zip(cells, row, strict=True):
                        cell.text = _printable(words)
            case Text() | Item():
                style = "List Bullet" if isinstance(block, Item) else None
                paragraph = document.add_paragraph(style=style)
                if isinstance(block, Text) and block.lead:
                    paragraph.add_run(f"{_printable(block.lead)} ").bold = True
                paragraph.add_run(_printable(block.text)).italic = isinstance(block, Text) and block.quoted
                if isinstance(block, Item) and block.quote:
                    paragraph.add_run(f" “{_printable(block.quote)}”").italic = True
                if block.source:
                    paragraph.add_run(f" ({_printable(block.source)})")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def place(citation: Citation, language: str) -> str:
    """Where a citation stands: record, section, pages."""
    section = f"{citation.part}, {citation.section_label}" if citation.part else citation.section_label
    pages = phrase("page", language, pages=format_pages(citation.pages)) if citation.pages else ""
    return " · ".join(piece for piece in (citation.practice_id, section, pages) if piece)


def _match(number: int, match: SimilarMatch, language: str) -> Iterator[BriefBlock]:
    yield Title(text=f"{number}. {match.title}", level=2)
    strength = phrase(f"strength_{match.strength}", language)
    yield Text(
        lead=labelled(phrase("brief_score", language), language),
        text=f"{match.score:.2f} ({strength})",
        source=match.practice_id,
    )
    if match.region:
        yield Text(
            lead=labelled(phrase("brief_region", language), language), text=term(match.region, language)
        )
    if match.countries:
        countries = listed(match.countries, language, most=30)
        yield Text(lead=labelled(phrase("brief_countries", language), language), text=countries)
    yield Title(text=phrase("brief_why", language), level=3)
    for reason in match.reasons:
        quote = " ".join(reason.citation.quote.split())
        yield Item(text=reason.text, quote=quote, source=place(reason.citation, language))
    if match.differences:
        yield Title(text=phrase("brief_differs", language), level=3)
        for difference in match.differences:
            yield Item(text=difference.text)
    for name, citation in (
        ("brief_adaptability", match.adaptability),
        ("brief_results", match.results),
        ("brief_funding", match.funding),
    ):
        if citation is not None:
            words = " ".join(citation.quote.split())
            yield Text(
                lead=labelled(phrase(name, language), language),
                text=words,
                source=place(citation, language),
                quoted=True,
            )
    if match.contacts is not None:
        yield Text(
            lead=labelled(phrase("brief_contacts", language), language),
            text="",
            source=place(match.contacts, language),
        )
        for line in match.contacts.quote.splitlines():
            if line.strip(" -"):
                yield Item(text=line.strip(" -"))
    for also in match.also:
        source = place(also.citation, language) if also.citation else also.practice_id
        quote = " ".join(also.citation.quote.split()) if also.citation else also.title
        yield Text(
            lead=labelled(phrase("brief_also", language), language), text=quote, source=source, quoted=True
        )


def _citations(match: SimilarMatch) -> Iterator[Citation]:
    yield from (reason.citation for reason in match.reasons)
    single = (match.adaptability, match.results, match.funding, match.contacts)
    yield from (citation for citation in single if citation is not None)


def _markdown(block: BriefBlock) -> str:
    match block:
        case Title():
            return f"{'#' * block.level} {_escaped(block.text)}"
        case Table():
            rows = [block.head, tuple("---" for _ in block.head), *block.rows]
            return "\n".join(
                "| " + " | ".join(_cell(cell) if cell != "---" else cell for cell in row) + " |"
                for row in rows
            )
        case Item():
            quote = f" “*{_escaped(block.quote)}*”" if block.quote else ""
            return f"- {_escaped(block.text)}{quote}{_source(block.source)}"
        case Text():
            lead = f"**{_escaped(block.lead)}** " if block.lead else ""
            words = f"*{_escaped(block.text)}*" if block.quoted else _escaped(block.text)
            return f"{lead}{words}{_source(block.source)}".strip()


def _cell(words: str) -> str:
    return "<br>".join(_escaped(line) for line in words.splitlines())


def _source(source: str) -> str:
    return f" ({source if source.startswith('http') else _escaped(source)})" if source else ""


def _escaped(words: str) -> str:
    """``words`` as Markdown shows them, whatever they hold."""
    return _SPECIAL.sub(r"\\\1", words)


def _printable(words: str) -> str:
    """``words`` without the control characters that a Word document cannot hold."""
    return "".join(c for c in words if c in "\n\t" or c.isprintable())
