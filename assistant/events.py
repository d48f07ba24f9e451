"""An answer as it comes about: what was found, the text in pieces, then the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, Retrieved

_PIECE = re.compile(r".+?(?:(?:\[\d+\])+[.!?]?\s*|\n\n|\Z)", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages that were retrieved, before anything is said."""

    retrieval: tuple[Retrieved, ...]
    read_as: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """The next piece of the answer's text: a whole statement that has been checked, with its markers."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The answer. It holds in place of all pieces where the two differ, as after a model that broke off."""

    answer: Answer


Event = Found | Delta | Whole


def found(answer: Answer) -> Found:
    """The first event of an answer."""
    return Found(retrieval=answer.retrieval, read_as=answer.read_as, language=answer.language)


def deltas(answer: Answer) -> Iterator[Delta]:
    """The text of an answer statement by statement; the pieces together are the text."""
    for piece in _PIECE.findall(answer.answer):
        yield Delta(text=piece)


def told(answer: Answer) -> Iterator[Event]:
    """All events of an answer that is there already."""
    yield found(answer)
    yield from deltas(answer)
    yield Whole(answer=answer)
