"""Several rankings made one, and the passages that a query names outright."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.lexical import fold
from ingest.records import Passage, Record, RecordKind

RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher, SIGIR 2009)."""

_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")
_ID = re.compile(r"\b\w++(?:-\w++)+")
_NUMBERED = re.compile(r"\bgood practice (?:no\.? ?|number |nr\.? ?|# ?)?(\d{1,3})\b")


def reciprocal_ranks(*rankings: Sequence[int]) -> dict[int, float]:
    """Each item's sum of ``1 / (60 + rank)`` over the rankings that hold it; ranks start at 1."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (RRF_K + rank)
    return scores


def named_outright(query: str, passages: Sequence[Passage], records: Mapping[str, Record]) -> set[int]:
    """Positions of the passages that ``query`` names beyond doubt; empty for most queries.

    A query does so by quoting a phrase (all quoted phrases stand in the passage, case and accents aside), or
    by a record's id or number (``gp-08``, ``Good Practice 8``).
    """
    folded = fold(query)
    wanted = {word for word in _ID.findall(folded) if word in records}
    numbers = {int(match.group(1)) for match in _NUMBERED.finditer(folded)}
    if numbers:
        wanted |= {
            record.id
            for record in records.values()
            if record.kind is RecordKind.PRACTICE and record.number in numbers
        }
    phrases = [fold(next(filter(None, match.groups())).strip(" .,;:")) for match in _QUOTED.finditer(query)]
    phrases = [" ".join(phrase.split()) for phrase in phrases if phrase]
    if not wanted and not phrases:
        return set()
    named: set[int] = set()
    for position, passage in enumerate(passages):
        if wanted and passage.record_id not in wanted:
            continue
        if phrases:
            text = " ".join(fold(passage.embed_text).split())
            if not all(phrase in text for phrase in phrases):
                continue
        named.add(position)
    return named
