"""One question put to whatever is evaluated, and what came back: an answer or a failure, never nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer
from assistant.generating.fallback import Fallback
from assistant.reading import Turn
from eval.cases import Case
from eval.proposals import Proposal

TOP = 10
"""How many similar records are asked for."""


_PASSING = frozenset(
    {
        Fallback.UNREACHABLE,
        Fallback.TIMEOUT,
        Fallback.RATE_LIMITED,
        Fallback.SERVER_ERROR,
        Fallback.BUSY,
        Fallback.CUT_OFF,
    }
)


class Answerer(Protocol):
    """Anything that answers questions as the assistant does."""

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        """The answer to ``question`` after ``history``."""
        ...


class Ranker(Protocol):
    """Anything that finds records like a proposal."""

    def rank(self, proposal: str, k: int) -> Sequence[str]:
        """Ids of at most ``k`` records, most similar first; none for a proposal off the topic."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one case gave: ``answer``, or ``error`` with its type and message; and how long it took."""

    answer: Answer | None
    error: str | None
    seconds: float

    @property
    def lasting(self) -> bool:
        """Whether the same would come again: neither an error nor a language model that failed to answer."""
        return self.answer is not None and self.answer.fallback not in _PASSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What one proposal gave: ``records`` in order, or ``error``; and how long it took."""

    records: tuple[str, ...]
    error: str | None
    seconds: float


def ask(answerer: Answerer, case: Case, mode: str) -> Outcome:
    """The outcome of ``case``; any exception becomes its ``error``."""
    history = [Turn(role=turn.role, content=turn.content) for turn in case.history]
    started = time.perf_counter()
    try:
        answer = answerer.ask(case.question, history=history, mode=mode)
    except Exception as error:
        return Outcome(answer=None, error=_named(error), seconds=time.perf_counter() - started)
    return Outcome(answer=answer, error=None, seconds=time.perf_counter() - started)


def rank(ranker: Ranker, proposal: Proposal) -> Ranking:
    """The ranking for ``proposal``; any exception becomes its ``error``."""
    started = time.perf_counter()
    try:
        records = tuple(ranker.rank(proposal.proposal, TOP))
    except Exception as error:
        return Ranking(records=(), error=_named(error), seconds=time.perf_counter() - started)
    return Ranking(records=records, error=None, seconds=time.perf_counter() - started)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
