"""The logistic model that chooses what an answer quotes beside its best sentence, fitted to examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant import lookup
from assistant.extent import describes, is_broad
from assistant.leaning import read_in_context
from assistant.weighing.inclusion import INCLUSION_SIGNALS, inclusion_signals
from eval.fitting.choice import Array
from eval.fitting.examples import FULLY_RIGHT, Example, fold_of
from eval.fitting.material import Unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """The sentences of the record that was found for an example: their signals, and which answer it."""

    fold: int
    signals: Array
    right: Array


def inclusions(examples: Sequence[Example], unseen: Unseen) -> Iterator[Inclusion]:
    """What there is to choose from in every example, ranked by parameters that have not seen it."""
    for example in examples:
        if not example.answered or not example.right:
            continue
        evidence = unseen(example.question, example.hand)
        reading = read_in_context(example.question, example.history, evidence)
        weighed = evidence.weigh(reading)
        record = lookup.choose_records(reading, weighed)[0].record
        ranked = weighed.sentences(record)
        right = np.array([example.right.get(s.row, 0.0) >= FULLY_RIGHT for s in ranked])
        if right.any() and not describes(reading, record, evidence):
            broad = is_broad(reading, record, evidence)
            signals = inclusion_signals(reading, ranked, evidence.table, broad=broad)
            yield Inclusion(fold=fold_of(example.question), signals=signals, right=right)


def fit_inclusion(found: Sequence[Inclusion], penalty: float = 3.0) -> dict[str, Any]:
    """The parameters of ``assistant.weighing.inclusion``: maximum likelihood, L2-penalised."""
    from sklearn.linear_model import LogisticRegression

    given = np.concatenate([item.signals for item in found])
    right = np.concatenate([item.right for item in found])
    middle, scale = given.mean(axis=0), given.std(axis=0)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky").fit((given - middle) / scale, right)
    weights = model.coef_[0] / scale
    weights[INCLUSION_SIGNALS.index("constant")] = float(model.intercept_[0] - weights @ middle)
    return {"weights": {n: round(float(w), 4) for n, w in zip(INCLUSION_SIGNALS, weights, strict=True)}}
