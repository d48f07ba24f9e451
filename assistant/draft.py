"""An answer being written: lines, statements and the citations they stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answer import Citation, Statement, Support
from assistant.citing import CitationBook
from ingest.records import Document, Record, Section


class Draft:
    """Collects the lines of one answer; every quoted line brings its citation with it."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._book = CitationBook(documents)
        self._blocks: list[str] = []
        self._statements: list[Statement] = []
        self.words = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._book.citations

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(self._statements)

    @property
    def text(self) -> str:
        return "\n\n".join(self._blocks)

    def say(self, text: str) -> None:
        """A line of the assistant's own that states nothing about a practice."""
        self._blocks.append(text)

    def quote(
        self, record: Record, section: Section, spans: list[tuple[int, int]], *, label: str = ""
    ) -> None:
        """Sentences of one section in their order, each with its marker; list items stay a list."""
        out: list[str] = []
        listed = False
        for start, end in sorted(spans):
            text = section.text[start:end]
            item = bool(re.match(r"[-•]\s", text))
            shown = re.sub(r"^[-•]\s+", "", text)
            marker = self._book.cite(record, section, start + len(text) - len(shown), end)
            self._statements.append(Statement(text=shown, citations=(marker,), support=Support.QUOTED))
            self.words += len(shown.split())
            glue = "\n- " if item else ("\n\n" if listed else " ")
            out.append(f"{glue}{_plain(shown)} [{marker}]")
            listed = item
        body = (
            "".join(out).strip(" ") if not out or not out[0].startswith("\n-") else "".join(out).lstrip("\n")
        )
        if not body:
            return
        self._blocks.append(
            f"{label}\n{body}" if label and body.startswith("- ") else f"{label} {body}".strip()
        )

    def state(self, text: str, sources: list[tuple[Record, Section, int, int]], support: Support) -> str:
        """A line in our words that stands on ``sources``; the line with its markers."""
        markers = tuple(self._book.cite(*source) for source in sources)
        self._statements.append(Statement(text=text, citations=markers, support=support))
        self.words += len(text.split())
        return f"{text} {''.join(f'[{marker}]' for marker in dict.fromkeys(markers))}"


def _plain(text: str) -> str:
    """A quote on one line, so that its marker follows it wherever it is shown."""
    return re.sub(r"\s*\n\s*", " ", text)
