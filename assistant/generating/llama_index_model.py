"""Language models through LlamaIndex: any OpenAI-compatible server, or any ``LLM`` object of its own."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from assistant.generating.chat_model import ChatModelError, Message
from assistant.generating.fallback import Fallback
from assistant.generating.unfinished import noting

log = logging.getLogger(__name__)

_OVERFLOW = re.compile(
    r"context.{0,20}(length|size|window)|too (long|many tokens)|maximum.{0,40}tokens|n_ctx|prompt is too|"
    r"exceed.{0,40}(context|tokens)",
    re.I,
)
_RETRIED = frozenset({Fallback.RATE_LIMITED, Fallback.SERVER_ERROR, Fallback.UNREACHABLE})
_LONGEST_PAUSE = 8.0


class LlamaIndexModel:
    """A ``ChatModel`` over a LlamaIndex ``LLM``, which is made at the first call.

    A call that is turned away (429, 5xx, no connection) is tried again, ``attempts`` times in all, with
    growing pauses or the one that the server asks for, as long as it has sent nothing and ``timeout`` seconds
    have not passed. At most ``concurrency`` calls run at once; one more waits for its turn, then fails as
    busy.
    """

    def __init__(
        self,
        make: Callable[[], Any],
        *,
        name: str,
        context_tokens: int,
        output_tokens: int = 800,
        timeout: float = 60.0,
        attempts: int = 3,
        pause: float = 0.4,
        concurrency: int = 4,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.context_tokens = context_tokens
        self.output_tokens = min(output_tokens, context_tokens // 3)
        self._make = make
        self._llm: Any = None
        self._making = threading.Lock()
        self._timeout = timeout
        self._attempts = attempts
        self._pause = pause
        self.close = close
        """Gives back the connections; the model is not asked afterwards."""
        self._places = threading.BoundedSemaphore(concurrency)

    @classmethod
    def of(cls, llm: Any, **options: Any) -> LlamaIndexModel:
        """The seam over an ``LLM`` object that exists already."""
        metadata = llm.metadata
        options.setdefault("name", metadata.model_name)
        options.setdefault("context_tokens", metadata.context_window)
        return cls(lambda: llm, **options)

    def complete(self, messages: Sequence[Message]) -> str:
        return "".join(self.stream(messages))

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        with self._place():
            with noting() as responses:
                replies, wrote, heard = self._open(messages), False, False
            try:
                finish: str | None = None
                for reply in replies:
                    heard = True
                    found = _finish(reply)
                    if found is not None:
                        finish = found or finish or ""
                    if reply.delta:
                        wrote = wrote or bool(reply.delta.strip())
                        yield reply.delta
            except Exception as error:
                raise self._failure(error) from None
            finally:
                replies.close()
                for response in responses:
                    response.close()
            if responses and not heard:  # a page or an object, but no piece of an answer
                raise ChatModelError(
                    Fallback.GARBAGE, f"the server of {self.name} does not speak OpenAI's protocol"
                )
            self._check_end(finish, wrote)

    def _open(self, messages: Sequence[Message]) -> Generator[Any, None, None]:
        """The replies to ``messages``, the first of them there already."""
        until = time.monotonic() + self._timeout
        for attempt in range(1, self._attempts + 1):
            try:
                replies = self._start(messages)
                first = next(replies, None)
            except Exception as error:
                failure = self._failure(error)
                pause = _asked_pause(error) or self._pause * 2 ** (attempt - 1)
                spent = time.monotonic() + pause > until
                if failure.reason not in _RETRIED or attempt == self._attempts or spent:
                    raise failure from None
                log.info("language model %s: %s; attempt %d follows", self.name, failure.reason, attempt + 1)
                time.sleep(pause)
            else:
                return _after(first, replies)
        raise AssertionError("the last attempt returns or raises")

    def _start(self, messages: Sequence[Message]) -> Iterator[Any]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        with self._making:
            if self._llm is None:
                self._llm = self._make()
        sent = [ChatMessage(role=MessageRole(message.role), content=message.content) for message in messages]
        replies: Iterator[Any] = iter(self._llm.stream_chat(sent))
        return replies

    def _check_end(self, finish: str | None, wrote: bool) -> None:
        if finish == "content_filter":
            raise ChatModelError(Fallback.REFUSED, f"the server filtered what {self.name} wrote")
        if finish in ("", "length"):  # the stream broke off, or the tokens allowed were used up
            raise ChatModelError(Fallback.CUT_OFF, f"the answer of {self.name} was cut off")
        if not wrote:
            raise ChatModelError(Fallback.EMPTY, f"the model {self.name} wrote nothing")

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=min(10.0, self._timeout)):
            raise ChatModelError(Fallback.BUSY, f"all calls allowed to {self.name} at once are under way")
        try:
            yield
        finally:
            self._places.release()

    def _failure(self, error: Exception) -> ChatModelError:
        reason = _reason(error)
        log.debug("language model %s: %s (%s)", self.name, reason, type(error).__name__)
        return ChatModelError(reason, f"the language model {self.name} gave no answer: {reason}")


def openai_like(
    base_url: str, model: str, api_key: str | None, *, context_tokens: int, timeout: float, concurrency: int
) -> LlamaIndexModel:
    """The model of that name on any server that speaks the OpenAI protocol. Nothing is imported or sent yet.

    An address without a path gets ``/v1``, where such servers have their interface.
    """
    if not urlsplit(base_url).path.strip("/"):
        base_url = f"{base_url.rstrip('/')}/v1"

    from assistant.generating.deadline import client_with_deadline

    client = client_with_deadline(timeout)

    def make() -> Any:
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=model,
            api_base=base_url,
            api_key=api_key
            or "none",  # without one LlamaIndex would send the OPENAI_API_KEY of the environment
            context_window=context_tokens,
            max_tokens=made.output_tokens,
            is_chat_model=True,
            temperature=0.0,
            max_retries=0,
            timeout=timeout,
            http_client=client,
        )

    made = LlamaIndexModel(
        make,
        name=model,
        context_tokens=context_tokens,
        timeout=timeout,
        concurrency=concurrency,
        close=client.close,
    )
    return made


def _after(first: Any, rest: Iterator[Any]) -> Generator[Any, None, None]:
    try:
        if first is not None:
            yield first
            yield from rest
    finally:
        close = getattr(rest, "close", None)
        if close is not None:
            close()


def _finish(reply: Any) -> str | None:
    """Why the model stopped, ``""`` while it has not, ``None`` where the protocol does not say."""
    choices = getattr(reply.raw, "choices", None)
    if choices is None:
        return None
    return next((choice.finish_reason for choice in choices if choice.finish_reason), "")


def _asked_pause(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return min(_LONGEST_PAUSE, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def _reason(error: Exception) -> Fallback:
    import httpx
    import openai

    if isinstance(error, ChatModelError):
        return error.reason
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException | TimeoutError):
        return Fallback.TIMEOUT
    if isinstance(error, openai.APIStatusError):
        return _reason_of_status(error.status_code, str(error))
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return Fallback.CUT_OFF
    if isinstance(error, openai.APIConnectionError | httpx.TransportError | ConnectionError):
        return Fallback.UNREACHABLE
    if isinstance(error, openai.APIError):  # an error sent inside a stream
        return Fallback.CONTEXT_OVERFLOW if _OVERFLOW.search(str(error)) else Fallback.SERVER_ERROR
    return Fallback.GARBAGE


def _reason_of_status(status: int, text: str) -> Fallback:
    if status == 413 or (status in (400, 422, 500) and _OVERFLOW.search(text)):
        return Fallback.CONTEXT_OVERFLOW
    if status == 429:
        return Fallback.RATE_LIMITED
    if status in (408, 409) or status >= 500:
        return Fallback.SERVER_ERROR
    return Fallback.REJECTED
