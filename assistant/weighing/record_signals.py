"""What speaks for a record as the one a question is about, in numbers of about 0 to 1.

Every signal is computed for all records at once; ``assistant.weights`` says how much each counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.weighing.holders import Holders, Values
from assistant.weighing.record_table import RecordTable
from assistant.weighing.sentence_table import SentenceTable, highest
from index.opened import Index

RECORD_SIGNALS = (
    "sentence",
    "passage",
    "bm25",
    "body",
    "section",
    "naming",
    "title",
    "agreement",
    "disagreement",
    "names",
    "named",
    "period",
    "background",
    "practice",
)
"""``sentence``, ``passage``: cosine of the nearest. ``bm25``: of the best passage, as a share of the highest.
``body``, ``naming``, ``title``: how much of the question they hold; ``section``: the best of its sections.
``agreement``: the share of the countries and groups asked about that take part; ``disagreement``: 1 where none
does. ``names``: the share of the proper names that it holds. ``named``: by number or id. ``period``: of the
biennium asked for. ``background``, ``practice``: of that kind."""


class Asking:
    """One question held against one index generation: what several signals share."""

    def __init__(
        self, reading: Reading, index: Index, catalog: Catalog, table: SentenceTable, records: RecordTable
    ) -> None:
        self.reading = reading
        self.table = table
        self.records = records
        self.catalog = catalog
        self._index = index
        self.words = (*reading.terms, *reading.asked)

    @cached_property
    def cosine(self) -> Values:
        """Of the question with each sentence."""
        return self._index.sentence_scores(self.reading.query)

    @cached_property
    def passage_cosine(self) -> Values:
        """Of the question with each passage."""
        return self._index.dense_scores(self.reading.query)

    @cached_property
    def bm25(self) -> Values:
        """Of each passage, as a share of the highest."""
        scores = self._index.lexical_scores(" ".join(self.words) or self.reading.query)
        top = float(scores.max()) if scores.size else 0.0
        return scores / top if top > 0 else scores

    @cached_property
    def section_coverage(self) -> Values:
        """How much of the question each section holds."""
        return self.held(self.words, self.table.sections)

    def held(self, words: Sequence[str], holders: Holders) -> Values:
        """The share of ``words``, weighted by how telling they are, that each of the texts holds."""
        return holders.share({word: self.catalog.idf(word) for word in words})


def record_signals(asking: Asking) -> NDArray[np.float32]:
    """One row for each record in the order of the index, one column for each signal."""
    return np.stack([_signal(name, asking) for name in RECORD_SIGNALS], axis=1).astype(np.float32)


def _signal(name: str, asking: Asking) -> Values:
    reading, table, records = asking.reading, asking.table, asking.records
    size = len(records.ids)
    if name == "sentence":
        return highest(asking.cosine, table.record, size)
    if name == "passage":
        return highest(asking.passage_cosine, table.passage_record, size)
    if name == "bm25":
        return highest(asking.bm25, table.passage_record, size)
    if name == "section":
        return highest(asking.section_coverage, table.section_record, size)
    if name == "body":
        return asking.held(asking.words, records.bodies)
    if name == "naming":
        return asking.held(asking.words, records.naming)
    if name == "title":
        return asking.held(asking.words, records.titles)
    if name == "names":
        return asking.held(reading.names, records.bodies)
    if name == "agreement":
        return _agreement(asking)
    if name == "disagreement":
        asked = bool(reading.countries or reading.groups)
        return (_agreement(asking) == 0).astype(np.float32) if asked else np.zeros(size, dtype=np.float32)
    if name == "named":
        return np.array([record_id in reading.records for record_id in records.ids], dtype=np.float32)
    if name == "period":
        return np.array([period in reading.periods for period in records.periods], dtype=np.float32)
    return records.background if name == "background" else records.practice


def _agreement(asking: Asking) -> Values:
    """For each record the share of the countries and groups asked about that take part."""
    asked = (*asking.reading.countries, *asking.reading.groups)
    if not asked:
        return np.zeros(len(asking.records.ids), dtype=np.float32)
    return np.array(
        [sum(place in present for place in asked) / len(asked) for present in asking.records.taking_part],
        dtype=np.float32,
    )
