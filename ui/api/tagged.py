"""Responses with an ETag: what the client holds already is not sent again."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from ingest.records import Record

_RECORD = TypeAdapter(Record)
_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def record_bytes(record: Record) -> bytes:
    """A record as JSON, its id under ``practice_id`` too."""
    return b'{"practice_id":' + json_bytes(record.id) + b"," + _RECORD.dump_json(record)[1:]


def json_bytes(value: object) -> bytes:
    """Any value of ours as JSON."""
    return _ANY.dump_json(value)


def tagged(request: Request, body: bytes, headers: dict[str, str] | None = None) -> Response:
    """``body`` with the ETag of its bytes; 304 without a body where the request names that tag."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {**(headers or {}), "ETag": tag, "Cache-Control": "no-cache"}
    held = [known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")]
    if tag in held or "*" in held:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
