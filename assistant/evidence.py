"""Which records and which sentences speak to a question, with what strength.

Two log-linear models: one gives each record its probability of being the one that is asked about, one gives
each sentence of a record its probability of being the answer within it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.definitions import Definitions
from assistant.mentions.record_mentions import RecordMentions
from assistant.reading import Reading
from assistant.weighed import Weighed, by_score
from assistant.weighing import adapted, asked_before
from assistant.weighing.adapted import Adapted, Adapter
from assistant.weighing.asked_before import AskedBefore, Recall
from assistant.weighing.asked_section import SectionModel
from assistant.weighing.asking import Asking, take_together
from assistant.weighing.inclusion import INCLUSION_SIGNALS, inclusion_signals, likelihoods
from assistant.weighing.ranked_sentences import RankedSentences, Sentence, sentences_of
from assistant.weighing.record_signals import (
    RECORD_SIGNALS,
    record_signals,
    signals_by_words,
    with_vector_signals,
)
from assistant.weighing.record_table import RecordTable
from assistant.weighing.second_look import SECOND_LOOK_SIGNALS, looked_at, second_look
from assistant.weighing.sentence_signals import SENTENCE_SIGNALS, sentence_signals
from assistant.weighing.sentence_table import SentenceTable
from assistant.weights import PARAMETERS, PLAIN, Parameters, shipped, weights_of
from index.embedder import Vectors
from index.opened import Index
from ingest.records import Record, SectionKey

CERTAIN = 0.99
"""From this probability on, the first record is the one asked about, whatever would come first without memory."""


class Evidence:
    """Weighs the records and sentences of one index generation for a question.

    ``table`` has the sentences and ``records`` the records of the generation, row by row.
    """

    def __init__(
        self,
        index: Index,
        catalog: Catalog,
        parameters: Parameters | None = None,
        learnt: tuple[AskedBefore, Adapter] | None = None,
    ) -> None:
        """By the parameters, questions asked before and maps that come with the assistant, where none are given."""
        self._index = index
        self.catalog = catalog
        self.table = SentenceTable(index)
        self.records = RecordTable(index.records, catalog)
        self._sentences = sentences_of(index)
        self._learn(*(learnt or (asked_before.shipped(), adapted.shipped())))
        self._take(shipped(PARAMETERS if self.remembers else PLAIN) if parameters is None else parameters)

    def with_parameters(self, parameters: Parameters) -> Evidence:
        """The same evidence weighed by other parameters."""
        other = copy(self)
        other._take(parameters)
        return other

    def remembering(self, asked: AskedBefore, adapter: Adapter) -> Evidence:
        """The same evidence with another memory of questions, and other maps."""
        other = copy(self)
        other.__dict__.pop("_unasked", None)
        other._learn(asked, adapter)
        return other

    def for_question(
        self, reading: Reading, allowed: Collection[str] | None = None
    ) -> tuple[Evidence, Weighed]:
        """The evidence that fits the record which ``reading`` is about, and the records weighed by it.

        In an index of remembered records and others, those others are at a disadvantage: what is about one of them is
        weighed as if nothing were remembered.
        """
        weighed = self.weigh(reading, allowed)
        if not self._unasked or not weighed.ranked:
            return self, weighed
        plain = self._plain.weigh(reading, allowed)
        first, other = weighed.ranked[0], plain.ranked[0]
        of_another = self._unasked.intersection((first.record.id, *reading.records))
        if of_another or (other.record.id in self._unasked and first.probability < CERTAIN):
            return self._plain, plain
        return self, weighed

    @cached_property
    def _unasked(self) -> frozenset[str]:
        """The records that no question is remembered of, where questions are of others."""
        held = self._recall.rows
        rows_of = self.table.rows_of.items()
        return frozenset(i for i, rows in rows_of if held.isdisjoint(rows.tolist())) if held else frozenset()

    @cached_property
    def _plain(self) -> Evidence:
        """The same evidence without memory and maps."""
        plain = self.remembering(asked_before.nothing(), adapted.nothing())
        return plain.with_parameters(shipped(PLAIN))

    @property
    def remembers(self) -> bool:
        """Whether questions are remembered that were asked of records of this generation."""
        return bool(self._recall)

    def _learn(self, asked: AskedBefore, adapter: Adapter) -> None:
        """Takes a memory of questions and maps; the maps only where something is remembered of this generation."""
        vectors = self._index.sentence_vectors
        self._recall = Recall(asked, self.table.rows_of, vectors, self.embedder)
        self._adapted = Adapted(adapter if self.remembers else adapted.nothing(), vectors, self.embedder)

    def _take(self, parameters: Parameters) -> None:
        """Takes the weights of all models; without those of a second look none is taken."""
        self.parameters = parameters
        self._sections = SectionModel(self.parameters, self._index.manifest.model.name)
        self._record_weights = weights_of(self.parameters, "records", RECORD_SIGNALS)
        self._inclusion_weights = weights_of(self.parameters, "inclusion", INCLUSION_SIGNALS)
        self._second_look = (
            weights_of(parameters, "second look", SECOND_LOOK_SIGNALS)
            if "second look" in parameters
            else None
        )
        self._sentence_weights = weights_of(self.parameters, "sentences", SENTENCE_SIGNALS)

    def prepare(self) -> None:
        """Looks at every sentence for the facts it shows, before a question needs them."""
        self.table.shows(range(len(self.table.sentences)))
        self.definitions.of("SSTC")

    @cached_property
    def definitions(self) -> Definitions:
        """What the records spell out."""
        return Definitions(self._index.records)

    @cached_property
    def mentions(self) -> RecordMentions:
        """What the text of each record names."""
        return RecordMentions(self._index.records)

    @property
    def embedder(self) -> str:
        """The name of the embedding model of this generation."""
        return self._index.manifest.model.name

    @property
    def record_weights(self) -> NDArray[np.float32]:
        """How much each signal of a record counts."""
        return self._record_weights

    def section_likelihoods(self, asking: Asking, record: Record) -> dict[SectionKey, float]:
        """For each section key the logarithm of how likely it is asked for."""
        return self._sections.log_probabilities(asking.reading, asking.rest_vector(record.id))

    def asking(self, reading: Reading, vectors: Mapping[str, Vectors] | None = None) -> Asking:
        """``reading`` held against this generation; ``vectors`` are of texts that have been embedded already."""
        learnt = (self._recall, self._adapted)
        return Asking(reading, self._index, self.catalog, self.table, self.records, *learnt, vectors or {})

    def record_signals(self, asking: Asking) -> NDArray[np.float32]:
        """The signals of every record."""
        return record_signals(asking)

    def weigh(self, reading: Reading, allowed: Collection[str] | None = None) -> Weighed:
        """The records that ``allowed`` lets through, weighed for ``reading``, the first of them twice."""
        asking, rows = self.asking(reading), self._rows(allowed)
        by_words = signals_by_words(asking)
        if rows:
            likeliest = max(rows, key=(by_words @ self._record_weights).item)
            asking.expect([self.records.ids[likeliest]])
        return self._looked_at_again(self._ranked(asking, rows, by_words))

    def weigh_each(self, readings: Sequence[Reading], allowed: Collection[str]) -> list[Weighed]:
        """The records that ``allowed`` lets through, weighed once for each of ``readings``."""
        rows, vectors = self._rows(allowed), self._vectors(reading.query for reading in readings)
        askings = [self.asking(reading, vectors) for reading in readings]
        take_together(askings)
        return [self._ranked(asking, rows, signals_by_words(asking)) for asking in askings]

    def ask_each(self, readings: Sequence[Reading], records: Sequence[Record]) -> list[Weighed]:
        """Each of ``readings`` held against one of ``records`` alone, to have its sentences weighed."""
        unread = [self.asking(reading) for reading in readings]
        asked = zip(unread, records, strict=True)
        vectors = self._vectors(text for asking, record in asked for text in asking.texts([record.id]))
        askings = [self.asking(reading, vectors) for reading in readings]
        take_together(askings)
        return [Weighed(asking, (), self) for asking in askings]

    def _vectors(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """The vector of each of ``texts``, embedded all at once."""
        distinct = tuple(dict.fromkeys(texts))
        return (
            dict(zip(distinct, self._index.embedder.embed_queries(distinct), strict=True)) if distinct else {}
        )

    def _rows(self, allowed: Collection[str] | None) -> list[int]:
        """The rows of the records that ``allowed`` lets through; without it all."""
        ids = self.records.ids
        return [row for row, record_id in enumerate(ids) if allowed is None or record_id in allowed]

    def _ranked(self, asking: Asking, rows: Sequence[int], by_words: NDArray[np.float32]) -> Weighed:
        """The records in ``rows``, weighed at first sight; ``by_words`` are their signals without vectors."""
        signals = with_vector_signals(by_words, asking)
        scores = (signals @ self._record_weights).astype(float)[rows]
        records = [self._index.records[self.records.ids[row]] for row in rows]
        return Weighed(asking, by_score(records, scores, list(signals[rows])), self)

    def _looked_at_again(self, weighed: Weighed) -> Weighed:
        """``weighed`` with its first records in the order that their sentences speak for."""
        near = looked_at(weighed.ranked) if self._second_look is not None else ()
        if self._second_look is None or len(near) < 2:
            return weighed
        weighed.asking.expect(item.record.id for item in near)
        scores = second_look(near, [weighed.sentences(item.record) for item in near]) @ self._second_look
        first = float(self._second_look[0])
        scores = np.array([*scores, *(first * item.score for item in weighed.ranked[len(near) :])])
        records = [item.record for item in weighed.ranked]
        weighed.ranked = by_score(records, scores, [item.signals for item in weighed.ranked])
        return weighed

    def weigh_sentences(
        self, asking: Asking, record: Record, likely: Mapping[SectionKey, float]
    ) -> RankedSentences:
        """The sentences of ``record``, best first, where ``likely`` tells the sections that are asked for."""
        sentences = self._sentences[record.id]
        if sentences:
            signals = sentence_signals(asking, self._index, record.id, likely)
        else:
            signals = np.zeros((0, len(SENTENCE_SIGNALS)), dtype=np.float32)
        return RankedSentences(sentences, signals @ self._sentence_weights, signals)

    def sentences(self, record: Record) -> Sequence[Sentence]:
        """The sentences of ``record``, in their order."""
        return self._sentences[record.id]

    def inclusion(self, weighed: Weighed, record: Record, *, broad: bool) -> NDArray[np.float64]:
        """How likely each sentence of ``record``, best first, belongs in the answer."""
        ranked = weighed.sentences(record)
        signals = inclusion_signals(weighed.asking.reading, ranked, self.table, broad=broad)
        return likelihoods(signals, self._inclusion_weights)
