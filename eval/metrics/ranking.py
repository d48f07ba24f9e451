"""How well a ranking puts relevant items first."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

Gain = Literal["linear", "exponential"]


def recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """|relevant ∩ first k| / |relevant|; 0 where nothing is relevant. Repeated items count once.

    Source: trec_eval ``recall``.
    """
    wanted = set(relevant)
    return len(wanted & set(_distinct(ranked)[:k])) / len(wanted) if wanted else 0.0


def capped_recall_at_k(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """|relevant ∩ first k| / min(k, |relevant|): 1 is within reach also where more than k are relevant.

    Source: Thakur et al. 2021 (BEIR), R_cap@k.
    """
    wanted = set(relevant)
    return len(wanted & set(_distinct(ranked)[:k])) / min(k, len(wanted)) if wanted else 0.0


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant item; 0 where there is none. Its mean over queries is MRR.

    Source: trec_eval ``recip_rank``.
    """
    wanted = set(relevant)
    return next((1 / rank for rank, item in enumerate(_distinct(ranked), 1) if item in wanted), 0.0)


def ndcg_at_k(ranked: Sequence[str], grades: Mapping[str, int], k: int, gain: Gain = "linear") -> float:
    """DCG of the first k over the DCG of the best order; DCG = Σ gain(grade_i) / log2(i + 1).

    ``linear`` takes the grade as gain (Järvelin and Kekäläinen 2002, trec_eval ``ndcg_cut``),
    ``exponential`` 2^grade − 1 (Burges et al. 2005). 0 where nothing is relevant. Repeated items count once.
    """

    def of(grade: int) -> float:
        return float(grade) if gain == "linear" else 2.0**grade - 1

    def dcg(found: Sequence[int]) -> float:
        return sum(of(grade) / math.log2(rank + 1) for rank, grade in enumerate(found[:k], 1))

    best = dcg(sorted(grades.values(), reverse=True))
    return dcg([grades.get(item, 0) for item in _distinct(ranked)]) / best if best else 0.0


def _distinct(ranked: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ranked))
