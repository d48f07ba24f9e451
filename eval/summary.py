"""Rows to a table: means with intervals, over all cases and by kind and language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eval.metrics import abstention
from eval.metrics.significance import Interval, interval, percentile
from eval.scoring import Row, loss

LABELS: dict[str, str] = {
    "right": "wholly right",
    "first_citation": "first citation right",
    "vital": "vital facts (V_strict)",
    "vital_200": "vital facts in 200 words",
    "all": "all facts (A_strict)",
    "answered": "answered, of answerable",
    "refused": "refused, of unanswerable",
    "exact": "list or count exact",
    "set_precision": "set precision",
    "set_recall": "set recall",
    "set_f1": "set F1",
    "citation_validity": "citations valid",
    "gold_precision": "citations in gold records",
    "gold_section_precision": "citations in gold sections",
    "gold_section_recall": "lines cited to gold sections",
    "support_recall": "lines supported (ALCE recall)",
    "support_precision": "citations needed (ALCE precision)",
    "record_recall_1": "record recall@1",
    "record_recall_3": "record recall@3",
    "record_recall_5": "record recall@5",
    "record_mrr": "record MRR",
    "record_ndcg_5": "record nDCG@5",
    "section_recall_1": "section recall@1",
    "section_recall_3": "section recall@3",
    "section_recall_5": "section recall@5",
    "section_mrr": "section MRR",
    "section_ndcg_5": "section nDCG@5",
    "similar_ndcg_5": "similar nDCG@5 (2^rel − 1)",
    "similar_ndcg_5_linear": "similar nDCG@5 (linear)",
    "similar_first": "similar: best first",
    "similar_recall_5": "similar recall@5",
    "similar_silent": "similar: nothing for off-topic",
    "talk": "small talk and “what can you do”",
    "token_f1": "token F1",
    "rouge_l": "ROUGE-L",
}
"""Every metric that is averaged over cases, in the order of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Figures of a run that are no means: refusing, risk and coverage, length, time, failures.

    Length is of answers to look-ups. ``curve`` holds (coverage, risk) up to the share that was answered.
    ``written`` is the share of answers that a language model wrote, ``removed`` how many of its sentences were
    not supported, ``fallbacks`` how often each reason kept it from answering.
    """

    refusal_precision: float
    refusal_recall: float
    refusal_f1: float
    wrongly_refused: float
    auroc: float | None
    aurc: float
    curve: tuple[tuple[float, float], ...]
    words_median: float
    words_p90: float
    latency_p50_ms: float
    latency_p95_ms: float
    failures: int
    cases: int
    written: float = 0.0
    removed: int = 0
    fallbacks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The table of one configuration: ``groups[group][metric]``; a group is ``all``, a kind or a language."""

    groups: dict[str, dict[str, Interval]]
    whole: Whole


def summarise(rows: Sequence[Row]) -> Summary:
    """The means of every metric over the rows that it applies to, and the figures of the whole."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for group in ("all", f"kind:{row.kind}", f"language:{row.language}"):
            groups[group].append(row)
    return Summary(groups={name: _means(groups[name]) for name in sorted(groups)}, whole=_whole(rows))


def questions_first(rows: Iterable[Row]) -> list[tuple[Row, Mapping[str, float]]]:
    """Each row with its scores; where there are questions, a proposal does not count as *wholly right*."""
    rows = list(rows)
    mixed = any(row.kind != "similar" for row in rows)
    return [(row, row.scores if mixed and row.kind == "similar" else scores_of(row)) for row in rows]


def scores_of(row: Row) -> Mapping[str, float]:
    """The scores of a row with ``right`` among them."""
    return {"right": float(row.right), **row.scores}


def _means(rows: Iterable[Row]) -> dict[str, Interval]:
    values: dict[str, list[float]] = defaultdict(list)
    for _, scores in questions_first(rows):
        for name, value in scores.items():
            values[name].append(value)
    return {name: interval(values[name]) for name in LABELS if name in values}


def _whole(rows: Sequence[Row]) -> Whole:
    asked = [row for row in rows if row.kind not in ("chitchat", "meta", "similar")]
    answered = [row for row in asked if row.answered]
    refused = abstention.refusals([row.answered for row in asked], [row.expected for row in asked])
    share = len(answered) / len(asked) if asked else 0.0
    points = abstention.risk_coverage([_confidence(row) for row in answered], [loss(row) for row in answered])
    curve = tuple((round(coverage * share, 6), round(risk, 6)) for coverage, risk in points)
    words = [row.words for row in answered if row.expected and "vital" in row.scores]
    millis = [1000 * row.seconds for row in rows if row.kind != "similar"]
    return Whole(
        refusal_precision=refused.precision,
        refusal_recall=refused.recall,
        refusal_f1=refused.f1,
        wrongly_refused=refused.wrongly_refused,
        auroc=abstention.auroc([_confidence(row) for row in asked], [row.expected for row in asked]),
        aurc=abstention.area_under_risk(curve),
        curve=curve,
        words_median=percentile(words, 50),
        words_p90=percentile(words, 90),
        latency_p50_ms=round(percentile(millis, 50), 2),
        latency_p95_ms=round(percentile(millis, 95), 2),
        failures=sum(row.error is not None for row in rows),
        cases=len(rows),
        written=sum(row.mode == "generative" for row in answered) / len(answered) if answered else 0.0,
        removed=sum(row.removed for row in rows),
        fallbacks=dict(sorted(Counter(row.fallback for row in rows if row.fallback).items())),
    )


def _confidence(row: Row) -> float:
    """What the assistant says of itself, else 1 for an answer and 0 for a refusal."""
    return float(row.answered) if row.confidence is None else row.confidence
