"""The sides of a comparison: where a question divides into parts that speak of different records."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations

from assistant.evidence import Evidence
from assistant.reading import Reading
from assistant.side_by_side.cues import BREAK, SEVERAL
from assistant.side_by_side.division import Division, Side
from assistant.side_by_side.segments import Segment, content_of, pieces_of, read_segment, text_of
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
        self._pieces = list(pieces_of(self._text))[:_MOST_PIECES]
        self._segments: dict[_Span, Segment | None] = {}
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

    def _division(self, found: _Matched, spans: Sequence[_Span], held: Sequence[Segment]) -> Division:
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

    def _held_segments(self, spans: Sequence[_Span]) -> list[Segment]:
        """The segments of ``spans`` that name something."""
        for span in spans:
            if span not in self._segments:
                self._segments[span] = read_segment(
                    self._slice(*span), self._reading.language, self._evidence, self._rows, MOST_SIDES
                )
        return [segment for span in spans if (segment := self._segments[span]) is not None]

    def _matched(
        self, likely: Sequence[Sequence[tuple[str, float]]], held: Sequence[Segment]
    ) -> _Matched | None:
        """The different records that together fit the sides best, and how well."""
        most = _CHOICES if len(held) == 2 else 2
        best: _Matched | None = None
        for chosen in _different([side[:most] for side in likely]):
            score = self._fit(chosen, held)
            if best is None or score > best[0]:
                best = (score, chosen)
        return best

    def _fit(self, chosen: Sequence[tuple[str, float]], held: Sequence[Segment]) -> float:
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

    def _held(self, held: Sequence[Segment], ids: Sequence[str]) -> float:
        """The share of what the question names that the records hold: of a side its own, of the rest all."""
        bodies = [self._catalog.body_stems[record_id] for record_id in ids]
        own = {t for segment, body in zip(held, bodies, strict=True) for t in segment.terms if t in body}
        rest = self._weights.keys() - {term for segment in held for term in segment.terms}
        total = sum(self._weights[term] for term in own & self._weights.keys())
        total += sum(self._weights[term] * (term in body) for term in rest for body in bodies) / len(bodies)
        return total / self._whole

    def _context(self, held: Sequence[Segment], ids: Sequence[str]) -> float:
        """The share of what is named outside the sides that the record holds which holds least of it."""
        rest = self._weights.keys() - {term for segment in held for term in segment.terms}
        if not rest:
            return 1.0
        whole = sum(self._weights[term] for term in rest)
        return min(
            sum(self._weights[term] for term in rest if term in self._catalog.body_stems[record_id]) / whole
            for record_id in ids
        )


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
