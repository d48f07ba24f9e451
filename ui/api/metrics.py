"""What Prometheus reads at ``/metrics``."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from fastapi import APIRouter
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import Response

from assistant.answer import Answer
from ingest.errors import SstcError
from ui.api.context import TheService
from ui.api.examples import problems

router = APIRouter(tags=["service"])
SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one process; with several processes they are added up in a shared folder."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "sstc_requests",
            "Requests by route, method and status.",
            ["route", "method", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "sstc_request_seconds",
            "Time to the end of the response.",
            ["route"],
            buckets=SECONDS,
            registry=registry,
        )
        self._stages = Histogram(
            "sstc_stage_seconds",
            "Time of the stages of an answer.",
            ["stage"],
            buckets=SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "sstc_answers", "Answers by mode and kind.", ["mode", "kind"], registry=registry
        )
        self._refusals = Counter(
            "sstc_refusals", "Questions that the records do not answer.", ["kind"], registry=registry
        )
        self._kept = Counter(
            "sstc_kept_answers",
            "Answers given again from those kept since the last publication.",
            registry=registry,
        )
        self._failures = Counter(
            "sstc_model_failures",
            "Answers for which the language model failed and extraction stood in, or none came.",
            registry=registry,
        )
        self._age = Gauge(
            "sstc_index_age_seconds",
            "Time since the generation that answers was built.",
            registry=registry,
            multiprocess_mode="mostrecent",
        )

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts a request that is over."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if status == 502:
            self._failures.inc()

    def answer(self, answer: Answer) -> None:
        """Counts an answer, with the time of its stages."""
        self._answers.labels(answer.mode, answer.kind).inc()
        if not answer.answered:
            self._refusals.labels(answer.kind).inc()
        if "cached" in answer.timings_ms:
            self._kept.inc()
        if getattr(answer, "fallback", None):
            self._failures.inc()
        for stage, milliseconds in answer.timings_ms.items():
            if milliseconds or stage == "cached":
                self._stages.labels(stage).observe(milliseconds / 1000)

    def written(self, generation: str | None) -> bytes:
        """Everything counted, in the text format of Prometheus."""
        built = _built(generation)
        if built is not None:
            self._age.set(max(0.0, time.time() - built))
        if SHARED not in os.environ:
            return bytes(generate_latest(self.registry))
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return bytes(generate_latest(shared))


@router.get(
    "/metrics",
    summary="Counters for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problems()},
)
async def metrics(service: TheService) -> Response:
    """Requests, latency by stage, refusals, failures of the language model, age of the index."""
    try:
        generation: str | None = await service.workers.run(service.assistant.generation)
    except SstcError:
        generation = None
    return Response(service.metrics.written(generation), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _built(generation: str | None) -> float | None:
    """When a generation was begun: its id starts with the time, in UTC."""
    try:
        return datetime.strptime((generation or "")[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None
