"""Which of many texts hold a stem: what a question shares with each of them, without looking at the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Values = NDArray[np.float32]


class Holders:
    """The rows of the texts that hold each stem, for texts given as sets of stems in the order of their rows."""

    def __init__(self, stems: Sequence[Iterable[str]]) -> None:
        self.size = len(stems)
        rows: dict[str, list[int]] = defaultdict(list)
        for row, held in enumerate(stems):
            for stem in held:
                rows[stem].append(row)
        self._rows = {stem: np.asarray(found, dtype=np.int32) for stem, found in rows.items()}

    def share(self, weights: Mapping[str, float]) -> Values:
        """For each text the share of ``weights`` whose stems it holds (0–1); 0 where nothing weighs."""
        held = np.zeros(self.size)
        for stem, weight in weights.items():
            rows = self._rows.get(stem)
            if rows is not None:
                held[rows] += weight
        total = sum(weights.values())
        return (held / total if total else held).astype(np.float32)

    def count(self, stem: str) -> int:
        """How many of the texts hold ``stem``."""
        return len(self._rows.get(stem, ()))

    def holding(self, stems: Iterable[str]) -> NDArray[np.bool_]:
        """For each text whether it holds any of ``stems``."""
        found = np.zeros(self.size, dtype=np.bool_)
        for stem in stems:
            rows = self._rows.get(stem)
            if rows is not None:
                found[rows] = True
        return found
