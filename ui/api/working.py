"""Where requests do their work: in a few threads, each within its deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from ui.api.problems import ProblemError

Result = TypeVar("Result")

QUEUE = 512
"""How many requests may wait for a thread before further ones are turned away."""


class Workers:
    """Runs calls in at most ``threads`` threads; who waits longer than ``seconds`` is told so.

    Few threads answer faster than many here: the work is computation, and threads beyond the cores only take
    turns with each other.
    """

    def __init__(self, *, threads: int, seconds: float) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._seconds = seconds

    async def run(self, call: Callable[[], Result]) -> Result:
        """What ``call`` returns; ``ProblemError`` 503 where too many wait or the deadline passes."""
        if self._limiter.statistics().tasks_waiting >= QUEUE:
            raise ProblemError(
                "overloaded",
                503,
                "Too many requests are waiting",
                "The server is busy. Try again in a few seconds.",
                headers={"Retry-After": "5"},
            )
        with anyio.move_on_after(self._seconds):
            return await anyio.to_thread.run_sync(call, abandon_on_cancel=True, limiter=self._limiter)
        raise ProblemError(
            "timeout",
            503,
            "The request took too long",
            f"No result within {self._seconds:g} seconds. Ask for less or try again later.",
            headers={"Retry-After": "10"},
        )
