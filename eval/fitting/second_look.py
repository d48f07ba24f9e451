"""The log-linear model of the second look at records, fitted to the examples in which it has a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from assistant.leaning import read_in_context
from assistant.weighing.second_look import SECOND_LOOK_SIGNALS, looked_at, second_look
from eval.fitting.choice import Choice, fit
from eval.fitting.examples import Example, fold_of
from eval.fitting.material import Unseen


def second_looks(examples: Sequence[Example], unseen: Unseen) -> Iterator[tuple[int, Choice]]:
    """The choice among the first records of every example, and its fold; ranked by what has not seen it."""
    for example in examples:
        if not example.answered:
            continue
        fold = fold_of(example.question)
        evidence = unseen(example.question, example.hand)
        weighed = evidence.weigh(read_in_context(example.question, example.history, evidence))
        near = looked_at(weighed.ranked)
        right = np.array([float(item.record.id in example.records) for item in near])
        if 0 < right.sum() < len(near):
            signals = second_look(near, [weighed.sentences(item.record) for item in near])
            yield fold, Choice(signals=signals, right=right, weight=example.weight)


def fit_second_look(choices: Sequence[Choice], penalty: float = 0.003) -> dict[str, Any]:
    """The parameters of ``assistant.weighing.second_look``."""
    found = fit(choices, penalty=penalty)
    return {"weights": {n: round(float(w), 4) for n, w in zip(SECOND_LOOK_SIGNALS, found, strict=True)}}
