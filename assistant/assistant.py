"""The assistant: a question in, an answer with its citations out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer
from assistant.answering import Answering, prepared
from assistant.events import Event, Whole, told
from assistant.reading import Turn
from index.matches import Filters, Match
from index.opened import Index
from ingest.errors import NotFoundError, UsageError
from ingest.records import Document, Record

if TYPE_CHECKING:
    from assistant.generating.writer import Writer

_FIRST = (
    "Who paid for the exchange with Brazil?",
    "Which practices involve Brazil?",
    "Compare the exchange with Brazil and the training in Africa",
    "What can you do?",
    "¿Quién pagó el intercambio con Brasil?",
    "¿Cuántas prácticas tratan de la formación en América Latina?",
    "Qui a financé les échanges avec le Brésil ?",
    "Combien de pratiques portent sur la formation en Afrique ?",
    "Quem pagou o intercâmbio com o Brasil?",
    "Quantas práticas tratam da formação em África?",
)
"""Questions that between them read every table the assistant has."""


class IndexSource(Protocol):
    """Lends the index generation to answer from, the same one for the whole of one answer."""

    def lease(self) -> AbstractContextManager[Index]:
        """The live index, open until the block ends."""
        ...


class Assistant:
    """Answers questions from the published index. Safe to share between threads; keeps no conversation."""

    def __init__(
        self, source: IndexSource, *, max_question_chars: int = 20_000, writer: Writer | None = None
    ) -> None:
        self._source = source
        self._max_chars = max_question_chars
        self._writer = writer

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        mode: str = "auto",
        language: str | None = None,
    ) -> Answer:
        """The answer to ``question``. A question the corpus does not answer gives an answer that says so.

        In ``mode`` ``extractive`` it is quoted, in ``generative`` a language model writes it, in ``auto`` the
        latter where one is configured. Where the model fails, the answer is quoted and says why.

        Raises:
            UsageError: the question is empty or too long, or a filter or the mode is unknown.
            IndexStateError: there is no usable index.
        """
        events = self.stream(question, history=history, filters=filters, mode=mode, language=language)
        [answer] = [event.answer for event in events if isinstance(event, Whole)]
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        mode: str = "auto",
        language: str | None = None,
    ) -> Iterator[Event]:
        """The answer as it comes about: ``Found``, then ``Delta`` after ``Delta``, then ``Whole``.

        Every piece has been checked before it is given. Raises what ``ask`` raises, before the first event.
        """
        self._check(question, mode)
        return self._events(question, history, filters or Filters(), mode, language)

    def _events(
        self, question: str, history: Sequence[Turn], filters: Filters, mode: str, language: str | None
    ) -> Iterator[Event]:
        with self._source.lease() as index:

            def extract(asked: str, turns: Sequence[Turn], spoken: str | None) -> Answer:
                return Answering(index, filters).answer(asked, turns, spoken)

            if self._writer is not None and mode != "extractive":
                yield from self._writer.stream(
                    extract, question, history, language, index, explicit=mode == "generative"
                )
            elif mode == "generative":
                from assistant.generating.writer import without_model

                yield from without_model(extract(question, history, language))
            else:
                yield from told(extract(question, history, language))

    @property
    def writes(self) -> bool:
        """Whether there is a language model to write answers."""
        return self._writer is not None

    def prepare(self) -> None:
        """Makes ready what the first questions would otherwise wait for."""
        with self._source.lease() as index:
            for question in _FIRST:
                Answering(index, Filters()).answer(question, (), None)
            prepared(index).prepare()

    def records(self, filters: Filters | None = None) -> list[Record]:
        """The indexed records that ``filters`` allow, in order."""
        with self._source.lease() as index:
            return index.select(filters or Filters())

    def record(self, record_id: str) -> Record:
        """The record of that id, whose case, blanks and leading noughts do not matter (“GP 8”).

        ``NotFoundError`` names the nearest ids where there is none.
        """
        with self._source.lease() as index:
            if record_id in index.records:
                return index.records[record_id]
            meant = _plain_id(record_id)
            for known, record in index.records.items():
                if _plain_id(known) == meant:
                    return record
            near = difflib.get_close_matches(record_id.lower(), index.records, n=3, cutoff=0.5)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise NotFoundError(f"There is no record “{record_id}”.{hint}")

    def document(self, document_id: str) -> Document | None:
        """The original publication of that id, or ``None``."""
        with self._source.lease() as index:
            return index.documents.get(document_id)

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[Match]:
        """The passages nearest to ``query``, best first."""
        with self._source.lease() as index:
            return index.search(query, k=k, filters=filters or Filters())

    def facets(self) -> dict[str, dict[str, int]]:
        """How many records have each value of each field that they can be filtered by."""
        with self._source.lease() as index:
            return index.facets()

    def generation(self) -> str:
        """The id of the index generation that answers now."""
        with self._source.lease() as index:
            return index.generation

    def _check(self, question: str, mode: str) -> None:
        if not question.strip():
            raise UsageError("The question is empty. Write what you want to know.", field="question")
        if len(question) > self._max_chars:
            raise UsageError(
                f"The question has {len(question):,} characters; at most {self._max_chars:,} are read. "
                "Shorten it.",
                field="question",
            )
        if mode not in ("auto", "extractive", "generative"):
            raise UsageError(f"mode “{mode}” is unknown. Use auto, extractive or generative.", field="mode")


def _plain_id(record_id: str) -> str:
    """An id as one compares it: ``gp-8`` for “GP-08”, “gp 8” and “Gp8”."""
    pieces = re.findall(r"[^\W\d_]+|\d+", record_id.casefold())
    return "-".join(piece.lstrip("0") if piece.isdecimal() else piece for piece in pieces)
