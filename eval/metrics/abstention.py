"""Answering what can be answered and refusing the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """How well refusals fall on the questions that have no answer.

    ``precision`` = rightly refused / refused, ``recall`` = rightly refused / unanswerable, ``f1`` their
    harmonic mean, ``wrongly_refused`` = refused / answerable.
    """

    precision: float
    recall: float
    f1: float
    wrongly_refused: float


def refusals(answered: Sequence[bool], answerable: Sequence[bool]) -> Refusals:
    """The figures of ``Refusals``, the unanswerable as positive class; a share of nothing is 0."""
    pairs = list(zip(answered, answerable, strict=True))
    right = sum(not did and not can for did, can in pairs)
    refused = sum(not did for did, _ in pairs)
    unanswerable = sum(not can for _, can in pairs)
    precision = right / refused if refused else 0.0
    recall = right / unanswerable if unanswerable else 0.0
    return Refusals(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if right else 0.0,
        wrongly_refused=(refused - right) / (len(pairs) - unanswerable) if len(pairs) > unanswerable else 0.0,
    )


def risk_coverage(confidence: Sequence[float], loss: Sequence[float]) -> list[tuple[float, float]]:
    """Points (coverage, risk) as the threshold on confidence falls; one point for each distinct confidence.

    Coverage is the share of questions answered, risk the mean loss (0–1) of those. Source: El-Yaniv and
    Wiener 2010; Geifman and El-Yaniv 2017.
    """
    order = sorted(zip(confidence, loss, strict=True), key=lambda pair: -pair[0])
    points: list[tuple[float, float]] = []
    lost = 0.0
    for count, (level, cost) in enumerate(order, 1):
        lost += cost
        if count == len(order) or order[count][0] != level:
            points.append((count / len(order), lost / count))
    return points


def area_under_risk(points: Sequence[tuple[float, float]]) -> float:
    """AURC: the area under a risk–coverage curve taken as steps; lower is better. 0 for no points."""
    before = 0.0
    area = 0.0
    for coverage, risk in points:
        area += (coverage - before) * risk
        before = coverage
    return area


def auroc(confidence: Sequence[float], answerable: Sequence[bool]) -> float | None:
    """The chance that an answerable question has more confidence than an unanswerable one, ties half.

    Source: Hanley and McNeil 1982 (Mann–Whitney U). ``None`` where one of the classes is empty.
    """
    pairs = list(zip(confidence, answerable, strict=True))
    yes = [level for level, can in pairs if can]
    no = [level for level, can in pairs if not can]
    if not yes or not no:
        return None
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no))
