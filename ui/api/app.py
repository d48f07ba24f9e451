"""The FastAPI application over one assistant."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.matches import Filters, Match
from ingest.errors import IndexStateError
from ingest.records import Record
from ui.api import problems
from ui.api.models import AskRequest

Names = Annotated[list[str], Query()]


def build_app(assistant: Assistant) -> FastAPI:
    """The HTTP interface; it keeps no state beside ``assistant``."""
    app = FastAPI(
        title="SSTC practice assistant",
        version=version("sstc-practice-assistant"),
        description="Answers about good practices of South-South and Triangular Cooperation, every statement "
        "cited to practice, section and page.",
    )
    problems.install(app)

    @app.post("/v1/ask", tags=["answers"])
    def ask(request: AskRequest) -> Answer:
        """The answer to a question, with its citations."""
        return assistant.ask(
            request.question,
            history=[turn.turn() for turn in request.history],
            filters=request.filters.filters(),
            mode=request.mode,
            language=request.language,
        )

    @app.get("/v1/practices", tags=["records"])
    def practices(
        region: Names = [],  # noqa: B006 - FastAPI reads the default, nobody changes it
        country: Names = [],  # noqa: B006
        group: Names = [],  # noqa: B006
        theme: Names = [],  # noqa: B006
        kind: Names = [],  # noqa: B006
    ) -> dict[str, Any]:
        """The records that meet all filters, without their sections."""
        found = assistant.records(
            Filters(
                region=tuple(region),
                country=tuple(country),
                group=tuple(group),
                theme=tuple(theme),
                kind=tuple(kind),
            )
        )
        return {"total": len(found), "practices": [_summary(record) for record in found]}

    @app.get("/v1/practices/{practice_id}", tags=["records"])
    def practice(practice_id: str) -> Record:
        """One record with all its sections."""
        return assistant.record(practice_id)

    @app.get("/v1/search", tags=["records"])
    def search(
        q: Annotated[str, Query(min_length=1, max_length=20_000)],
        k: Annotated[int, Query(ge=1, le=100)] = 10,
    ) -> dict[str, list[Match]]:
        """The passages nearest to a text, best first."""
        return {"matches": assistant.search(q, k=k)}

    @app.get("/v1/facets", tags=["records"])
    def facets() -> dict[str, dict[str, int]]:
        """The values that records can be filtered by, with the number of records of each."""
        return assistant.facets()

    @app.get("/health", tags=["service"])
    def health() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @app.get("/ready", tags=["service"])
    def ready() -> JSONResponse:
        """The index is open and questions can be answered."""
        try:
            return JSONResponse({"status": "ready", "index": assistant.generation()})
        except IndexStateError as error:
            return problems.problem(error.slug, 503, "Not ready", str(error))

    return app


def _summary(record: Record) -> dict[str, Any]:
    return {
        "practice_id": record.id,
        "kind": record.kind,
        "number": record.number,
        "title": record.title,
        "short_title": record.short_title,
        "region": record.region,
        "period": record.period,
        "countries": [country.name for country in record.countries],
        "groups": list(record.groups),
        "themes": list(record.themes),
        "funding": list(record.funding),
        "pages": list(record.pages),
        "document": record.document,
    }
