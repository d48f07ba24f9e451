"""The service over a small real index: in process, and on a port of this machine for real clients."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ui.api.app import build_app

Opened = Callable[..., AbstractContextManager[TestClient]]


@pytest.fixture(scope="session")
def assistant(data: Path) -> Assistant:
    return build_assistant(Settings(data=data))


@pytest.fixture(scope="session")
def opened(data: Path, assistant: Assistant) -> Opened:
    """A client of the service with the given settings."""

    @contextmanager
    def open_with(address: str = "testclient", **settings: object) -> Iterator[TestClient]:
        app = build_app(assistant, Settings(data=data, **settings))  # type: ignore[arg-type]
        with TestClient(app, raise_server_exceptions=False, client=(address, 5000)) as client:
            yield client

    return open_with


@pytest.fixture(scope="session")
def client(opened: Opened) -> Iterator[TestClient]:
    with opened() as found:
        yield found


@pytest.fixture(scope="session")
def served(data: Path, assistant: Assistant) -> Iterator[str]:
    """The address of the service on a real port."""
    app = build_app(assistant, Settings(data=data))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server ended"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)
