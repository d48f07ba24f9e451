"""``POST /v1/index``: the index brought up to date by an administrator."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import anyio.to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.settings import Settings
from ui.api.context import TheService
from ui.api.examples import problems
from ui.api.problems import ProblemError

router = APIRouter(tags=["service"])


class IndexRequest(BaseModel):
    """How to build; what is indexed is fixed by the settings of the server."""

    model_config = ConfigDict(extra="forbid")

    force: bool = Field(False, description="Build anew even if nothing changed.")
    strict: bool = Field(False, description="Publish nothing if a document cannot be read.")


class LeftOut(BaseModel):
    """A document that could not be read."""

    source: str
    reason: str


class IndexReport(BaseModel):
    """What the build did; `published` is false where nothing had changed."""

    generation: str
    records: int
    passages: int
    embedded: int
    reused: int
    seconds: float
    published: bool
    left_out: list[LeftOut]


@router.post("/v1/index", summary="Bring the index up to date", responses=problems(400, 403, 409, 422, 502))
async def index(request: Request, service: TheService, wanted: IndexRequest | None = None) -> IndexReport:
    """Reads the sources of the settings again and publishes a new generation where they changed.

    Needs the admin key. The index in use goes on answering until the new one is complete; every process that
    shares the data folder follows.
    """
    caller = request.scope.get("sstc.caller")
    if caller is None or not caller.admin:
        raise ProblemError(
            "admin-only",
            403,
            "Only for administrators",
            "Send a key of SSTC_ADMIN_KEY as “Authorization: Bearer KEY”; without one set, use `sstc index`.",
        )
    wanted = wanted or IndexRequest(force=False, strict=False)
    return await anyio.to_thread.run_sync(partial(_build, service.settings, wanted))


def _build(settings: Settings, wanted: IndexRequest) -> IndexReport:
    from assistant.wiring import build_embedder
    from index.build import build_index
    from ingest.sources import default_sources, read_sources

    found = read_sources(list(settings.sources) or list(default_sources()), strict=wanted.strict)
    report = build_index(
        found.records,
        found.documents,
        data=settings.data,
        embedder=build_embedder(settings),
        chroma_url=settings.chroma_url,
        force=wanted.force,
    )
    left_out = [LeftOut(source=Path(problem.path).name, reason=problem.reason) for problem in found.problems]
    return IndexReport(**dataclasses.asdict(report), left_out=left_out)
