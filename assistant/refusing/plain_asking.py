"""Questions that leave nothing to doubt: no more is said than which record, and which of its sections or persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.facts import names_person
from assistant.mentions.named_things import numbers_said
from assistant.reading import Kind, Reading
from assistant.refusing.missing import blank_or_missing
from assistant.weighed import RankedRecord
from assistant.weighing.ranked_sentences import Sentence
from assistant.weighing.record_table import taking_part
from assistant.words import fold, stem_set
from ingest.records import SectionKey

MEANT = 0.9
"""How likely a record has to be that is not named by number."""

_EMPTY = stem_set(
    "available exist give find show tell list describe explain summarise main key overall concrete brief"
) | stem_set("practice initiative project there mention briefly resumed presented")
_OF_A_SECTION = stem_set(
    "results result outcomes outputs achieve achievements accomplish objective aim goal purpose methodology method "
    "approach innovative innovation innovations sustainable sustainability sustained sustain adaptable adapted "
    "replicate replicated replicable contacts contact funding funded fund financed paid pay materials resources "
    "partners partnership cooperation documents links produced summary overview obtained reached impact"
)


def asks_plainly(reading: Reading, chosen: Sequence[RankedRecord], evidence: Evidence) -> bool:
    """Whether the question only names the record chosen, and wants it described or a section that has text."""
    if len(chosen) != 1 or reading.counted or reading.foreign or reading.wanted - {"named", "link"}:
        return False
    record, catalog = chosen[0].record, evidence.catalog
    if record.id not in reading.records and chosen[0].probability < MEANT:
        return False
    whose = reading.sections[:1] == (SectionKey.CONTACTS,)
    naming = catalog.title_stems[record.id] if whose else catalog.naming_stems[record.id]
    if not (reading.records or stem_set(reading.query) & naming) or not naming.issuperset(reading.names):
        return False
    if set(reading.countries) - set(taking_part(record)) or set(reading.groups) - set(record.groups):
        return False
    if numbers_said(catalog.named(fold(reading.query))[2]) or not _EMPTY.union(naming).issuperset(
        set(reading.terms) - _OF_A_SECTION
    ):
        return False
    if reading.kind is Kind.DESCRIBE:
        return not reading.sections or not blank_or_missing(reading, record)
    if not reading.sections or not (_OF_A_SECTION | _EMPTY | naming).issuperset(reading.asked):
        return False
    if "link" in reading.wanted and reading.sections[0] is not SectionKey.MATERIALS:
        return False
    return not blank_or_missing(reading, record)


def asks_for_person(reading: Reading, sentences: Sequence[Sentence]) -> bool:
    """Whether the question only says the name of a person, and one of ``sentences`` has that name."""
    if (
        not 2 <= len(reading.terms) <= 4
        or reading.countries
        or reading.wanted - {"person", "individual", "named"}
    ):
        return False
    words = [
        word for word in re.findall(r"[^\W\d_]{2,}", reading.query) if stem_set(word) & set(reading.terms)
    ]
    said = [s.text for s in sentences if all(word.lower() in s.text.lower() for word in words)]
    if not said:
        return False
    name = re.compile(r"\W+(?:\w\W+)?".join(map(re.escape, words)), re.I)
    return any(names_person(found.group()) for text in said for found in name.finditer(text))
