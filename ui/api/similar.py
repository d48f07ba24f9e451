"""``/v1/similar``: a proposal, as text or as a file, and the records like it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from assistant.proposals import Similar, finder_of
from assistant.proposals.upload import read_upload
from ingest.errors import UsageError
from ui.api.context import TheService
from ui.api.examples import problems
from ui.api.models import FilterFields
from ui.api.problems import unreadable_body
from ui.api.unreadable import body_fault

router = APIRouter(tags=["answers"])
_SIMILAR = TypeAdapter(Similar)
_MOST_FIELDS = 100
_LISTS = frozenset({"exclude"})


class SimilarRequest(BaseModel):
    """A proposal with what to look at and what to leave out."""

    model_config = ConfigDict(extra="forbid")

    proposal: str = Field(
        description="The proposal: a line, an e-mail or a concept note, in English, Spanish, French or "
        "Portuguese.",
        json_schema_extra={"minLength": 1, "maxLength": 1_000_000, "pattern": r"\S"},
    )
    top_k: int = Field(5, ge=1, le=50, description="The most matches to give.")
    filters: FilterFields = Field(default_factory=lambda: FilterFields.model_validate({}))
    exclude: list[str] = Field(
        default_factory=list, max_length=100, description="Ids of records to leave out."
    )
    language: Literal["en", "es", "fr", "pt"] | None = Field(
        None, description="Language of the proposal; detected if left out."
    )


_JSON = SimilarRequest.model_json_schema(ref_template="#/components/schemas/{model}")
_JSON.pop("$defs", None)  # FilterFields stands among the schemas of the document already
_BODY: dict[str, Any] = {
    "required": True,
    "description": "JSON; or a form (`multipart/form-data`) with the proposal as `file` — PDF, DOCX, HTML, "
    "Markdown or text, at most 20 MB — and, where wanted, `top_k`, `exclude`, `language`, and `filters` as "
    "JSON.",
    "content": {
        "application/json": {
            "schema": _JSON,
            "example": {
                "proposal": "Safer small mines in Bolivia and Peru: training of safety officers with "
                "support from Chile",
                "top_k": 3,
                "exclude": ["gp-17"],
            },
        }
    },
}


@router.post(
    "/v1/similar",
    response_model=Similar,
    summary="Find what has been done like a proposal",
    openapi_extra={"requestBody": _BODY},
    responses=problems(400, 422),
)
async def similar(request: Request, service: TheService) -> Response:
    """The practices, initiatives and projects like a proposal, best first, each with cited reasons.

    The proposal comes as `proposal` in JSON or as `file` in a form. One that is off the topic gets no match,
    and `reason` says why. Nothing of a proposal is kept.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "multipart/form-data":
        async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
            asked, uploaded = _fields(form), form.get("file")
            if isinstance(uploaded, UploadFile):
                data = await uploaded.read()
                name = uploaded.filename or ""
                asked["proposal"] = await service.workers.run(partial(read_upload, data, name))
    else:
        asked = _parsed(await request.body())
    wanted = _checked(asked)
    find = partial(
        finder_of(service.assistant).find,
        wanted.proposal,
        top_k=wanted.top_k,
        filters=wanted.filters.filters(),
        exclude=wanted.exclude,
        language=wanted.language,
    )
    found = await service.workers.run(partial(service.asking.following, find))
    return Response(_SIMILAR.dump_json(found), media_type="application/json")


def _fields(form: FormData) -> dict[str, Any]:
    """The fields of a form as the JSON body would have them; ``filters`` is JSON in a field."""
    asked: dict[str, Any] = {}
    for name in dict.fromkeys(form.keys()):
        values = [value for value in form.getlist(name) if isinstance(value, str)]
        if name == "file" or not values:
            continue
        if name in _LISTS:
            asked[name] = [item.strip() for value in values for item in value.split(",") if item.strip()]
        elif name == "filters":
            asked[name] = _json(values[-1], name)
        elif values[-1]:
            asked[name] = values[-1]
    return asked


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise unreadable_body(f"{body_fault(error)} A file comes in a form (multipart/form-data).") from None


def _json(text: str, field: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(
            f"{field} is not JSON. Give an object as /openapi.json describes it.", field=field
        ) from None


def _checked(asked: Any) -> SimilarRequest:
    try:
        return SimilarRequest.model_validate(asked)
    except ValidationError as error:
        found = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
        raise RequestValidationError(found) from None
