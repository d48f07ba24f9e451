"""Records written as Markdown, as ``ingest.markdown_record`` reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from ingest.markdown_sections import OTHER, escape
from ingest.records import Record, RecordKind, SectionKey, format_pages


def format_record(record: Record) -> str:
    """``record`` as Markdown, in the order of ``corpus/README.md``; ``parse_record`` reads it back.

    Labels of sections are the canonical ones and contacts are not written: they are read out of the sections.
    """
    front = "".join(f"{name}: {_yaml(value)}\n" for name, value in _front_matter(record))
    body: list[str] = []
    part: str | None = None
    for section in record.sections:
        if section.part != part:
            part = section.part
            body.append(f"# {part}\n")
        heading = section.label if record.kind is RecordKind.BACKGROUND else section.key.label
        if section.key is SectionKey.OTHER and record.kind is not RecordKind.BACKGROUND:
            heading = f"{OTHER}{section.label}"
        if section.pages and section.pages != record.pages:
            heading += f" (p. {_pages(section.pages)})"
        body.append(f"## {heading}\n")
        if section.text:
            body.append(escape(section.text) + "\n")
    return f"---\n{front}---\n\n" + "\n".join(body)


def _front_matter(record: Record) -> Iterator[tuple[str, Any]]:
    """The fields that are not empty."""
    values: dict[str, Any] = {
        "id": record.id,
        "kind": str(record.kind),
        "number": record.number,
        "title": record.title,
        "short_title": record.short_title,
        "document": record.document,
        "pages": _pages(record.pages),
        "period": record.period,
        "region": record.region,
        "authors": list(record.authors),
        "institution": record.institution,
        "countries": [country.name for country in record.countries],
        "groups": list(record.groups),
        "partners": [_filled(acronym=partner.acronym, name=partner.name) for partner in record.partners],
        "themes": list(record.themes),
        "modalities": list(record.modalities),
        "outcomes": list(record.outcomes),
        "sdgs": list(record.sdgs),
        "funding": list(record.funding),
        "links": [_filled(url=link.url, label=link.label) for link in record.links],
        "parts": [
            _filled(
                label=part.label,
                title=part.title,
                authors=list(part.authors),
                institution=part.institution,
                countries=[country.name for country in part.countries],
            )
            for part in record.parts
        ],
    }
    yield from _filled(**values).items()


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _yaml(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n  - {_yaml(entry)}" for entry in value)
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**9)
    return dumped.removesuffix("\n").removesuffix("\n...").strip()


def _pages(pages: tuple[int, ...]) -> str:
    return format_pages(pages).replace("–", "-")
