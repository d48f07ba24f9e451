"""Records that tell the same, nearly word for word, brought together as one match."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.proposals.library import Library
from ingest.records import Record

SAME = 0.92
"""From this cosine of whole records on, with the same countries, two records tell the same."""


def merged(ranked: Sequence[Record], library: Library) -> list[tuple[Record, tuple[Record, ...]]]:
    """``ranked`` with those that tell the same as an earlier one put beside it."""
    found: list[tuple[Record, list[Record]]] = []
    for record in ranked:
        twin = next((others for first, others in found if same(first, record, library)), None)
        if twin is None:
            found.append((record, []))
        else:
            twin.append(record)
    return [(record, tuple(others)) for record, others in found]


def same(one: Record, other: Record, library: Library) -> bool:
    """Whether two records tell the same."""
    first, second = library.position[one.id], library.position[other.id]
    near = float(library.centroids[first] @ library.centroids[second])
    return near >= SAME and library.places[first] == library.places[second]
