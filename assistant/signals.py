"""What speaks for a record or a sentence as the answer to a question, in numbers of about 0 to 1.

Every signal is computed for all records or all sentences at once; ``assistant.weights`` says how much each
counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.facts import numbers_in
from assistant.reading import Reading
from assistant.sentence_table import SentenceTable, Values, highest
from assistant.words import content_stems
from index.opened import Index
from ingest.records import Record, RecordKind, SectionKey

RECORD_SIGNALS = (
    "sentence",
    "passage",
    "bm25",
    "body",
    "section",
    "naming",
    "title",
    "agreement",
    "disagreement",
    "names",
    "named",
    "period",
    "background",
    "practice",
)
"""``sentence`` and ``passage``: cosine of the nearest. ``bm25``: of the best passage, as a share of the highest.
``body``, ``naming``, ``title``: how much of the question they hold; ``section``: the best of its sections with
the naming. ``agreement``: the share of the countries and groups asked about that take part; ``disagreement``: 1
where none does. ``names``: the share of the proper names that it holds. ``named``: by number or id. ``period``:
of the biennium asked for."""

SENTENCE_SIGNALS = (
    "cosine",
    "passage",
    "bm25",
    "terms",
    "asked",
    "all",
    "section_terms",
    "neighbour",
    "section_first",
    "section_second",
    "contacts_unasked",
    "funding_unasked",
    "materials_unasked",
    "other",
    "facts",
    "counted",
    "names",
    "opening",
    "short",
    "introduces",
)
"""``terms``, ``asked``, ``all``: how much the sentence holds of what the question is about, of what it asks for,
and of both. ``facts``: the share of the types of fact asked for that it shows; ``counted``: a number beside the
things counted. ``opening``: first of its section. ``introduces``: ends in a colon, so that a list follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """``records`` and ``sentences``: one row each, one column for each signal."""

    records: NDArray[np.float32]
    sentences: NDArray[np.float32]


class Senses:
    """Computes the signals of a question over one index generation."""

    def __init__(self, index: Index, catalog: Catalog, table: SentenceTable) -> None:
        self._index = index
        self._catalog = catalog
        self._table = table
        self._taking_part = [_taking_part(record) for record in index.records.values()]

    def of(self, reading: Reading) -> Signals:
        """The signals of every record and sentence for ``reading``."""
        asking = _Asking(reading, self._index, self._catalog, self._table)
        return Signals(
            records=np.stack([self._record_signal(name, asking) for name in RECORD_SIGNALS], axis=1),
            sentences=np.stack([_sentence_signal(name, asking) for name in SENTENCE_SIGNALS], axis=1),
        )

    def _record_signal(self, name: str, asking: _Asking) -> Values:
        reading, table = asking.reading, self._table
        size = len(table.record_ids)
        if name == "sentence":
            return highest(asking.cosine, table.record, size)
        if name == "passage":
            return highest(asking.passage_cosine, table.passage_record, size)
        if name == "bm25":
            return highest(asking.bm25, table.passage_record, size)
        if name == "body":
            return asking.covered(self._catalog.body_stems)
        if name == "naming":
            return asking.covered(self._catalog.naming_stems)
        if name == "title":
            return asking.covered(self._catalog.title_stems)
        if name == "section":
            return highest(asking.section_coverage, table.section_record, size)
        if name in ("agreement", "disagreement"):
            shares = np.array([_agreement(reading, held) for held in self._taking_part], dtype=np.float32)
            places = bool(reading.countries or reading.groups)
            return (
                shares if name == "agreement" else np.where(places & (shares == 0), 1, 0).astype(np.float32)
            )
        if name == "names":
            if not reading.names:
                return np.zeros(size, dtype=np.float32)
            return asking.covered(self._catalog.body_stems, reading.names)
        records = self._index.records
        return np.array([_flag(name, reading, record) for record in records.values()], dtype=np.float32)


