"""How much a request may send, and how slowly."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.proposals.upload import MAX_BYTES
from ui.api.problems import ProblemError

MIB = 1024 * 1024
MAX_BODY = 4 * MIB
MAX_UPLOAD = MAX_BYTES + 200_000
"""A file of the largest size in its form, with the fields beside it."""
SECONDS = 30.0
"""How long the next piece of a body may take to arrive."""


class BodyLimit:
    """Answers 413 to a body of more than 4 MiB, or a file of more than 20 MB; 408 to one that stalls."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        upload = headers.get("content-type", "").startswith("multipart/form-data")
        most = MAX_UPLOAD if upload else MAX_BODY
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > most:
            await _too_large(most).response(scope)(scope, receive, send)
            return
        taken = 0
        whole = False

        async def limited() -> Message:
            nonlocal taken, whole
            if whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), SECONDS)
            except TimeoutError:
                raise HTTPException(408, "the body did not arrive in time") from None
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise _too_large(most)
            return message

        await self._app(scope, limited, send)


def _too_large(most: int) -> ProblemError:
    return ProblemError(
        "too-large",
        413,
        "The request is too large",
        f"At most {f'{MAX_BYTES // MIB} MB of a file' if most == MAX_UPLOAD else f'{most // MIB} MiB'} are read. "
        "Send less.",
    )
