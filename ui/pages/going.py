"""Answers on their way, so that what a visitor does not wait for is not written on."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from threading import Lock, Thread
from typing import Any

_AGAIN = 0.05


class Going:
    """The events of answers that have not ended, by the session that asked for them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: dict[str, list[Iterator[Any]]] = {}

    def begin(self, session: str, events: Iterator[Any]) -> None:
        """Notes that ``session`` waits for ``events``."""
        with self._lock:
            self._events.setdefault(session, []).append(events)

    def end(self, session: str, events: Iterator[Any]) -> None:
        """Forgets ``events``, which came to their end."""
        with self._lock:
            left = [one for one in self._events.pop(session, []) if one is not events]
            if left:
                self._events[session] = left

    def stop(self, session: str) -> None:
        """Ends everything that ``session`` waits for; what just waits for a language model, at its next words."""
        with self._lock:
            found = self._events.pop(session, [])
        for events in found:
            if isinstance(events, Generator):
                Thread(target=_close, args=(events,), name="stopping", daemon=True).start()


def _close(events: Generator[Any, Any, Any]) -> None:
    while True:
        try:
            events.close()
        except ValueError:  # it is at work in another thread
            time.sleep(_AGAIN)
        else:
            return
