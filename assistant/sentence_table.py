"""Every sentence of an index with what can be known of it before any question is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.facts import facts_in
from assistant.words import stem_set
from index.opened import Index

Rows = NDArray[np.int32]
Values = NDArray[np.float32]


class SentenceTable:
    """The sentences of one index generation, row by row, with the rows of their passage, section and record.

    ``holders`` say which rows hold a stem, for sentences and for whole sections.
    """

    def __init__(self, index: Index, catalog: Catalog) -> None:
        self.sentences = index.sentences
        self.record_ids = tuple(index.records)
        self._catalog = catalog
        record_row = {record_id: row for row, record_id in enumerate(self.record_ids)}
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
        self.passage_record = _ints(record_row[p.record_id] for p in index.passages)
        self.passage = _passages_of(index)
        self.stems = [stem_set(s.text) for s in self.sentences]
        self.holders = _holders(self.stems)
        self.section_holders = _holders([stem_set(f"{s.label} {s.text}") for s in sections.values()])
        self.rows_of: dict[str, Rows] = {
            record_id: np.flatnonzero(self.record == row).astype(np.int32)
            for row, record_id in enumerate(self.record_ids)
        }

    def shows(self, rows: Iterable[int]) -> list[frozenset[str]]:
        """The types of fact that each of the sentences shows."""
        return [facts_in(self.sentences[row].text) for row in rows]

    def coverage(self, terms: Sequence[str]) -> Values:
        """For each sentence, the share of ``terms`` that it holds, weighted by how telling they are."""
        return self._covered(terms, self.holders, len(self.sentences))

    def section_coverage(self, terms: Sequence[str]) -> Values:
        """The same for each section."""
        return self._covered(terms, self.section_holders, len(self.section_record))

    def _covered(self, terms: Sequence[str], holders: dict[str, Rows], size: int) -> Values:
        covered = np.zeros(size, dtype=np.float32)
        total = 0.0
        for term in dict.fromkeys(terms):
            weight = self._catalog.idf(term)
            total += weight
            rows = holders.get(term)
            if rows is not None:
                covered[rows] += weight
        return covered / total if total else covered


def highest(values: Values, groups: Rows, size: int, floor: float = 0.0) -> Values:
    """For each group its highest value; ``floor`` where it has none above."""
    best = np.full(size, floor, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best


def _ints(values: Iterable[int]) -> Rows:
    return np.fromiter(values, dtype=np.int32)


def _holders(stems: Sequence[Iterable[str]]) -> dict[str, Rows]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, held in enumerate(stems):
        for stem in held:
            rows[stem].append(row)
    return {stem: np.asarray(found, dtype=np.int32) for stem, found in rows.items()}


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
