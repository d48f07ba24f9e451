"""An answer as server-sent events: ``retrieved``, then ``delta`` after ``delta``, then ``answer``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

import anyio.to_thread
from pydantic import TypeAdapter

from assistant.answer import Answer
from assistant.events import Delta, Event, Found
from ui.api.tagged import json_bytes

_ANSWER = TypeAdapter(Answer)


def answer_bytes(answer: Answer) -> bytes:
    """An answer as JSON."""
    return _ANSWER.dump_json(answer)


def sse(name: str, data: bytes) -> bytes:
    """One server-sent event; our JSON holds no line break, so that one data line is enough."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)


def event_bytes(event: Event) -> bytes:
    """An event of the assistant as a server-sent one."""
    if isinstance(event, Found):
        held = {"retrieval": event.retrieval, "read_as": event.read_as, "language": event.language}
        return sse("retrieved", json_bytes(held))
    if isinstance(event, Delta):
        return sse("delta", json_bytes({"text": event.text}))
    return sse("answer", answer_bytes(event.answer))


async def written(
    first: Event, rest: Iterator[Event], write: Callable[[Event], bytes], failed: Callable[[Exception], bytes]
) -> AsyncIterator[bytes]:
    """``first`` and ``rest`` as bytes, each made in a thread; an error on the way is the last thing sent.

    However the stream ends, also by a client that leaves, the iterator is closed and its index given back.
    """
    try:
        yield write(first)
        while True:
            event = await anyio.to_thread.run_sync(partial(next, rest, None))
            if event is None:
                return
            yield write(event)
    except Exception as error:
        yield failed(error)
    finally:
        close = getattr(rest, "close", None)
        if close is not None:
            close()
