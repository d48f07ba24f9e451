"""Requests that the interface has nothing for: told as problems, before the page takes them for its own."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

OWN = ("/v1/{rest:path}", "/health", "/ready", "/metrics", "/openapi.json")
"""The addresses that belong to the interface, whatever the method."""


def routes(known: Sequence[BaseRoute]) -> list[BaseRoute]:
    """The routes to put after those ``known``: 405 with the methods that the address has, 404 where it has none."""
    return [Route(path, endpoint=_Unmatched(known), include_in_schema=False) for path in OWN]


class _Unmatched:
    def __init__(self, known: Sequence[BaseRoute]) -> None:
        self._known = tuple(known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        methods = {
            method
            for route in self._known
            if route.matches(scope)[0] is Match.PARTIAL
            for method in getattr(route, "methods", None) or ()
        }
        if methods:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(methods))})
        raise HTTPException(404)
