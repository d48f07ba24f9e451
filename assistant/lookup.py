"""Answers to questions about one fact, one section, or one practice."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalog import Catalog
from assistant.draft import Draft
from assistant.evidence import Evidence, RankedRecord, Sentence, sentence_spans
from assistant.phrases import section_name
from assistant.reading import Kind, Reading
from ingest.records import Record, RecordKind, Section, SectionKey

WORD_BUDGET = 80
_WHOLE = (SectionKey.CONTACTS, SectionKey.FUNDING, SectionKey.MATERIALS)
_DESCRIBED = (SectionKey.OBJECTIVE, SectionKey.COOPERATION, SectionKey.METHODOLOGY, SectionKey.RESULTS)


def choose_records(reading: Reading, ranked: Sequence[RankedRecord]) -> list[RankedRecord]:
    """The records a look-up answers from: those named, else the best and others about as good."""
    if not ranked:
        return []
    named = [item for item in ranked if item.record.id in reading.records]
    if named:
        return named[:3]
    best = ranked[0]
    return [item for item in ranked[:3] if item.score >= 0.93 * best.score]


def choose_sentences(
    reading: Reading, chosen: Sequence[RankedRecord], evidence: Evidence, catalog: Catalog
) -> list[Sentence]:
    """The sentences that answer, at most about ``WORD_BUDGET`` words of them, best first."""
    records = [item.record for item in chosen]
    best = records[0]
    if reading.kind is Kind.DESCRIBE:
        return _description(reading, best, evidence)
    specific = evidence.specific_terms(reading, best)
    asked = reading.sections[:1]
    if asked and (not specific or asked[0] in _WHOLE):
        found = _sections(best, asked)
        if found and any(section.text for section in found):
            return _within(reading, best, asked, evidence)
    return _facts(evidence.sentences(reading, records), specific)


def write(draft: Draft, reading: Reading, sentences: Sequence[Sentence]) -> None:
    """The chosen sentences into ``draft``: by practice, best practice first, in the order of the source."""
    by_record: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_record.setdefault(sentence.record.id, []).append(sentence)
    for group in by_record.values():
        record = group[0].record
        label = f"**{title_line(record)}**" if len(by_record) > 1 or reading.kind is Kind.DESCRIBE else ""
        by_section: dict[str, list[Sentence]] = {}
        for sentence in group:
            by_section.setdefault(sentence.section.id, []).append(sentence)
        if label:
            draft.say(label)
        for members in by_section.values():
            section = members[0].section
            named = reading.kind is Kind.DESCRIBE
            draft.quote(
                record,
                section,
                [(member.start, member.end) for member in members],
                label=f"*{section_name(section.key, reading.language)}:*" if named else "",
            )


def title_line(record: Record) -> str:
    """``Good Practice 8: Supporting the development …``; other records by title alone."""
    if record.kind is RecordKind.PRACTICE and record.number:
        return f"{record.name}: {record.title}"
    return record.title


def _sections(record: Record, keys: Sequence[SectionKey]) -> list[Section]:
    return [section for section in record.sections if section.key in keys]


def _within(
    reading: Reading, record: Record, keys: Sequence[SectionKey], evidence: Evidence
) -> list[Sentence]:
    """Sentences of the sections asked for: all of a short one, the most telling of a long one."""
    ranked = evidence.sentences(reading, [record], keys=keys)
    words = sum(len(sentence.text.split()) for sentence in ranked)
    if words <= WORD_BUDGET or keys[0] in (SectionKey.CONTACTS, SectionKey.FUNDING):
        return sorted(ranked, key=lambda s: (s.section.id, s.start))
    kept: list[Sentence] = []
    for sentence in sorted(ranked, key=lambda s: (-s.score + 0.02 * s.ordinal, s.start)):
        length = len(sentence.text.split())
        if kept and sum(len(k.text.split()) for k in kept) + length > WORD_BUDGET:
            continue
        kept.append(sentence)
    return sorted(kept, key=lambda s: (s.section.id, s.start))


def _description(reading: Reading, record: Record, evidence: Evidence) -> list[Sentence]:
    """The leading sentence of the sections that say what a practice is."""
    chosen: list[Sentence] = []
    keys = [key for key in _DESCRIBED if any(s.key is key and s.text for s in record.sections)]
    for section in record.sections:
        if section.text and (section.key in keys or not keys):
            start, end = sentence_spans(section.text)[0]
            chosen.append(
                Sentence(
                    record=record, section=section, start=start, end=end, score=1.0, coverage=1.0, ordinal=0
                )
            )
    return chosen[: max(4, len(record.parts) * 4)]


def _facts(ranked: Sequence[Sentence], specific: Sequence[str]) -> list[Sentence]:
    """The best sentence, and others near it that add something asked for."""
    if not ranked:
        return []
    chosen = [ranked[0]]
    words = len(ranked[0].text.split())
    for sentence in ranked[1:12]:
        length = len(sentence.text.split())
        if len(chosen) >= 3 or words + length > WORD_BUDGET:
            break
        if sentence.score < 0.8 * ranked[0].score:
            break
        chosen.append(sentence)
        words += length
    return chosen
