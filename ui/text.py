"""Answers and records as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from ingest.records import Record, format_pages

WIDTH = 100


def render_answer(answer: Answer, *, quotes: bool = False) -> str:
    """The answer, its notice, and its sources: a line for each section, or with ``quotes`` one for each quotation."""
    blocks = [_wrapped(re.sub(r"\*\*?([^*\n]+)\*\*?", r"\1", answer.answer))]
    if answer.notice:
        blocks.append(answer.notice)
    if answer.citations:
        blocks.append("\n".join(_quoted(answer.citations) if quotes else _sources(answer.citations)))
    return "\n\n".join(blocks)


def _quoted(citations: Sequence[Citation]) -> Iterator[str]:
    for citation in citations:
        yield f"[{citation.marker}] {citation_line(citation)}"
        yield textwrap.indent(_wrapped(f"“{citation.quote}”"), "    ")


def _sources(citations: Sequence[Citation]) -> Iterator[str]:
    markers: dict[str, list[int]] = {}
    for citation in citations:
        markers.setdefault(citation_line(citation), []).append(citation.marker)
    for line, numbers in markers.items():
        yield f"[{format_pages(tuple(numbers))}] {line}"


def citation_line(citation: Citation) -> str:
    """``gp-08 · Results · p. 36–38 · Title of the document``."""
    place = citation.section_label if not citation.part else f"{citation.part}, {citation.section_label}"
    pages = f" · p. {format_pages(citation.pages)}" if citation.pages else ""
    return f"{citation.practice_id} · {place}{pages} · {citation.document}"


def render_record(record: Record) -> str:
    """A whole record: header fields, then every section."""
    facts = [
        ("Id", record.id),
        ("Region", record.region or ""),
        ("Countries", ", ".join(country.name for country in record.countries)),
        ("Groups", ", ".join(record.groups)),
        ("Themes", ", ".join(record.themes)),
        ("Funding", ", ".join(record.funding)),
        ("Pages", format_pages(record.pages)),
    ]
    head = [record.name, record.title] if record.name != record.title else [record.title]
    blocks = ["\n".join(head), "\n".join(f"{name}: {value}" for name, value in facts if value)]
    for section in record.sections:
        label = f"{section.part}, {section.label}" if section.part else section.label
        blocks.append(f"{label}\n{_wrapped(section.text) if section.text else '(blank in the document)'}")
    return "\n\n".join(blocks)


def _wrapped(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        hanging = "  " if line.startswith("- ") else ""
        table = line.startswith("|")
        lines.append(line if table else textwrap.fill(line, WIDTH, subsequent_indent=hanging))
    return "\n".join(lines)
