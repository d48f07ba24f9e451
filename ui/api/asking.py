"""One way for every face of the service to ask: answers kept per generation, and asked again after a swap."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from threading import Lock
from typing import TypeVar

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.events import Event, Whole, told
from assistant.reading import Turn
from index.matches import Filters
from ingest.errors import IndexStateError

Found = TypeVar("Found")

KEPT = 2_048
"""How many answers are kept; the one that nobody has asked for longest makes room."""

TRIES = 4


class Asking:
    """Asks the assistant; extractive answers are kept until another generation is published.

    The same question to the same generation has the same extractive answer, so a kept one is the answer. Its
    ``timings_ms`` say ``cached`` and nought for the stages that did not run. What a language model wrote is
    never kept.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def ask(
        self,
        question: str,
        *,
        history: tuple[Turn, ...] = (),
        filters: Filters | None = None,
        mode: str = "auto",
        language: str | None = None,
    ) -> Answer:
        """The answer to ``question``; raises what :meth:`Assistant.ask` raises."""
        first, rest = self.stream(question, history=history, filters=filters, mode=mode, language=language)
        [answer] = [event.answer for event in (first, *rest) if isinstance(event, Whole)]
        return answer

    def stream(
        self,
        question: str,
        *,
        history: tuple[Turn, ...] = (),
        filters: Filters | None = None,
        mode: str = "auto",
        language: str | None = None,
    ) -> tuple[Event, Iterator[Event]]:
        """The first event of the answer and an iterator over the others; raises what ``ask`` raises."""
        since = time.perf_counter()
        asked = (question, history, filters or Filters(), mode, language)
        kept = self._again((self.assistant.generation(), *asked))
        if kept is not None:
            took = round((time.perf_counter() - since) * 1000, 2)
            timings = {**dict.fromkeys(kept.timings_ms, 0.0), "cached": took}
            events = told(replace(kept, timings_ms=timings))
            return next(events), events

        def begin() -> tuple[Event, Iterator[Event]]:
            events = self.assistant.stream(
                question, history=history, filters=filters, mode=mode, language=language
            )
            return next(events), events

        first, rest = self.following(begin)
        return first, self._keeping(asked, rest)

    def _keeping(self, asked: tuple[Hashable, ...], events: Iterator[Event]) -> Iterator[Event]:
        for event in events:
            if isinstance(event, Whole):
                answer = event.answer
                if answer.mode == "extractive" and not answer.fallback:
                    self._keep((answer.index, *asked), answer)
            yield event

    def following(self, call: Callable[[], Found]) -> Found:
        """What ``call`` gives; tried again where the generation it used was replaced meanwhile.

        On a Chroma server a generation two publications old is gone while a request may still hold it.
        """
        for _ in range(TRIES - 1):
            before = self.assistant.generation()
            try:
                return call()
            except IndexStateError:
                if self.assistant.generation() == before:
                    raise
        return call()

    def _again(self, key: Hashable) -> Answer | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, answer: Answer) -> None:
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
