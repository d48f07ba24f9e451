"""A question made to stand on its own in English by the model; never needed, and never trusted unchecked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.generating import prompts
from assistant.generating.chat_model import ChatModel, ChatModelError, Message
from assistant.generating.shown import condense
from assistant.reading import Turn
from assistant.support.figures import figures
from assistant.support.source import places

_LONGEST = 400
_HISTORY_TOKENS = 600


def rewrite(question: str, history: Sequence[Turn], language: str, model: ChatModel) -> str | None:
    """``question`` in English with what it takes from ``history``; ``None`` where that did not succeed.

    A rewrite that brings in a number or a country that nobody has mentioned is not used.
    """
    said = "\n".join([question, *(turn.content for turn in history)])
    asked = f"{condense(history, _HISTORY_TOKENS)}\nLast question: {question}"
    try:
        reply = model.complete(
            [Message(role="system", content=prompts.REWRITE), Message(role="user", content=asked)]
        )
    except ChatModelError:
        return None
    text = reply.strip().strip('"“”').strip()
    if not text or "\n" in text or len(text) > _LONGEST or not places(text) <= places(said):
        return None
    known = {
        value for spoken in {language, "en"} for figure in figures(said, spoken) for value in figure.values
    }
    brought = {value for figure in figures(text) if not figure.weak for value in figure.values}
    return text if brought <= known else None
