"""The addresses of the pages: ``/?q=…``, ``/?practice=gp-08``, ``/?view=practices``, ``/?lang=fr``."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

KNOWN = ("q", "practice", "view", "lang", "__theme")


class OwnAddresses:
    """Keeps from Gradio what an address of a page says beside ``KNOWN``: some of it Gradio would fail on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/" and scope["query_string"]:
            said = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            kept = urlencode([(name, value) for name, value in said if name in KNOWN])
            scope = {**scope, "query_string": kept.encode()}
        await self._app(scope, receive, send)
