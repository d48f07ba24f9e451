"""How far a figure can be trusted, and whether two runs differ; seeded, so the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
SEED = 20_231


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean over ``n`` cases with the ends of its 95 % interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The mean paired difference (new − old), its 95 % interval, and the two-sided p of no difference."""

    mean: float
    low: float
    high: float
    p: float
    n: int


def interval(values: Sequence[float]) -> Interval:
    """The percentile bootstrap interval of the mean (Efron and Tibshirani 1993); zeros for no values."""
    if not values:
        return Interval(mean=0.0, low=0.0, high=0.0, n=0)
    data = np.asarray(values, dtype=np.float64)
    low, high = _ends(data)
    return Interval(mean=float(data.mean()), low=low, high=high, n=len(data))


def paired_difference(old: Sequence[float], new: Sequence[float]) -> Difference:
    """Paired bootstrap interval and sign-flip permutation test of the mean difference.

    p = (1 + permutations with |mean| ≥ |observed|) / (1 + permutations). Sources: Efron and Tibshirani 1993;
    Smucker, Allan and Carterette 2007 (randomisation test).
    """
    if len(old) != len(new):
        raise ValueError("paired values have to be of the same cases")
    if not old:
        return Difference(mean=0.0, low=0.0, high=0.0, p=1.0, n=0)
    data = np.asarray(new, dtype=np.float64) - np.asarray(old, dtype=np.float64)
    observed = abs(float(data.mean()))
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(5 * RESAMPLES, len(data)))
    extreme = int((np.abs(signs @ data) / len(data) >= observed - 1e-12).sum())
    low, high = _ends(data)
    return Difference(
        mean=float(data.mean()),
        low=low,
        high=high,
        p=(1 + extreme) / (1 + 5 * RESAMPLES),
        n=len(data),
    )


def percentile(values: Sequence[float], q: float) -> float:
    """The ``q``-th percentile with linear interpolation; 0 for no values."""
    return float(np.percentile(np.asarray(values), q)) if values else 0.0


def _ends(data: NDArray[np.float64]) -> tuple[float, float]:
    picks = np.random.default_rng(SEED).integers(0, len(data), size=(RESAMPLES, len(data)))
    low, high = np.percentile(data[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
