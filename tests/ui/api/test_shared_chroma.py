"""Two processes answer over one Chroma server while the index is published again and again."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.models, pytest.mark.slow, pytest.mark.timeout(900)]
SSTC = [sys.executable, "-c", "from ui.cli import main; main()"]
PUBLICATIONS = 50
BUYER = "A bakery of number {} paid for the bread."


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def running(words: list[str], address: str, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    try:
        deadline = time.monotonic() + 90
        while True:
            try:
                httpx.get(address).raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None, f"{words} ended"
                assert time.monotonic() < deadline, f"{words} does not answer"
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[str]:
    address = f"http://127.0.0.1:{free_port()}"
    chroma_run = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"]
    words = [*chroma_run, "--path", str(tmp_path / "chroma"), "--port", address.rpartition(":")[2]]
    with running(words, f"{address}/api/v2/heartbeat"):
        yield address


def test_fifty_publications_under_load_fail_no_request_and_mix_no_answer(
    tmp_path: Path, four_practices: Path, data: Path, chroma: str
) -> None:
    sources, own = tmp_path / "sources", tmp_path / "data"
    shutil.copytree(four_practices, sources)
    own.mkdir()
    shutil.copytree(data / "models", own / "models")
    original = (sources / "gp-08.md").read_text(encoding="utf-8")
    environment = {
        "SSTC_CHROMA_URL": chroma,
        "SSTC_DATA": str(own),
        "SSTC_SOURCES": json.dumps([str(sources)]),
        "SSTC_ADMIN_KEY": "boss",
        "SSTC_RATE_LIMIT": "100000/second",
    }

    def reword(number: int) -> None:
        text = original.replace("## Funding\n", f"## Funding\n\n{BUYER.format(number)}\n")
        (sources / "gp-08.md").write_text(text, encoding="utf-8")

    reword(0)
    subprocess.run([*SSTC, "index"], check=True, env={**os.environ, **environment}, capture_output=True)
    addresses = [f"http://127.0.0.1:{free_port()}" for _ in range(2)]
    with (
        running(_serve(addresses[0]), f"{addresses[0]}/ready", **environment),
        running(_serve(addresses[1]), f"{addresses[1]}/ready", **environment),
    ):
        seen, published = asyncio.run(_load(addresses, reword))
    assert len(set(published)) == PUBLICATIONS
    assert {status for status, _, _ in seen} == {200}
    numbers: dict[str, set[str]] = {}
    for _, index, said in seen:
        numbers.setdefault(index, set()).add(said)
    assert all(len(said) == 1 for said in numbers.values()), "one generation, one answer"
    assert len(numbers) > PUBLICATIONS // 4


def _serve(address: str) -> list[str]:
    return [*SSTC, "serve", "--no-page", "--port", address.rpartition(":")[2]]


async def _load(addresses: list[str], reword: object) -> tuple[list[tuple[int, str, str]], list[str]]:
    seen: list[tuple[int, str, str]] = []
    published: list[str] = []
    done = asyncio.Event()

    async def ask(client: httpx.AsyncClient, address: str, asker: int) -> None:
        turn = 0
        while not done.is_set():
            turn += 1
            question = f"Who paid for the bread in GP 8?{' ' * ((turn * 7 + asker) % 50)}"
            response = await client.post(f"{address}/v1/ask", json={"question": question})
            body = response.json()
            said = "; ".join(
                sorted({c["quote"] for c in body.get("citations", []) if "bakery" in c["quote"]})
            )
            seen.append((response.status_code, body.get("index", ""), said))
            found = await client.get(f"{address}/v1/search", params={"q": f"bread {turn}", "k": 3})
            seen.append((found.status_code, body.get("index", ""), said))

    async def publish(client: httpx.AsyncClient) -> None:
        for number in range(1, PUBLICATIONS + 1):
            reword(number)  # type: ignore[operator]
            response = await client.post(
                f"{addresses[number % 2]}/v1/index", headers={"Authorization": "Bearer boss"}
            )
            assert response.status_code == 200, response.text
            published.append(response.json()["generation"])
        done.set()

    async with httpx.AsyncClient(timeout=120) as client:
        askers = [ask(client, addresses[number % 2], number) for number in range(4)]
        await asyncio.gather(publish(client), *askers)
        for address in addresses:
            ready = (await client.get(f"{address}/ready")).json()
            assert ready["index"] == published[-1]
    return seen, published
