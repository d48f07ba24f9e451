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

from ingest.errors import NotFoundError, SstcError
from ui.api.unreadable import body_fault, fault_of

logger = logging.getLogger(__name__)
TYPE_PREFIX = "urn:sstc:problem:"
MEDIA_TYPE = "application/problem+json"
OPENAI = ("/v1/chat/", "/v1/models")
"""Where OpenAI's clients ask, who read `error`."""


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
            **_sent(scope or {}, self.slug, self.detail),
        )


def unreadable_body(detail: str) -> ProblemError:
    """The problem of a body that cannot be read at all."""
    return ProblemError("unreadable-body", 400, "The body cannot be read", detail)


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


def _sent(scope: Scope, slug: str, detail: str) -> dict[str, Any]:
    """What a problem says of the request that it answers, and on OpenAI's routes the same for their clients."""
    request_id = scope.get("sstc.request_id")
    found: dict[str, Any] = {"instance": f"urn:sstc:request:{request_id}"} if request_id else {}
    if scope.get("path", "").startswith(OPENAI):
        found["error"] = {"message": detail, "type": TYPE_PREFIX + slug, "param": None, "code": slug}
    return found


def _known(request: Request, error: SstcError) -> Response:
    fields = known_fields(error)
    if isinstance(error, NotFoundError):
        fields["detail"] += " `GET /v1/practices` lists all ids."
    return problem(**fields, **_sent(request.scope, fields["slug"], fields["detail"]))


def _own(request: Request, error: ProblemError) -> Response:
    return error.response(request.scope)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    unread = fault_of(error, request.headers.get("content-type", ""))
    if unread is not None:
        return unreadable_body(unread).response(request.scope)
    errors = [
        {"field": ".".join(str(piece) for piece in item["loc"][1:]) or "body", "message": item["msg"]}
        for item in error.errors()
    ]
    told = "; ".join(f"{item['field']}: {item['message']}" for item in errors)
    detail = f"{told}. Correct the request and send it again."
    return problem(
        "bad-request",
        422,
        "The request does not have the form that /openapi.json describes",
        detail,
        field=errors[0]["field"] if errors else None,
        errors=errors,
        **_sent(request.scope, "bad-request", detail),
    )


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 400:  # FastAPI and Starlette say so of bodies alone
        form = request.headers.get("content-type", "").startswith("multipart/")
        fault = f"The form cannot be read: {error.detail}" if form else body_fault(error.__cause__)
        return unreadable_body(fault).response(request.scope)
    slug = f"http-{error.status_code}"
    detail = f"{request.method} {request.url.path}: {error.detail}. /openapi.json lists what there is."
    return problem(
        slug,
        error.status_code,
        str(error.detail),
        detail,
        headers=dict(error.headers or {}),
        **_sent(request.scope, slug, detail),
    )


def _unexpected(request: Request, error: Exception) -> Response:
    logger.exception("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
    detail = "The server log has the details under the request id. Try again later."
    return problem(
        "internal", 500, "Something went wrong here", detail, **_sent(request.scope, "internal", detail)
    )
