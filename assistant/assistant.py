"""The assistant: a question in, an answer with its citations out."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from assistant import comparing, listing, lookup
from assistant.answer import Answer, Nearest, Retrieved
from assistant.catalog import Catalog
from assistant.draft import Draft
from assistant.events import Event, Whole, told
from assistant.evidence import Evidence, RankedRecord
from assistant.phrases import phrase, section_name
from assistant.reading import Kind, Reading, Turn, read_question
from assistant.refusing import decide
from index.matches import Filters, Match
from index.opened import Index
from ingest.errors import NotFoundError, UsageError
from ingest.records import Document, Record, RecordKind

if TYPE_CHECKING:
    from assistant.generating.writer import Writer

_TRACE = 10
_NEAREST = 3


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
                return _Answering(index, filters).answer(asked, turns, spoken)

            if self._writer is not None and mode != "extractive":
                yield from self._writer.stream(
                    extract, question, history, language, index, explicit=mode == "generative"
                )
            elif mode == "generative":
                from assistant.generating.writer import without_model

                yield from without_model(extract(question, history, language))
            else:
                yield from told(extract(question, history, language))

    def records(self, filters: Filters | None = None) -> list[Record]:
        """The indexed records that ``filters`` allow, in order."""
        with self._source.lease() as index:
            return index.select(filters or Filters())

    def record(self, record_id: str) -> Record:
        """The record of that id; ``NotFoundError`` names the nearest ids where there is none."""
        with self._source.lease() as index:
            if record_id in index.records:
                return index.records[record_id]
            near = difflib.get_close_matches(record_id.lower(), index.records, n=3, cutoff=0.5)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise NotFoundError(f"There is no record “{record_id}”.{hint} `sstc practices` lists all ids.")

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


@lru_cache(maxsize=4)
def _prepared(index: Index) -> tuple[Catalog, Evidence]:
    catalog = Catalog(index.records)
    return catalog, Evidence(index, catalog)


class _Answering:
    """One question on its way to an answer."""

    def __init__(self, index: Index, filters: Filters) -> None:
        self._index = index
        self._filters = filters
        self._catalog, self._evidence = _prepared(index)
        self._draft = Draft(index.documents)
        self._timings: dict[str, float] = {}
        self._since = time.perf_counter()

    def answer(self, question: str, history: Sequence[Turn], language: str | None) -> Answer:
        allowed = self._allowed()
        reading = read_question(question, self._catalog, history=history, language=language)
        self._clock("read")
        if reading.kind in (Kind.META, Kind.CHITCHAT):
            return self._talk(reading)
        ranked = self._evidence.rank_records(reading, allowed)
        self._clock("retrieve")
        answered = self._compose(reading, ranked, allowed)
        self._clock("compose")
        return self._finish(reading, ranked, answered)

    def _compose(
        self, reading: Reading, ranked: Sequence[RankedRecord], allowed: frozenset[str] | None
    ) -> bool:
        if reading.unknown_numbers and not reading.records:
            numbers = sorted(self._catalog.by_number)
            if numbers:
                self._draft.say(
                    phrase(
                        "no_such_practice",
                        reading.language,
                        number=reading.unknown_numbers[0],
                        first=numbers[0],
                        last=numbers[-1],
                    )
                )
            return False
        if reading.kind in (Kind.LIST, Kind.COUNT):
            records = [r for r in self._index.records.values() if allowed is None or r.id in allowed]
            found, searched = listing.select(reading, records)
            listing.write(self._draft, reading, found, searched)
            return bool(found)
        if reading.kind is Kind.COMPARE:
            records = [item.record for item in ranked if item.record.id in reading.records] or [
                item.record for item in ranked[:2]
            ]
            if len(records) > 1:
                comparing.write(self._draft, reading, records[:4], self._evidence)
                return True
        chosen = lookup.choose_records(reading, ranked)
        sentences = lookup.choose_sentences(reading, chosen, self._evidence, self._catalog) if chosen else []
        decision = decide(reading, chosen[0] if chosen else None, sentences, self._catalog)
        if not decision.answer:
            return False
        lookup.write(self._draft, reading, sentences)
        return True

    def _allowed(self) -> frozenset[str] | None:
        if self._filters == Filters():
            return None
        return frozenset(record.id for record in self._index.select(self._filters))

    def _talk(self, reading: Reading) -> Answer:
        records = self._index.records.values()
        text = phrase(
            "greeting" if reading.kind is Kind.CHITCHAT else "meta",
            reading.language,
            practices=sum(record.kind is RecordKind.PRACTICE for record in records),
            initiatives=sum(record.kind is RecordKind.INITIATIVE for record in records),
        )
        return self._made(reading, text, answered=True)

    def _finish(self, reading: Reading, ranked: Sequence[RankedRecord], answered: bool) -> Answer:
        if answered:
            notice = phrase("quoted_in_english", reading.language) if reading.language != "en" else None
            return self._made(reading, self._draft.text, answered=True, notice=notice)
        nearest = tuple(
            Nearest(practice_id=item.record.id, title=lookup.title_line(item.record))
            for item in ranked[:_NEAREST]
        )
        lines = [self._draft.text or phrase("not_found", reading.language)]
        if nearest:
            lines.append(phrase("nearest", reading.language, names="; ".join(near.title for near in nearest)))
        return self._made(reading, "\n\n".join(lines), answered=False, nearest=nearest)

    def _made(
        self,
        reading: Reading,
        text: str,
        *,
        answered: bool,
        nearest: tuple[Nearest, ...] = (),
        notice: str | None = None,
    ) -> Answer:
        talk = reading.kind in (Kind.META, Kind.CHITCHAT)
        matches = () if talk else self._evidence.search(reading, self._filters, _TRACE)
        self._clock("trace")
        return Answer(
            answer=text,
            answered=answered,
            kind=str(reading.kind),
            mode="extractive",
            language=reading.language,
            statements=self._draft.statements if answered else (),
            citations=self._draft.citations if answered else (),
            nearest=nearest,
            read_as=_read_as(reading),
            notice=notice,
            retrieval=tuple(
                Retrieved(
                    passage_id=match.passage.id,
                    practice_id=match.passage.record_id,
                    section=str(match.passage.section_key),
                    score=round(match.score, 4),
                    cosine=None if match.cosine is None else round(match.cosine, 4),
                    text=match.passage.text,
                )
                for match in matches
            ),
            timings_ms=self._timings,
            index=self._index.generation,
        )

    def _clock(self, stage: str) -> None:
        now = time.perf_counter()
        self._timings[stage] = round((now - self._since) * 1000, 2)
        self._since = now


def _read_as(reading: Reading) -> str:
    pieces = [section_name(key, reading.language) for key in reading.sections[:2]]
    pieces += [*reading.records, *reading.countries, *reading.groups, *reading.regions, *reading.themes]
    return f"{reading.kind}: {', '.join(pieces)}" if pieces else str(reading.kind)
