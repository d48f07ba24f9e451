"""What is known of every request: its id, its time, its outcome; one line of JSON each in the log.

A line never holds what was asked, unless the setting ``SSTC_LOG_QUESTIONS`` says so.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.metrics import Metrics

logger = logging.getLogger("sstc.requests")
_ID = re.compile(r"[\w.:-]{1,64}", re.A)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICT = "default-src 'none'; frame-ancestors 'none'"
PAGE = "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
QUIET = frozenset({"/health", "/ready", "/metrics"})


class RequestLog:
    """Gives every request an id, its response the security headers, and the log and metrics a line."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, questions: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._questions = questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        offered = Headers(scope=scope).get("x-request-id", "")
        request_id = offered if _ID.fullmatch(offered) else uuid.uuid4().hex
        scope["sstc.request_id"] = request_id
        since = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope["path"], request_id)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - since
            self._metrics.request(route_of(scope), scope["method"], status, seconds)
            answer = scope.get("sstc.answer")
            if answer is not None:
                self._metrics.answer(answer)
            if logger.isEnabledFor(logging.INFO) and scope["path"] not in QUIET:
                logger.info(json.dumps(self._line(scope, status, seconds), ensure_ascii=False))

    def _line(self, scope: Scope, status: int, seconds: float) -> dict[str, Any]:
        caller = scope.get("sstc.caller")
        answer = scope.get("sstc.answer")
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request_id": scope["sstc.request_id"],
            "method": scope["method"],
            "route": route_of(scope),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "caller": caller.name if caller else None,
        }
        if answer is not None:
            line |= {
                "answered": answer.answered,
                "kind": answer.kind,
                "mode": answer.mode,
                "index": answer.index,
            }
        if self._questions and "sstc.question" in scope:
            line["question"] = scope["sstc.question"]
        return line


def route_of(scope: Scope) -> str:
    """The route that matched, as written in the code: never what a user put into the address."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) and path else "/mcp" if scope["path"] == "/mcp" else "other"


def log_to_stderr() -> None:
    """Writes the request log to standard error, a line of JSON each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _add_headers(headers: MutableHeaders, path: str, request_id: str) -> None:
    headers["X-Request-ID"] = request_id
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    api = path.startswith(("/v1/", "/mcp", "/health", "/ready", "/metrics", "/openapi.json"))
    headers.setdefault("Content-Security-Policy", STRICT if api else PAGE)
    if api:
        headers.setdefault("Cache-Control", "no-store")
