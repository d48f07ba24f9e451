"""An HTTP client whose answers have to be complete by a deadline, however slowly they drip."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx

from assistant.generating.unfinished import note

_DEADLINE = "sstc.deadline"


class _Timed(httpx.SyncByteStream):
    """A response body that raises ``httpx.ReadTimeout`` at the first piece after the deadline."""

    def __init__(self, body: httpx.SyncByteStream, request: httpx.Request) -> None:
        self._body = body
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            if time.monotonic() > self._request.extensions[_DEADLINE]:
                raise httpx.ReadTimeout("the answer was not complete in time", request=self._request)
            yield piece

    def close(self) -> None:
        self._body.close()


def client_with_deadline(seconds: float) -> httpx.Client:
    """A client that gives up a request that is not answered in full within ``seconds``.

    httpx itself limits only the wait for each piece, so that a server that sends a comment now and then could
    hold a request for ever.
    """

    def start(request: httpx.Request) -> None:
        request.extensions[_DEADLINE] = time.monotonic() + seconds

    def limit(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Timed(response.stream, response.request)
        note(response)

    timeout = httpx.Timeout(seconds, connect=min(10.0, seconds))
    return httpx.Client(timeout=timeout, event_hooks={"request": [start], "response": [limit]})
