"""What a search takes and gives: filters and matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Passage

Route = Literal["fused", "dense", "lexical"]
"""Which ranking a search goes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which records and sections a search may look at; an empty field allows all.

    Within a field any value is enough, between fields all must hold. ``region``, ``theme`` and ``country``
    take canonical names (a country also by ISO code or alias), ``group`` acronyms such as ``ECOWAS``,
    ``section`` section keys, ``record`` record ids, ``kind`` record kinds,
    among them ``project`` for those initiatives that are projects.
    """

    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that a search found.

    ``score`` orders the matches of one search (higher is better); ``cosine`` is the raw similarity of query
    and passage where the dense route saw it. ``route`` is ``dense``, ``lexical`` or ``fused``; ``rank``
    starts at 1.
    """

    passage: Passage
    score: float
    rank: int
    route: str
    cosine: float | None = None
