"""How a question was read, as chips that a reader can change, and which records its answer lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.phrases import section_name
from index.matches import Filters
from ingest.errors import SstcError
from ingest.records import SectionKey
from ui.pages.exchange import Chip, Listed
from ui.pages.world_map import places_of


def chips(assistant: Assistant, answer: Answer) -> tuple[Chip, ...]:
    """What ``answer.read_as`` says the question is about, as fields and values of a filter."""
    known = _known(assistant, assistant.generation(), answer.language)
    said = answer.read_as.partition(": ")[2].split(", ")
    return tuple(dict.fromkeys(known[piece] for piece in said if piece in known))


def unfiltered(answer: Answer, drawn: Iterable[Chip]) -> tuple[str, ...]:
    """What ``answer.read_as`` says beside the chips ``drawn``: what is denied, bounded, or no value of a filter."""
    shown = {chip.value for chip in drawn}
    shown |= {section_name(chip.value, answer.language) for chip in drawn if chip.field == "section"}
    said = answer.read_as.partition(": ")[2].split(", ")
    return tuple(piece for piece in said if piece and piece not in shown)


def listed(assistant: Assistant, answer: Answer, filters: Filters) -> tuple[Listed, ...]:
    """The records that ``answer`` lists, where it lists any: what a table of them needs beside its words.

    The countries asked for are those that the question was read to name, and those of ``filters``.
    """
    if answer.kind not in ("list", "count"):
        return ()
    named = [chip.value for chip in chips(assistant, answer) if chip.field == "country"]
    asked = tuple(dict.fromkeys((*named, *filters.country)))
    rows = []
    for citation in answer.citations:
        try:
            record = assistant.record(citation.practice_id)
        except SstcError:
            continue
        rows.append(
            Listed(
                marker=citation.marker,
                practice_id=record.id,
                countries=tuple(country.name for country in places_of(record).values()),
                period=record.period or "",
                asked=asked,
            )
        )
    return tuple(rows)


@lru_cache(maxsize=8)
def _known(assistant: Assistant, generation: str, language: str) -> dict[str, Chip]:
    """Every value that a filter takes, by the words it goes by."""
    values = {section_name(str(key), language): Chip(field="section", value=str(key)) for key in SectionKey}
    counts = assistant.facets()
    for field in ("theme", "region", "country"):
        values.update({value: Chip(field=field, value=value) for value in counts[field]})
    values.update({record.id: Chip(field="record", value=record.id) for record in assistant.records()})
    return values
