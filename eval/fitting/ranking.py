"""The models that rank records, sections and sentences, fitted to examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.evidence import Evidence
from assistant.question_reading import read_question
from assistant.weighing.asked_section import KEYS, SectionModel, inputs, word_stems
from assistant.weighing.asking import Asking
from assistant.weighing.record_signals import RECORD_SIGNALS
from assistant.weighing.sentence_signals import SENTENCE_SIGNALS, sentence_signals
from eval.fitting.choice import Array, Choice, fit
from eval.fitting.examples import FOLDS, Example, fold_of
from eval.fitting.material import Material
from index.embedder import Vectors

LEAST_QUESTIONS = 3
"""In how many questions a word has to be that the section model knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An example with the signals of all records of an index, and what is right in the record that answers it.

    ``right`` says how right each of its sentences is; ``rest`` is the vector of the question without the words
    that name the record. Both are missing where no sentence is known to be right.
    """

    example: Example
    source: Material
    fold: int
    asking: Asking
    records: Choice
    record_id: str | None = None
    right: Array | None = None
    rest: Vectors | None = None
    sentences: Choice | None = None


class Ranking:
    """Fits the ranking to all examples of all indexes that are answered, or to those outside one fold."""

    def __init__(self, sources: Sequence[Material]) -> None:
        self._embedder = sources[0].evidence.embedder
        found = [
            _prepared(example, source)
            for source in sources
            for example in source.examples
            if example.answered and not example.history
        ]
        self._sections = [self._fit_sections([i for i in found if i.fold != fold]) for fold in range(FOLDS)]
        self.prepared = [self._with_sentences(item, self._sections[item.fold]) for item in found]

    def parameters(self) -> dict[str, Any]:
        """The parameters fitted to all examples."""
        return self._fit(self.prepared, self._fit_sections(self.prepared))

    def without(self, fold: int) -> dict[str, Any]:
        """The parameters fitted to the examples of all other folds."""
        return self._fit([item for item in self.prepared if item.fold != fold], self._sections[fold])

    def _fit(self, items: Sequence[Prepared], sections: dict[str, Any]) -> dict[str, Any]:
        records = fit([item.records for item in items if item.records.right.any()])
        sentences = fit([item.sentences for item in items if item.sentences is not None])
        return {
            "records": {"weights": _named(RECORD_SIGNALS, records)},
            "sentences": {"weights": _named(SENTENCE_SIGNALS, sentences)},
            "sections": sections,
        }

    def _with_sentences(self, item: Prepared, sections: dict[str, Any]) -> Prepared:
        """``item`` with the signals of sentences, sections told by a model that has not seen its question."""
        if item.record_id is None or item.right is None:
            return item
        model = SectionModel({"sections": sections}, self._embedder)
        likely = model.log_probabilities(item.asking.reading, item.asking.rest_vector(item.record_id))
        signals = sentence_signals(item.asking, item.source.index, item.record_id, likely).astype(float)
        return replace(item, sentences=Choice(signals=signals, right=item.right, weight=item.example.weight))

    def _fit_sections(self, items: Sequence[Prepared]) -> dict[str, Any]:
        """The parameters of ``assistant.weighing.asked_section.SectionModel``."""
        from sklearn.linear_model import LogisticRegression

        held = Counter(word for item in items for word in word_stems(item.asking.reading))
        vocabulary = sorted(word for word, count in held.items() if count >= LEAST_QUESTIONS)
        given, keys, weights = [], [], []
        for item in items:
            if item.record_id is None or item.right is None or item.rest is None:
                continue
            own = inputs(item.asking.reading, item.rest, vocabulary)
            table = item.source.evidence.table
            places = [KEYS.index(key) for key in table.key[table.rows_of[item.record_id]]]
            shares = np.bincount(places, weights=item.right, minlength=len(KEYS)) / item.right.sum()
            for key in np.flatnonzero(shares > 0.05):
                given.append(own)
                keys.append(key)
                weights.append(shares[key])
        model = LogisticRegression(C=0.5, max_iter=1_000).fit(np.array(given), keys, sample_weight=weights)
        rows = np.zeros((len(KEYS), len(given[0])))
        offsets = np.full(len(KEYS), -10.0)
        rows[model.classes_], offsets[model.classes_] = model.coef_, model.intercept_
        return {
            "embedder": self._embedder,
            "words": vocabulary,
            "weights": [[round(float(value), 3) for value in row] for row in rows],
            "offsets": [round(float(value), 3) for value in offsets],
        }


def _prepared(example: Example, source: Material) -> Prepared:
    evidence = source.without(example.hand)
    asking = evidence.asking(read_question(example.question, evidence.catalog))
    right = np.array([float(i in example.records) for i in evidence.records.ids])
    signals = evidence.record_signals(asking).astype(float)
    prepared = Prepared(
        example=example,
        source=source,
        fold=fold_of(example.question),
        asking=asking,
        records=Choice(signals=signals, right=right, weight=example.weight),
    )
    record_id = _record_of(example, evidence)
    if record_id is None:
        return prepared
    rows = evidence.table.rows_of[record_id]
    return replace(
        prepared,
        record_id=record_id,
        right=np.array([example.right.get(int(row), 0.0) for row in rows]),
        rest=asking.rest_vector(record_id),
    )


def _record_of(example: Example, evidence: Evidence) -> str | None:
    """The record that holds the rightest sentence, if one is known."""
    if not example.right:
        return None
    best = max(example.right, key=lambda row: (example.right[row], -row))
    return evidence.table.sentences[best].record_id


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
