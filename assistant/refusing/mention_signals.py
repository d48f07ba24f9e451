"""Whether the record has the names and numbers that a question says, as they stand and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.mentions.named_things import in_a_row, name_phrases, numbers_said
from assistant.mentions.number_context import beside_numbers, contradicted, numbers_apart, without_spans
from assistant.reading import Reading
from assistant.weighing.ranked_sentences import Sentence
from assistant.words import fold
from ingest.records import Record

MENTION_SIGNALS = (
    "phrases",
    "phrase absent",
    "phrases absent",
    "phrase unquoted",
    "number said",
    "number absent",
    "number unquoted",
    "number apart",
    "large number apart",
    "number contradicted",
)
"""``phrase absent``: a name that the record does not have as it stands; ``number absent``: a number said that it does
not state; ``number apart``: one that it does not state of the same thing; ``number contradicted``: it states another
of it."""

_FEW = 5
"""Up to which number things are counted that nobody numbers."""

_PERIOD = re.compile(r"20[12]\d\s*[-–/]\s*(?:20)?\d\d")


def mention_signals(
    reading: Reading, record: Record, sentences: Sequence[Sentence], evidence: Evidence
) -> dict[str, float]:
    """The signals of ``MENTION_SIGNALS`` for the answer ``sentences`` from ``record``."""
    catalog = evidence.catalog
    row, numbers = catalog.row_of_stems(record.id), catalog.numbers_of(record.id)
    naming = catalog.naming_stems[record.id]
    text = " ; ".join(f"{s.section.label} {s.text}" for s in sentences)
    phrases = name_phrases(reading.query)
    quoted = in_a_row(text) if phrases else ""
    absent = [phrase for phrase in phrases if f" {' '.join(phrase)} " not in row]
    unquoted = [
        phrase
        for phrase in phrases
        if f" {' '.join(phrase)} " not in quoted and not naming.issuperset(phrase)
    ]
    query = catalog.named(_PERIOD.sub("", fold(reading.query)))[2]
    if reading.language != "en":
        query = without_spans(query, fold(reading.text))
    said = numbers_said(query) - {record.number}
    asked, stated = beside_numbers(query), catalog.beside_numbers(record.id)
    apart = numbers_apart(asked, stated, catalog.body_stems[record.id])
    return {
        "phrases": min(3, len(phrases)) / 3,
        "phrase absent": float(bool(absent)),
        "phrases absent": len(absent) / len(phrases) if phrases else 0.0,
        "phrase unquoted": float(bool(unquoted)),
        "number said": float(bool(said)),
        "number absent": float(bool(said - numbers)),
        "number unquoted": float(bool(said and said - numbers_said(text))),
        "number apart": float(bool(apart)),
        "large number apart": float(any(number > _FEW for number in apart)),
        "number contradicted": float(any(contradicted(number, asked, stated) for number in apart)),
    }
