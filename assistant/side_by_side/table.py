"""Comparisons: records side by side, section by section, every cell cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import lookup
from assistant.answer import Support
from assistant.draft import Draft
from assistant.evidence import Evidence, Weighed, in_order
from assistant.listing.conditions.general_words import frame_stems
from assistant.phrases import phrase, record_name, section_name
from assistant.reading import Kind, Reading
from assistant.weighing.ranked_sentences import Sentence
from assistant.witness import witnesses_of
from assistant.words import content_stems, stem_set, words
from ingest.country_names import country_name
from ingest.records import Record, SectionKey

_DEFAULT = (SectionKey.OBJECTIVE, SectionKey.METHODOLOGY, SectionKey.RESULTS, SectionKey.FUNDING)
_CELL_WORDS = 100
_SHORT_CELL_WORDS = 40
_WHOLE_WORDS = 90
_WHOLE = (SectionKey.CONTACTS, SectionKey.FUNDING)
_MORE = re.compile(
    r"\b(?:more|fewer|less|longer|shorter|earlier|later|bigger|larger|smaller|higher|cheaper) (?!about|on|information)",
    re.I,
)
_COMPARING = stem_set(
    "compare comparison compared difference different differ differences similar similarity similarities common versus "
    "contrast respect regard terms apart side practice good initiative project"
)
"""Stems that only say that records are compared."""

_FACTS = ("number", "date", "amount", "percent", "duration", "place", "individual", "person")


def write(draft: Draft, reading: Reading, records: Sequence[Record], evidence: Evidence) -> bool:
    """Whether the records have anything to put side by side.

    If so, ``draft`` gets a table with a column for each record and a row for each section asked for (or the main
    ones).
    """
    language = reading.language
    rows = [[phrase("compare_heading", language), *(record_name(record, language) for record in records)]]
    rows.append(["---"] * len(rows[0]))
    aspect = _aspect(reading, records, evidence)
    of_facts = not reading.sections and bool(reading.wanted & set(_FACTS) or _MORE.search(reading.query))
    if of_facts:
        rows.append(
            [
                phrase("asked", language),
                *(_fact(draft, _side(reading, r, aspect, ()), r, evidence) for r in records),
            ]
        )
    else:
        for key in reading.sections[:2] or _DEFAULT:
            cells = [_cell(draft, reading, record, key, aspect, evidence) for record in records]
            if any(cell != "–" for cell in cells):
                rows.append([section_name(key, language), *cells])
    if not reading.sections and not of_facts:
        rows.append(
            [phrase("countries", language), *(_countries(draft, record, language) for record in records)]
        )
    if not draft.citations:
        return False
    draft.say("\n".join("| " + " | ".join(row) + " |" for row in rows))
    return True


def _aspect(reading: Reading, records: Sequence[Record], evidence: Evidence) -> tuple[str, ...]:
    """The words of the question that name none of the records: what it wants to know of each."""
    naming = frozenset().union(*(evidence.catalog.naming_stems[record.id] for record in records))
    return tuple(
        word
        for word in dict.fromkeys(words(reading.query))
        if content_stems(word) and not stem_set(word) <= naming
    )


def _is_particular(reading: Reading, aspect: tuple[str, ...]) -> bool:
    """Whether the comparison asks for more than sections: for something that they may hold."""
    said = {stem for word in aspect for stem in content_stems(word) if not stem.isdigit()}
    return bool(said - set(reading.asked) - frame_stems() - _COMPARING)


def _side(reading: Reading, record: Record, aspect: tuple[str, ...], keys: tuple[SectionKey, ...]) -> Reading:
    """The comparison as a question about one of its records."""
    title = record.short_title or record.title
    return replace(
        reading,
        kind=Kind.LOOKUP,
        query=f"{' '.join(aspect)} {title}",
        terms=tuple(dict.fromkeys((*content_stems(title), *(s for w in aspect for s in content_stems(w))))),
        records=(record.id,),
        sections=keys,
        countries=(),
        groups=(),
    )


def _cell(
    draft: Draft,
    reading: Reading,
    record: Record,
    key: SectionKey,
    aspect: tuple[str, ...],
    evidence: Evidence,
) -> str:
    side = _side(reading, record, aspect, (key,))
    if not any(section.key is key and section.text.strip() for section in record.sections):
        return "–"
    weighed = Weighed(evidence.asking(side), (), evidence)
    ranked = [sentence for sentence in weighed.sentences(record) if sentence.section.key is key]
    whole = sum(sentence.words for sentence in ranked)
    if key in _WHOLE and whole <= _WHOLE_WORDS:
        return _quoted(draft, record, ranked)
    most = _CELL_WORDS if reading.sections else _SHORT_CELL_WORDS
    opening = sorted(ranked, key=lambda sentence: sentence.ordinal)[:2]
    chosen = [s for s in lookup.choose_sentences(side, record, weighed, evidence) if s.section.key is key]
    first = chosen if chosen and _is_particular(reading, aspect) else [*opening, *chosen]
    return _quoted(draft, record, _within([*first, *opening, *ranked], most))


def _fact(draft: Draft, side: Reading, record: Record, evidence: Evidence) -> str:
    weighed = Weighed(evidence.asking(side), (), evidence)
    return _quoted(
        draft, record, _within(lookup.choose_sentences(side, record, weighed, evidence), _CELL_WORDS)
    )


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
        or "–"
    )


def _countries(draft: Draft, record: Record, language: str) -> str:
    names = [country.name for country in record.countries]
    if not names:
        return "–"
    called = ", ".join(country_name(name, language) for name in names)
    return draft.state(called, witnesses_of(record, names, 2), Support.SUPPORTED)
