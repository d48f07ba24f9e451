"""What every test has: no way out to the network, and the original documents where they are at hand."""

from __future__ import annotations

import ipaddress
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections and name look-ups beyond this machine fail with the address in the message."""
    resolve = socket.getaddrinfo

    def guard(host: Any) -> None:
        if not _is_local(host):
            raise OSError(f"a test tried to reach the network: {host!r}")

    def guarded(verb: str) -> Any:
        original = getattr(socket.socket, verb)

        def call(self: socket.socket, address: Any, *rest: Any) -> Any:
            if self.family != getattr(socket, "AF_UNIX", None):
                guard(address[0])
            return original(self, address, *rest)

        return call

    def getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        guard(host)
        return resolve(host, *rest, **options)

    for verb in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, verb, guarded(verb))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost", "testserver"}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder with the original documents, named by ``SSTC_ORIGINALS``."""
    named = os.environ.get("SSTC_ORIGINALS")
    if not named:
        pytest.skip("SSTC_ORIGINALS does not name the folder with the original documents")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"SSTC_ORIGINALS names {folder}, which is not a folder")
    return folder


@pytest.fixture(scope="session")
def compiled_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged embedding model, compiled once in a process of its own (its libraries warn when imported)."""
    data = tmp_path_factory.mktemp("models")
    code = (
        "from pathlib import Path\n"
        "from index.model_folder import packaged_model\n"
        "from index.onnx_model import compile_model\n"
        f"print(compile_model(packaged_model(), Path({str(data)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "", "compiling prints nothing of its own"
    return Path(done.stdout.strip())


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A language model server on this machine; scripted by the test."""
    server = ModelServer()
    yield server
    server.close()
