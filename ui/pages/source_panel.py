"""The source of a marker beside the conversation: the whole section, the quoted words highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation
from ingest.records import Record
from ui.pages.headings import record_heading, section_heading
from ui.pages.markup import esc, link, prose
from ui.pages.words import pages_of, term, word, written


def source_html(citation: Citation, record: Record, language: str, others: Sequence[Citation] = ()) -> str:
    """The section that ``citation`` quotes; what ``others`` quote of it is marked more faintly."""
    section = record.section(citation.section_id)
    text = section.text if section is not None else citation.quote
    quoted = [(citation.start, citation.end)] if section is not None else [(0, len(text))]
    also = [
        (other.start, other.end)
        for other in others
        if (other.practice_id, other.section_id) == (citation.practice_id, citation.section_id)
        and (other.start, other.end) not in quoted
    ]
    whole = prose(text, quoted, also)
    section_name = section_heading(citation.section, citation.section_label, citation.part, language)
    heading = word("named", language, field=record_heading(record, language), value=section_name)
    document = link(citation.url, citation.document) if citation.url else esc(citation.document)
    pages = pages_of(citation.pages, language) if citation.pages else ""
    names = ", ".join(term(country.name, language) for country in record.countries[:8])
    more = " …" if len(record.countries) > 8 else ""
    return (
        f'<article class="source" aria-labelledby="source-heading">'
        f'<div class="source-top"><span class="number" aria-hidden="true">{citation.marker}</span>'
        '<button type="button" class="close" data-act="close" '
        f'aria-label="{written("close_source", language)}">'
        f'<span aria-hidden="true">×</span></button></div>'
        f'<h2 id="source-heading" tabindex="-1" data-focus>{heading}</h2>'
        f'<p class="meta" lang="en">{esc(record.title) if record.title != record.name else ""}</p>'
        f'<p class="meta">{esc(names + more)}{" · " if names and pages else ""}{esc(pages)}</p>'
        f'<div class="prose" lang="en" dir="auto">{whole}</div>'
        f'<p class="meta document">{written("from_document", language)} <cite lang="en">{document}</cite></p>'
        f'<p><button type="button" class="act strong" data-act="record" data-record="{esc(record.id)}">'
        f"{written('whole_practice', language)}</button></p></article>"
    )


def no_source_html(language: str, hint: str = "no_source") -> str:
    """What stands there before a source is opened."""
    return f'<div class="source none"><p>{written(hint, language)}</p></div>'
