"""Responses that may be closed before their end, so that a server does not write on what nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Closable(Protocol):
    """Something that holds a connection until it is closed."""

    def close(self) -> None: ...


_noted: ContextVar[list[Closable] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[Closable]]:
    """The responses that begin inside, in order.

    The libraries between a client and its user leave unfinished ones to the garbage collector.
    """
    found: list[Closable] = []
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def note(response: Closable) -> None:
    """Tells the ``noting`` around that ``response`` has begun."""
    found = _noted.get()
    if found is not None:
        found.append(response)
