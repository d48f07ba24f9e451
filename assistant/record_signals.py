"""What speaks for a record as the one a question is about, in numbers of about 0 to 1.

Every signal is computed for all records at once; ``assistant.weights`` says how much each counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.sentence_table import SentenceTable, Values, highest
from index.opened import Index
from ingest.records import Record, RecordKind

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

    def __init__(self, reading: Reading, index: Index, catalog: Catalog, table: SentenceTable) -> None:
        self.reading = reading
        self.table = table
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
        return self.table.section_coverage(self.words)


def record_signals(asking: Asking, records: Mapping[str, Record]) -> NDArray[np.float32]:
    """One row for each record in the order of ``records``, one column for each signal."""
    columns = [_signal(name, asking, records) for name in RECORD_SIGNALS]
    return np.stack(columns, axis=1).astype(np.float32)


def taking_part(record: Record) -> frozenset[str]:
    """The countries and groups that take part in ``record``."""
    places = {country.name for country in record.countries} | set(record.groups)
    return frozenset(places | {country.name for part in record.parts for country in part.countries})


def _signal(name: str, asking: Asking, records: Mapping[str, Record]) -> Values:
    reading, table, catalog = asking.reading, asking.table, asking.catalog
    size = len(records)
    if name == "sentence":
        return highest(asking.cosine, table.record, size)
    if name == "passage":
        return highest(asking.passage_cosine, table.passage_record, size)
    if name == "bm25":
        return highest(asking.bm25, table.passage_record, size)
    if name == "section":
        return highest(asking.section_coverage, table.section_record, size)
    if name == "body":
        return _covered(asking.words, catalog.body_stems, catalog)
    if name == "naming":
        return _covered(asking.words, catalog.naming_stems, catalog)
    if name == "title":
        return _covered(asking.words, catalog.title_stems, catalog)
    if name == "names":
        return _covered(reading.names, catalog.body_stems, catalog)
    return np.array([_of_record(name, reading, record) for record in records.values()], dtype=np.float32)


def _covered(words: Sequence[str], held: Mapping[str, frozenset[str]], catalog: Catalog) -> Values:
    return np.array([catalog.coverage(words, stems) for stems in held.values()], dtype=np.float32)


def _of_record(name: str, reading: Reading, record: Record) -> float:
    if name in ("agreement", "disagreement"):
        asked = [*reading.countries, *reading.groups]
        present = taking_part(record) if asked else frozenset()
        share = sum(place in present for place in asked) / len(asked) if asked else 0.0
        return share if name == "agreement" else float(bool(asked) and not share)
    if name == "named":
        return float(record.id in reading.records)
    if name == "period":
        return float(record.period in reading.periods)
    if name == "background":
        return float(record.kind is RecordKind.BACKGROUND)
    return float(record.kind is RecordKind.PRACTICE)
