"""The sentences of one record with what can be known of them before any question is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.weighing.holders import Holders, Rows, Values
from ingest.records import SectionKey

if TYPE_CHECKING:
    from assistant.weighing.sentence_table import SentenceTable

_SHORT = 5
_LONG = 35


class RecordSentences:
    """Sentences of a record, in their order: ``rows`` of the table of all sentences.

    ``words`` says which of them hold a stem. ``group`` numbers the sections that they stand in, of which each has
    ``size`` sentences. ``signals`` are those that no question changes.
    """

    def __init__(self, table: SentenceTable, rows: Rows) -> None:
        self.rows = rows
        self.passage, self.section = table.passage[rows], table.section[rows]
        self.keys: list[SectionKey] = table.key[rows].tolist()
        self.opening: NDArray[np.bool_] = table.ordinal[rows] == 0
        self.stems = [table.stems[row] for row in rows]
        self.stem_counts: Values = np.array([len(stems) for stems in self.stems], dtype=np.float32)
        self.words = Holders(self.stems)
        self._under = {key: np.array([own is key for own in self.keys], dtype=np.bool_) for key in SectionKey}
        _, self.group = np.unique(self.section, return_inverse=True)
        self.size: NDArray[np.int64] = np.bincount(self.group)
        self.signals = self._signals(table)

    def under(self, *keys: SectionKey) -> NDArray[np.bool_]:
        """Which of the sentences stand in a section of one of ``keys``."""
        if len(keys) == 1:
            return self._under[keys[0]]
        found = np.zeros(len(self.rows), dtype=np.bool_)
        for key in keys:
            found |= self._under[key]
        return found

    def _signals(self, table: SentenceTable) -> dict[str, Values | NDArray[np.bool_]]:
        rows = self.rows
        ordinal, length = table.ordinal[rows], table.length[rows]
        introduced = np.concatenate([[False], table.introduces[rows][:-1]])
        return {
            **{f"of {key}": own for key, own in self._under.items()},
            "opening": self.opening,
            "short": length < _SHORT,
            "introduces": table.introduces[rows],
            "central": table.central[rows],
            "central_of_record": table.central_of_record[rows],
            "section_size": np.log(self.size)[self.group].astype(np.float32),
            "place": (ordinal / self.size[self.group]).astype(np.float32),
            "early": ordinal < 2,
            "length": np.log1p(length).astype(np.float32),
            "long": length > _LONG,
            "item": table.item[rows],
            "after_opening": introduced & (ordinal > 0),
        }
