"""The citations of an answer as text at its end, and as plain values."""

from __future__ import annotations

import dataclasses
from typing import Any

from assistant.answer import Answer
from ingest.records import format_pages

_SOURCES = {"en": "Sources", "es": "Fuentes", "fr": "Sources", "pt": "Fontes"}


def sources_text(answer: Answer) -> str:
    """The sources, a line each, after an empty line; nothing where nothing is cited."""
    if not answer.citations:
        return ""
    lines = []
    for citation in answer.citations:
        pages = format_pages(citation.pages)
        pieces = [citation.practice_id, citation.title, citation.part, citation.section_label]
        pieces += [f"p. {pages}"] if pages else []
        pieces += [citation.url] if citation.url else []
        lines.append(f"[{citation.marker}] " + " · ".join(piece for piece in pieces if piece))
    return f"\n\n{_SOURCES.get(answer.language, 'Sources')}:\n" + "\n".join(lines)


def citations_of(answer: Answer) -> list[dict[str, Any]]:
    """The citations as values."""
    return [dataclasses.asdict(citation) for citation in answer.citations]
