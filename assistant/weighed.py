"""What a question weighs: the records, best first, and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.asking import Asking
from assistant.weighing.ranked_sentences import RankedSentences, Sentence
from assistant.weighing.record_signals import RECORD_SIGNALS
from index.embedder import Vectors
from ingest.records import Record, SectionKey

if TYPE_CHECKING:
    from assistant.evidence import Evidence

_COLUMN = {name: place for place, name in enumerate(RECORD_SIGNALS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRecord:
    """A record with its score for a question, the probability that goes with it, and its signals."""

    record: Record
    score: float
    probability: float
    signals: NDArray[np.float32]

    def signal(self, name: str) -> float:
        """One of ``RECORD_SIGNALS``."""
        return float(self.signals[_COLUMN[name]])


def by_score(
    records: Sequence[Record], scores: NDArray[np.float64], signals: Sequence[NDArray[np.float32]]
) -> tuple[RankedRecord, ...]:
    """``records`` with the probabilities that go with their ``scores``, best first."""
    raised = np.exp(scores - scores.max(initial=-np.inf))
    own, shares = scores.tolist(), (raised / raised.sum()).tolist()
    places = list(zip((-np.round(scores, 6)).tolist(), [record.id for record in records], strict=True))
    order = sorted(range(len(records)), key=places.__getitem__)
    return tuple(
        RankedRecord(record=records[at], score=own[at], probability=shares[at], signals=signals[at])
        for at in order
    )


class Weighed:
    """The records weighed for one question, best first; their sentences are weighed when asked for."""

    def __init__(self, asking: Asking, ranked: Sequence[RankedRecord], evidence: Evidence) -> None:
        self.asking = asking
        self.ranked = tuple(ranked)
        self._evidence = evidence
        self._sentences: dict[str, RankedSentences] = {}
        self._likely_sections: dict[str, dict[SectionKey, float]] = {}
        self._inclusion: dict[tuple[str, bool], NDArray[np.float64]] = {}

    def sentences(self, record: Record) -> RankedSentences:
        """The sentences of ``record``, best first."""
        if record.id not in self._sentences:
            likely = self.section_likelihoods(record)
            self._sentences[record.id] = self._evidence.weigh_sentences(self.asking, record, likely)
        return self._sentences[record.id]

    def inclusion(self, record: Record, *, broad: bool) -> NDArray[np.float64]:
        """How likely each sentence of ``record``, best first, belongs in the answer.

        ``broad`` says that a whole section is asked for.
        """
        if (record.id, broad) not in self._inclusion:
            self._inclusion[record.id, broad] = self._evidence.inclusion(self, record, broad=broad)
        return self._inclusion[record.id, broad]

    def signal(self, name: str, sentence: Sentence) -> float:
        """The signal ``name`` of a sentence."""
        return self.sentences(sentence.record).value(name, sentence)

    def rest_vector(self, record: Record) -> Vectors:
        """The vector of the question without the words that name ``record``."""
        return self.asking.rest_vector(record.id)

    def section_likelihoods(self, record: Record) -> dict[SectionKey, float]:
        """For each section key the logarithm of how likely it is asked for."""
        if record.id not in self._likely_sections:
            self._likely_sections[record.id] = self._evidence.section_likelihoods(self.asking, record)
        return self._likely_sections[record.id]
