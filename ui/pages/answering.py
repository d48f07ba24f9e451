"""Putting a question to the assistant, step by step as its answer comes."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from assistant.assistant import Assistant
from assistant.events import Delta, Whole
from index.matches import Filters
from ingest.errors import SstcError
from ui.pages.exchange import Conversation, Exchange, history
from ui.pages.going import Going
from ui.pages.understanding import chips, listed
from ui.pages.words import word

logger = logging.getLogger(__name__)

_SHOWN_EVERY = 0.08
"""Seconds between two states of a growing answer; more often the eye does not see."""


def answered(
    assistant: Assistant,
    question: str,
    conversation: Conversation,
    filters: Filters,
    mode: str,
    language: str,
    going: Going,
    session: str,
) -> Iterator[Exchange]:
    """The exchange as it grows: first the question alone, last with its answer or the words of an error.

    While it grows, ``going`` can stop it by its ``session``.
    """
    exchange = Exchange(question=question, filters=filters, after=len(conversation))
    yield exchange
    since = time.monotonic()
    events = assistant.stream(question, history=history(conversation), filters=filters, mode=mode)
    going.begin(session, events)
    try:
        for event in events:
            if isinstance(event, Delta):
                exchange = replace(exchange, partial=exchange.partial + event.text)
                if time.monotonic() - since >= _SHOWN_EVERY:
                    yield exchange
                    since = time.monotonic()
            elif isinstance(event, Whole):
                yield replace(
                    exchange,
                    answer=event.answer,
                    chips=chips(assistant, event.answer),
                    listed=listed(assistant, event.answer, filters),
                )
    except SstcError as error:
        yield replace(exchange, error=str(error))
    except Exception:
        logger.exception("a question on the page failed unexpectedly")
        yield replace(exchange, error=word("unexpected", language))
    finally:
        going.end(session, events)
