"""Logistic models, as several small decisions of the assistant are fitted, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.fitting.choice import Array

FOLDS = 10
_ASSISTANT = Path(__file__).parents[2] / "assistant"


def logistic(inputs: Any, right: Array, counts: Array, penalty: float) -> Array:
    """The weights under which ``right`` (0 or 1) is likeliest, L2-penalised, and last the offset, which is not.

    ``inputs`` has a row for each example, dense or sparse; ``counts`` says how much each counts.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1 / penalty, tol=1e-6, max_iter=1_000)
    model.fit(inputs, right, sample_weight=counts)
    return np.append(model.coef_[0], model.intercept_)


def multinomial(inputs: Array, told: NDArray[np.int64], penalty: float) -> Array:
    """The weights under which the classes ``told`` are likeliest, a row for each class, its offset last.

    L2-penalised but for the offsets; every class has to be among ``told``.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1 / (penalty * len(told)), tol=1e-6, max_iter=1_000)
    model.fit(inputs, told)
    return np.hstack([model.coef_, model.intercept_[:, np.newaxis]])


def standardized(inputs: Array, right: Array, counts: Array, penalty: float) -> Array:
    """The same with every input on one scale while it is fitted; the weights are for ``inputs`` as they are."""
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-9
    found = logistic((inputs - middle) / spread, right, counts, penalty)
    own = found[:-1] / spread
    return np.append(own, found[-1] - own @ middle)


def cross_validated(inputs: Array, right: Array, counts: Array, penalty: float) -> Array:
    """The score of each example by standardized weights that have not seen it (ten folds)."""
    folds = np.random.default_rng(0).permutation(np.arange(len(right)) % FOLDS)
    scores = np.zeros(len(right))
    for fold in range(FOLDS):
        held = folds == fold
        found = standardized(inputs[~held], right[~held], counts[~held], penalty)
        scores[held] = inputs[held] @ found[:-1] + found[-1]
    return scores


def write_weights(file: str, made_by: str, names: Sequence[str], weights: Array) -> Path:
    """Where the weights of the signals ``names``, with the offset last, were written: ``file`` of the assistant."""
    content = {
        "made by": made_by,
        "weights": {name: round(float(w), 3) for name, w in zip(names, weights[:-1], strict=True)},
        "offset": round(float(weights[-1]), 3),
    }
    path = _ASSISTANT / file
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path
