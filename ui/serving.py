"""The server: HTTP interface and page on one port, in one process or several."""

from __future__ import annotations

import gc
import ipaddress
import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import click
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest.errors import UsageError
from ui.api.app import build_app
from ui.api.metrics import SHARED
from ui.api.request_log import log_to_stderr
from ui.collecting import not_collecting

GRACE = 20
"""Seconds that requests under way may take to end once the server is told to stop."""

PATIENCE = 20
"""Seconds after which a process that says nothing is replaced; a busy one is only slow."""

_GIVEN = "SSTC_SERVED_SETTINGS"


def serve(settings: Settings, *, page: bool = True, workers: int = 1) -> None:
    """Serves until interrupted; prints the address once questions are answered.

    Several ``workers`` share the port, each a process with an assistant of its own; the page, whose
    conversations live in one process, needs ``workers=1``.

    Raises:
        UsageError: the address is taken or cannot be bound, or other machines could ask without a key.
        IndexStateError: there is no usable index.
    """
    _refuse_open_door(settings)
    listener = _bind(settings.host, settings.port)
    address = _address(settings.host, listener)
    if workers > 1:
        _serve_several(settings, listener, address, workers)
        return
    log_to_stderr()
    with _without_collecting():
        app = application(settings, page=page)
    _Announcing(app, address).run(sockets=[listener])


def application(settings: Settings, *, page: bool = True) -> FastAPI:
    """The HTTP interface with the page mounted at ``/``, ready to answer."""
    with ThreadPoolExecutor(1) as aside:
        opening = aside.submit(_opened, settings)
        if not page:
            return build_app(opening.result(), settings)
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        from ui.pages.mount import mount_pages

        assistant = opening.result()
        return mount_pages(build_app(assistant, settings), assistant, settings)


def _opened(settings: Settings) -> Assistant:
    """The assistant with its index and model loaded, so that no first user waits for them."""
    assistant = build_assistant(settings)
    assistant.ask("Who paid for the exchange with Brazil?", mode="extractive")
    return assistant


def _prepare_aside(app: FastAPI) -> None:
    """Makes the rest ready while the first requests are answered."""
    assistant: Assistant = app.state.service.assistant

    def prepare() -> None:
        from assistant.proposals import finder_of

        assistant.prepare()
        finder_of(assistant).prepare()

    threading.Thread(target=prepare, daemon=True).start()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Looks for no garbage in the block, and afterwards never again among what the block has made.

    That would be a pause of many milliseconds whenever it happens while questions are answered.
    """
    with not_collecting():
        try:
            yield
        finally:
            gc.collect()
            gc.freeze()


def worker() -> FastAPI:
    """The application of one of several processes; its settings come through the environment."""
    log_to_stderr()
    given: Any = json.loads(os.environ.get(_GIVEN, "{}"))
    with _without_collecting():
        app = application(Settings(**given), page=False)
    _prepare_aside(app)
    return app


def _serve_several(settings: Settings, listener: socket.socket, address: str, workers: int) -> None:
    build_assistant(settings).generation()  # complains here, once, where there is no index
    with tempfile.TemporaryDirectory(prefix="sstc-metrics-") as folder:
        os.environ[SHARED] = folder
        os.environ[_GIVEN] = settings.model_dump_json(include={"data", "host", "port"})
        config = _config("ui.serving:worker", factory=True, workers=workers)
        threading.Thread(target=_announce, args=(listener, address, workers), daemon=True).start()
        Multiprocess(config, sockets=[listener]).run()


def _config(app: FastAPI | str, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=PATIENCE,
    )


class _Announcing(uvicorn.Server):
    """Prints the address when the server has begun to answer."""

    def __init__(self, app: FastAPI, address: str) -> None:
        super().__init__(_config(app))
        self._app = app
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            click.echo(f"Answering on {self._address} (Ctrl+C stops)")
            _prepare_aside(self._app)


def _announce(listener: socket.socket, address: str, workers: int) -> None:
    """Prints the address as soon as one of the processes answers."""
    host, port = listener.getsockname()[:2]
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while True:
        try:
            with socket.create_connection((reached, port), timeout=60) as probe:
                probe.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if probe.recv(1):
                    break
        except OSError:
            time.sleep(0.05)
    click.echo(f"Answering on {address} with {workers} processes, without the page (Ctrl+C stops)")


def _refuse_open_door(settings: Settings) -> None:
    if settings.api_key or settings.allow_public or is_loopback(settings.host):
        return
    raise UsageError(
        f"{settings.host} can be reached by other machines, and no key is set, so that anybody could ask. "
        "Make a key with `sstc serve --new-key` and set SSTC_API_KEY, or allow it with --allow-public.",
        field="host",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
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
