"""Who may pass: keys, and how often one caller may ask."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.keys import Caller, KeyRing
from ui.api.problems import ProblemError

OPEN = frozenset({"/health", "/ready"})
"""What load balancers ask, without a key and as often as they like."""

COUNTED = ("/v1/", "/mcp", "/gradio_api/queue/join", "/gradio_api/call", "/gradio_api/run")


class Gate:
    """Lets a request through to ``app``, or answers 401, 403 or 429 itself.

    ``rate`` is in the notation of ``limits``, such as ``600/minute``, for each key, or each address where no
    key is sent; without keys this machine itself is not counted. Each process counts for itself.
    """

    def __init__(self, app: ASGIApp, *, keys: KeyRing, rate: str | None) -> None:
        self._app = app
        self._keys = keys
        self._rate = parse(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except ProblemError as error:
            await error.response(scope)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        path = scope["path"]
        address = (scope.get("client") or ("local",))[0]
        caller = self._keys.caller(Headers(scope=scope), address)
        scope["sstc.caller"] = caller
        if path in OPEN:
            return
        self._count(path, caller)
        if self._keys.needed and not caller.keyed:
            raise ProblemError(
                "key-missing",
                401,
                "A key is needed",
                "Send a key that this server knows, as “Authorization: Bearer KEY” or “X-API-Key: KEY”.",
                headers={"WWW-Authenticate": 'Bearer, Basic realm="SSTC practice assistant"'},
            )

    def _count(self, path: str, caller: Caller) -> None:
        if self._rate is None or not path.startswith(COUNTED):
            return
        if not caller.keyed and not self._keys.needed and _is_local(caller.name):
            return
        if self._limiter.hit(self._rate, caller.name):
            return
        wait = max(
            1, math.ceil(self._limiter.get_window_stats(self._rate, caller.name).reset_time - time.time())
        )
        raise ProblemError(
            "too-many-requests",
            429,
            "Too many requests",
            f"At most {self._rate} are answered. Try again in {wait} seconds.",
            headers={"Retry-After": str(wait)},
        )


def _is_local(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address in ("local", "testclient")
