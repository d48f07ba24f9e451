"""What speaks for a sentence as the answer to a question about its record, in numbers of about 0 to 1.

They look at the question, and at its rest without the words that name the record; a word counts by how rare it is
in the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.facts import FACTS, numbers_in
from assistant.reading import Reading
from assistant.weighing.asking import Asking
from assistant.weighing.holders import Rows, Values
from assistant.weighing.sentence_context import CONTEXT_SIGNALS, context_signals
from assistant.words import content_stems
from index.opened import Index
from ingest.records import SectionKey

SENTENCE_SIGNALS = (
    "cosine",
    "rest_cosine",
    "passage",
    "bm25",
    "all",
    "asked",
    "rare",
    "rare_of_all",
    "rest",
    "neighbour",
    "section_terms",
    "section_first",
    "section_second",
    "section_likely",
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
    "central",
    "central_of_record",
    "fresh",
    "fresh_words",
    "named_first",
    "named_likely",
    "named_opening",
    "named_rest",
    "fact_first",
    "fact_likely",
    *CONTEXT_SIGNALS,
    *(f"shows {fact}" for fact in FACTS),
)
"""``cosine``: of sentence and question; ``rest_cosine``: of sentence and rest. ``all``, ``asked``, ``rest``: how
much the sentence holds of the question, of what it asks for, of the rest. ``rare``: of the question's words that
the record holds, weighted by rarity in the record; ``rare_of_all``: of all of them. ``section_likely``: logarithm
of the probability that the rest asks for the section. ``facts``: the share of the types of fact asked for that
it shows; ``counted``: a number beside the things counted. ``opening``: first of its section. ``introduces``:
ends in a colon, so that a list follows. ``central``: cosine with the middle of its section, or of its record.
``fresh``: the share of its words that neither the question says nor the record's name, ``fresh_words`` the
logarithm of their number. ``named_first``, ``named_likely``, ``named_opening``, ``named_rest``: of a question for
a section, times the share of its other words that name the record; ``fact_first``, ``fact_likely``: of a question
for a fact. ``shows number``: one is asked for and it shows one."""


def sentence_signals(
    asking: Asking, index: Index, record_id: str, likely: Mapping[SectionKey, float]
) -> NDArray[np.float32]:
    """One row for each sentence of the record in their order, one column for each signal.

    ``likely`` says for each section key the logarithm of how likely it is asked for.
    """
    table, reading = asking.table, asking.reading
    rows = table.rows_of[record_id]
    naming = asking.catalog.naming_stems[record_id]
    rest = asking.rest_vector(record_id)
    here = _Here(asking, rows)
    key = table.key[rows]
    first = reading.sections[0] if reading.sections else None
    said = naming.union(asking.words)
    fresh = np.array([len(table.stems[row] - said) for row in rows], dtype=np.float32)
    fresh_of = np.array([len(table.stems[row]) for row in rows], dtype=np.float32)
    section_likely = np.array([likely[name] for name in key])
    named = asking.catalog.coverage(reading.terms, naming) if reading.sections and reading.terms else 0.0
    fact = float(bool(reading.wanted.intersection(FACTS) - {"named"}))
    of_first = np.asarray(key == first, dtype=np.float32)
    signals: dict[str, Values | NDArray[np.bool_]] = {
        "cosine": asking.cosine[rows],
        "rest_cosine": index.sentence_vectors[rows] @ rest,
        "passage": asking.passage_cosine[table.passage[rows]],
        "bm25": asking.bm25[table.passage[rows]],
        "all": here.held(asking.words),
        "asked": here.held(reading.asked),
        "rare": here.held_by_rarity(asking.words, absent=False),
        "rare_of_all": here.held_by_rarity(asking.words, absent=True),
        "rest": here.held([word for word in asking.words if word not in naming]),
        "neighbour": here.before(here.held(reading.terms)),
        "section_terms": asking.section_coverage[table.section[rows]],
        "section_first": key == first,
        "section_second": np.isin(key, reading.sections[1:3]),
        "section_likely": section_likely,
        "contacts_unasked": _unasked(SectionKey.CONTACTS, key, reading),
        "funding_unasked": _unasked(SectionKey.FUNDING, key, reading),
        "materials_unasked": _unasked(SectionKey.MATERIALS, key, reading),
        "other": key == SectionKey.OTHER,
        "facts": here.facts(),
        "counted": here.counted(),
        "names": here.held(reading.names),
        "opening": table.ordinal[rows] == 0,
        "short": table.length[rows] < 5,
        "introduces": table.introduces[rows],
        "central": table.central[rows],
        "central_of_record": table.central_of_record[rows],
        "fresh": (fresh / np.maximum(fresh_of, 1)).astype(np.float32),
        "fresh_words": np.log1p(fresh),
        "named_first": named * of_first,
        "named_likely": (named * section_likely).astype(np.float32),
        "named_opening": named * of_first * (table.ordinal[rows] == 0),
        "fact_first": fact * of_first,
        "fact_likely": (fact * section_likely).astype(np.float32),
        **{f"shows {shown}": here.shows(shown) for shown in FACTS},
    }
    signals["named_rest"] = named * np.asarray(signals["rest_cosine"], dtype=np.float32)
    signals |= context_signals(signals, table, rows)
    found = np.empty((len(rows), len(SENTENCE_SIGNALS)), dtype=np.float32)
    for column, name in enumerate(SENTENCE_SIGNALS):
        found[:, column] = signals[name]
    return found


class _Here:
    """The sentences of one record, and what of a question they hold."""

    def __init__(self, asking: Asking, rows: Rows) -> None:
        self._asking = asking
        self._table = asking.table
        self._rows = rows

    def held(self, words: Sequence[str]) -> Values:
        """The share of ``words`` that each sentence holds, weighted by how telling they are."""
        return self._asking.held(words, self._table.words)[self._rows]

    def held_by_rarity(self, words: Sequence[str], *, absent: bool) -> Values:
        """The same, weighted by rarity in the record; with ``absent`` its missing words count as rarest."""
        size = len(self._rows)
        weights = {}
        for word in words:
            found = int(np.count_nonzero(self._holding((word,))))
            if found or absent:
                weights[word] = float(np.log(1 + size / max(found, 1)))
        return self._table.words.share(weights)[self._rows]

    def before(self, values: Values) -> Values:
        """The value of the sentence before, where it is of the same section: what “they” may mean."""
        shifted = np.concatenate([np.zeros(1, dtype=np.float32), values[:-1]])
        return np.where(self._table.ordinal[self._rows] > 0, shifted, 0).astype(np.float32)

    def facts(self) -> Values:
        """The share of the types of fact asked for that each sentence shows."""
        wanted = self._asking.reading.wanted.intersection(FACTS)
        if not wanted:
            return np.zeros(len(self._rows), dtype=np.float32)
        shown = self._table.shows(self._rows)
        return np.array([len(wanted & here) / len(wanted) for here in shown], dtype=np.float32)

    def shows(self, fact: str) -> Values:
        """1 where ``fact`` is a type of fact asked for and the sentence shows one."""
        if fact not in self._asking.reading.wanted:
            return np.zeros(len(self._rows), dtype=np.float32)
        return np.array([fact in here for here in self._table.shows(self._rows)], dtype=np.float32)

    def counted(self) -> Values:
        """1 where a number stands right before a thing counted, half where both are in the sentence."""
        counted = self._asking.reading.counted
        found = np.zeros(len(self._rows), dtype=np.float32)
        for at in np.flatnonzero(self._holding(counted)):
            row = int(self._rows[at])
            if "number" in self._table.shows((row,))[0]:
                found[at] = 1.0 if number_beside(self._table.sentences[row].text, counted) else 0.5
        return found

    def _holding(self, words: Sequence[str]) -> NDArray[np.bool_]:
        return self._table.words.holding(words)[self._rows]


def number_beside(text: str, counted: Sequence[str]) -> str | None:
    """The words of ``text`` from a number to a thing counted, at most five words on; else ``None``."""
    for number in numbers_in(text):
        following = text[number.end() :].split()[:6]
        for count, word in enumerate(following, 1):
            if any(stem in counted for stem in content_stems(word)):
                return text[number.start() : number.end()] + " " + " ".join(following[:count])
            if word[-1] in ".;:":
                break
    return None


def _unasked(section: SectionKey, key: NDArray[np.object_], reading: Reading) -> NDArray[np.bool_]:
    asked = section in reading.sections
    return np.zeros(len(key), dtype=bool) if asked else np.asarray(key == section, dtype=bool)
