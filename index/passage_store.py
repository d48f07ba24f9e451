"""Where passage vectors live: the ``PassageStore`` seam and an exact store in memory.

A store takes vectors, not an embedder, and gives back ids and cosines, not passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.embedder import Vectors
from index.lexical import Mask, best
from ingest.records import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The passages that a query may find: of these records and section keys; ``None`` allows all."""

    records: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether no passage can meet it."""
        return self.records == () or self.sections == ()


EVERYWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The id of a passage with the cosine of its vector and the query's."""

    id: str
    cosine: float


class PassageStore(Protocol):
    """Unit vectors of passages by id, searched by cosine."""

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Stores each passage's vector; ``ValueError`` for an id that is there already or comes twice."""
        ...

    def query(self, vector: Vectors, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        """The at most ``k`` nearest passages that ``where`` allows, nearest first."""
        ...

    def count(self) -> int:
        """The number of passages stored."""
        ...

    def close(self) -> None:
        """Gives back what the store holds open; it is not used afterwards."""
        ...


class MemoryStore:
    """An exact store: the product of the query with every vector, ties in order of insertion.

    Faster than an approximate index up to some tens of thousands of passages, and deterministic.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._records: list[str] = []
        self._sections: list[str] = []
        self._vectors: Vectors | None = None

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        _refuse_duplicates(passages, self._ids)
        if not passages:
            return
        for passage in passages:
            self._ids.append(passage.id)
            self._records.append(passage.record_id)
            self._sections.append(str(passage.section_key))
        self._vectors = vectors if self._vectors is None else np.concatenate([self._vectors, vectors])

    def query(self, vector: Vectors, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        if self._vectors is None:
            return []
        cosines = self._vectors @ vector
        return [
            Hit(id=self._ids[position], cosine=float(cosines[position]))
            for position in best(cosines, k, self._allowed(where))
        ]

    def count(self) -> int:
        return len(self._ids)

    def close(self) -> None:
        self._vectors = None

    def _allowed(self, where: Where) -> Mask:
        allowed = np.ones(len(self._ids), dtype=np.bool_)
        if where.records is not None:
            allowed &= np.isin(np.array(self._records), list(where.records))
        if where.sections is not None:
            allowed &= np.isin(np.array(self._sections), list(where.sections))
        return allowed


def _refuse_duplicates(passages: Sequence[Passage], known: Sequence[str]) -> None:
    """``ValueError`` where an id comes twice, or is among ``known``."""
    seen = set(known)
    for passage in passages:
        if passage.id in seen:
            raise ValueError(f"passage {passage.id} is stored already")
        seen.add(passage.id)
