"""How often the support check errs: precision, recall and AUC on the labelled pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Support
from assistant.settings import Settings
from assistant.support import Problem, SupportCheck, Verdict
from assistant.wiring import build_embedder
from eval.metrics.abstention import auroc
from eval.support_pairs import KINDS, Pair, read_pairs

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
    """One score for each kind of fault, then ``all`` faults together."""
    return [*(_score(judged, kind) for kind in KINDS), _score(judged, "all")]


def wrong(judged: Sequence[Judged]) -> list[Judged]:
    """The pairs on which label and verdict differ."""
    return [item for item in judged if item.flagged == item.pair.supported]


def _score(judged: Sequence[Judged], kind: str) -> KindScore:
    good = [item for item in judged if item.pair.supported]
    bad = [item for item in judged if not item.pair.supported and kind in ("all", item.pair.kind)]
    named = [i for i in judged if i.flagged and (kind == "all" or REASONS[kind] & set(i.verdict.problems))]
    levels = [_certainty(item.verdict) for item in (*good, *bad)]
    return KindScore(
        kind=kind,
        faults=len(bad),
        recall=sum(item.flagged for item in bad) / len(bad) if bad else 0.0,
        precision=sum(not item.pair.supported for item in named) / len(named) if named else 0.0,
        auc=auroc(levels, [item.pair.supported for item in (*good, *bad)]) or 0.0,
    )


def _certainty(verdict: Verdict) -> float:
    if verdict.support is Support.QUOTED:
        return 1.0
    return 0.0 if set(verdict.problems) - {Problem.MEANING} else verdict.score


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The scores of both splits as a Markdown table, and whether all targets are met."""

    table: str
    passed: bool


def measure(settings: Settings) -> Measured:
    """The check, with the embedding model of ``settings``, on the committed pairs."""
    judged = judge(SupportCheck(build_embedder(settings).load()), read_pairs())
    passed = all(
        score.kind not in TARGETS or min(score.precision, score.recall) >= TARGETS[score.kind]
        for split in SPLITS
        for score in scores([item for item in judged if item.pair.split == split])
    )
    return Measured(table=table(judged), passed=passed)


def table(judged: Sequence[Judged]) -> str:
    """The scores of both splits as a Markdown table."""
    lines = [
        "| split | kind | faults | precision | recall | AUC |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for split in SPLITS:
        part = [item for item in judged if item.pair.split == split]
        lines += [
            f"| {split} | {s.kind} | {s.faults} | {s.precision:.2f} | {s.recall:.2f} | {s.auc:.2f} |"
            for s in scores(part)
        ]
    return "\n".join(lines)
