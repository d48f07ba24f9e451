"""One question and what was answered: what a conversation is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer
from assistant.reading import Turn
from index.matches import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """Something the question was read to mean: the field of a filter and its value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record that an answer lists: the marker of its citation, its id and where and when it took place.

    ``asked`` are the countries that the question asks for.
    """

    marker: int
    practice_id: str
    countries: tuple[str, ...]
    period: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question, the filters it was asked with, and its answer, or the words of an error.

    ``after`` is the number of turns that the question stood after, which is what it may lean on.
    ``partial`` is the text so far of an answer that is still being written. ``listed`` has the records of an
    answer that lists some. ``editing`` is the chip that is being changed, without a value the one being added.
    ``rating`` is ``up``, ``down`` or empty; ``created`` says when the rating was kept, and identifies it.
    """

    question: str
    filters: Filters = field(default_factory=Filters)
    after: int = 0
    answer: Answer | None = None
    error: str | None = None
    partial: str = ""
    chips: tuple[Chip, ...] = ()
    listed: tuple[Listed, ...] = ()
    editing: Chip | None = None
    rating: str = ""
    comment: str = ""
    created: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.answer is not None or self.error is not None


Conversation = tuple[Exchange, ...]


def history(conversation: Sequence[Exchange]) -> list[Turn]:
    """The turns that a follow-up question may lean on."""
    turns: list[Turn] = []
    for exchange in conversation:
        if exchange.answer is not None:
            turns.append(Turn(role="user", content=exchange.question))
            turns.append(Turn(role="assistant", content=exchange.answer.answer))
    return turns
