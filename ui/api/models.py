"""What the HTTP interface takes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.reading import Turn
from index.matches import Filters

Values = Annotated[list[str], Field(default_factory=list, max_length=50)]


class FilterFields(BaseModel):
    """Which records and sections an answer may use; an empty list allows all.

    Within a list any value is enough, between lists all must hold. `/v1/facets` lists the values; a country
    is also known by its ISO code.
    """

    model_config = ConfigDict(extra="forbid")

    region: Values
    country: Values
    theme: Values
    section: Values
    record: Values
    group: Values
    kind: Values

    def filters(self) -> Filters:
        """The same as the index takes it."""
        return Filters(**{name: tuple(values) for name, values in self.model_dump().items()})


class TurnFields(BaseModel):
    """One earlier turn of the conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str = Field(max_length=100_000)

    def turn(self) -> Turn:
        """The same as the assistant takes it."""
        return Turn(role=self.role, content=self.content)


class AskRequest(BaseModel):
    """A question with the conversation before it."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description="The question, in English, Spanish, French or Portuguese.",
        json_schema_extra={"minLength": 1, "maxLength": 20_000, "pattern": r"\S"},
    )
    history: list[TurnFields] = Field(
        default_factory=list,
        max_length=200,
        description="Earlier turns, oldest first; a follow-up takes its subject from them.",
    )
    filters: FilterFields = Field(default_factory=lambda: FilterFields.model_validate({}))
    mode: Literal["auto", "extractive", "generative"] = Field(
        "auto",
        description="`extractive` quotes the records; `generative` has the configured language model write; "
        "`auto` is `generative` where a model is configured.",
    )
    language: Literal["en", "es", "fr", "pt"] | None = Field(
        None, description="Language of the answer's own words; detected from the question if left out."
    )

    def arguments(self) -> dict[str, Any]:
        """The same as the assistant takes it."""
        return {
            "question": self.question,
            "history": tuple(turn.turn() for turn in self.history),
            "filters": self.filters.filters(),
            "mode": self.mode,
            "language": self.language,
        }
