"""What was looked at for an answer: the passages that come with it, so that a reader sees what else there was."""

from __future__ import annotations

import numpy as np

from assistant.answer import Retrieved
from assistant.weighed import Weighed
from index.opened import Index

_TRACE = 10
"""How many passages are told."""


def passages_looked_at(weighed: Weighed, index: Index) -> tuple[Retrieved, ...]:
    """Passages of the likeliest record whose sentences rank first, then the nearest of every likely record."""
    scores = {item.record.id: item.score for item in weighed.ranked}
    cosines = weighed.asking.passage_cosine
    return tuple(
        Retrieved(
            passage_id=passage.id,
            practice_id=passage.record_id,
            section=str(passage.section_key),
            score=round(scores.get(passage.record_id, 0.0), 4),
            cosine=round(float(cosines[row]), 4),
            text=passage.text,
        )
        for row in _rows(weighed)
        for passage in [index.passages[row]]
    )


def _rows(weighed: Weighed) -> list[int]:
    """The rows of these passages in the index."""
    table, cosines = weighed.asking.table, weighed.asking.passage_cosine
    order: list[int] = []
    if weighed.ranked:
        found = table.passage[weighed.sentences(weighed.ranked[0].record).rows].tolist()
        order = list(dict.fromkeys(found))[: (_TRACE + 1) // 2]
    for item in weighed.ranked[:_TRACE]:
        rows = table.passages_of[item.record.id]
        nearest = rows[np.argsort(-cosines[rows], kind="stable")]
        best = nearest[: 2 if item is weighed.ranked[0] else 1].tolist()
        order += [row for row in best if row not in order]
    return order[:_TRACE]
