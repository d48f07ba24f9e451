"""``sstc serve`` as who runs it meets it: real processes on a real port, one or several, told to stop."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.models, pytest.mark.timeout(180)]
SERVE = [sys.executable, "-c", "from ui.cli import main; main()", "serve"]
ASKED = b'{"question": "Who funded GP 8?"}'


@contextmanager
def serving(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server that has said that it answers, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [*SERVE, "--port", str(port), "--data", str(data), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert f"Answering on http://127.0.0.1:{port}" in process.stdout.readline()
        yield process, port
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def children(process: subprocess.Popen[str]) -> set[int]:
    """The processes that answer for ``process``."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid) for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def eventually(met: object, within: float = 120) -> None:
    deadline = time.monotonic() + within
    while not met():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def half_sent(port: int) -> socket.socket:
    """A connection on which a question is under way: the server has asked for the body, and has half of it."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    head = f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(ASKED)}\r\n"
    connection.sendall(head.encode() + b"Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n")
    assert connection.recv(1024).startswith(b"HTTP/1.1 100 Continue")
    connection.sendall(ASKED[:10])
    return connection


def refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


@pytest.mark.parametrize("words", [("--no-page",), ("--workers", "2")], ids=["one", "two"])
def test_a_request_under_way_is_answered_before_the_end(data: Path, words: tuple[str, ...]) -> None:
    with serving(data, *words) as (process, port), half_sent(port) as connection:
        process.send_signal(signal.SIGTERM)
        if len(words) == 1:
            eventually(lambda: refuses(port))
        else:
            time.sleep(1)
        connection.sendall(ASKED[10:])
        received = b""
        while piece := connection.recv(65_536):
            received += piece
        process.wait(timeout=60)
        assert received.startswith(b"HTTP/1.1 200 OK")
        assert json.loads(received.partition(b"\r\n\r\n")[2])["answered"]
        assert refuses(port)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_several_processes_answer_count_together_and_replace_one_that_dies(data: Path) -> None:
    with serving(data, "--workers", "2") as (process, port):
        address = f"http://127.0.0.1:{port}"
        eventually(lambda: len(children(process)) == 2)

        def asked() -> int:
            headers = {"content-type": "application/json"}
            return httpx.post(f"{address}/v1/ask", content=ASKED, headers=headers, timeout=60).status_code

        assert {asked() for _ in range(12)} == {200}
        counted = 'sstc_requests_total{method="POST",route="/v1/ask",status="200"} 12.0'
        eventually(lambda: counted in httpx.get(f"{address}/metrics", timeout=60).text)
        before = children(process)
        os.kill(min(before), signal.SIGKILL)
        eventually(lambda: len(children(process) - before) == 1 and min(before) not in children(process))
        answered = 0
        for _ in range(12):
            with contextlib.suppress(httpx.TransportError):
                answered += asked() == 200
        assert answered >= 11
        process.terminate()
        process.wait(timeout=60)
        assert not any(Path(f"/proc/{pid}").exists() for pid in before)


def test_with_the_page_the_interface_still_tells_problems(data: Path) -> None:
    with serving(data) as (_, port):
        address = f"http://127.0.0.1:{port}"
        page = httpx.get(f"{address}/", timeout=60)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        for method, path, status in (
            ("GET", "/v1/nothing", 404),
            ("GET", "/v1/ask", 405),
            ("PUT", "/ready", 405),
        ):
            response = httpx.request(method, f"{address}{path}", timeout=60)
            assert response.status_code == status
            assert response.headers["content-type"] == "application/problem+json"
