"""Comparisons: records side by side, section by section, every cell cited."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant import lookup
from assistant.answer import Support
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.extent import asks_one_fact
from assistant.phrases import phrase, record_name, section_name
from assistant.reading import Reading
from assistant.side_by_side.side_question import asks_for_countries, facts_asked, is_particular, question_of
from assistant.weighed import Weighed
from assistant.weighing.asked_section import by_likelihood
from assistant.weighing.ranked_sentences import Sentence, in_order
from assistant.witness import witnesses_of
from ingest.country_names import country_name
from ingest.records import Record, SectionKey

_DEFAULT = (SectionKey.OBJECTIVE, SectionKey.METHODOLOGY, SectionKey.RESULTS, SectionKey.FUNDING)
_WHOLE = (SectionKey.CONTACTS, SectionKey.FUNDING)

_ASKED_WORDS, _FACT_WORDS, _CELL_WORDS, _SHORT_CELL_WORDS, _WHOLE_WORDS = 100, 45, 100, 40, 90
"""Words of the longest cell: of what is asked, of one fact, of a section asked for, of one that is not, of one that is
quoted whole."""

_SURE_SECTION = 0.7
"""How likely a section has to be asked for to fill a cell where the wording does not ask for it."""

_EMPTY = "–"


def write(draft: Draft, reading: Reading, records: Sequence[Record], evidence: Evidence) -> bool:
    """Whether the records have anything to put side by side.

    If so, ``draft`` gets a table with a column for each record: of what is asked in particular, or with a row for each
    section asked for (or the main ones).
    """
    language = reading.language
    rows = [[phrase("compare_heading", language), *(record_name(record, language) for record in records)]]
    rows.append(["---"] * len(rows[0]))
    particular = is_particular(reading, records, evidence.catalog)
    if particular:
        if asks_for_countries(reading):
            rows.append(_countries_row(draft, records, language))
        for key in reading.sections[:2]:
            if key in _WHOLE:
                rows += _section_row(draft, reading, records, key, evidence)
        if (
            len(rows) == 2
            or facts_asked(reading) - {"person", "named"}
            or set(reading.sections[:2]) - set(_WHOLE)
        ):
            rows.append(_asked_row(draft, reading, records, evidence))
    else:
        for key in reading.sections[:2] or _DEFAULT:
            rows += _section_row(draft, reading, records, key, evidence)
        if not reading.sections:
            rows.append(_countries_row(draft, records, language))
    if not draft.citations:
        return False
    draft.say("\n".join("| " + " | ".join(row) + " |" for row in rows))
    lacking = [line for key in reading.sections[:2] for line in _lacking(records, key, language)]
    if lacking and (not particular or set(reading.sections[:2]) <= set(_WHOLE)):
        draft.say(" ".join(lacking))
    return True


def _lacking(records: Sequence[Record], key: SectionKey, language: str) -> list[str]:
    """A sentence for each of the records that lacks the section or leaves it blank."""
    lines = []
    for record in records:
        texts = [section.text.strip() for section in record.sections if section.key is key]
        if not any(texts):
            lines.append(
                phrase(
                    "blank_section" if texts else "missing_section",
                    language,
                    section=section_name(key, language),
                    name=record_name(record, language, "subject"),
                    of=record_name(record, language, "of"),
                )
            )
    return lines


def _section_row(
    draft: Draft, reading: Reading, records: Sequence[Record], key: SectionKey, evidence: Evidence
) -> list[list[str]]:
    """What each record says in the section, if any of them has it."""
    told = {r.id: [s for s in evidence.sentences(r) if s.section.key is key] for r in records if _has(r, key)}
    long = [r for r in records if r.id in told and not _is_quoted_whole(told[r.id], key)]
    sides = [question_of(reading, record, records, evidence.catalog, (key,)) for record in long]
    for side, record, weighed in zip(sides, long, evidence.ask_each(sides, long), strict=True):
        most = _CELL_WORDS if reading.sections else _SHORT_CELL_WORDS
        ranked = [s for s in weighed.sentences(record) if s.section.key is key]
        opening = sorted(ranked, key=lambda sentence: sentence.ordinal)[:2]
        chosen = [s for s in lookup.choose_sentences(side, record, weighed, evidence) if s.section.key is key]
        told[record.id] = _within([*opening, *chosen, *ranked], most)
    cells = [_quoted(draft, record, told[record.id]) if record.id in told else _EMPTY for record in records]
    return [[section_name(key, reading.language), *cells]] if any(cell != _EMPTY for cell in cells) else []


def _has(record: Record, key: SectionKey) -> bool:
    return any(section.key is key and section.text.strip() for section in record.sections)


def _is_quoted_whole(sentences: Sequence[Sentence], key: SectionKey) -> bool:
    return key in _WHOLE and sum(sentence.words for sentence in sentences) <= _WHOLE_WORDS


def _asked_row(draft: Draft, reading: Reading, records: Sequence[Record], evidence: Evidence) -> list[str]:
    """What is asked, of each record: the sentences that a question about it alone would be answered by."""
    sides = [question_of(reading, r, records, evidence.catalog, reading.sections) for r in records]
    weighed = evidence.ask_each(sides, records)
    found = [_asked(*asked, evidence) for asked in zip(sides, records, weighed, strict=True)]
    keys = {sentence.section.key for sentences in found for sentence in sentences}
    one = len(keys) == 1
    label = section_name(keys.pop(), reading.language) if one else phrase("asked", reading.language)
    return [label, *(_quoted(draft, r, sentences) for r, sentences in zip(records, found, strict=True))]


def _asked(side: Reading, record: Record, weighed: Weighed, evidence: Evidence) -> list[Sentence]:
    """The sentences of ``record`` that answer ``side``, filled up from the section that is asked for."""
    chosen = lookup.choose_sentences(side, record, weighed, evidence)
    if asks_one_fact(side):
        return _within(lookup.shortened(side, chosen, weighed, evidence), _FACT_WORDS)
    likely = weighed.section_likelihoods(record)
    first = by_likelihood(likely)[0]
    if first in side.sections or math.exp(likely[first]) >= _SURE_SECTION:
        chosen += [sentence for sentence in weighed.sentences(record) if sentence.section.key is first]
    return _within(chosen, _ASKED_WORDS)


def _within(sentences: Sequence[Sentence], most: int) -> list[Sentence]:
    """The first of ``sentences`` that stay within ``most`` words, at least one."""
    chosen: dict[int, Sentence] = {}
    total = 0
    for sentence in sentences:
        if sentence.row not in chosen and (not chosen or total + sentence.words <= most):
            chosen[sentence.row] = sentence
            total += sentence.words
    return list(chosen.values())


def _quoted(draft: Draft, record: Record, sentences: Sequence[Sentence]) -> str:
    return (
        " ".join(
            draft.state(
                " ".join(s.text.lstrip("-• ").replace("|", "\\|").split()),
                [(record, s.section, s.start, s.end)],
                Support.QUOTED,
            )
            for s in in_order(sentences)
        )
        or _EMPTY
    )


def _countries_row(draft: Draft, records: Sequence[Record], language: str) -> list[str]:
    return [phrase("countries", language), *(_countries(draft, record, language) for record in records)]


def _countries(draft: Draft, record: Record, language: str) -> str:
    names = [country.name for country in record.countries]
    if not names:
        return _EMPTY
    called = ", ".join(country_name(name, language) for name in names)
    return draft.state(called, witnesses_of(record, names, 2), Support.SUPPORTED)
