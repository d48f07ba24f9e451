"""How a question was read, as chips that a reader can hold the answer to."""

from __future__ import annotations

from functools import lru_cache

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.phrases import section_name
from ingest.records import SectionKey
from ui.pages.exchange import Chip


def chips(assistant: Assistant, answer: Answer) -> tuple[Chip, ...]:
    """What ``answer.read_as`` says the question is about, as fields and values of a filter."""
    known = _known(assistant, assistant.generation(), answer.language)
    said = answer.read_as.partition(": ")[2].split(", ")
    return tuple(dict.fromkeys(known[piece] for piece in said if piece in known))


@lru_cache(maxsize=8)
def _known(assistant: Assistant, generation: str, language: str) -> dict[str, Chip]:
    """Every value that a filter takes, by the words it goes by."""
    values = {section_name(str(key), language): Chip(field="section", value=str(key)) for key in SectionKey}
    counts = assistant.facets()
    for field in ("theme", "region", "country"):
        values.update({value: Chip(field=field, value=value) for value in counts[field]})
    values.update({record.id: Chip(field="record", value=record.id) for record in assistant.records()})
    return values
