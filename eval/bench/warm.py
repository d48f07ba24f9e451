"""Warm latency by stage, beside the naive LlamaIndex pipeline over the same records in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from assistant.settings import Settings
from assistant.wiring import build_assistant
from eval.bench.machine import Watch, wait_for_quiet
from eval.bench.timing import percentiles
from index.opened import open_index


def measure(settings: Settings, questions: Sequence[str], *, patience: float) -> dict[str, Any]:
    """Milliseconds for ``questions``, each asked once: ours by stage, and the naive pipeline's."""
    assistant = build_assistant(settings)
    assistant.prepare()
    wait_for_quiet(patience)
    watch = Watch()
    stages: dict[str, list[float]] = {}

    def ask(question: str) -> None:
        for stage, took in assistant.ask(question, mode="extractive").timings_ms.items():
            stages.setdefault(stage, []).append(took)

    ours, processor = _timed(ask, questions)
    others = watch.others()
    with open_index(settings.data) as index:
        from eval.naive import NaivePipeline

        began = time.perf_counter()
        naive = NaivePipeline(index)
        built = time.perf_counter() - began
        wait_for_quiet(patience)
        naive_watch = Watch()
        naive_ms, naive_processor = _timed(naive.ask, questions)
        naive_others = naive_watch.others()
    return {
        "questions": len(questions),
        "ours": {**percentiles(ours), "processor_ms": processor, "others": others},
        "stages": {stage: percentiles(times) for stage, times in stages.items()},
        "naive": {
            **percentiles(naive_ms),
            "processor_ms": naive_processor,
            "others": naive_others,
            "build_s": round(built, 1),
        },
    }


def _timed(ask: Callable[[str], object], questions: Sequence[str]) -> tuple[list[float], float]:
    taken = []
    processor = time.process_time()
    for question in questions:
        since = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - since) * 1000)
    return taken, round((time.process_time() - processor) * 1000 / len(questions), 1)
