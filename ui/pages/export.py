"""A conversation with its references as a file to take away: Markdown or DOCX."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Sequence

from assistant.answer import Answer
from ui.pages.conversation import citation_place
from ui.pages.exchange import Exchange
from ui.pages.words import word

MARKDOWN = "text/markdown"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def conversation_markdown(conversation: Sequence[Exchange], language: str) -> str:
    """Questions, answers and under each answer what its markers stand for."""
    blocks = [f"# {word('brand', language)}"]
    for exchange in conversation:
        if exchange.answer is None:
            continue
        blocks.append("## " + " ".join(exchange.question.split()))
        blocks.append(exchange.answer.answer)
        if exchange.answer.notice:
            blocks.append(f"*{exchange.answer.notice}*")
        references = _references(exchange.answer)
        if references:
            blocks.append(f"**{word('sources', language)}**")
            blocks.append("\n".join(f"- \\[{marker}\\] {line}" for marker, line in references))
    blocks.append(f"---\n\n{word('export_note', language)}")
    return "\n\n".join(blocks) + "\n"


def conversation_docx(conversation: Sequence[Exchange], language: str) -> bytes:
    """The same as a Word document; tables become tables."""
    from docx import Document

    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(word("brand", language), level=0)
    for exchange in conversation:
        if exchange.answer is None:
            continue
        document.add_heading(_safe(" ".join(exchange.question.split())), level=1)
        for block in exchange.answer.answer.split("\n\n"):
            _add_block(document, _safe(block))
        references = _references(exchange.answer)
        if references:
            document.add_heading(word("sources", language), level=2)
            for marker, line in references:
                document.add_paragraph(_safe(f"[{marker}] {line}"))
    document.add_paragraph(word("export_note", language))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def download(name: str, mime: str, content: str | bytes) -> str:
    """``content`` as the message that makes the browser save it; nothing is kept on the server."""
    raw = content.encode() if isinstance(content, str) else content
    return json.dumps({"name": name, "mime": mime, "base64": base64.b64encode(raw).decode()})


def _references(answer: Answer) -> list[tuple[int, str]]:
    return [
        (
            c.marker,
            f"{citation_place(c)} · {c.title} · {c.document}: “{' '.join(c.quote.split())}”" + _url(c.url),
        )
        for c in answer.citations
    ]


def _url(url: str | None) -> str:
    return f" <{url}>" if url else ""


def _add_block(document: object, block: str) -> None:
    lines = block.split("\n")
    if all(line.startswith("|") for line in lines) and len(lines) > 2:
        rows = [[cell.strip().replace("\\|", "|") for cell in _cells(line)] for line in lines]
        table = document.add_table(rows=0, cols=len(rows[0]))  # type: ignore[attr-defined]
        table.style = "Table Grid"
        for row in [rows[0], *rows[2:]]:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
        return
    for line in lines:
        item = re.match(r"[-*]\s+", line)
        text = line[item.end() :] if item else line
        paragraph = document.add_paragraph(style="List Bullet" if item else None)  # type: ignore[attr-defined]
        for position, run in enumerate(re.split(r"\*\*(.+?)\*\*", text)):
            paragraph.add_run(run).bold = position % 2 == 1


def _cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip().strip("|"))


def _safe(text: str) -> str:
    """``text`` without the control characters that XML does not take."""
    return _CONTROL.sub("", text)
