"""What the HTTP interface takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.reading import Turn
from index.matches import Filters

Values = Annotated[list[str], Field(default_factory=list, max_length=50)]


class FilterFields(BaseModel):
    """Which records and sections an answer may use; an empty list allows all."""

    model_config = ConfigDict(extra="forbid")

    region: Values
    country: Values
    group: Values
    theme: Values
    section: Values
    record: Values

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

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "How many mining companies took part in the China–Zambia safety training?"}
            ]
        },
    )

    question: str = Field(description="The question, in English, Spanish, French or Portuguese.")
    history: list[TurnFields] = Field(default_factory=list, max_length=200)
    filters: FilterFields = Field(default_factory=lambda: FilterFields.model_validate({}))
    mode: Literal["auto", "extractive", "generative"] = "auto"
    language: Literal["en", "es", "fr", "pt"] | None = Field(
        None, description="Language of the answer's own words; detected from the question if left out."
    )
