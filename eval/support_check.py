"""How often the support check errs: precision, recall and AUC on the labelled pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Support
from assistant.support import Problem, SupportCheck, Verdict
from eval.metrics.abstention import auroc
from eval.support_pairs import KINDS, Pair, read_pairs
from index.embedder import Embedder

REASONS = {
    "number": {Problem.NUMBER, Problem.DATE},
    "country": {Problem.COUNTRY},
    "name": {Problem.NAME, Problem.ADDRESS},
    "negation": {Problem.NEGATION},
    "subject": {Problem.ROLES},
    "detail": {Problem.MEANING},
}
"""The reasons by which the check names a kind of fault."""

SPLITS = ("dev", "test")
TARGETS = {"number": 0.90, "country": 0.90, "name": 0.90, "negation": 0.90}
"""The least precision and recall for the kinds of fault that must not reach a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair and what the check said of it."""

    pair: Pair
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        return self.verdict.support is Support.UNSUPPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """How well faults of one kind are found.

    ``recall`` = faults of the kind that are rejected / faults of the kind. ``precision`` = rejected for such
    a reason and faulty / rejected for such a reason. ``auc`` is the chance that a paraphrase gets a higher
    score than a fault of the kind; a sentence with a wrong fact scores 0.
    """

    kind: str
    split: str
    faults: int
    recall: float
    precision: float
    auc: float


def judge(check: SupportCheck, pairs: Sequence[Pair]) -> list[Judged]:
    """Every pair with its verdict."""
    return [
        Judged(pair=pair, verdict=check.check(pair.sentence, [pair.premise], language=pair.language))
        for pair in pairs
    ]


def scores(judged: Sequence[Judged]) -> list[KindScore]:
    """For each split one score for each kind of fault, then one for ``all`` faults together."""
    return [
        _score([item for item in judged if item.pair.split == split], kind, split)
        for split in SPLITS
        for kind in (*KINDS, "all")
    ]


def wrong(judged: Sequence[Judged]) -> list[Judged]:
    """The pairs on which label and verdict differ."""
    return [item for item in judged if item.flagged == item.pair.supported]


def _score(judged: Sequence[Judged], kind: str, split: str) -> KindScore:
    good = [item for item in judged if item.pair.supported]
    bad = [item for item in judged if not item.pair.supported and kind in ("all", item.pair.kind)]
    named = [i for i in judged if i.flagged and (kind == "all" or REASONS[kind] & set(i.verdict.problems))]
    levels = [_certainty(item.verdict) for item in (*good, *bad)]
    return KindScore(
        kind=kind,
        split=split,
        faults=len(bad),
        recall=sum(item.flagged for item in bad) / len(bad) if bad else 0.0,
        precision=sum(not item.pair.supported for item in named) / len(named) if named else 0.0,
        auc=auroc(levels, [item.pair.supported for item in (*good, *bad)]) or 0.0,
    )


def _certainty(verdict: Verdict) -> float:
    if verdict.support is Support.QUOTED:
        return 1.0
    return 0.0 if set(verdict.problems) - {Problem.MEANING} else verdict.score


def measure(embedder: Embedder) -> list[KindScore]:
    """The scores of the check, with that embedding model, on the committed pairs."""
    return scores(judge(SupportCheck(embedder), read_pairs()))


def meets_targets(found: Sequence[KindScore]) -> bool:
    """Whether every kind of fault that must not reach a reader is found as it should be."""
    return all(
        min(score.precision, score.recall) >= TARGETS[score.kind] for score in found if score.kind in TARGETS
    )


def table(found: Sequence[KindScore]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| split | kind | faults | precision | recall | AUC |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {s.split} | {s.kind} | {s.faults} | {s.precision:.2f} | {s.recall:.2f} | {s.auc:.2f} |"
        for s in found
    ]
    return "\n".join(lines)
