"""A question divided into sides, each of which means a record."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: its words, where they stand, the record that it means, and how likely by these words alone.

    ``named`` is how much of it names the record, all of it where that is ``numbered``: called by its number.
    """

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    record: Record
    probability: float
    named: float
    numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A question divided into sides of different records.

    ``held`` is the share of what the question names that the records hold, each of its own side; ``held_by_one`` the
    share that the one record holds which holds most. ``score`` is higher for a likelier division.
    """

    sides: tuple[Side, ...]
    held: float
    held_by_one: float
    score: float

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(side.record for side in self.sides)
