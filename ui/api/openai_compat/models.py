"""The part of OpenAI's chat protocol that is understood here; everything else in a request is let pass."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.reading import Turn
from ingest.errors import UsageError

MODELS = {"sstc": "auto", "sstc-extractive": "extractive", "sstc-generative": "generative"}
"""The models on offer, each with the mode it stands for."""


class TextPart(BaseModel):
    """A part of a message; images and sounds are not read."""

    type: Literal["text"]
    text: str = Field(max_length=100_000)


class Message(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | list[TextPart] | None = None

    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What else to stream."""

    include_usage: bool = False


_TEXT = {"type": "string", "minLength": 1, "maxLength": 20_000, "pattern": r"\S"}
_QUESTION_MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["role", "content"],
    "properties": {"role": {"const": "user"}, "content": _TEXT},
}


class ChatRequest(BaseModel):
    """A conversation whose last message of the user is the question."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": "sstc",
                    "messages": [{"role": "user", "content": "Who funded the cotton project in Tanzania?"}],
                }
            ]
        },
    )

    model: str = Field("sstc", description="`sstc`, `sstc-extractive` or `sstc-generative`.")
    messages: list[Message] = Field(
        min_length=1, max_length=400, json_schema_extra={"contains": _QUESTION_MESSAGE}
    )
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] = 1

    def arguments(self) -> dict[str, Any]:
        """The question, its history and the mode, as the assistant takes them.

        Instructions (``system``) change nothing: answers come from the records alone.
        """
        said = [message for message in self.messages if message.role in ("user", "assistant")]
        while said and not (said[-1].role == "user" and said[-1].text().strip()):
            said.pop()
        if not said:
            raise UsageError(
                "No message of the role “user” holds a question. Send one, as the last message.",
                field="messages",
            )
        history = tuple(
            Turn(role=message.role, content=message.text()) for message in said[:-1] if message.text()
        )
        return {"question": said[-1].text(), "history": history, "mode": MODELS[self.model]}


class Delta(BaseModel):
    """A message, or a piece of one."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    citations: list[dict[str, Any]] | None = Field(default=None, description="The citations of `/v1/ask`.")
    answered: bool | None = Field(default=None, description="Whether the records answer the question.")


class Usage(BaseModel):
    """Lengths in words; nothing is billed."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Choice(BaseModel):
    """The one answer."""

    index: int = 0
    message: Delta
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Completion(BaseModel):
    """An answer as OpenAI's clients expect it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class ModelCard(BaseModel):
    """A model on offer."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "sstc-practice-assistant"


class ModelList(BaseModel):
    """The models on offer."""

    object: Literal["list"] = "list"
    data: list[ModelCard]
