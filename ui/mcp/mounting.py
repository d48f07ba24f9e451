"""The MCP server at ``/mcp`` of the HTTP interface, over streamable HTTP."""

from __future__ import annotations

import ipaddress
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version

from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from assistant.settings import Settings
from ui.api.asking import Asking
from ui.mcp.server import build_server

LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")


class Mcp:
    """One server without sessions, so that any process may answer any request."""

    def __init__(self, asking: Asking, settings: Settings) -> None:
        self._asking = asking
        self._security = _security(settings)
        self._build()

    def _build(self) -> None:
        self._server = build_server(self._asking, version("sstc-practice-assistant"))
        self._server.streamable_http_app(
            stateless_http=True, json_response=True, transport_security=self._security
        )

    def running(self) -> AbstractAsyncContextManager[None]:
        """Serves as long as the block lasts; a second block starts anew."""
        self._build()
        return self._server.session_manager.run()

    def route(self) -> BaseRoute:
        """The route to put into the application."""
        return Route("/mcp", endpoint=_Endpoint(self), include_in_schema=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        await self._server.session_manager.handle_request(scope, receive, send)


class _Endpoint:
    def __init__(self, mcp: Mcp) -> None:
        self._mcp = mcp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._mcp.handle(scope, receive, send)


def _security(settings: Settings) -> TransportSecuritySettings:
    """On this machine only its own names are answered, so that no web page can reach in by another name."""
    local = settings.host == "localhost" or _is_loopback(settings.host)
    if not local or settings.api_key:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    hosts = [name for host in LOCAL for name in (host, f"{host}:*")]
    origins = [f"http://{name}" for name in hosts]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=hosts,
        allowed_origins=[*origins, *settings.cors_origins],
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
