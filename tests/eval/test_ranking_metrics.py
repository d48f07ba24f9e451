"""Ranking metrics agree with hand-computed values and with the reference implementations."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import pytrec_eval
from sklearn.metrics import ndcg_score

from eval.metrics.ranking import capped_recall_at_k, ndcg_at_k, recall_at_k, reciprocal_rank


def random_queries(seed: int = 7) -> list[tuple[list[str], dict[str, int]]]:
    rng = random.Random(seed)
    found = []
    for _ in range(40):
        items = [f"d{i}" for i in range(12)]
        rng.shuffle(items)
        grades = {item: rng.choice([0, 0, 1, 2, 3]) for item in items}
        found.append((items[: rng.randint(3, 12)], grades))
    return found


def test_by_hand() -> None:
    ranked = ["a", "b", "a", "c"]
    assert recall_at_k(ranked, {"b", "c"}, 1) == 0
    assert recall_at_k(ranked, {"b", "c"}, 2) == 0.5
    assert recall_at_k(ranked, {"b", "c"}, 3) == 1.0, "a repeated item takes one place"
    assert capped_recall_at_k(ranked, {"a", "b", "c"}, 1) == 1.0
    assert reciprocal_rank(ranked, {"b"}) == 0.5
    assert reciprocal_rank(ranked, {"z"}) == 0.0
    assert ndcg_at_k(["b", "a"], {"a": 3, "b": 1}, 2) == pytest.approx(
        (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3))
    )
    assert ndcg_at_k(["b", "a"], {"a": 3, "b": 1}, 2, "exponential") == pytest.approx(
        (1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3))
    )


@pytest.mark.parametrize("metric", [recall_at_k, capped_recall_at_k])
def test_nothing_relevant_is_zero(metric: object) -> None:
    assert metric(["a"], set(), 3) == 0.0  # type: ignore[operator]
    assert ndcg_at_k(["a"], {"a": 0}, 3) == 0.0


def test_recall_mrr_and_linear_ndcg_as_trec_eval_computes_them() -> None:
    for ranked, grades in random_queries():
        relevant = {item for item, grade in grades.items() if grade > 0}
        if not relevant:
            continue
        run = {"q": {item: float(len(ranked) - place) for place, item in enumerate(ranked)}}
        measures = {"recall.1,3,5", "recip_rank", "ndcg_cut.1,3,5,10"}
        theirs = pytrec_eval.RelevanceEvaluator({"q": grades}, measures).evaluate(run)["q"]
        assert reciprocal_rank(ranked, relevant) == pytest.approx(theirs["recip_rank"])
        for k in (1, 3, 5):
            assert recall_at_k(ranked, relevant, k) == pytest.approx(theirs[f"recall_{k}"])
        for k in (1, 3, 5, 10):
            assert ndcg_at_k(ranked, grades, k) == pytest.approx(theirs[f"ndcg_cut_{k}"])


def test_exponential_ndcg_as_scikit_learn_computes_it_on_such_gains() -> None:
    for ranked, grades in random_queries(11):
        ranked = ranked + [item for item in grades if item not in ranked]
        if not any(grades.values()):
            continue
        gains = np.array([[2.0 ** grades[item] - 1 for item in ranked]])
        order = np.array([[float(len(ranked) - place) for place in range(len(ranked))]])
        for k in (1, 3, 5):
            assert ndcg_at_k(ranked, grades, k, "exponential") == pytest.approx(ndcg_score(gains, order, k=k))
