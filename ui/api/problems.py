"""Errors as ``application/problem+json`` (RFC 9457): a stable type, the field at fault, and what to do."""

from __future__ import annotations

import json
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from ingest.errors import SstcError

logger = logging.getLogger(__name__)
TYPE_PREFIX = "urn:sstc:problem:"
MEDIA_TYPE = "application/problem+json"


class ProblemError(HTTPException):
    """An error of the HTTP interface itself, such as a missing key or a body that is too large.

    FastAPI lets it through from wherever it comes, also from the reading of a body.
    """

    def __init__(
        self, slug: str, status: int, title: str, detail: str, *, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, headers)
        self.slug = slug
        self.title = title

    def response(self, scope: Scope | None = None) -> Response:
        """The problem document to send."""
        return problem(
            self.slug,
            self.status_code,
            self.title,
            self.detail,
            headers=dict(self.headers or {}),
            **_instance(scope or {}),
        )


def install(app: FastAPI) -> None:
    """Every error that ``app`` meets becomes a problem document; none shows a traceback."""
    app.add_exception_handler(SstcError, _known)  # type: ignore[arg-type]
    app.add_exception_handler(ProblemError, _own)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _unexpected)


def problem(
    slug: str,
    status: int,
    title: str,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """A problem document as a response."""
    body = {"type": TYPE_PREFIX + slug, "title": title, "status": status, "detail": detail, **more}
    written = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(written, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def known_fields(error: SstcError) -> dict[str, Any]:
    """The members of the problem document for an error of ours."""
    title = (type(error).__doc__ or error.slug).split(":")[0].split(";")[0].rstrip(".")
    field = getattr(error, "field", None)
    return {
        "slug": error.slug,
        "status": error.http_status,
        "title": title,
        "detail": str(error),
        **({"field": field} if field else {}),
    }


def problem_of(error: Exception) -> Response:
    """The problem document for any error; one we did not foresee is logged and named no further."""
    if isinstance(error, SstcError):
        return problem(**known_fields(error))
    if isinstance(error, ProblemError):
        return error.response()
    logger.error("unexpected error", exc_info=error)
    return problem(
        "internal",
        500,
        "Something went wrong here",
        "The server log has the details under the request id. Try again later.",
    )


def _instance(scope: Scope) -> dict[str, Any]:
    request_id = scope.get("sstc.request_id")
    return {"instance": f"urn:sstc:request:{request_id}"} if request_id else {}


def _known(request: Request, error: SstcError) -> Response:
    return problem(**known_fields(error), **_instance(request.scope))


def _own(request: Request, error: ProblemError) -> Response:
    return error.response(request.scope)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    errors = [
        {"field": ".".join(str(piece) for piece in item["loc"][1:]) or "body", "message": item["msg"]}
        for item in error.errors()
    ]
    detail = "; ".join(f"{item['field']}: {item['message']}" for item in errors)
    return problem(
        "bad-request",
        422,
        "The request does not have the form that /openapi.json describes",
        f"{detail}. Correct the request and send it again.",
        field=errors[0]["field"] if errors else None,
        errors=errors,
        **_instance(request.scope),
    )


def _http(request: Request, error: HTTPException) -> Response:
    return problem(
        f"http-{error.status_code}",
        error.status_code,
        str(error.detail),
        f"{request.method} {request.url.path}: {error.detail}. /openapi.json lists what there is.",
        headers=dict(error.headers or {}),
        **_instance(request.scope),
    )


def _unexpected(request: Request, error: Exception) -> Response:
    logger.exception("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
    return problem(
        "internal",
        500,
        "Something went wrong here",
        "The server log has the details under the request id. Try again later.",
        **_instance(request.scope),
    )
