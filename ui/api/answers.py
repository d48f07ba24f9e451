"""``/v1/ask`` and ``/v1/ask/stream``: a question, its answer with citations."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response, StreamingResponse

from assistant.answer import Answer
from assistant.events import Event, Whole
from ui.api.context import Service, TheService
from ui.api.events import answer_bytes, event_bytes, sse, written
from ui.api.examples import ANSWER, ASKED, EVENT_SCHEMA, STREAM, problems
from ui.api.models import AskRequest
from ui.api.problems import problem_of

router = APIRouter(tags=["answers"])
Asked = Annotated[AskRequest, Body(openapi_examples=ASKED)]


@router.post(
    "/v1/ask",
    response_model=Answer,
    summary="Ask a question",
    responses={200: {"content": {"application/json": {"example": ANSWER}}}, **problems(400, 422, 502)},
)
async def ask(asked: Asked, request: Request, service: TheService) -> Response:
    """The answer to a question, every statement cited to record, section and page.

    A question that the records do not answer gets an answer too: `answered` is false, there are no citations,
    and `nearest` names the closest records.
    """
    answer = await answer_to(asked, request, service)
    return Response(answer_bytes(answer), media_type="application/json")


@router.post(
    "/v1/ask/stream",
    response_class=StreamingResponse,
    summary="Ask a question, get the answer as it comes",
    responses={
        200: {
            "description": "Events `retrieved` (passages looked at), `delta` (text, piece by piece) and "
            "`answer` (the whole object of `/v1/ask`, always last).",
            "content": {"text/event-stream": {"schema": EVENT_SCHEMA, "example": STREAM}},
        },
        **problems(400, 422, 502),
    },
)
async def ask_stream(asked: Asked, request: Request, service: TheService) -> StreamingResponse:
    """The same request and answer as `/v1/ask`, as server-sent events.

    Where the answer breaks off, the last event is `error` with a problem document.
    """
    request.scope["sstc.question"] = asked.question
    first, rest = await service.workers.run(partial(service.asking.stream, **asked.arguments()))

    def write(event: Event) -> bytes:
        if isinstance(event, Whole):
            request.scope["sstc.answer"] = event.answer
        return event_bytes(event)

    return StreamingResponse(
        written(first, rest, write, lambda error: sse("error", bytes(problem_of(error).body))),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def answer_to(asked: AskRequest, request: Request, service: Service) -> Answer:
    """The answer; the log and the metrics of ``request`` learn of it."""
    request.scope["sstc.question"] = asked.question
    answer = await service.workers.run(partial(service.asking.ask, **asked.arguments()))
    request.scope["sstc.answer"] = answer
    return answer
