"""The passages of a generation ranked for a query: by meaning, by words, and by both."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.chroma_store import MARGIN
from index.embedder import Vectors
from index.fusion import named_outright, reciprocal_ranks
from index.generation import Generation
from index.generations import BUILD
from index.lexical import LexicalIndex, Mask, best
from index.matches import Match, Route
from index.passage_store import PassageStore, Where
from ingest.errors import IndexDamagedError

DEPTH = 100
"""How deep each ranking goes into the fusion, at the least."""


class Rankings:
    """Rankings of the passages of one generation; ``where`` and ``mask`` say alike which are allowed."""

    def __init__(self, generation: Generation, lexical: LexicalIndex, store: PassageStore | None) -> None:
        self._held = generation
        self._lexical = lexical
        self._store = store
        self._positions = {passage.id: position for position, passage in enumerate(generation.passages)}

    def lexical(self, query: str, k: int, mask: Mask) -> list[Match]:
        """The ``k`` passages of the highest BM25 scores."""
        return self._matches(self._lexical.top(query, k, mask), "lexical")

    def dense(self, vector: Vectors, k: int, where: Where, mask: Mask) -> list[Match]:
        """The ``k`` passages of the highest cosine with ``vector``."""
        found = self._nearest(vector, k, where, mask)
        return self._matches(found, "dense", dict(found))

    def fused(self, query: str, vector: Vectors, k: int, where: Where, mask: Mask) -> list[Match]:
        """The ``k`` best by reciprocal rank fusion of both, those that the query names outright first."""
        depth = max(DEPTH, 4 * k)
        dense = [position for position, _ in self._nearest(vector, depth, where, mask)]
        lexical = [position for position, _ in self._lexical.top(query, depth, mask)]
        named = {p for p in named_outright(query, self._held.passages, self._held.records) if mask[p]}
        scores = reciprocal_ranks(dense, lexical)
        for position in named:
            scores[position] = 1.0 + scores.get(position, 0.0)
        candidates = sorted(scores)
        cosines = np.round(self._held.vectors[candidates] @ vector, 6)
        cosine_of = dict(zip(candidates, map(float, cosines), strict=True))
        order = sorted(candidates, key=lambda p: (-scores[p], -cosine_of[p], p))
        return self._matches([(position, scores[position]) for position in order[:k]], "fused", cosine_of)

    def _nearest(self, vector: Vectors, k: int, where: Where, mask: Mask) -> list[tuple[int, float]]:
        """Positions of the ``k`` nearest passages with their cosines."""
        if self._store is not None:
            hits = self._store.query(vector, k + MARGIN, where)
            try:
                found = [(self._positions[hit.id], round(hit.cosine, 6)) for hit in hits]
                return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
            except KeyError as error:
                raise IndexDamagedError(
                    f"Chroma found passage {error}, which generation {self._held.manifest.generation} "
                    f"does not hold; {BUILD}"
                ) from error
        cosines = np.round(self._held.vectors @ vector, 6)
        return [(position, float(cosines[position])) for position in best(cosines, k, mask)]

    def _matches(
        self, found: list[tuple[int, float]], route: Route, cosines: Mapping[int, float] | None = None
    ) -> list[Match]:
        return [
            Match(
                passage=self._held.passages[position],
                score=score,
                rank=rank,
                route=route,
                cosine=cosines.get(position) if cosines else None,
            )
            for rank, (position, score) in enumerate(found, start=1)
        ]
