"""The records: listed with filters and in pages, one whole, searched, and the values to filter by."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from assistant.assistant import Assistant
from assistant.words import fold
from index.matches import Filters, Match
from ingest.errors import UsageError
from ingest.records import Record
from ui.api.context import TheService
from ui.api.examples import problems
from ui.api.listed import PracticePage
from ui.api.tagged import json_bytes, record_bytes, tagged
from ui.text_filter import holding

router = APIRouter(tags=["records"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord(Record):
    """A record with all its sections; ``practice_id`` is its ``id`` by the name that answers and listings use."""

    practice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeMatch(Match):
    """A passage that a search found; ``practice_id`` is its ``record_id`` by the name that answers use."""

    practice_id: str


Names = Annotated[list[str], Query(max_length=50)]
Text = Annotated[
    str,
    Query(
        min_length=1,
        max_length=2_000,
        pattern=r"\S",
        description="Words that the record must hold, in any of the four languages.",
    ),
]
UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "What the client holds (`If-None-Match`) is still true."}
}


@router.get(
    "/v1/practices",
    response_model=PracticePage,
    summary="List the records",
    responses={**UNCHANGED, **problems(422)},
)
async def practices(
    request: Request,
    service: TheService,
    region: Names = [],  # noqa: B006 - FastAPI reads the default, nobody changes it
    country: Names = [],  # noqa: B006
    group: Names = [],  # noqa: B006
    theme: Names = [],  # noqa: B006
    kind: Names = [],  # noqa: B006
    funder: Names = [],  # noqa: B006
    q: Text | None = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Records in a page.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Records to leave out.")] = 0,
) -> Response:
    """The records that meet all filters, without their sections, in the order of the documents.

    `next` and the `Link` header lead to the next page.
    """
    filters = Filters(
        region=tuple(region), country=tuple(country), group=tuple(group), theme=tuple(theme), kind=tuple(kind)
    )
    found = await service.workers.run(partial(select, service.assistant, filters, tuple(funder), q))
    page = found[offset : offset + limit]
    onward = _next(request, offset + limit, limit) if offset + limit < len(found) else None
    body = {
        "total": len(found),
        "limit": limit,
        "offset": offset,
        "next": onward,
        "practices": [summary(record) for record in page],
    }
    return tagged(request, json_bytes(body), {"Link": f'<{onward}>; rel="next"'} if onward else None)


@router.get(
    "/v1/practices/{practice_id}",
    response_model=PracticeRecord,
    summary="One record",
    responses={**UNCHANGED, **problems(404, 422)},
)
async def practice(
    practice_id: Annotated[str, Path(examples=["gp-08"])], request: Request, service: TheService
) -> Response:
    """One record with all its sections."""
    record = await service.workers.run(partial(service.assistant.record, practice_id))
    return tagged(request, record_bytes(record))


@router.get(
    "/v1/search",
    response_model=dict[str, list[PracticeMatch]],
    summary="Search passages",
    responses=problems(422),
)
async def search(
    service: TheService,
    q: Annotated[str, Query(min_length=1, max_length=20_000, pattern=r"\S", examples=["child labour"])],
    k: Annotated[int, Query(ge=1, le=100, description="How many passages.")] = 10,
) -> Response:
    """The passages nearest to a text, best first."""
    asking = service.asking
    matches = await service.workers.run(lambda: asking.following(lambda: service.assistant.search(q, k=k)))
    found = [
        PracticeMatch(
            practice_id=match.passage.record_id,
            **{field.name: getattr(match, field.name) for field in fields(match)},
        )
        for match in matches
    ]
    return Response(json_bytes({"matches": found}), media_type="application/json")


@router.get(
    "/v1/facets",
    response_model=dict[str, dict[str, int]],
    summary="Values to filter by",
    responses={**UNCHANGED, **problems()},
)
async def facets(request: Request, service: TheService) -> Response:
    """The values that records can be filtered by, with the number of records of each."""
    return tagged(request, json_bytes(await service.workers.run(service.assistant.facets)))


def summary(record: Record) -> dict[str, Any]:
    """A record without its sections."""
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


def select(
    assistant: Assistant, filters: Filters, funders: tuple[str, ...] = (), text: str | None = None
) -> list[Record]:
    """The records that ``filters`` allow, paid for by one of ``funders``, holding every word of ``text``."""
    found = assistant.records(filters)
    if funders:
        wanted = _funders(assistant, funders)
        found = [record for record in found if wanted & {fold(name) for name in record.funding}]
    return holding(found, text) if text else found


def _funders(assistant: Assistant, names: tuple[str, ...]) -> set[str]:
    known = {fold(name): name for name in assistant.facets()["funding"]}
    for name in names:
        if fold(name) not in known:
            raise UsageError(
                f"no record names the funder “{name}”; those named are: {', '.join(known.values())}",
                field="funder",
            )
    return {fold(name) for name in names}


def _next(request: Request, offset: int, limit: int) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items()]
    kept = [(name, value) for name, value in kept if name not in ("offset", "limit")]
    return f"{request.url.path}?{urlencode([*kept, ('limit', limit), ('offset', offset)])}"
