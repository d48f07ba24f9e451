"""Putting a question to the assistant, step by step as its answer comes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.assistant import Assistant
from index.matches import Filters
from ingest.errors import SstcError
from ui.pages.exchange import Conversation, Exchange, history
from ui.pages.understanding import chips


def answered(
    assistant: Assistant, question: str, conversation: Conversation, filters: Filters, mode: str
) -> Iterator[Exchange]:
    """The exchange as it grows: first the question alone, last with its answer or the words of an error."""
    turns = history(conversation)
    yield Exchange(question=question, filters=filters)
    try:
        answer = assistant.ask(question, history=turns, filters=filters, mode=mode)
        read = chips(assistant, answer)
    except SstcError as error:
        yield Exchange(question=question, filters=filters, error=str(error))
        return
    yield Exchange(question=question, filters=filters, answer=answer, chips=read)
