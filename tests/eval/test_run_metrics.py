"""Metrics over many answers: refusing, risk and coverage, intervals, significance."""

from __future__ import annotations

import random

import pytest
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

from eval.metrics.abstention import area_under_risk, auroc, refusals, risk_coverage
from eval.metrics.significance import interval, paired_difference, percentile


def test_refusals_as_scikit_learn_computes_them() -> None:
    rng = random.Random(3)
    answered = [rng.random() < 0.7 for _ in range(200)]
    answerable = [rng.random() < 0.8 for _ in range(200)]
    mine = refusals(answered, answerable)
    precision, recall, f1, _ = precision_recall_fscore_support(
        [not a for a in answerable], [not a for a in answered], average="binary"
    )
    assert (mine.precision, mine.recall, mine.f1) == pytest.approx((precision, recall, f1))


def test_always_and_never_refusing() -> None:
    answerable = [True] * 8 + [False] * 2
    always = refusals([False] * 10, answerable)
    assert (always.precision, always.recall, always.wrongly_refused) == (0.2, 1.0, 1.0)
    never = refusals([True] * 10, answerable)
    assert (never.precision, never.recall, never.f1, never.wrongly_refused) == (0, 0, 0, 0)


def test_risk_coverage_by_hand() -> None:
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [0, 0, 1, 1])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert area_under_risk(points) == pytest.approx(0.5 / 3 + 0.25 * 0.5)


def test_a_confidence_that_sorts_well_has_less_area() -> None:
    loss = [0.0, 0.0, 1.0, 1.0]
    good = area_under_risk(risk_coverage([4, 3, 2, 1], loss))
    bad = area_under_risk(risk_coverage([1, 2, 3, 4], loss))
    assert good < bad


def test_auroc_as_scikit_learn_computes_it() -> None:
    rng = random.Random(5)
    truth = [rng.random() < 0.6 for _ in range(100)]
    level = [round(rng.random() + 0.3 * can, 1) for can in truth]
    assert auroc(level, truth) == pytest.approx(roc_auc_score(truth, level))
    assert auroc([0.5], [True]) is None


def test_intervals_hold_the_mean_and_narrow_with_more_cases() -> None:
    few, many = interval([0, 1] * 10), interval([0, 1] * 200)
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert interval([0, 1] * 10) == few, "seeded"
    assert interval([]).n == 0


def test_a_real_drop_is_significant_and_noise_is_not() -> None:
    old = [1.0] * 60
    dropped = paired_difference(old, [0.0] * 12 + [1.0] * 48)
    assert dropped.mean == pytest.approx(-0.2)
    assert dropped.high < 0
    assert dropped.p < 0.01
    assert paired_difference(old, old).p == 1.0
    swapped = paired_difference([0, 1] * 10, [1, 0] * 10)
    assert swapped.p > 0.5
    with pytest.raises(ValueError, match="same cases"):
        paired_difference([1.0], [])


def test_percentiles() -> None:
    assert percentile([1, 2, 3, 4, 5], 50) == 3
    assert percentile([], 95) == 0.0
