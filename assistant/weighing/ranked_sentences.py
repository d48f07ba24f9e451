"""The sentences of a record as a question ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.holders import Rows, Values
from assistant.weighing.sentence_signals import SENTENCE_SIGNALS
from index.opened import Index
from ingest.records import Record, Section

Column = NDArray[np.float64]

_COLUMN = {name: place for place, name in enumerate(SENTENCE_SIGNALS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a section, which has ``words`` words; ``row`` is its place in the table of all sentences."""

    record: Record
    section: Section
    start: int
    end: int
    ordinal: int
    row: int
    text: str
    words: int


class RankedSentences(Sequence[Sentence]):
    """The sentences of one record, best first, with the score and the signals that a question gives each of them.

    They are given in the order of their rows. ``rows`` are their places in the table of all sentences.
    """

    def __init__(self, sentences: Sequence[Sentence], scores: Values, signals: NDArray[np.float32]) -> None:
        exact: Column = scores.astype(np.float64)
        order = np.argsort(-np.round(exact, 6), kind="stable")
        self._sentences = [sentences[at] for at in order.tolist()]
        self._signals = signals[order].astype(np.float64)
        self.scores: Column = exact[order]
        self.rows: Rows = np.array([sentence.row for sentence in self._sentences], dtype=np.int32)
        self._place = {row: place for place, row in enumerate(self.rows.tolist())}

    def __len__(self) -> int:
        return len(self._sentences)

    @overload
    def __getitem__(self, at: int) -> Sentence: ...
    @overload
    def __getitem__(self, at: slice) -> list[Sentence]: ...
    def __getitem__(self, at: int | slice) -> Sentence | list[Sentence]:
        return self._sentences[at]

    def signal(self, name: str) -> Column:
        """The signal ``name`` of every sentence, best sentence first."""
        return self._signals[:, _COLUMN[name]]

    def value(self, name: str, sentence: Sentence) -> float:
        """The signal ``name`` of one of the sentences."""
        return float(self._signals[self._place[sentence.row], _COLUMN[name]])


def in_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """``sentences`` as their record has them."""
    return sorted(sentences, key=lambda sentence: sentence.row)


def sentences_of(index: Index) -> dict[str, list[Sentence]]:
    """The sentences of each record, in their order."""
    found: dict[str, list[Sentence]] = {record_id: [] for record_id in index.records}
    sections = {
        (record.id, section.id): section for record in index.records.values() for section in record.sections
    }
    for row, sentence in enumerate(index.sentences):
        found[sentence.record_id].append(
            Sentence(
                record=index.records[sentence.record_id],
                section=sections[sentence.record_id, sentence.section_id],
                start=sentence.start,
                end=sentence.end,
                ordinal=sentence.ordinal,
                row=row,
                text=sentence.text,
                words=len(sentence.text.split()),
            )
        )
    return found
