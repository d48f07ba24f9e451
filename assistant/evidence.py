"""Which records and which sentences speak to a question, with what strength."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.words import stem_set
from index.matches import Filters, Match
from index.opened import Index
from ingest.records import Record, Section, SectionKey
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRecord:
    """A record with its score for a question and the parts of that score.

    ``cosine`` is that of its nearest passage; ``coverage`` the share of the question's terms, weighted by how
    telling they are, that the record holds anywhere; ``naming`` the share that its title, countries and
    partners hold. ``agreement`` is the share of the countries and groups asked about that take part in it.
    """

    record: Record
    score: float
    cosine: float
    coverage: float
    naming: float
    agreement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a section with its score for a question."""

    record: Record
    section: Section
    start: int
    end: int
    score: float
    coverage: float
    ordinal: int

    @property
    def text(self) -> str:
        return self.section.text[self.start : self.end]


class Evidence:
    """Scores every record of one index generation, and the sentences of the best ones, for a question."""

    def __init__(self, index: Index, catalog: Catalog) -> None:
        self._index = index
        self._catalog = catalog
        rows: dict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(index.passages):
            rows[passage.record_id].append(row)
        self._rows = {record_id: np.asarray(found) for record_id, found in rows.items()}

    def rank_records(self, reading: Reading, allowed: frozenset[str] | None = None) -> list[RankedRecord]:
        """All records, best first; ``allowed`` limits them."""
        cosines = self._index.dense_scores(reading.query)
        lexical = self._index.lexical_scores(" ".join(reading.terms) or reading.query)
        highest = float(lexical.max()) if lexical.size and lexical.max() > 0 else 1.0
        ranked = []
        for record_id, record in self._index.records.items():
            if (allowed is not None and record_id not in allowed) or record_id not in self._rows:
                continue
            rows = self._rows[record_id]
            cosine = float(cosines[rows].max())
            coverage = self._catalog.coverage(reading.terms, self._catalog.body_stems[record_id])
            naming = self._catalog.coverage(reading.terms, self._catalog.title_stems[record_id])
            agreement = _agreement(reading, record)
            score = (
                0.45 * cosine
                + 0.35 * coverage
                + 0.35 * naming
                + 0.25 * float(lexical[rows].max()) / highest
                + 0.35 * agreement
                + (10.0 if record_id in reading.records else 0.0)
            )
            ranked.append(
                RankedRecord(
                    record=record,
                    score=score,
                    cosine=cosine,
                    coverage=coverage,
                    naming=naming,
                    agreement=agreement,
                )
            )
        return sorted(ranked, key=lambda item: (-item.score, item.record.id))

    def sentences(
        self, reading: Reading, records: Iterable[Record], *, keys: Sequence[SectionKey] = ()
    ) -> list[Sentence]:
        """The sentences of ``records`` (of the sections ``keys``, where given), best first."""
        cosines = self._index.dense_scores(reading.query)
        found = []
        for record in records:
            specific = self.specific_terms(reading, record)
            near = self._section_cosines(record.id, cosines)
            for section in record.sections:
                if keys and section.key not in keys:
                    continue
                asked = 0.35 if section.key in reading.sections[:2] else 0.0
                for ordinal, (start, end) in enumerate(sentence_spans(section.text)):
                    text = section.text[start:end]
                    stems = stem_set(text)
                    coverage = self._catalog.coverage(specific, stems)
                    score = (
                        coverage
                        + 0.6 * near.get(section.id, 0.0)
                        + asked
                        + _fact_bonus(reading, text)
                        + (0.08 if ordinal == 0 else 0.0)
                    )
                    found.append(
                        Sentence(
                            record=record,
                            section=section,
                            start=start,
                            end=end,
                            score=score,
                            coverage=coverage,
                            ordinal=ordinal,
                        )
                    )
        return sorted(found, key=lambda s: (-s.score, s.record.id, s.section.id, s.start))

    def specific_terms(self, reading: Reading, record: Record) -> tuple[str, ...]:
        """The terms of a question that do not merely name the record."""
        naming = self._catalog.title_stems[record.id]
        return tuple(term for term in reading.terms if term not in naming)

    def search(self, reading: Reading, filters: Filters, k: int) -> list[Match]:
        """The passages nearest to the question, for the trace of the answer."""
        return self._index.search(reading.query, k=k, filters=filters)

    def _section_cosines(self, record_id: str, cosines: NDArray[np.float32]) -> dict[str, float]:
        best: dict[str, float] = {}
        for row in self._rows.get(record_id, ()):
            passage = self._index.passages[row]
            best[passage.section_id] = max(best.get(passage.section_id, -1.0), float(cosines[row]))
        return best


@lru_cache(maxsize=8_192)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a section's text."""
    return tuple((span.start, span.end) for span in split_sentences(text))


def _agreement(reading: Reading, record: Record) -> float:
    asked = [*reading.countries, *reading.groups]
    if not asked:
        return 0.0
    present = {country.name for country in record.countries} | set(record.groups)
    for part in record.parts:
        present |= {country.name for country in part.countries}
    share = sum(name in present for name in asked) / len(asked)
    return share if share else -0.3


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\b", re.I
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")


def _fact_bonus(reading: Reading, text: str) -> float:
    bonus = 0.0
    if "number" in reading.wanted and _NUMBER.search(text):
        bonus += 0.25
    if "date" in reading.wanted and _DATE.search(text):
        bonus += 0.3
    if "person" in reading.wanted and _NAME.search(text):
        bonus += 0.1
    return bonus
