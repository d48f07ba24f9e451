"""LlamaIndex's own evaluators as a second opinion, apart from the figures: they need a language model."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.generating.chat_model import ChatModel, ChatModelError, Message
from eval.answer_cache import AnswerCache
from eval.cases import LOOKUPS, Case
from eval.metrics.citations import Sources
from eval.metrics.words import without_markers
from eval.scoring import Row

GOOD = 4.0
"""From this score of 1–5 on LlamaIndex calls an answer correct."""

_PATIENCE = 4
"""So many calls in a row may fail before the model is taken to be out of order."""

T = TypeVar("T")


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
    ``correct_against`` that where a score of 4 or more differs from the case being wholly right; the cases
    are in ``faithful_disputed`` and ``correct_disputed``. ``model`` is the judge.
    """

    model: str
    opinions: tuple[Opinion, ...]
    faithful: float
    correct: float
    faithful_against: float
    correct_against: float
    faithful_disputed: tuple[str, ...]
    correct_disputed: tuple[str, ...]
    unusable: int


class Judge:
    """LlamaIndex's faithfulness and correctness evaluators over a language model.

    Opinions are kept in ``folder`` by model, question and answer: what has been judged is not judged again.
    """

    def __init__(self, model: ChatModel, folder: Path | None = None) -> None:
        from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator

        llm = _as_llm(model)
        self._name = model.name
        self._faithfulness = FaithfulnessEvaluator(llm=llm)
        self._correctness = CorrectnessEvaluator(llm=llm, score_threshold=GOOD)
        self._kept = AnswerCache(folder, f"judge {model.name}", Opinion) if folder else None
        self._failed = 0

    def verdict(
        self,
        rows: Sequence[Row],
        cases: Sequence[Case],
        sources: Sources,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Verdict:
        """The opinions on every answered look-up of ``rows``.

        Faithfulness is judged against the whole sections that are cited, correctness against the nuggets.
        Raises ``ChatModelError`` where the model fails several times in a row.
        """
        expected = {case.id: case for case in cases}
        judged = [row for row in rows if row.kind in LOOKUPS and row.expected and row.answered]
        opinions = []
        for done, row in enumerate(judged, 1):
            opinions.append(self._opinion(row, expected[row.id], sources))
            progress(done, len(judged))
        return _verdict(self._name, judged, opinions)

    def _opinion(self, row: Row, case: Case, sources: Sources) -> Opinion:
        key = hashlib.sha256(f"{row.id}\0{row.fingerprint}\0{row.answer}".encode()).hexdigest()[:24]
        kept = self._kept.get(key) if self._kept else None
        if kept is not None:
            return kept
        answer = without_markers(row.answer)
        reference = "; ".join(nugget.text for nugget in case.nuggets)
        contexts = _contexts(row, sources)
        opinion = Opinion(
            case=row.id,
            faithful=self._asked(
                lambda: _passing(
                    self._faithfulness.aevaluate(query=row.question, response=answer, contexts=contexts)
                )
            ),
            correct=self._asked(
                lambda: _score(
                    self._correctness.aevaluate(query=row.question, response=answer, reference=reference)
                )
            ),
        )
        if self._kept and opinion.faithful is not None and opinion.correct is not None:
            self._kept.put(key, opinion)
        return opinion

    def _asked(self, ask: Callable[[], T | None]) -> T | None:
        """What the judge says; ``None`` where it fails or says nothing that can be read."""
        try:
            said = ask()
        except ChatModelError:
            self._failed += 1
            if self._failed == _PATIENCE:
                raise
            return None
        except ValueError:  # LlamaIndex could not read the reply
            said = None
        self._failed = 0
        return said


def _verdict(model: str, rows: Sequence[Row], opinions: Sequence[Opinion]) -> Verdict:
    pairs = list(zip(rows, opinions, strict=True))
    faithful = [(row, opinion.faithful) for row, opinion in pairs if opinion.faithful is not None]
    correct = [(row, opinion.correct >= GOOD) for row, opinion in pairs if opinion.correct is not None]
    unlike = tuple(row.id for row, said in faithful if said != (row.scores["support_recall"] == 1))
    contrary = tuple(row.id for row, said in correct if said != row.right)
    return Verdict(
        model=model,
        opinions=tuple(opinions),
        faithful=_share(sum(said for _, said in faithful), len(faithful)),
        correct=_share(sum(said for _, said in correct), len(correct)),
        faithful_against=_share(len(unlike), len(faithful)),
        correct_against=_share(len(contrary), len(correct)),
        faithful_disputed=unlike,
        correct_disputed=contrary,
        unusable=sum(opinion.faithful is None or opinion.correct is None for opinion in opinions),
    )


def _passing(asked: Coroutine[Any, Any, Any]) -> bool | None:
    found = asyncio.run(asked)
    return None if found.invalid_result or found.passing is None else bool(found.passing)


def _score(asked: Coroutine[Any, Any, Any]) -> float | None:
    found = asyncio.run(asked)
    return None if found.invalid_result or found.score is None else float(found.score)


def _contexts(row: Row, sources: Sources) -> list[str]:
    places = [tuple(place.split("/", 1)) for place in row.cited]
    return [
        sources[record, section] for record, section in dict.fromkeys(places) if (record, section) in sources
    ]


def _share(some: int, whole: int) -> float:
    return some / whole if whole else 0.0


def _as_llm(model: ChatModel) -> Any:
    """``model`` as LlamaIndex's evaluators ask it, with its time limits and repeated tries."""
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

    class Asked(CustomLLM):  # type: ignore[misc]
        @property
        def metadata(self) -> Any:
            return LLMMetadata(
                context_window=model.context_tokens, num_output=model.output_tokens, model_name=model.name
            )

        def complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
            return CompletionResponse(text=model.complete([Message(role="user", content=prompt)]))

        def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
            yield self.complete(prompt)

    return Asked()
