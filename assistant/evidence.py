"""Which records and which sentences speak to a question, with what strength.

Two log-linear models: one gives each record its probability of being the one that is asked about, one gives
each sentence of a record its probability of being the answer within it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.sentence_table import SentenceTable, Values
from assistant.signals import RECORD_SIGNALS, SENTENCE_SIGNALS, Senses, Signals
from assistant.weights import weights_for
from index.matches import Match
from index.opened import Index
from ingest.records import Record, Section
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRecord:
    """A record with its score for a question, the probability that goes with it, and its signals by name."""

    record: Record
    score: float
    probability: float
    signals: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a section with its score for a question; ``row`` is its place in the table."""

    record: Record
    section: Section
    start: int
    end: int
    ordinal: int
    score: float
    row: int

    @property
    def text(self) -> str:
        return self.section.text[self.start : self.end]

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything weighed for one question: the records, best first, and a score for every sentence."""

    ranked: tuple[RankedRecord, ...]
    scores: Values
    signals: Signals


class Evidence:
    """Weighs every record and sentence of one index generation for a question."""

    def __init__(self, index: Index, catalog: Catalog) -> None:
        self._index = index
        self.catalog = catalog
        self.table = SentenceTable(index, catalog)
        self._senses = Senses(index, catalog, self.table)
        self._record_weights = weights_for("records", RECORD_SIGNALS)
        self._sentence_weights = weights_for("sentences", SENTENCE_SIGNALS)

    def weigh(self, reading: Reading, allowed: Collection[str] | None = None) -> Weighed:
        """All records that ``allowed`` lets through, and all sentences, for ``reading``."""
        signals = self._senses.of(reading)
        scores = signals.records @ self._record_weights
        rows = [
            row
            for row, record_id in enumerate(self.table.record_ids)
            if allowed is None or record_id in allowed
        ]
        kept = scores[rows].astype(float)
        raised = np.exp(kept - kept.max()) if rows else kept
        shares = raised / raised.sum() if rows else raised
        ranked = [
            RankedRecord(
                record=self._index.records[self.table.record_ids[row]],
                score=float(scores[row]),
                probability=float(share),
                signals=dict(zip(RECORD_SIGNALS, map(float, signals.records[row]), strict=True)),
            )
            for row, share in zip(rows, shares, strict=True)
        ]
        ranked.sort(key=lambda item: (-round(item.score, 6), item.record.id))
        return Weighed(
            ranked=tuple(ranked), scores=signals.sentences @ self._sentence_weights, signals=signals
        )

    def sentences(self, weighed: Weighed, record: Record) -> list[Sentence]:
        """The sentences of ``record``, best first."""
        sections = {section.id: section for section in record.sections}
        found = []
        for row in self.table.rows_of[record.id]:
            sentence = self.table.sentences[row]
            found.append(
                Sentence(
                    record=record,
                    section=sections[sentence.section_id],
                    start=sentence.start,
                    end=sentence.end,
                    ordinal=sentence.ordinal,
                    score=float(weighed.scores[row]),
                    row=int(row),
                )
            )
        return sorted(found, key=lambda s: (-round(s.score, 6), s.row))

    def trace(self, weighed: Weighed, k: int) -> list[Match]:
        """The ``k`` passages that weigh most: by their record and their best sentence."""
        score_of = {item.record.id: item.score for item in weighed.ranked}
        best: dict[int, float] = {}
        for row, sentence in enumerate(self.table.sentences):
            if sentence.record_id in score_of:
                passage = int(self.table.passage[row])
                score = score_of[sentence.record_id] + float(weighed.scores[row])
                best[passage] = max(best.get(passage, score), score)
        cosine = SENTENCE_SIGNALS.index("passage")
        seen = dict(zip(map(int, self.table.passage), weighed.signals.sentences[:, cosine], strict=True))
        order = sorted(best, key=lambda passage: (-round(best[passage], 6), passage))[:k]
        return [
            Match(
                passage=self._index.passages[passage],
                score=best[passage],
                rank=rank,
                route="fused",
                cosine=float(seen[passage]),
            )
            for rank, passage in enumerate(order, 1)
        ]


@lru_cache(maxsize=8_192)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a section's text."""
    return tuple((span.start, span.end) for span in split_sentences(text))


def in_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """``sentences`` as their record has them."""
    return sorted(sentences, key=lambda sentence: sentence.row)
