"""The log-linear choice model (conditional logit, McFadden 1974) that ranks records and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice: the ``signals`` of each candidate, how right each is (0–1), and how much the choice counts."""

    signals: Array
    right: Array
    weight: float = 1.0


def fit(choices: Sequence[Choice], *, penalty: float = 0.01) -> Array:
    """Weights that make the right candidates likely: maximum of the marginal likelihood, L2-penalised.

    The penalty is on weights of signals scaled to unit deviation. Deterministic (L-BFGS from zero).
    """
    from scipy.optimize import minimize

    signals = np.concatenate([choice.signals for choice in choices])
    scale = signals.std(axis=0)
    scale[scale < 1e-6] = 1.0
    signals = signals / scale
    right = np.concatenate([choice.right for choice in choices])
    sizes = [len(choice.right) for choice in choices]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(choices)), sizes)
    weight = np.array([choice.weight for choice in choices])
    total = weight.sum()

    def loss(theta: Array) -> tuple[float, Array]:
        score = signals @ theta
        raised = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        every = np.add.reduceat(raised, starts)
        good = right * raised
        among = np.add.reduceat(good, starts) + 1e-12
        value = float((weight * (np.log(every) - np.log(among))).sum() / total + penalty * theta @ theta)
        pull = (raised / every[owner] - good / among[owner]) * weight[owner]
        return value, signals.T @ pull / total + 2 * penalty * theta

    found = minimize(loss, np.zeros(signals.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    fitted: Array = found.x / scale
    return fitted
