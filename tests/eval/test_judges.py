"""A language model as judge: what it says is counted apart, and so is where it contradicts the figures."""

from __future__ import annotations

from typing import Any

from llama_index.core.llms.mock import MockLLM

from eval.asking import Answerer
from eval.cases import Case
from eval.judges import judge
from eval.metrics.citations import Sources
from eval.runner import score_all


def scripted(score: str) -> Any:
    """A model that finds everything faithful and gives ``score`` for correctness."""

    class Scripted(MockLLM):  # type: ignore[misc]
        def predict(self, prompt: Any, **values: Any) -> str:
            asked = prompt.format(**values)
            return "YES" if "YES" in asked else f"{score}\nBecause."

        async def apredict(self, prompt: Any, **values: Any) -> str:
            return self.predict(prompt, **values)

    return Scripted()


def test_a_judge_that_agrees(oracle: Answerer, cases: list[Case], sources: Sources) -> None:
    rows = score_all(oracle, cases, sources)
    verdict = judge(rows, cases, sources, scripted("5"))
    assert len(verdict.opinions) == sum(row.kind in ("fact", "section") for row in rows)
    assert (verdict.faithful, verdict.correct) == (1.0, 1.0)
    assert (verdict.faithful_against, verdict.correct_against, verdict.unusable) == (0.0, 0.0, 0)


def test_a_judge_that_disagrees_or_babbles(oracle: Answerer, cases: list[Case], sources: Sources) -> None:
    rows = score_all(oracle, cases, sources)
    strict = judge(rows, cases, sources, scripted("2"))
    assert (strict.correct, strict.correct_against) == (0.0, 1.0)
    babbling = judge(rows, cases, sources, scripted("well"))
    assert babbling.unusable == len(babbling.opinions)