class _Asking:
    """One question, and what several of its signals share."""

    def __init__(self, reading: Reading, index: Index, catalog: Catalog, table: SentenceTable) -> None:
        self.reading = reading
        self.table = table
        self._catalog = catalog
        self._index = index
        self.words = (*reading.terms, *reading.asked)

    @cached_property
    def cosine(self) -> Values:
        return self._index.sentence_scores(self.reading.query)

    @cached_property
    def passage_cosine(self) -> Values:
        return self._index.dense_scores(self.reading.query)

    @cached_property
    def bm25(self) -> Values:
        scores = self._index.lexical_scores(" ".join(self.words) or self.reading.query)
        top = float(scores.max()) if scores.size else 0.0
        return scores / top if top > 0 else scores

    @cached_property
    def terms(self) -> Values:
        return self.table.coverage(self.reading.terms)

    @cached_property
    def section_coverage(self) -> Values:
        return self.table.section_coverage(self.words)

    def covered(self, held: dict[str, frozenset[str]], words: tuple[str, ...] | None = None) -> Values:
        words = self.words if words is None else words
        return np.array(
            [self._catalog.coverage(words, held[record_id]) for record_id in self.table.record_ids],
            dtype=np.float32,
        )


def _sentence_signal(name: str, asking: _Asking) -> Values:
    reading, table = asking.reading, asking.table
    if name == "cosine":
        return asking.cosine
    if name == "passage":
        return asking.passage_cosine[table.passage]
    if name == "bm25":
        return asking.bm25[table.passage]
    if name == "terms":
        return asking.terms
    if name == "asked":
        return table.coverage(reading.asked)
    if name == "all":
        return table.coverage(asking.words)
    if name == "section_terms":
        return asking.section_coverage[table.section]
    if name == "neighbour":
        return _neighbour(asking.terms, table)
    if name == "section_first":
        return _of(table.key == reading.sections[0] if reading.sections else False, table)
    if name == "section_second":
        return _of(np.isin(table.key, reading.sections[1:3]) if reading.sections[1:] else False, table)
    if name.endswith("_unasked"):
        key = SectionKey(name.removesuffix("_unasked"))
        return _of(table.key == key if key not in reading.sections else False, table)
    if name == "other":
        return _of(table.key == SectionKey.OTHER, table)
    if name == "facts":
        wanted = [fact for fact in table.shows if fact in reading.wanted]
        shown = [table.shows[fact].astype(np.float32) for fact in wanted]
        return np.mean(shown, axis=0, dtype=np.float32) if shown else _of(False, table)
    if name == "counted":
        return _counted(reading, table)
    if name == "names":
        return table.coverage(reading.names)
    if name == "opening":
        return _of(table.ordinal == 0, table)
    if name == "short":
        return _of(table.length < 5, table)
    return _of(table.introduces, table)


def _of(flags: NDArray[np.bool_] | bool, table: SentenceTable) -> Values:
    return (
        np.full(len(table.sentences), flags, dtype=np.float32)
        if isinstance(flags, bool)
        else flags.astype(np.float32)
    )


def _neighbour(terms: Values, table: SentenceTable) -> Values:
    """The coverage of the sentence before, where it is of the same section: what “they” or “it” may mean."""
    before = np.concatenate([np.zeros(1, dtype=np.float32), terms[:-1]]) if terms.size else terms
    return np.where(table.ordinal > 0, before, 0).astype(np.float32)


def _counted(reading: Reading, table: SentenceTable) -> Values:
    """1 where a number stands right before one of the things counted, half where both are in the sentence."""
    found = np.zeros(len(table.sentences), dtype=np.float32)
    rows = {int(row) for stem in reading.counted for row in table.holders.get(stem, ())}
    for row in rows:
        if table.shows["number"][row]:
            near = number_beside(table.sentences[row].text, reading.counted)
            found[row] = 1.0 if near else 0.5
    return found


def number_beside(text: str, counted: tuple[str, ...]) -> str | None:
    """The words of ``text`` from a number to the thing counted, at most five words after it; else ``None``."""
    for number in numbers_in(text):
        following = text[number.end() :].split()[:6]
        for count, word in enumerate(following, 1):
            if any(stem in counted for stem in content_stems(word)):
                return text[number.start() : number.end()] + " " + " ".join(following[:count])
            if word[-1] in ".;:":
                break
    return None


def _taking_part(record: Record) -> frozenset[str]:
    places = {country.name for country in record.countries} | set(record.groups)
    return frozenset(places | {country.name for part in record.parts for country in part.countries})


def _agreement(reading: Reading, taking_part: frozenset[str]) -> float:
    asked = [*reading.countries, *reading.groups]
    return sum(name in taking_part for name in asked) / len(asked) if asked else 0.0


def _flag(name: str, reading: Reading, record: Record) -> bool:
    if name == "named":
        return record.id in reading.records
    if name == "period":
        return record.period in reading.periods
    if name == "background":
        return record.kind is RecordKind.BACKGROUND
    return record.kind is RecordKind.PRACTICE
