"""Cold start, and throughput of the running service at several numbers of clients."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from eval.bench.machine import cpu_seconds, resident_mib
from eval.bench.timing import percentiles

SSTC = (sys.executable, "-c", "from ui.cli import main; main()")
REPEATED = 40
"""How many different questions the repeated load asks again and again."""


def cold(data: Path, question: str, *, times: int = 3) -> dict[str, Any]:
    """Seconds of ``sstc ask`` in a new process (the median), and until ``sstc serve`` is ready."""
    asked = []
    for _ in range(times):
        since = time.perf_counter()
        subprocess.run([*SSTC, "ask", question, "--data", str(data)], capture_output=True, check=False)
        asked.append(time.perf_counter() - since)
    ready = []
    for page in (True, False):
        with serving(data, page=page) as (_, _, seconds):
            ready.append(seconds)
    return {
        "ask_s": round(sorted(asked)[times // 2], 2),
        "serve_with_page_s": round(ready[0], 2),
        "serve_without_page_s": round(ready[1], 2),
    }


def throughput(
    data: Path, questions: Sequence[str], clients: Sequence[int], *, seconds: float
) -> list[dict[str, Any]]:
    """For each number of clients: answers a second, latency, errors; for new and repeated questions."""
    rows = []
    for kind in ("new", "repeated"):
        with serving(data, page=False) as (address, pid, _):
            pool = list(questions) if kind == "new" else list(questions[:REPEATED])
            if kind == "repeated":
                asyncio.run(_load(address, pool, 4, len(pool), 120))
            share = len(pool) // len(clients) if kind == "new" else 0
            for place, count in enumerate(clients):
                asked = pool[place * share : (place + 1) * share] if share else pool
                before = cpu_seconds(pid)
                row = asyncio.run(_load(address, asked, count, len(asked) if share else 10**9, seconds))
                used = (cpu_seconds(pid) - before) * 1000 / max(row["answers"], 1)
                rows.append(
                    {
                        "questions": kind,
                        "clients": count,
                        **row,
                        "server_processor_ms": round(used, 1),
                        "server_mib": resident_mib(pid),
                    }
                )
    return rows


async def _load(
    address: str, questions: Sequence[str], clients: int, most: int, seconds: float
) -> dict[str, Any]:
    taken: list[float] = []
    errors = 0
    numbers = iter(range(most))
    began = time.perf_counter()
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:

        async def ask() -> None:
            nonlocal errors
            for number in numbers:
                if time.perf_counter() - began > seconds:
                    return
                since = time.perf_counter()
                try:
                    body = {"question": questions[number % len(questions)], "mode": "extractive"}
                    response = await client.post("/v1/ask", json=body)
                    errors += response.status_code != 200
                except httpx.HTTPError:
                    errors += 1
                taken.append((time.perf_counter() - since) * 1000)

        await asyncio.gather(*(ask() for _ in range(clients)))
    spent = time.perf_counter() - began
    return {
        "answers": len(taken),
        "a_second": round(len(taken) / spent, 1),
        **percentiles(taken),
        "errors": errors,
    }


@contextmanager
def serving(data: Path, *, page: bool) -> Iterator[tuple[str, int, float]]:
    """A running service: its address, its process, and the seconds until it was ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [*SSTC, "serve", "--port", str(port), "--data", str(data)] + ([] if page else ["--no-page"])
    since = time.perf_counter()
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "SSTC_API_KEY": ""}
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(f"{address}/ready", timeout=60).raise_for_status()
                break
            except httpx.HTTPError:
                if process.poll() is not None:
                    raise RuntimeError("the server ended; run `sstc serve` to see why") from None
                time.sleep(0.02)
        yield address, process.pid, time.perf_counter() - since
    finally:
        process.terminate()
        process.wait(timeout=60)
