"""One question on its way to an extractive answer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant import lookup
from assistant.answer import Answer, Nearest, Retrieved
from assistant.catalog import Catalog
from assistant.defining import write_definition
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.extent import is_broad
from assistant.heading import write_heading
from assistant.leaning import read_in_context
from assistant.listing import writing
from assistant.listing.asked_census import read_census
from assistant.listing.census import Census, take
from assistant.listing.said_back import beside_the_heading, said_back
from assistant.listing.theme_sense import ThemeSense
from assistant.listing.topicality import Topicality
from assistant.phrases import phrase, section_name
from assistant.reading import Kind, Reading, Turn
from assistant.refusing.decision import decide
from assistant.refusing.missing import blank_or_missing, what_is_missing
from assistant.side_by_side import table
from assistant.side_by_side.compared_records import compared_records
from assistant.talk import topic_of
from assistant.too_little import says_nothing, says_nothing_known, says_of_nothing
from assistant.trace import passages_looked_at
from assistant.weighed import RankedRecord, Weighed
from assistant.words import fold
from index.embedder import Vectors
from index.matches import Filters
from index.opened import Index
from ingest.records import Record, RecordKind

_FAVOUR = "favour"
"""The topic of what the assistant is asked to do and cannot."""

_NEAREST = 3
"""How many records are offered where a question is not answered."""


@lru_cache(maxsize=2)
def prepared(index: Index) -> Evidence:
    """What is computed once for each index generation."""
    return Evidence(index, catalog_of(index))


def catalog_of(index: Index) -> Catalog:
    """The catalog of an index; a word that its embedding model reads in one piece is an English one."""

    def is_word(word: str) -> bool:
        return index.embedder.count_tokens(word) <= index.embedder.count_tokens("the")

    def vector(phrase: str) -> Vectors:
        vectors: Vectors = index.embedder.embed_documents([phrase])[0]
        return vectors

    model = index.manifest.model.name
    return Catalog(index.records, is_word, Topicality(model, vector), ThemeSense(model, vector))


class Answering:
    """Answers one question from the records that the filters let through, by the evidence of their index.

    An object answers once: it holds the draft of that answer.
    """

    def __init__(self, index: Index, filters: Filters, evidence: Evidence | None = None) -> None:
        self._index = index
        self._evidence = evidence or prepared(index)
        self._draft = Draft(index.documents)
        self._said: tuple[str, ...] | None = None
        self._beside: str | None = None
        self._timings: dict[str, float] = {}
        self._since = time.perf_counter()
        self._allowed: frozenset[str] | None = None
        if filters != Filters():
            self._allowed = frozenset(record.id for record in index.select(filters))

    def answer(self, question: str, history: Sequence[Turn], language: str | None) -> Answer:
        """The answer to ``question`` after ``history``, quoted from the records."""
        reading = read_in_context(question, history, self._evidence, language=language)
        self._clock("read")
        if reading.kind in (Kind.META, Kind.CHITCHAT):
            return self._talk(reading, topic_of(fold(reading.text)).name)
        if not history and says_nothing(reading):
            return self._made(reading, phrase("say_more", reading.language), answered=False)
        if says_nothing_known(reading, self._evidence.catalog):
            return self._made(reading, phrase("reads_four", reading.language), answered=False)
        self._evidence, weighed = self._evidence.for_question(reading, self._allowed)
        self._clock("retrieve")
        census = read_census(reading, self._evidence.catalog) if _is_of_records(reading) else None
        if census is not None and self._counted(census, reading):
            kind = Kind.COUNT if census.counts else Kind.LIST
            self._said = said_back(census, reading.language)
            self._beside = beside_the_heading(census, self._records(), reading.language)
            return self._finish(replace(reading, kind=kind), weighed, bool(self._draft.citations), None)
        if write_definition(self._draft, reading, self._evidence.definitions, self._allowed):
            return self._finish(replace(reading, kind=Kind.LOOKUP), weighed, True, None)
        stated = write_heading(self._draft, reading, weighed, self._evidence)
        if stated is not None:
            return self._finish(replace(reading, kind=Kind.LOOKUP), weighed, stated, None)
        if not history and self._allowed is None and says_of_nothing(reading):
            return self._made(reading, phrase("say_more", reading.language), answered=False)
        reading = self._side_by_side(reading, weighed)
        answered, confidence = self._compose(reading, weighed)
        self._clock("compose")
        return self._finish(reading, weighed, answered, confidence)

    def _compose(self, reading: Reading, weighed: Weighed) -> tuple[bool, float | None]:
        """Whether the draft now answers by a comparison or a look-up, and the confidence where it was weighed."""
        if reading.unknown_numbers and not reading.records:
            return self._no_such_practice(reading), 0.0
        if reading.kind is Kind.COMPARE:
            records = [self._index.records[record_id] for record_id in reading.records]
            if table.write(self._draft, reading, records, self._evidence):
                return True, None
        chosen = lookup.choose_records(reading, weighed)
        if _asks_for_blank(reading, chosen, self._evidence):
            return False, 0.0
        sentences = [
            sentence
            for item in chosen
            for sentence in lookup.choose_sentences(reading, item.record, weighed, self._evidence)
        ]
        decision = decide(reading, weighed, chosen, sentences, self._evidence)
        if not decision.answer:
            return False, decision.confidence
        shown = lookup.shortened(reading, sentences, weighed, self._evidence)
        lead = lookup.leading(reading, shown, weighed, self._evidence)
        lookup.write(self._draft, reading, shown, lead)
        return True, decision.confidence

    def _side_by_side(self, reading: Reading, weighed: Weighed) -> Reading:
        """``reading``, as a comparison of the records that it asks of in turn, or as a look-up where it asks of one."""
        if reading.kind not in (Kind.COMPARE, Kind.LOOKUP, Kind.DESCRIBE):
            return reading
        records = compared_records(reading, weighed, self._evidence, self._records())
        if len(records) > 1:
            return replace(reading, kind=Kind.COMPARE, records=tuple(record.id for record in records))
        return replace(reading, kind=Kind.LOOKUP) if reading.kind is Kind.COMPARE else reading

    def _counted(self, census: Census, reading: Reading) -> bool:
        """Whether the records' fields answer ``census``; what only words speak of may be in one record's text."""
        finding = take(census, self._records())
        if not finding.records and not census.is_exact:
            return False
        writing.write(self._draft, census, finding, reading.language)
        return True

    def _records(self) -> list[Record]:
        allowed = self._allowed
        return [r for r in self._index.records.values() if allowed is None or r.id in allowed]

    def _no_such_practice(self, reading: Reading) -> bool:
        """``False``: no practice has the number asked for; the draft says which numbers there are."""
        numbers = sorted(self._evidence.catalog.by_number)
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

    def _talk(self, reading: Reading, topic: str) -> Answer:
        """The answer to what is said to the assistant itself, without citations."""
        records = self._index.records.values()
        practices = Counter(record.document for record in records if record.kind is RecordKind.PRACTICE)
        documents = sorted(self._index.documents.values(), key=lambda held: -practices[held.id])
        text = phrase(
            f"talk_{topic}",
            reading.language,
            practices=practices.total(),
            initiatives=sum(record.kind is RecordKind.INITIATIVE for record in records),
            documents="; ".join(document.title for document in documents),
            publications="; ".join(document.reference for document in documents),
        )
        return self._made(reading, text, answered=topic != _FAVOUR)

    def _finish(self, reading: Reading, weighed: Weighed, answered: bool, confidence: float | None) -> Answer:
        """The answer of the draft, or a refusal that says what is missing and offers the nearest records."""
        trace = passages_looked_at(weighed, self._index)
        self._clock("trace")
        if answered:
            return self._made(reading, self._draft.text, answered=True, confidence=confidence, trace=trace)
        nearest = tuple(
            Nearest(practice_id=item.record.id, title=lookup.title_line(item.record))
            for item in weighed.ranked[:_NEAREST]
        )
        if reading.unread:
            understood = bool(reading.records or reading.countries or reading.groups)
            nearest = nearest if understood else ()
            lines = [phrase("reads_four", reading.language)]
        else:
            lines = [self._draft.text or what_is_missing(reading, weighed, self._evidence)]
        if nearest:
            lines.append(phrase("nearest", reading.language, names="; ".join(near.title for near in nearest)))
        return self._made(
            reading,
            "\n\n".join(lines),
            answered=False,
            nearest=nearest,
            confidence=confidence,
            trace=trace,
        )

    def _made(
        self,
        reading: Reading,
        text: str,
        *,
        answered: bool,
        nearest: tuple[Nearest, ...] = (),
        confidence: float | None = None,
        trace: tuple[Retrieved, ...] = (),
    ) -> Answer:
        return Answer(
            answer=text,
            answered=answered,
            kind=str(reading.kind),
            mode="extractive",
            language=reading.language,
            statements=self._draft.statements if answered else (),
            citations=self._draft.citations if answered else (),
            nearest=nearest,
            read_as=_read_as(reading, self._said),
            notice=" ".join(n for n in (self._beside, _notice(reading, answered)) if n) or None,
            retrieval=trace,
            confidence=None if confidence is None else round(confidence, 4),
            timings_ms=self._timings,
            index=self._index.generation,
        )

    def _clock(self, stage: str) -> None:
        """Notes the milliseconds since the last stage under the name of this one."""
        now = time.perf_counter()
        self._timings[stage] = round((now - self._since) * 1000, 2)
        self._since = now


def _is_of_records(reading: Reading) -> bool:
    """Whether no record is named but one that others are like, and nothing is to be compared but groups of records."""
    if reading.records:
        return reading.request is not None
    several = reading.request is not None and reading.request.several
    return several or reading.kind is not Kind.COMPARE


def _notice(reading: Reading, answered: bool) -> str | None:
    """What is said beside an answer of the languages of question and sources."""
    if reading.unread and answered:
        return phrase("reads_four", reading.language)
    quoted = answered and reading.language != "en" and reading.kind not in (Kind.META, Kind.CHITCHAT)
    return phrase("quoted_in_english", reading.language) if quoted else None


def _asks_for_blank(reading: Reading, chosen: Sequence[RankedRecord], evidence: Evidence) -> bool:
    """Whether a section is asked for that the document leaves blank in the one record that is named."""
    if len(reading.records) != 1 or not chosen:
        return False
    record = chosen[0].record
    whole = not reading.asked or is_broad(reading, record, evidence)
    return whole and blank_or_missing(reading, record) == "blank"


def _read_as(reading: Reading, said: Sequence[str] | None = None) -> str:
    """How the question was understood, for the reader: its kind, sections, records, places and themes.

    Where it was one over all records, its kind and ``said``, what it holds them to.
    """
    if said is not None:
        return f"{reading.kind}: {', '.join(said)}" if said else str(reading.kind)
    pieces = [section_name(key, reading.language) for key in reading.sections[:2]]
    pieces += [*reading.records, *reading.countries, *reading.groups, *reading.regions, *reading.themes]
    return f"{reading.kind}: {', '.join(pieces)}" if pieces else str(reading.kind)
