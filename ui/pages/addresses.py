"""The addresses of the pages: ``/?q=…``, ``/?practice=gp-08``, ``/?view=practices``, ``/?lang=fr``."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.pages.visit import current, visit_of

KNOWN = ("q", "practice", "view", "lang", "__theme")


class OwnAddresses:
    """Opens the page for its visitor, and keeps from Gradio what an address says beside ``KNOWN``: some of it
    Gradio would fail on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        visit = visit_of(request.query_params, request.cookies, request.headers.get("accept-language", ""))
        kept = urlencode(
            [(name, value) for name, value in request.query_params.multi_items() if name in KNOWN]
        )

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-language"] = visit.language
                headers["cache-control"] = "no-store"
            await send(message)

        token = current.set(visit)
        try:
            await self._app({**scope, "query_string": kept.encode()}, receive, told)
        finally:
            current.reset(token)
