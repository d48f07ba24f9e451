"""What speaks for a sentence as the answer to a question about its record, in numbers of about 0 to 1.

They look at the question, and at its rest without the words that name the record; a word counts by how rare it is
in the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalog import Catalog
from assistant.facts import FACTS, numbers_in
from assistant.reading import Reading
from assistant.weighing.asking import Asking
from assistant.weighing.holders import Values
from assistant.weighing.record_sentences import RecordSentences
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
    "asked_before",
    "asked_often",
    "asked_same",
    "adapted",
    "adapted_rest",
    *CONTEXT_SIGNALS,
    *(f"shows {fact}" for fact in FACTS),
    *(f"of {key}" for key in SectionKey),
    *(f"likely {key}" for key in SectionKey),
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
for a fact. ``asked_before``, ``asked_often``, ``asked_same``: by what answered such questions
(``asked_before.Recalled``); ``adapted``: cosine where questions meet their answers. ``shows number``: one is asked
for and it shows one. ``of results``: stands in that section; ``likely results``: times ``section_likely``."""


def named_share(reading: Reading, naming: frozenset[str], catalog: Catalog) -> float:
    """How much of what the question says beside what it asks only names the record (0–1); 1 where it says nothing."""
    return 1.0 if reading.only_asks or not reading.terms else catalog.coverage(reading.terms, naming)


def sentence_signals(
    asking: Asking, index: Index, record_id: str, likely: Mapping[SectionKey, float]
) -> NDArray[np.float32]:
    """One row for each sentence of the record in their order, one column for each signal.

    ``likely`` says for each section key the logarithm of how likely it is asked for.
    """
    reading, sentences = asking.reading, asking.table.of(record_id)
    naming = asking.catalog.naming_stems[record_id]
    here = _Here(asking, sentences)
    first = sentences.under(*reading.sections[:1])
    of_first = first.astype(np.float32)
    said = naming.union(asking.words)
    fresh = np.array([len(stems - said) for stems in sentences.stems], dtype=np.float32)
    section_likely = np.array([likely[key] for key in sentences.keys])
    rest_cosine = index.sentence_vectors[sentences.rows] @ asking.rest_vector(record_id)
    named = named_share(reading, naming, asking.catalog) if reading.sections else 0.0
    fact = float(bool(reading.wanted.intersection(FACTS) - {"named"}))
    signals: dict[str, Values | NDArray[np.bool_]] = {
        **sentences.signals,
        "cosine": asking.cosine[sentences.rows],
        "rest_cosine": rest_cosine,
        "passage": asking.passage_cosine[sentences.passage],
        "bm25": asking.bm25[sentences.passage],
        "all": here.held(asking.words),
        "asked": here.held(reading.asked),
        "rare": here.held_by_rarity(asking.words, absent=False),
        "rare_of_all": here.held_by_rarity(asking.words, absent=True),
        "rest": here.held([word for word in asking.words if word not in naming]),
        "neighbour": here.before(here.held(reading.terms)),
        "section_terms": asking.section_coverage[sentences.section],
        "section_first": first,
        "section_second": sentences.under(*reading.sections[1:3]),
        "section_likely": section_likely,
        "contacts_unasked": here.unasked(SectionKey.CONTACTS),
        "funding_unasked": here.unasked(SectionKey.FUNDING),
        "materials_unasked": here.unasked(SectionKey.MATERIALS),
        "facts": here.facts(),
        "counted": here.counted(),
        "names": here.held(reading.names),
        "fresh": (fresh / np.maximum(sentences.stem_counts, 1)).astype(np.float32),
        "fresh_words": np.log1p(fresh),
        "named_first": named * of_first,
        "named_likely": (named * section_likely).astype(np.float32),
        "named_opening": named * of_first * sentences.opening,
        "named_rest": named * rest_cosine,
        "fact_first": fact * of_first,
        "fact_likely": (fact * section_likely).astype(np.float32),
        "asked_before": asking.recalled.best[sentences.rows],
        "asked_often": asking.recalled.voted[sentences.rows],
        "asked_same": asking.recalled.same[sentences.rows],
        "adapted": asking.adapted[sentences.rows],
        "adapted_rest": asking.adapted_rest(record_id),
        **{f"shows {shown}": here.shows(shown) for shown in FACTS},
        **{f"likely {key}": section_likely * sentences.under(key) for key in SectionKey},
    }
    signals |= context_signals(signals, sentences)
    found = np.empty((len(sentences.rows), len(SENTENCE_SIGNALS)), dtype=np.float32)
    for column, name in enumerate(SENTENCE_SIGNALS):
        found[:, column] = signals[name]
    return found


class _Here:
    """The sentences of one record, and what of a question they hold."""

    def __init__(self, asking: Asking, sentences: RecordSentences) -> None:
        self._asking = asking
        self._table = asking.table
        self._sentences = sentences
        self._none = np.zeros(len(sentences.rows), dtype=np.float32)

    def held(self, words: Sequence[str]) -> Values:
        """The share of ``words`` that each sentence holds, weighted by how telling they are."""
        return self._asking.held(words, self._sentences.words)

    def held_by_rarity(self, words: Sequence[str], *, absent: bool) -> Values:
        """The same, weighted by rarity in the record; with ``absent`` its missing words count as rarest."""
        size = len(self._sentences.rows)
        weights = {}
        for word in words:
            found = self._sentences.words.count(word)
            if found or absent:
                weights[word] = float(np.log(1 + size / max(found, 1)))
        return self._sentences.words.share(weights)

    def before(self, values: Values) -> Values:
        """The value of the sentence before, where it is of the same section: what “they” may mean."""
        shifted = np.concatenate([self._none[:1], values[:-1]])
        return np.where(self._sentences.opening, self._none, shifted)

    def unasked(self, key: SectionKey) -> Values | NDArray[np.bool_]:
        """Which sentences stand under ``key`` where the question does not ask for such a section."""
        return self._none if key in self._asking.reading.sections else self._sentences.under(key)

    def facts(self) -> Values:
        """The share of the types of fact asked for that each sentence shows."""
        wanted = self._asking.reading.wanted.intersection(FACTS)
        if not wanted:
            return self._none
        return np.array([len(wanted & here) / len(wanted) for here in self._shown], dtype=np.float32)

    def shows(self, fact: str) -> Values:
        """1 where ``fact`` is a type of fact asked for and the sentence shows one."""
        if fact not in self._asking.reading.wanted:
            return self._none
        return np.array([fact in here for here in self._shown], dtype=np.float32)

    def counted(self) -> Values:
        """1 where a number stands right before a thing counted, half where both are in the sentence."""
        counted = self._asking.reading.counted
        if not counted:
            return self._none
        found = self._none.copy()
        for at in np.flatnonzero(self._sentences.words.holding(counted)):
            if "number" in self._shown[at]:
                text = self._table.sentences[self._sentences.rows[at]].text
                found[at] = 1.0 if number_beside(text, counted) else 0.5
        return found

    @cached_property
    def _shown(self) -> list[frozenset[str]]:
        return self._table.shows(self._sentences.rows)


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
