"""The ``ChatModel`` seam: messages in, text out, whole or in pieces; and a deterministic fake of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.generating.fallback import Fallback
from ingest.errors import ModelError

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation with a model."""

    role: Role
    content: str


class ChatModelError(ModelError):
    """A model did not give a usable answer. ``reason`` says why; the message never holds the key."""

    def __init__(self, reason: Fallback, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ChatModel(Protocol):
    """A language model that continues a conversation.

    ``name`` is what the answer says wrote it. ``context_tokens`` is how much the model reads and writes at
    once, ``output_tokens`` how much of that it may write. Both methods may be called from several threads.
    """

    name: str
    context_tokens: int
    output_tokens: int

    def complete(self, messages: Sequence[Message]) -> str:
        """The whole reply to ``messages``. Raises ``ChatModelError``."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply in pieces as they come. Raises ``ChatModelError`` at any piece."""
        ...


class ScriptedModel:
    """A model without weights that says what it is told to, for tests and offline trials.

    ``script`` is the reply, or makes one from the messages; an error in place of a reply is raised. The
    messages of every call are kept in ``calls``.
    """

    def __init__(
        self,
        script: str | ChatModelError | Callable[[Sequence[Message]], str],
        *,
        name: str = "scripted",
        context_tokens: int = 8192,
        output_tokens: int = 800,
    ) -> None:
        self.name = name
        self.context_tokens = context_tokens
        self.output_tokens = output_tokens
        self.calls: list[tuple[Message, ...]] = []
        self._script = script

    def complete(self, messages: Sequence[Message]) -> str:
        self.calls.append(tuple(messages))
        if isinstance(self._script, ChatModelError):
            raise self._script
        reply = self._script if isinstance(self._script, str) else self._script(messages)
        if not reply.strip():
            raise ChatModelError(Fallback.EMPTY, f"the model {self.name} wrote nothing")
        return reply

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        reply = self.complete(messages)
        for start in range(0, len(reply), 7):
            yield reply[start : start + 7]
