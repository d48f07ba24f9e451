"""Percentiles of a list of times."""

from __future__ import annotations

from collections.abc import Sequence


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The nearest-rank p50 and p95; empty without times."""
    ordered = sorted(milliseconds)
    if not ordered:
        return {}
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 2)
        for share in (50, 95)
    }
