"""Comparisons: records side by side, section by section, every cell cited."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Support
from assistant.draft import Draft
from assistant.evidence import Evidence, Sentence, Weighed
from assistant.phrases import phrase, section_name
from assistant.reading import Reading
from ingest.records import Record, SectionKey

_DEFAULT = (SectionKey.OBJECTIVE, SectionKey.METHODOLOGY, SectionKey.RESULTS, SectionKey.FUNDING)
_CELL_WORDS = 30


def write(
    draft: Draft, reading: Reading, records: Sequence[Record], weighed: Weighed, evidence: Evidence
) -> None:
    """A table with a column for each record and a row for each section asked for (or the main ones)."""
    language = reading.language
    keys = reading.sections[:3] or _DEFAULT
    header = [phrase("compare_heading", language), *(record.name for record in records)]
    rows = [header, ["---"] * len(header)]
    rows.append(
        [phrase("countries", language), *(", ".join(c.name for c in r.countries) or "–" for r in records)]
    )
    for key in keys:
        rows.append(
            [section_name(key, language), *(_cell(draft, r, key, weighed, evidence) for r in records)]
        )
    draft.say("\n".join("| " + " | ".join(row) + " |" for row in rows))


def _cell(draft: Draft, record: Record, key: SectionKey, weighed: Weighed, evidence: Evidence) -> str:
    ranked = [s for s in weighed.sentences(record) if s.section.key is key]
    if not ranked:
        return "–"
    chosen: list[Sentence] = []
    words = 0
    for sentence in sorted(ranked, key=lambda s: (s.ordinal, -s.score)):
        length = len(sentence.text.split())
        if chosen and words + length > _CELL_WORDS:
            break
        chosen.append(sentence)
        words += length
    return " ".join(
        draft.state(
            " ".join(s.text.lstrip("-• ").replace("|", "\\|").split()),
            [(record, s.section, s.start, s.end)],
            Support.QUOTED,
        )
        for s in chosen
    )
