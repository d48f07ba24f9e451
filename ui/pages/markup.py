"""Answers as Markdown for the page; everything from documents and questions is shown as text."""

from __future__ import annotations

import html
import re

from assistant.answer import Answer, Citation
from ingest.records import format_pages


def answer_markdown(answer: Answer) -> str:
    """The answer, its notice, and under it each source with the quoted words."""
    blocks = [_safe(answer.answer)]
    if answer.notice:
        blocks.append(f"*{answer.notice}*")
    if answer.citations:
        sources = "\n".join(_source(citation) for citation in answer.citations)
        blocks.append(f"**Sources**\n\n{sources}")
    return "\n\n".join(blocks)


def _source(citation: Citation) -> str:
    place = [citation.practice_id, _safe(citation.title), _safe(citation.section_label)]
    if citation.part:
        place.insert(2, _safe(citation.part))
    if citation.pages:
        place.append(f"p. {format_pages(citation.pages)}")
    document = _safe(citation.document)
    if citation.url and re.match(r"https?://[^\s)]+$", citation.url):
        document = f"[{document}]({citation.url})"
    quote = re.sub(r"\s+", " ", _safe(citation.quote))
    return f"- \\[{citation.marker}\\] {' · '.join(place)} · {document}\n  > {quote}"


def _safe(text: str) -> str:
    """``text`` with markup characters shown as themselves, except those of our own Markdown."""
    return html.escape(text, quote=False).replace("&amp;", "&")
