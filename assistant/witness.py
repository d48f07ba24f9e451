"""The sentence of a record that speaks most of some words: what a statement from its fields is cited to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from assistant.words import content_stems, stem_set
from ingest.records import Record, Section
from ingest.sentences import split_sentences

Place = tuple[Record, Section, int, int]
"""Where a statement stands: record, section, start and end."""


def witness_of(record: Record, words: Iterable[str]) -> Place:
    """The first of the sentences of ``record`` that hold the most of ``words``."""
    wanted = {stem for word in words for stem in content_stems(word)}
    best = _best(record, wanted)
    return best if best is not None else (record, record.sections[0], 0, 0)


def witnesses_of(record: Record, words: Iterable[str], most: int = 4) -> list[Place]:
    """Sentences of ``record`` that together hold as many of ``words`` as ``most`` sentences can, greedily."""
    left = {stem for word in words for stem in content_stems(word)}
    found: list[Place] = []
    while left and len(found) < most:
        best = _best(record, left)
        if best is None:
            break
        held = stem_set(best[1].text[best[2] : best[3]])
        if not held & left:
            break
        left -= held
        found.append(best)
    return found or [witness_of(record, words)]


def _best(record: Record, wanted: Collection[str]) -> Place | None:
    best: tuple[int, Place] | None = None
    for section in record.sections:
        for start, end in _sentence_spans(section.text):
            hits = len(stem_set(section.text[start:end]).intersection(wanted))
            if best is None or hits > best[0]:
                best = (hits, (record, section, start, end))
    return best[1] if best else None


@lru_cache(maxsize=8_192)
def _sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a section's text."""
    return tuple((span.start, span.end) for span in split_sentences(text))
