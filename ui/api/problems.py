"""Errors as ``application/problem+json`` (RFC 9457): a stable type, the field at fault, and what to do."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ingest.errors import SstcError

logger = logging.getLogger(__name__)
TYPE_PREFIX = "urn:sstc:problem:"


def install(app: FastAPI) -> None:
    """Every error that ``app`` meets becomes a problem document; none shows a traceback."""
    app.add_exception_handler(SstcError, _known)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _unexpected)


def problem(slug: str, status: int, title: str, detail: str, **more: object) -> JSONResponse:
    """A problem document as a response."""
    body = {"type": TYPE_PREFIX + slug, "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def _known(request: Request, error: SstcError) -> JSONResponse:
    title = (type(error).__doc__ or error.slug).split(":")[0].split(";")[0].rstrip(".")
    field = getattr(error, "field", None)
    more = {"field": field} if field else {}
    return problem(error.slug, error.http_status, title, str(error), **more)


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
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
    )


def _http(request: Request, error: HTTPException) -> JSONResponse:
    response = problem(
        f"http-{error.status_code}",
        error.status_code,
        str(error.detail),
        f"{request.method} {request.url.path}: {error.detail}. /openapi.json lists what there is.",
    )
    response.headers.update(error.headers or {})
    return response


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.exception("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
    return problem(
        "internal", 500, "Something went wrong here", "The server log has the details. Try again later."
    )
