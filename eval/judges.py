"""LlamaIndex's own evaluators as a second opinion, apart from the figures: they need a language model."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.cases import LOOKUPS, Case
from eval.metrics.citations import Sources
from eval.metrics.words import without_markers
from eval.scoring import Row

GOOD = 4.0
"""From this score of 1–5 on LlamaIndex calls an answer correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the judge says of one row: whether the cited sections bear the answer out, and how correct it is.

    ``correct`` is 1–5; either is ``None`` where the judge gave no usable verdict.
    """

    case: str
    faithful: bool | None
    correct: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's shares over the answered look-ups, and how often it contradicts the figures.

    ``faithful_against`` is the share where ``faithful`` differs from every line being supported,
    ``correct_against`` that where a score of 4 or more differs from the case being wholly right.
    """

    opinions: tuple[Opinion, ...]
    faithful: float
    correct: float
    faithful_against: float
    correct_against: float
    unusable: int


def judge(rows: Sequence[Row], cases: Sequence[Case], sources: Sources, llm: Any) -> Verdict:
    """The opinion of ``llm``, a LlamaIndex language model, on every answered look-up.

    Faithfulness is judged against the whole sections that are cited, correctness against the nuggets.
    """
    from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator

    faithfulness = FaithfulnessEvaluator(llm=llm)
    correctness = CorrectnessEvaluator(llm=llm, score_threshold=GOOD)
    expected = {case.id: case for case in cases}
    judged = [row for row in rows if row.kind in LOOKUPS and row.expected and row.answered]
    opinions = []
    for row in judged:
        answer = without_markers(row.answer)
        reference = "; ".join(nugget.text for nugget in expected[row.id].nuggets)
        opinions.append(
            Opinion(
                case=row.id,
                faithful=_passing(faithfulness, row.question, answer, _contexts(row, sources)),
                correct=_score(correctness, row.question, answer, reference),
            )
        )
    return _verdict(judged, opinions)


def _verdict(rows: Sequence[Row], opinions: Sequence[Opinion]) -> Verdict:
    pairs = list(zip(rows, opinions, strict=True))
    faithful = [(row, opinion.faithful) for row, opinion in pairs if opinion.faithful is not None]
    correct = [(row, opinion.correct >= GOOD) for row, opinion in pairs if opinion.correct is not None]
    return Verdict(
        opinions=tuple(opinions),
        faithful=_share([said for _, said in faithful]),
        correct=_share([said for _, said in correct]),
        faithful_against=_share([said != (row.scores["support_recall"] == 1) for row, said in faithful]),
        correct_against=_share([said != row.right for row, said in correct]),
        unusable=sum(opinion.faithful is None or opinion.correct is None for opinion in opinions),
    )


def _passing(evaluator: Any, question: str, answer: str, contexts: Sequence[str]) -> bool | None:
    try:
        found = asyncio.run(evaluator.aevaluate(query=question, response=answer, contexts=list(contexts)))
    except Exception:
        return None
    return None if found.invalid_result or found.passing is None else bool(found.passing)


def _score(evaluator: Any, question: str, answer: str, reference: str) -> float | None:
    try:
        found = asyncio.run(evaluator.aevaluate(query=question, response=answer, reference=reference))
    except Exception:
        return None
    return None if found.invalid_result or found.score is None else float(found.score)


def _contexts(row: Row, sources: Sources) -> list[str]:
    places = [tuple(place.split("/", 1)) for place in row.cited]
    return [
        sources[record, section] for record, section in dict.fromkeys(places) if (record, section) in sources
    ]


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
