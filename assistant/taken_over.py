"""What a question takes over from those before it: their words, or the section of an answer that it leans on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.reading import POINTING, Reading, Turn
from assistant.words import fold, stem_set
from ingest.records import SectionKey

_ROLE = POINTING | stem_set("office work role function position job post title unit department phone")
"""What is asked of a person: “and what is her function?” after an answer that named contacts."""


def joined(reading: Reading, before: Reading, catalog: Catalog) -> Reading:
    """``reading`` with the words of the question ``before``, but its own places in place of those of that one."""
    own = bool(reading.countries or reading.groups)
    dropped = stem_set(" ".join((*before.countries, *before.groups))) if own else frozenset()
    query = before.query
    if reading.records and before.records:
        query = catalog.named(fold(query))[2]
    if own:
        for place in (*before.countries, *before.groups):
            query = query.replace(place, " ")
    return replace(
        reading,
        query=f"{reading.query} {query}",
        terms=tuple(dict.fromkeys((*reading.terms, *(t for t in before.terms if t not in dropped)))),
        asked=tuple(dict.fromkeys((*reading.asked, *before.asked))),
        only_asks=reading.only_asks and before.only_asks,
        counted=reading.counted or before.counted,
        sections=reading.sections or before.sections,
        wanted=reading.wanted or before.wanted,
        countries=reading.countries or before.countries,
        groups=reading.groups or before.groups,
        kinds=reading.kinds or before.kinds,
    )


def of_a_person(reading: Reading, turns: Sequence[Turn]) -> Reading:
    """``reading`` as a question for contacts, where it asks only somebody's function and contacts were named."""
    if not _ROLE.issuperset(reading.terms) or not _ROLE.difference(POINTING).intersection(
        (*reading.terms, *reading.asked)
    ):
        return reading
    answer = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), "")
    if "@" not in answer and "contact" not in fold(answer):
        return reading
    others = (key for key in reading.sections if key is not SectionKey.CONTACTS)
    return replace(reading, sections=(SectionKey.CONTACTS, *others))
