"""The FastAPI application over one assistant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.api import answers, indexing, metrics, openapi, problems, records, similar, state, unmatched
from ui.api.asking import Asking
from ui.api.body_limit import BodyLimit
from ui.api.context import Service
from ui.api.gate import Gate
from ui.api.keys import KeyRing
from ui.api.openai_compat import chat
from ui.api.request_log import RequestLog
from ui.api.working import Workers
from ui.mcp.mounting import Mcp

THREADS = 4
WRITING_THREADS = 32
"""With a language model requests mostly wait, so that more of them may run at once."""

SECONDS = 60.0


def build_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The HTTP interface with all its protocols; it keeps no state beside ``assistant``."""
    asking = Asking(assistant)
    mcp = Mcp(asking, settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            yield

    app = FastAPI(
        title="SSTC practice assistant",
        version=version("sstc-practice-assistant"),
        description="Answers about good practices of South-South and Triangular Cooperation, every statement "
        "cited to practice, section and page. Errors are `application/problem+json` with a stable `type`.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        openapi_tags=[
            {"name": "answers", "description": "Questions and their cited answers."},
            {"name": "records", "description": "The practices, initiatives and background texts."},
            {"name": "openai", "description": "The same answers for clients that speak to OpenAI."},
            {"name": "service", "description": "The state of the service, and its index."},
        ],
    )
    counted = metrics.Metrics()
    app.state.service = Service(
        assistant=assistant,
        asking=asking,
        workers=Workers(threads=WRITING_THREADS if settings.llm_model else THREADS, seconds=SECONDS),
        metrics=counted,
        settings=settings,
    )
    problems.install(app)
    openapi.install(app, assistant)
    routers = [module.router for module in (answers, similar, records, chat, state, metrics, indexing)]
    for router in routers:
        app.include_router(router)
    app.router.routes.append(mcp.route())
    app.router.routes.extend(unmatched.routes([route for router in routers for route in router.routes]))
    _add_middleware(app, counted, settings)
    return app


def _add_middleware(app: FastAPI, counted: metrics.Metrics, settings: Settings) -> None:
    """From the inside out: the last one added is the first to see a request."""
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, keys=KeyRing(settings.api_key, settings.admin_key), rate=settings.rate_limit)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match", "X-API-Key", "X-Request-ID"],
            expose_headers=["ETag", "Link", "Retry-After", "X-Request-ID"],
        )
    app.add_middleware(RequestLog, metrics=counted, questions=settings.log_questions)
