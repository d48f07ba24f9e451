"""The parts of a question that may be its sides, each read as a question of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.catalog import Catalog
from assistant.evidence import Evidence
from assistant.listing.conditions.general_words import frame_stems, general_words
from assistant.question_reading import read_question
from assistant.reading import POINTING, Reading
from assistant.side_by_side.cues import ASKED_FOR, BARE_NUMBER, JOINT
from assistant.weighing.record_signals import signals_by_words
from assistant.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Neighbouring pieces taken as one side, with the likeliest records by words alone, best first."""

    reading: Reading
    terms: tuple[str, ...]
    likely: tuple[tuple[str, float], ...]


def text_of(reading: Reading) -> str:
    """The question with the words that join its sides, which a rendering in English leaves out."""
    return reading.query if reading.language == "en" else reading.text


def content_of(reading: Reading) -> tuple[str, ...]:
    """The stems of ``reading`` that can name a record or a part of it."""
    return tuple(
        term
        for term in dict.fromkeys((*reading.terms, *reading.asked))
        if term not in frame_stems() and term not in POINTING and not term.isdigit()
    )


def pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between the joints."""
    at = 0
    for joint in JOINT.finditer(text):
        if re.search(r"\w", text[at : joint.start()]):
            yield at, joint.start()
        at = joint.end()
    if re.search(r"\w", text[at:]):
        yield at, len(text)


def read_segment(
    text: str, language: str, evidence: Evidence, rows: Sequence[int], most: int
) -> Segment | None:
    """``text`` with the ``most`` likeliest of the records in ``rows``; ``None`` where it names nothing."""
    catalog, ids = evidence.catalog, evidence.records.ids
    reading = read_question(text, catalog, language=language)
    number = BARE_NUMBER.search(fold(text))
    if number and not reading.records and int(number.group(1)) in catalog.by_number:
        reading = replace(reading, records=(catalog.by_number[int(number.group(1))],))
    terms = content_of(reading)
    if not _names_something(reading, terms, catalog):
        return None
    scores = (signals_by_words(evidence.asking(reading)) @ evidence.record_weights)[rows].astype(float)
    chances = np.exp(scores - float(scores.max()))
    chances /= chances.sum()
    likeliest = np.argsort(-chances, kind="stable")[:most]
    likely = tuple((ids[rows[place]], float(chances[place])) for place in likeliest)
    return Segment(reading=reading, terms=terms, likely=likely)


def _names_something(reading: Reading, terms: Sequence[str], catalog: Catalog) -> bool:
    """Whether a piece of a question says what it is about, not only what is asked of it."""
    if reading.records or reading.countries or reading.groups or any(map(catalog.knows, reading.names)):
        return True
    if reading.only_asks:
        return False
    folded = fold(reading.text)
    if ASKED_FOR.search(folded):
        left = read_question(ASKED_FOR.sub(" ", folded), catalog, language=reading.language)
        terms = [term for term in terms if term in content_of(left)]
    general = general_words("en")[1]
    return any(term in reading.terms and term not in general for term in terms)
