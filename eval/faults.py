"""Faults to plant in an assistant, so that it can be shown that the figures and the gate notice them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.reading import Turn
from eval.asking import Answerer

NOTHING = "The corpus does not answer this."


class Faulty:
    """An assistant whose answers are changed before they are seen."""

    def __init__(self, inner: Answerer, change: Callable[[Answer], Answer]) -> None:
        self._inner = inner
        self._change = change

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        """The answer of the assistant with the fault in it."""
        return self._change(self._inner.ask(question, history=history, mode=mode))


def shuffled_citations(inner: Answerer) -> Faulty:
    """Every answer carries the citations of the answer before it."""
    lent: list[tuple[Citation, ...]] = [()]

    def change(answer: Answer) -> Answer:
        if not answer.citations:
            return answer
        lent.append(answer.citations)
        return replace(answer, citations=lent[-2])

    return Faulty(inner, change)


def always_refusing(inner: Answerer) -> Faulty:
    """Nothing is answered."""

    def change(answer: Answer) -> Answer:
        return replace(answer, answer=NOTHING, answered=False, statements=(), citations=())

    return Faulty(inner, change)


def always_answering(inner: Answerer) -> Faulty:
    """Where the assistant refuses, it gives its last answer once more."""
    last: list[Answer] = []

    def change(answer: Answer) -> Answer:
        if answer.answered and answer.citations:
            last[:] = [answer]
        if answer.answered:
            return answer
        return last[0] if last else replace(answer, answer="Yes.", answered=True)

    return Faulty(inner, change)


def without_record(inner: Answerer, record: str) -> Faulty:
    """Nothing of one record is found: it is neither cited nor retrieved."""

    def change(answer: Answer) -> Answer:
        kept = tuple(citation for citation in answer.citations if citation.practice_id != record)
        found = tuple(item for item in answer.retrieval if item.practice_id != record)
        if len(kept) == len(answer.citations):
            return replace(answer, retrieval=found)
        lines = [f"- {citation.quote} [{citation.marker}]" for citation in kept]
        return replace(
            answer,
            answered=bool(kept),
            answer="\n".join(lines) or NOTHING,
            citations=kept,
            retrieval=found,
            statements=(),
        )

    return Faulty(inner, change)
