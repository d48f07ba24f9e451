"""Every sentence of an index with what can be known of it before any question is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from assistant.facts import facts_in
from assistant.weighing.holders import Holders, Rows, Values
from assistant.weighing.record_sentences import RecordSentences
from assistant.words import stem_set
from index.embedder import Vectors
from index.opened import Index

ITEM = re.compile(r"\s*(?:[-*•●▪►▶✓–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")
"""How an item of a list begins."""


class SentenceTable:
    """The sentences of one index generation, row by row, with the rows of their passage, section and record.

    ``sections`` says which sections hold a stem; ``central`` how near each sentence is to the middle of its section
    (cosine), ``central_of_record`` of its record. ``of`` gives the sentences of a record.
    """

    def __init__(self, index: Index) -> None:
        self.sentences = index.sentences
        record_row = {record_id: row for row, record_id in enumerate(index.records)}
        sections = {
            (record.id, section.id): section
            for record in index.records.values()
            for section in record.sections
        }
        section_row = {key: row for row, key in enumerate(sections)}
        self.record = _ints(record_row[s.record_id] for s in self.sentences)
        self.section = _ints(section_row[s.record_id, s.section_id] for s in self.sentences)
        self.section_record = _ints(record_row[record_id] for record_id, _ in sections)
        self.key = np.array([s.section_key for s in self.sentences], dtype=object)
        self.ordinal = _ints(s.ordinal for s in self.sentences)
        self.length = _ints(len(s.text.split()) for s in self.sentences)
        self.introduces = np.array([s.text.rstrip().endswith(":") for s in self.sentences])
        self.item = np.array([bool(ITEM.match(s.text)) for s in self.sentences])
        self.passage_record = _ints(record_row[p.record_id] for p in index.passages)
        self.passage = _passages_of(index)
        self.stems = [stem_set(s.text) for s in self.sentences]
        self.central = _central(index.sentence_vectors, self.section)
        self.central_of_record = _central(index.sentence_vectors, self.record)
        self.sections = Holders([stem_set(f"{s.label} {s.text}") for s in sections.values()])
        self.rows_of: dict[str, Rows] = {
            record_id: np.flatnonzero(self.record == row).astype(np.int32)
            for record_id, row in record_row.items()
        }
        self.passages_of: dict[str, Rows] = {
            record_id: np.flatnonzero(self.passage_record == row).astype(np.int32)
            for record_id, row in record_row.items()
        }

        self.of = lru_cache(maxsize=4_096)(self._of)

    def _of(self, record_id: str) -> RecordSentences:
        return RecordSentences(self, self.rows_of[record_id])

    def shows(self, rows: Iterable[int]) -> list[frozenset[str]]:
        """The types of fact that each of the sentences shows."""
        return [facts_in(self.sentences[row].text) for row in rows]


def highest(values: Values, groups: Rows, size: int, floor: float = 0.0) -> Values:
    """For each group its highest value; ``floor`` where it has none above."""
    best = np.full(size, floor, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best


def _central(vectors: Vectors, groups: Rows) -> Values:
    """How near each vector is to the mean of its group (cosine; Radev et al. 2004, centroid summaries)."""
    if not len(groups):
        return np.zeros(0, dtype=np.float32)
    middle = np.zeros((int(groups.max()) + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(middle, groups, vectors)
    middle /= np.linalg.norm(middle, axis=1, keepdims=True) + 1e-9
    near: Values = np.einsum("ij,ij->i", vectors, middle[groups]).astype(np.float32)
    return near


def _ints(values: Iterable[int]) -> Rows:
    return np.fromiter(values, dtype=np.int32)


def _passages_of(index: Index) -> Rows:
    """For each sentence the row of the passage in which it begins."""
    starts: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row, passage in enumerate(index.passages):
        starts[passage.record_id, passage.section_id].append((passage.start, row))
    found = []
    for sentence in index.sentences:
        begun = [
            row for start, row in starts[sentence.record_id, sentence.section_id] if start <= sentence.start
        ]
        found.append(begun[-1] if begun else starts[sentence.record_id, sentence.section_id][0][1])
    return _ints(found)
