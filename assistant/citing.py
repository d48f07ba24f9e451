"""Citations: from a stretch of a section to a numbered reference that can be checked."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answer import Citation
from ingest.records import Document, Record, Section


class CitationBook:
    """The citations of one answer, numbered in the order of their first use.

    Citing the same stretch twice gives the same marker. Quotes are cut out of the section here and nowhere
    else, so every quote is an exact substring by construction.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._citations: dict[tuple[str, str, int, int], Citation] = {}

    def cite(self, record: Record, section: Section, start: int, end: int) -> int:
        """The marker for ``section.text[start:end]``."""
        key = (record.id, section.id, start, end)
        if key not in self._citations:
            document = self._documents.get(record.document)
            self._citations[key] = citation(len(self._citations) + 1, record, section, start, end, document)
        return self._citations[key].marker

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in the order of their markers."""
        return tuple(self._citations.values())


def citation(
    marker: int, record: Record, section: Section, start: int, end: int, document: Document | None
) -> Citation:
    """The citation of ``section.text[start:end]`` numbered ``marker``; ``document`` is the record's, where known."""
    return Citation(
        marker=marker,
        practice_id=record.id,
        title=record.title,
        section=str(section.key),
        section_id=section.id,
        section_label=section.label,
        part=section.part,
        pages=section.pages_between(start, end) or record.pages,
        document=document.title if document else record.document,
        url=document.url if document else None,
        quote=section.text[start:end],
        start=start,
        end=end,
    )
