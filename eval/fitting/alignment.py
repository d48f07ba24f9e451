"""The same records in other words: which sentences of one index say what a sentence of another says."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from assistant.words import stem_set
from eval.fitting.choice import Array
from index.opened import Index

SURE = 1.0
"""The least cosine and share of words, added up, at which two sentences say the same."""

NEARLY_BEST = 0.1
"""How far below the best another sentence may be that says it too."""

ELSEWHERE = 0.5
"""How much more alike a sentence has to be that stands in another section than the one that both texts have."""

_UNHELD = 0.3


def aligned(index: Index, other: Index) -> dict[int, tuple[int, ...]]:
    """For each sentence of ``index`` by its row the rows of ``other`` that say it, where that is sure.

    Two sentences of one record are alike by the cosine of their vectors and by the share of the one's words,
    numbers and names that the other holds, rare ones counting most.
    """
    there = _rows(other)
    found = {}
    for record_id, rows in _rows(index).items():
        if record_id not in there:
            continue
        alike = _alike(index, rows, other, there[record_id])
        for row, own in zip(rows, alike, strict=True):
            best = float(own.max())
            if best >= SURE:
                found[row] = tuple(there[record_id][i] for i in np.flatnonzero(own >= best - NEARLY_BEST))
    return found


def _alike(index: Index, rows: list[int], other: Index, there: list[int]) -> Array:
    """One row for each sentence of a record in ``index``, one column for each in ``other``."""
    vectors: NDArray[np.float32] = index.sentence_vectors[rows] @ other.sentence_vectors[there].T
    alike = vectors.astype(float)
    held = [stem_set(other.sentences[row].text) for row in there]
    keys = np.array([other.sentences[row].section_key for row in there], dtype=object)
    in_how_many = Counter(stem for stems in held for stem in stems)
    for at, row in enumerate(rows):
        weight = {
            stem: np.log(1 + len(there) / in_how_many[stem])
            if in_how_many[stem]
            else _UNHELD * np.log(1 + len(there))
            for stem in stem_set(index.sentences[row].text)
        }
        total = sum(weight.values()) or 1.0
        alike[at] += [sum(weight[stem] for stem in weight.keys() & stems) / total for stems in held]
        same = keys == index.sentences[row].section_key
        if same.any():
            alike[at, ~same] -= ELSEWHERE
    return alike


def _rows(index: Index) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, sentence in enumerate(index.sentences):
        rows.setdefault(sentence.record_id, []).append(row)
    return rows
