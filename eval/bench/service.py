"""Cold start, and throughput of the running service at several numbers of clients."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import httpx

from eval.bench.machine import Watch, cpu_seconds, family, resident_mib, wait_for_quiet
from eval.bench.timing import percentiles
from index.opened import open_index

SSTC = (sys.executable, "-c", "from ui.cli import main; main()")
REPEATED = 40
"""How many different questions the repeated load asks again and again."""

TRIES = 2
UNDISTURBED = 0.1
"""What others may use of the cores without a measurement being made again."""

IDLE = 0.05
"""What a server that has made everything ready uses of a core."""


def cold(data: Path, question: str, *, patience: float, times: int = 5) -> dict[str, Any]:
    """Seconds of ``sstc ask`` in a new process (the median), and until ``sstc serve`` says that it answers."""
    asked = []
    for _ in range(times):
        wait_for_quiet(patience)
        since = time.perf_counter()
        subprocess.run([*SSTC, "ask", question, "--data", str(data)], capture_output=True, check=False)
        asked.append(time.perf_counter() - since)
    ready = []
    for page in (True, False):
        wait_for_quiet(patience)
        with serving(data, page=page) as (_, _, seconds):
            ready.append(seconds)
    return {
        "ask_s": round(sorted(asked)[times // 2], 2),
        "serve_with_page_s": round(ready[0], 2),
        "serve_without_page_s": round(ready[1], 2),
    }


def throughput(
    data: Path,
    questions: Sequence[str],
    clients: Sequence[int],
    workers: Sequence[int],
    *,
    seconds: float,
    patience: float,
) -> list[dict[str, Any]]:
    """For each number of processes and clients: answers a second, latency, errors; new and repeated questions.

    Every pair of rows has a server of its own that has answered a few other questions before, so that a new
    question is new to it. Where others on the machine disturb the measurement it is made again once, and the
    least disturbed one counts.
    """
    rows = []
    for processes, count in product(workers, clients):
        pairs: list[list[dict[str, Any]]] = []
        while len(pairs) < (TRIES if patience else 1):
            wait_for_quiet(patience)
            pairs.append(_pair(data, questions, processes, count, seconds))
            if pairs[-1][0]["others"] <= UNDISTURBED:
                break
        rows += sorted(pairs, key=lambda pair: float(pair[0]["others"]))[0]
    return rows


def _pair(
    data: Path, questions: Sequence[str], processes: int, clients: int, seconds: float
) -> list[dict[str, Any]]:
    """The rows of new and of repeated questions from one server."""
    first, rest = questions[:REPEATED], questions[REPEATED:]
    rows = []
    with serving(data, page=False, workers=processes) as (address, pid, _):
        _settle(pid)
        asyncio.run(_load(address, first, 4, len(first), 120))
        for kind, asked, most in (("new", rest, len(rest)), ("repeated", first, 10**9)):
            before, watch = cpu_seconds(pid), Watch(pid)
            row = asyncio.run(_load(address, asked, clients, most, seconds))
            used = (cpu_seconds(pid) - before) * 1000 / max(row["answers"], 1)
            rows.append(
                {
                    "questions": kind,
                    "processes": processes,
                    "clients": clients,
                    **row,
                    "server_processor_ms": round(used, 1),
                    "server_mib": round(sum(resident_mib(member) for member in family(pid)), 1),
                    "others": watch.others(),
                }
            )
    return rows


def naive_throughput(
    data: Path, questions: Sequence[str], clients: Sequence[int], *, patience: float
) -> list[dict[str, Any]]:
    """The naive LlamaIndex pipeline asked by as many threads, without HTTP between, which flatters it."""
    from eval.naive import NaivePipeline

    rows = []
    with open_index(data) as index:
        naive = NaivePipeline(index)
        naive.ask(questions[0])
        share = len(questions) // len(clients)
        for place, count in enumerate(clients):
            taken: list[float] = []

            def ask(question: str, taken: list[float] = taken) -> None:
                since = time.perf_counter()
                naive.ask(question)
                taken.append((time.perf_counter() - since) * 1000)

            wait_for_quiet(patience)
            began, processor, watch = time.perf_counter(), time.process_time(), Watch()
            asked = questions[place * share : (place + 1) * share]
            with ThreadPoolExecutor(count) as threads:
                list(threads.map(ask, asked))
            spent = time.perf_counter() - began
            used = (time.process_time() - processor) * 1000 / len(asked)
            rows.append(
                {
                    "questions": "naive, new",
                    "processes": 1,
                    "clients": count,
                    "answers": len(taken),
                    "a_second": round(len(taken) / spent, 1),
                    **percentiles(taken),
                    "errors": 0,
                    "server_processor_ms": round(used, 1),
                    "server_mib": resident_mib(),
                    "others": watch.others(),
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


def _settle(pid: int) -> None:
    """Waits until the server has made ready what it prepares after it has begun to answer."""
    for _ in range(60):
        before = cpu_seconds(pid)
        time.sleep(1)
        if cpu_seconds(pid) - before < IDLE:
            return


@contextmanager
def serving(data: Path, *, page: bool, workers: int = 1) -> Iterator[tuple[str, int, float]]:
    """A running service: its address, its process, and the seconds until it said that it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [*SSTC, "serve", "--port", str(port), "--data", str(data), "--workers", str(workers)]
    since = time.perf_counter()
    process = subprocess.Popen(
        words if page else [*words, "--no-page"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SSTC_API_KEY": ""},
        text=True,
    )
    try:
        said = process.stdout.readline() if process.stdout else ""
        took = time.perf_counter() - since
        if "Answering" not in said:
            raise RuntimeError("the server ended; run `sstc serve` to see why")
        httpx.get(f"http://127.0.0.1:{port}/ready", timeout=60).raise_for_status()
        yield f"http://127.0.0.1:{port}", process.pid, took
    finally:
        process.terminate()
        process.communicate(timeout=60)
