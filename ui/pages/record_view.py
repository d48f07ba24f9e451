"""One record to read: its facts, a table of contents, every section; and records like it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.proposals import SimilarMatch
from ingest.records import Document, Record, Section
from ui.pages.headings import record_heading, section_heading
from ui.pages.markup import esc, link, prose
from ui.pages.words import pages_of, term, word, written
from ui.pages.world_map import places_of


def record_html(record: Record, document: Document | None, language: str) -> str:
    """The record as an article; its address goes into the address line."""
    parts = "".join(_section(section, language) for section in record.sections) + _links(record, language)
    return (
        f'<article class="record" data-location="?practice={esc(record.id)}">'
        '<p><button type="button" class="act" data-act="back"><span aria-hidden="true">←</span> '
        f"{written('back', language)}</button></p>"
        f'<p class="id">{esc(record.id)} · {esc(term(record.kinds[-1], language))}</p>'
        f'<h2 tabindex="-1" data-focus>{_heading(record, language)}</h2>'
        f'<div class="columns"><div class="reading">{_facts(record, document, language)}{parts}</div>'
        f'<aside class="beside">{_contents(record, language)}</aside></div>'
        "</article>"
    )


def alike_html(matches: Sequence[SimilarMatch], language: str) -> str:
    """Records like the one that is read, each to be opened."""
    rows = "".join(
        f'<li><button type="button" class="linklike" data-act="record" data-record="{esc(match.practice_id)}" '
        f'lang="en">{esc(match.title)}</button><span class="id">{esc(match.practice_id)} · '
        f"{written(f'strength_{match.strength}', language)}</span></li>"
        for match in matches
    )
    if not rows:
        return ""
    return f'<section class="alike"><h3>{written("similar_records", language)}</h3><ul>{rows}</ul></section>'


def _heading(record: Record, language: str) -> str:
    name = record_heading(record, language)
    if record.name == record.title:
        return name
    return word("named", language, field=name, value=f'<span lang="en">{esc(record.title)}</span>')


def _facts(record: Record, document: Document | None, language: str) -> str:
    source = ""
    if document is not None:
        pages = f" · {pages_of(record.pages, language)}" if record.pages else ""
        source = f'<span lang="en">{link(document.url or "", document.title)}</span>{esc(pages)}'
    partners = "; ".join(f"{p.name} ({p.acronym})" if p.acronym else p.name for p in record.partners)
    rows = [
        ("field_region", esc(term(record.region or "", language))),
        (
            "field_country",
            esc(", ".join(term(country.name, language) for country in places_of(record).values())),
        ),
        ("field_group", esc(", ".join(record.groups))),
        ("field_theme", esc(", ".join(term(theme, language) for theme in record.themes))),
        ("field_modality", esc(", ".join(term(way, language) for way in record.modalities))),
        ("field_partners", f'<span lang="en">{esc(partners)}</span>' if partners else ""),
        ("field_funding", esc(", ".join(record.funding))),
        ("field_period", esc(record.period or "")),
        ("field_document", source),
    ]
    items = "".join(f"<dt>{written(name, language)}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<dl class="facts">{items}</dl>'


def _contents(record: Record, language: str) -> str:
    rows = "".join(
        f'<li><a href="#{_anchor(record, section)}" data-scroll="{_anchor(record, section)}">'
        f"{_label(section, language)}</a></li>"
        for section in record.sections
    )
    name = written("contents", language)
    return f'<nav aria-label="{name}"><h3>{name}</h3><ol>{rows}</ol></nav>'


def _section(section: Section, language: str) -> str:
    blank = f'<p class="none">{written("blank", language)}</p>'
    body = f'<div lang="en">{prose(section.text)}</div>' if section.text else blank
    anchor = f"s-{section.id.replace('.', '-')}"
    return f'<section id="{esc(anchor)}" class="prose"><h3>{_label(section, language)}</h3>{body}</section>'


def _links(record: Record, language: str) -> str:
    rows = "".join(f'<li lang="en">{link(item.url, item.label or item.url)}</li>' for item in record.links)
    return (
        f'<section class="prose"><h3>{written("links", language)}</h3><ul>{rows}</ul></section>'
        if rows
        else ""
    )


def _anchor(record: Record, section: Section) -> str:
    return esc(f"s-{section.id.replace('.', '-')}")


def _label(section: Section, language: str) -> str:
    return section_heading(str(section.key), section.label, section.part, language)
