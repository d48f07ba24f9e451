"""The sides of a comparison: where a question divides into parts that speak of different records."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from assistant.catalog import Catalog
from assistant.evidence import Evidence
from assistant.listing.conditions.general_words import frame_stems, general_words
from assistant.question_reading import read_question
from assistant.reading import POINTING, Reading
from assistant.side_by_side.cues import ASKED_FOR, BARE_NUMBER, BREAK, JOINT, SEVERAL
from assistant.weighing.record_signals import signals_by_words
from assistant.words import fold
from ingest.records import Record, RecordKind

MOST_SIDES = 4

_MOST_PIECES = 9
_LEAD, _TAIL = 2, 3
"""How many pieces at either end may belong to no side."""

_LOOKED_AT = 3
"""How many ways to divide a question are weighed with the vectors of their sides."""

_CHOICES = 3
"""How many records each side may mean."""

_LEAST = 1e-4

_HELD, _PER_SIDE, _SAME_KIND, _BACKGROUND = 6.0, 0.8, 0.5, 1.5
_NAMED, _NAMELESS, _BROKEN, _SECTION, _CONTEXT, _PERIOD = 2.0, 1.5, 1.0, 1.5, 1.0, 2.0
"""How much counts beside the likelihood of each record: in order, that they hold what is named, each side more, that
they are of one kind, that one is a background text, how much of a side names its record, that nothing of it does,
that a side goes over the end of a clause, that they have the section asked for, that they lack what stands outside the
sides, that they are of the period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: its words, where they stand, the record that it means, and how likely by these words alone.

    ``named`` is how much of it names the record, all of it where that is ``numbered``: called by its number.
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    record: Record
    probability: float
    named: float
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A question divided into sides of different records.

    ``held`` is the share of what the question names that the records hold, each of its own side; ``held_by_one`` the
    share that the one record holds which holds most. ``score`` is higher for a likelier division.
    """

    sides: tuple[Side, ...]
    held: float
    held_by_one: float
    score: float

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(side.record for side in self.sides)


def text_of(reading: Reading) -> str:
    """The question with the words that join its sides, which a rendering in English leaves out."""
    return reading.query if reading.language == "en" else reading.text


def content_of(reading: Reading) -> tuple[str, ...]:
    """The stems of ``reading`` that can name a record or a part of it."""
    return tuple(
        term
        for term in dict.fromkeys((*reading.terms, *reading.asked))
        if term not in frame_stems() and term not in POINTING and not term.isdigit()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    """Neighbouring pieces taken as one side, with the likeliest records by words alone, best first."""

    reading: Reading
    terms: tuple[str, ...]
    likely: tuple[tuple[str, float], ...]


_Span = tuple[int, int]
_Way = tuple[float, tuple[_Span, ...]]
_Matched = tuple[float, tuple[tuple[str, float], ...]]


class Dividing:
    """One question held against ``allowed``, to be divided."""

    def __init__(self, reading: Reading, evidence: Evidence, allowed: Sequence[Record]) -> None:
        self._reading = reading
        self._evidence = evidence
        self._catalog = evidence.catalog
        self._records = {record.id: record for record in allowed}
        self._rows = [row for row, record_id in enumerate(evidence.records.ids) if record_id in self._records]
        self._text = text_of(reading)
        self._pieces = list(_pieces(self._text))[:_MOST_PIECES]
        self._segments: dict[_Span, _Segment | None] = {}
        self._named: dict[tuple[tuple[str, ...], str], float] = {}
        self._weights = {term: self._catalog.idf(term) for term in content_of(reading)}
        self._whole = sum(self._weights.values()) or 1.0

    @cached_property
    def held_by_one(self) -> float:
        """The share of what the question names that the one record holds which holds most."""
        shares = self._evidence.records.bodies.share(self._weights)
        kinds = {row: self._records[self._evidence.records.ids[row]].kind for row in self._rows}
        described = [row for row, kind in kinds.items() if kind is not RecordKind.BACKGROUND]
        return float(shares[described].max()) if described else 0.0

    @property
    def gain(self) -> float:
        """How much more of what the question names the records of its sides hold, as far as words alone tell."""
        known = sum(weight for term, weight in self._weights.items() if self._catalog.knows(term))
        if known / self._whole <= self.held_by_one or not self._ways:
            return -1.0
        held = self._held_segments(self._ways[0][1])
        found = self._matched([segment.likely for segment in held], held)
        return self._held(held, [i for i, _ in found[1]]) - self.held_by_one if found else -1.0

    def best(self) -> Division | None:
        """The best division, by the vectors of the sides of those that are best by words; ``None`` if there is none."""
        near = self._ways[:_LOOKED_AT]
        spans = tuple(dict.fromkeys(span for _, way in near for span in way))
        readings = [segment.reading for segment in self._held_segments(spans)]
        weighed = dict(zip(spans, self._evidence.weigh_each(readings, self._records), strict=True))
        best: Division | None = None
        for _, way in near:
            held = self._held_segments(way)
            likely = [
                tuple((item.record.id, item.probability) for item in weighed[span].ranked[:MOST_SIDES])
                for span in way
            ]
            found = self._matched(likely, held)
            if found is not None and (best is None or found[0] > best.score):
                best = self._division(found, way, held)
        return best

    @cached_property
    def _ways(self) -> list[_Way]:
        """The ways to divide the question, best first as far as words alone tell."""
        if len(self._pieces) < 2 or len(self._rows) < 2:
            return []
        ways: list[_Way] = []
        for spans in self._possible():
            held = self._held_segments(spans)
            if len(held) < len(spans):
                continue
            found = self._matched([segment.likely for segment in held], held)
            if found is not None:
                ways.append((found[0], spans))
        return sorted(ways, key=lambda way: -way[0])

    def _possible(self) -> Iterator[tuple[_Span, ...]]:
        """Every way to divide the pieces into neighbouring sides, with a lead and a tail that belong to none."""
        count = len(self._pieces)
        most = MOST_SIDES if SEVERAL.search(self._text) else 2
        for start in range(min(_LEAD, count - 2) + 1):
            for end in range(max(start + 2, count - _TAIL), count + 1):
                for sides in range(2, min(most, end - start) + 1):
                    for cuts in combinations(range(start + 1, end), sides - 1):
                        edges = (start, *cuts, end)
                        yield tuple(zip(edges[:-1], (edge - 1 for edge in edges[1:]), strict=True))

    def _division(self, found: _Matched, spans: Sequence[_Span], held: Sequence[_Segment]) -> Division:
        score, chosen = found
        return Division(
            sides=tuple(
                Side(
                    text=self._slice(*span),
                    start=self._pieces[span[0]][0],
                    end=self._pieces[span[1]][1],
                    terms=segment.terms,
                    record=self._records[record_id],
                    probability=probability,
                    named=(
                        1.0
                        if record_id in segment.reading.records
                        else self._naming(segment.terms, record_id)
                    ),
                    numbered=record_id in segment.reading.records,
                )
                for span, segment, (record_id, probability) in zip(spans, held, chosen, strict=True)
            ),
            held=self._held(held, [record_id for record_id, _ in chosen]),
            held_by_one=self.held_by_one,
            score=score,
        )

    def _slice(self, first: int, last: int) -> str:
        return self._text[self._pieces[first][0] : self._pieces[last][1]]

    def _held_segments(self, spans: Sequence[_Span]) -> list[_Segment]:
        """The segments of ``spans`` that name something."""
        for span in spans:
            if span not in self._segments:
                self._segments[span] = self._read(self._slice(*span))
        return [segment for span in spans if (segment := self._segments[span]) is not None]

    def _read(self, text: str) -> _Segment | None:
        reading = read_question(text, self._catalog, language=self._reading.language)
        number = BARE_NUMBER.search(fold(text))
        if number and not reading.records and int(number.group(1)) in self._catalog.by_number:
            reading = replace(reading, records=(self._catalog.by_number[int(number.group(1))],))
        terms = content_of(reading)
        if not _names_something(reading, terms, self._catalog):
            return None
        scores = signals_by_words(self._evidence.asking(reading)) @ self._evidence.record_weights
        chances = np.exp(scores[self._rows].astype(float) - float(scores[self._rows].max()))
        chances /= chances.sum()
        ids = self._evidence.records.ids
        return _Segment(
            reading=reading,
            terms=terms,
            likely=tuple(
                (ids[self._rows[place]], float(chances[place]))
                for place in np.argsort(-chances, kind="stable")[:MOST_SIDES]
            ),
        )

    def _matched(
        self, likely: Sequence[Sequence[tuple[str, float]]], held: Sequence[_Segment]
    ) -> _Matched | None:
        """The different records that together fit the sides best, and how well."""
        most = _CHOICES if len(held) == 2 else 2
        best: _Matched | None = None
        for chosen in _different([side[:most] for side in likely]):
            score = self._fit(chosen, held)
            if best is None or score > best[0]:
                best = (score, chosen)
        return best

    def _fit(self, chosen: Sequence[tuple[str, float]], held: Sequence[_Segment]) -> float:
        ids = [record_id for record_id, _ in chosen]
        kinds = {self._records[record_id].kind for record_id in ids}
        naming = [self._catalog.naming_stems[record_id] for record_id in ids]
        paired = list(zip(held, ids, naming, strict=True))
        nameless = sum(
            not (
                record_id in segment.reading.records
                or segment.reading.countries
                or segment.reading.groups
                or any(term in stems for term in segment.terms)
            )
            for segment, record_id, stems in paired
        )
        periods = self._reading.periods
        return (
            sum(math.log(max(probability, _LEAST)) for _, probability in chosen)
            + _HELD * self._held(held, ids)
            - _PER_SIDE * len(ids)
            + _SAME_KIND * (len(kinds) == 1)
            - _BACKGROUND * (RecordKind.BACKGROUND in kinds)
            + _NAMED * min(self._naming(segment.terms, record_id) for segment, record_id, _ in paired)
            - _NAMELESS * nameless
            - _BROKEN * sum(bool(BREAK.search(segment.reading.text.rstrip(" .?!:"))) for segment in held)
            + _SECTION * sum(self._has_section(record_id) for record_id in ids) / len(ids)
            - _CONTEXT * (1 - self._context(held, ids))
            + _PERIOD * sum(self._records[record_id].period in periods for record_id in ids) / len(ids)
        )

    def _has_section(self, record_id: str) -> bool:
        asked = self._reading.sections[:1]
        return not asked or any(
            s.key is asked[0] and s.text.strip() for s in self._records[record_id].sections
        )

    def _naming(self, terms: tuple[str, ...], record_id: str) -> float:
        """How much of ``terms`` names the record."""
        key = (terms, record_id)
        if key not in self._named:
            self._named[key] = self._catalog.coverage(terms, self._catalog.naming_stems[record_id])
        return self._named[key]

    def _held(self, held: Sequence[_Segment], ids: Sequence[str]) -> float:
        """The share of what the question names that the records hold: of a side its own, of the rest all."""
        bodies = [self._catalog.body_stems[record_id] for record_id in ids]
        own = {t for segment, body in zip(held, bodies, strict=True) for t in segment.terms if t in body}
        rest = self._weights.keys() - {term for segment in held for term in segment.terms}
        total = sum(self._weights[term] for term in own & self._weights.keys())
        total += sum(self._weights[term] * (term in body) for term in rest for body in bodies) / len(bodies)
        return total / self._whole

    def _context(self, held: Sequence[_Segment], ids: Sequence[str]) -> float:
        """The share of what is named outside the sides that the record holds which holds least of it."""
        rest = self._weights.keys() - {term for segment in held for term in segment.terms}
        if not rest:
            return 1.0
        whole = sum(self._weights[term] for term in rest)
        return min(
            sum(self._weights[term] for term in rest if term in self._catalog.body_stems[record_id]) / whole
            for record_id in ids
        )


def _names_something(reading: Reading, terms: Sequence[str], catalog: Catalog) -> bool:
    """Whether a piece of a question says what it is about, not only what is asked of it."""
    if reading.records or reading.countries or reading.groups or any(map(catalog.knows, reading.names)):
        return True
    if reading.only_asks:
        return False
    folded = fold(reading.text)
    if ASKED_FOR.search(folded):
        left = read_question(ASKED_FOR.sub(" ", folded), catalog, language=reading.language)
        terms = [term for term in terms if term in content_of(left)]
    general = general_words("en")[1]
    return any(term in reading.terms and term not in general for term in terms)


def _different(likely: Sequence[Sequence[tuple[str, float]]]) -> Iterator[tuple[tuple[str, float], ...]]:
    """Every choice of one record for each side in which no record stands twice."""
    if not likely:
        yield ()
        return
    for rest in _different(likely[:-1]):
        taken = {record_id for record_id, _ in rest}
        for item in likely[-1]:
            if item[0] not in taken:
                yield (*rest, item)


def _pieces(text: str) -> Iterator[_Span]:
    """Start and end of what stands between the joints."""
    at = 0
    for joint in JOINT.finditer(text):
        if re.search(r"\w", text[at : joint.start()]):
            yield at, joint.start()
        at = joint.end()
    if re.search(r"\w", text[at:]):
        yield at, len(text)
