"""What speaks for a record as the one a question is about, in numbers of about 0 to 1.

Every signal is computed for all records at once; ``assistant.weights`` says how much each counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.asking import Asking
from assistant.weighing.holders import Values
from assistant.weighing.sentence_table import highest

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
    "asked_before",
    "asked_often",
    "asked_same",
    "adapted",
)
"""``sentence``, ``passage``: cosine of the nearest. ``bm25``: of the best passage, as a share of the highest.
``body``, ``naming``, ``title``: how much of the question they hold; ``section``: the best of its sections.
``agreement``: the share of the countries and groups asked about that take part; ``disagreement``: 1 where none
does. ``names``: the share of the proper names that it holds. ``named``: by number or id. ``period``: of the
biennium asked for. ``background``, ``practice``: of that kind. ``asked_before``, ``asked_often``, ``asked_same``: the
highest of its sentences (``assistant.weighing.asked_before``). ``adapted``: likewise (``assistant.weighing.adapted``).
"""


BY_VECTOR = ("sentence", "passage", "asked_before", "asked_often", "asked_same", "adapted")
"""Those that need the vector of the question."""


def record_signals(asking: Asking) -> NDArray[np.float32]:
    """One row for each record in the order of the index, one column for each signal."""
    return with_vector_signals(signals_by_words(asking), asking)


def signals_by_words(asking: Asking) -> NDArray[np.float32]:
    """The same with zeros for what needs the vector of the question."""
    found = np.zeros((len(asking.records.ids), len(RECORD_SIGNALS)), dtype=np.float32)
    for column, name in enumerate(RECORD_SIGNALS):
        if name not in BY_VECTOR:
            found[:, column] = _signal(name, asking)
    return found


def with_vector_signals(by_words: NDArray[np.float32], asking: Asking) -> NDArray[np.float32]:
    """``by_words`` with the signals that they lack."""
    found = by_words.copy()
    for name in BY_VECTOR:
        found[:, RECORD_SIGNALS.index(name)] = _signal(name, asking)
    return found


def _signal(name: str, asking: Asking) -> Values:
    reading, table, records = asking.reading, asking.table, asking.records
    size = len(records.ids)
    if name == "sentence":
        return highest(asking.cosine, table.record, size)
    if name == "passage":
        return highest(asking.passage_cosine, table.passage_record, size)
    if name == "asked_before":
        return highest(asking.recalled.best, table.record, size)
    if name == "adapted":
        return highest(asking.adapted, table.record, size)
    if name == "asked_often":
        return highest(asking.recalled.voted, table.record, size)
    if name == "asked_same":
        return highest(asking.recalled.same, table.record, size)
    if name == "bm25":
        return highest(asking.bm25, table.passage_record, size)
    if name == "section":
        return highest(asking.section_coverage, table.section_record, size)
    if name == "body":
        return asking.held(asking.words, records.bodies)
    if name == "naming":
        return asking.held(asking.words, records.naming)
    if name == "title":
        return asking.held(asking.words, records.titles)
    if name == "names":
        return asking.held(reading.names, records.bodies)
    if name == "agreement":
        return _agreement(asking)
    if name == "disagreement":
        asked = bool(reading.countries or reading.groups)
        return (_agreement(asking) == 0).astype(np.float32) if asked else np.zeros(size, dtype=np.float32)
    if name == "named":
        return np.array([record_id in reading.records for record_id in records.ids], dtype=np.float32)
    if name == "period":
        return np.array([period in reading.periods for period in records.periods], dtype=np.float32)
    return records.background if name == "background" else records.practice


def _agreement(asking: Asking) -> Values:
    """For each record the share of the countries and groups asked about that take part."""
    return asking.records.places.share(
        dict.fromkeys((*asking.reading.countries, *asking.reading.groups), 1.0)
    )
