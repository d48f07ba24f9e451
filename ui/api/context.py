"""What the routers share: made once per application, handed to each route as a dependency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.api.asking import Asking
from ui.api.working import Workers

if TYPE_CHECKING:
    from ui.api.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The assistant, the one way to ask it, the threads that do the work, the counters, and the settings."""

    assistant: Assistant
    asking: Asking
    workers: Workers
    metrics: Metrics
    settings: Settings


def service_of(request: Request) -> Service:
    """The service of the application that got ``request``."""
    return cast(Service, request.app.state.service)


TheService = Annotated[Service, Depends(service_of)]
