"""One question held against one index generation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.weighing.adapted import Adapted
from assistant.weighing.asked_before import Recall, Recalled
from assistant.weighing.holders import Holders, Values
from assistant.weighing.record_table import RecordTable
from assistant.weighing.sentence_table import SentenceTable
from assistant.words import stem_set
from index.embedder import Vectors
from index.opened import Index

_PIECE = re.compile(r"[\w@./'’-]+|\?")
_LETTER = re.compile(r"\w")


class Asking:
    """What several signals of a question share.

    What merely names a record is in many of its sentences and tells them apart badly. So the question is also taken
    without the words that name a record: its *rest*.
    """

    def __init__(
        self,
        reading: Reading,
        index: Index,
        catalog: Catalog,
        table: SentenceTable,
        records: RecordTable,
        recall: Recall,
        adapted: Adapted,
        vectors: Mapping[str, Vectors],
    ) -> None:
        self.reading = reading
        self.table = table
        self.records = records
        self.catalog = catalog
        self._index = index
        self._recall = recall
        self._adapted = adapted
        self._rests: dict[str, str] = {}
        self._vectors = dict(vectors)
        self.words = (*reading.terms, *reading.asked)

    def rest_vector(self, record_id: str) -> Vectors:
        """The vector of the rest of the question."""
        self.expect([record_id])
        return self._vectors[self._rest(record_id)]

    def expect(self, record_ids: Iterable[str]) -> None:
        """Embeds the question and its rests for the records that it is likely about, all at once.

        The model takes little longer for two short texts together than for one.
        """
        missing = [text for text in self.texts(record_ids) if text not in self._vectors]
        if missing:
            self._vectors |= zip(missing, self._index.embedder.embed_queries(missing), strict=True)

    def texts(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """The question and its rests for the records, each once."""
        return tuple(dict.fromkeys((self.reading.query, *map(self._rest, record_ids))))

    @cached_property
    def cosine(self) -> Values:
        """Of the question with each sentence."""
        return self._index.sentence_scores(self._vector)

    @cached_property
    def passage_cosine(self) -> Values:
        """Of the question with each passage."""
        return self._index.dense_scores(self._vector)

    @cached_property
    def recalled(self) -> Recalled:
        """How likely each sentence is the answer by the questions that were asked before."""
        return self._recall(self._vector)

    @cached_property
    def adapted(self) -> Values:
        """Of the question with each sentence, where questions meet their answers."""
        return self._adapted(self._vector)

    def adapted_rest(self, record_id: str) -> Values:
        """Of the rest of the question with each sentence of the record, likewise."""
        return self._adapted(self.rest_vector(record_id), self.table.rows_of[record_id])

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

    def _rest(self, record_id: str) -> str:
        if record_id not in self._rests:
            self._rests[record_id] = rest_of(self.reading, self.catalog.naming_stems[record_id])
        return self._rests[record_id]

    @property
    def _vector(self) -> Vectors:
        self.expect([])
        return self._vectors[self.reading.query]


def take_together(askings: Sequence[Asking]) -> None:
    """Multiplies the vectors of questions asked of one index with its tables, each of which is read only once."""
    if not askings:
        return
    first, vectors = askings[0], np.stack([asking._vector for asking in askings])
    products = (
        first._index.sentence_scores(vectors),
        first._index.dense_scores(vectors),
        first._adapted(vectors),
        first._recall.each(vectors),
    )
    for asking, *own in zip(askings, *products, strict=True):
        asking.cosine, asking.passage_cosine, asking.adapted, asking.recalled = own


def rest_of(reading: Reading, naming: frozenset[str]) -> str:
    """The question without the words that name the record; the whole question where nothing is left."""
    kept = []
    for word in _PIECE.findall(reading.query):
        stems = stem_set(word)
        if not stems or not stems <= naming:
            kept.append(word)
    return " ".join(kept) if any(_LETTER.search(word) for word in kept) else reading.query
