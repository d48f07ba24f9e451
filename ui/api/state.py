"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ui.api.context import TheService
from ui.api.examples import problems

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Questions can be answered."""

    status: Literal["ready"] = "ready"
    index: str = Field(description="Id of the index generation that answers now.")


@router.get("/health", summary="The process lives")
async def health() -> Health:
    """Answers as long as the process does; looks at nothing else."""
    return Health()


@router.get("/ready", summary="Questions can be answered", responses=problems())
async def ready(service: TheService) -> Ready:
    """The index is open; 503 with the command that mends it where it is not."""
    return Ready(index=await service.workers.run(service.assistant.generation))
