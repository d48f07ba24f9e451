"""``/v1/chat/completions``, whole and streamed, and ``/v1/models``."""

from __future__ import annotations

import json
import time
import uuid
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from assistant.answer import Answer
from assistant.events import Delta as Piece
from assistant.events import Event, Whole
from ui.api.context import Service, TheService
from ui.api.events import written
from ui.api.examples import EVENT_SCHEMA, problems
from ui.api.openai_compat.models import (
    MODELS,
    ChatRequest,
    Choice,
    Completion,
    Delta,
    ModelCard,
    ModelList,
    Usage,
)
from ui.api.openai_compat.sources import citations_of, sources_text
from ui.api.problems import ProblemError, problem_of

router = APIRouter(tags=["openai"])


@router.get("/v1/models", summary="Models on offer", responses=problems())
async def models(service: TheService) -> ModelList:
    """`sstc` lets the server choose, the others name the mode; `sstc-generative` only with a language model."""
    return ModelList(data=[ModelCard(id=name) for name in _offered(service)])


@router.get("/v1/models/{model}", summary="One model", responses=problems(404, 422))
async def model(model: str, service: TheService) -> ModelCard:
    """The model of that name."""
    _check(model, service)
    return ModelCard(id=model)


@router.post(
    "/v1/chat/completions",
    response_model=Completion,
    summary="Chat completions",
    responses={
        200: {"content": {"text/event-stream": {"schema": EVENT_SCHEMA}}},
        **problems(400, 404, 422, 502),
    },
)
async def completions(asked: ChatRequest, request: Request, service: TheService) -> Response:
    """The answer to the last message of the user, with its sources at the end of the text.

    The message also holds `citations`, as `/v1/ask` gives them, and `answered`. With `stream` both are in the
    last piece. Sampling parameters and instructions are accepted and change nothing.
    """
    _check(asked.model, service)
    arguments = asked.arguments()
    request.scope["sstc.question"] = arguments["question"]
    begun = partial(service.asking.stream, **arguments)
    writing = _Writing(asked)
    if asked.stream:
        first, rest = await service.workers.run(begun)
        return StreamingResponse(
            written(first, rest, partial(writing.piece, request), writing.failure),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
    answer = await service.workers.run(partial(service.asking.ask, **arguments))
    request.scope["sstc.answer"] = answer
    return Response(writing.whole(answer).model_dump_json(), media_type="application/json")


class _Writing:
    """One answer in OpenAI's form."""

    def __init__(self, asked: ChatRequest) -> None:
        self._asked = asked
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._created = int(time.time())
        self._sent = ""

    def whole(self, answer: Answer) -> Completion:
        text = answer.answer + sources_text(answer)
        message = Delta(
            role="assistant", content=text, citations=citations_of(answer), answered=answer.answered
        )
        return Completion(
            id=self._id,
            created=self._created,
            model=self._asked.model,
            choices=[Choice(message=message)],
            usage=self._usage(text),
        )

    def piece(self, request: Request, event: Event) -> bytes:
        if isinstance(event, Piece):
            self._sent += event.text
            return self._chunk(Delta(content=event.text))
        if not isinstance(event, Whole):
            return self._chunk(Delta(role="assistant", content=""))
        answer = event.answer
        request.scope["sstc.answer"] = answer
        rest = answer.answer.removeprefix(self._sent)
        if not answer.answer.startswith(self._sent):
            rest = f"\n\n---\n\n{answer.answer}"
        rest += sources_text(answer)
        last = Delta(content=rest, citations=citations_of(answer), answered=answer.answered)
        sent = self._chunk(last) + self._chunk(Delta(), finish="stop")
        if self._asked.stream_options and self._asked.stream_options.include_usage:
            sent += self._data(
                {**self._head(), "choices": [], "usage": self._usage(self._sent + rest).model_dump()}
            )
        return sent + b"data: [DONE]\n\n"

    def failure(self, error: Exception) -> bytes:
        problem = json.loads(bytes(problem_of(error).body))
        return self._data({"error": {"message": problem["detail"], "type": problem["type"], "code": None}})

    def _head(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": self._asked.model,
        }

    def _chunk(self, delta: Delta, *, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta.model_dump(exclude_none=True), "finish_reason": finish}
        return self._data({**self._head(), "choices": [choice]})

    def _data(self, value: dict[str, Any]) -> bytes:
        return b"data: %b\n\n" % json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")

    def _usage(self, text: str) -> Usage:
        asked = sum(len(message.text().split()) for message in self._asked.messages)
        said = len(text.split())
        return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


def _offered(service: Service) -> list[str]:
    return [name for name, mode in MODELS.items() if mode != "generative" or service.assistant.writes]


def _check(name: str, service: Service) -> None:
    offered = _offered(service)
    if name in offered:
        return
    why = " No language model is configured (SSTC_LLM_BASE_URL, SSTC_LLM_MODEL)." if name in MODELS else ""
    raise ProblemError(
        "not-found",
        404,
        "There is no such model",
        f"There is no model “{name}” here.{why} Use {' or '.join(offered)}.",
    )
