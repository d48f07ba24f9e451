"""The server: HTTP interface and page on one port."""

from __future__ import annotations

import os
import socket

import click
import uvicorn
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest.errors import UsageError
from ui.api.app import build_app


def serve(settings: Settings, *, page: bool = True) -> None:
    """Serves until interrupted; prints the address once questions are answered.

    Raises:
        UsageError: the address is taken or cannot be bound.
        IndexStateError: there is no usable index.
    """
    listener = _bind(settings.host, settings.port)
    app = application(settings, page=page)
    server = _Announcing(
        uvicorn.Config(app, log_level="warning", access_log=False), _address(settings.host, listener)
    )
    server.run(sockets=[listener])


def application(settings: Settings, *, page: bool = True) -> FastAPI:
    """The HTTP interface with the page mounted at ``/``."""
    assistant = build_assistant(settings)
    assistant.ask("hello")  # opens the model, so that the first question of a user does not wait for it
    app = build_app(assistant)
    if page:
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        from ui.pages.mount import mount_pages

        app = mount_pages(app, assistant, settings)
    return app


class _Announcing(uvicorn.Server):
    """Prints the address when the server has begun to answer."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            click.echo(f"Answering on {self._address} (Ctrl+C stops)")


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"Cannot listen on {host}:{port}: {error.strerror}. "
            "Stop what runs there or choose another --port.",
            field="port",
        ) from None
    return listener


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
