"""A language model as judge: what it says is counted apart, and so is where it contradicts the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.generating.chat_model import ChatModelError, Message, ScriptedModel
from assistant.generating.fallback import Fallback
from assistant.generating.llama_index_model import openai_like
from eval.asking import Answerer
from eval.cases import Case
from eval.judges import Judge, Verdict
from eval.metrics.citations import Sources
from eval.runner import score_all

Judged = Callable[..., Verdict]


def replying(score: str, faithful: str = "YES") -> Callable[[Sequence[Message]], str]:
    """Finds everything ``faithful`` and gives ``score`` for correctness."""
    return lambda messages: faithful if "YES" in messages[-1].content else f"{score}\nBecause."


@pytest.fixture
def verdict(oracle: Answerer, cases: list[Case], sources: Sources) -> Judged:
    rows = score_all(oracle, cases, sources)

    def judged(model: Any, folder: Path | None = None) -> Verdict:
        return Judge(model, folder).verdict(rows, cases, sources)

    return judged


def test_a_judge_that_agrees(verdict: Judged, cases: list[Case]) -> None:
    said = verdict(ScriptedModel(replying("5")))
    assert len(said.opinions) == sum(case.kind in ("fact", "section") for case in cases)
    assert (said.faithful, said.correct) == (1.0, 1.0)
    assert (said.faithful_against, said.correct_against, said.unusable) == (0.0, 0.0, 0)
    assert (said.faithful_disputed, said.correct_disputed) == ((), ())


def test_a_judge_that_disagrees_is_counted_and_the_cases_named(verdict: Judged) -> None:
    said = verdict(ScriptedModel(replying("2", faithful="NO")))
    assert (said.correct, said.correct_against) == (0.0, 1.0)
    assert (said.faithful, said.faithful_against) == (0.0, 1.0)
    assert "fact-001" in said.correct_disputed
    assert "fact-001" in said.faithful_disputed


def test_a_judge_that_babbles_gives_no_verdict(verdict: Judged) -> None:
    said = verdict(ScriptedModel(replying("well")))
    assert said.unusable == len(said.opinions)
    assert said.correct_disputed == ()


def test_what_has_been_judged_is_not_judged_again(verdict: Judged, tmp_path: Path) -> None:
    first, second = ScriptedModel(replying("5")), ScriptedModel(replying("1"))
    assert verdict(first, tmp_path) == verdict(second, tmp_path)
    assert first.calls
    assert not second.calls
    other = ScriptedModel(replying("1"), name="stricter")
    assert verdict(other, tmp_path).correct == 0.0


def test_a_judge_that_is_out_of_order_is_an_error_with_its_reason(verdict: Judged) -> None:
    with pytest.raises(ChatModelError) as failure:
        verdict(ScriptedModel(ChatModelError(Fallback.UNREACHABLE, "nobody there")))
    assert failure.value.reason is Fallback.UNREACHABLE


class TestOverTheWire:
    @pytest.fixture
    def model(self, server: Any) -> Iterator[Any]:
        made = openai_like(server.url, "tiny", "secret", context_tokens=8192, timeout=5, concurrency=2)
        made._pause = 0.01
        yield made
        made.close()

    def test_each_answer_is_judged_with_its_sections_and_its_facts(
        self, server: Any, model: Any, verdict: Judged
    ) -> None:
        reply = type(server.script({}))

        def script(request: dict[str, Any]) -> Any:
            asked = request["messages"][-1]["content"]
            return reply(text="YES" if "YES" in asked else "4.5\nIt holds all facts.")

        server.script = script
        said = verdict(model)
        assert (said.model, said.faithful, said.correct, said.unusable) == ("tiny", 1.0, 1.0, 0)
        sent = [request["messages"][-1]["content"] for request in server.requests]
        assert any("The nickel course trained 107 miners." in text and "YES" in text for text in sent)
        assert any("107 miners" in text and "Reference" in text for text in sent)
        assert len(sent) == 2 * len(said.opinions)

    def test_a_busy_server_is_asked_again(self, server: Any, model: Any, verdict: Judged) -> None:
        reply = type(server.script({}))
        turn = iter(range(10**6))
        server.script = lambda request: (
            reply(status=429)
            if next(turn) % 3 == 0
            else reply(text="YES" if "YES" in request["messages"][-1]["content"] else "5\nGood.")
        )
        assert verdict(model).unusable == 0
