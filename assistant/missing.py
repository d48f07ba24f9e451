"""What a refusal says is missing: the section, the place, the name or the type of fact, of the record that is meant."""

from __future__ import annotations

from assistant.evidence import Evidence, RankedRecord, Weighed
from assistant.facts import FACTS
from assistant.named_things import capitalised, in_a_row
from assistant.phrases import phrase, record_name, section_name
from assistant.reading import Reading
from assistant.record_table import taking_part
from ingest.country_names import country_name
from ingest.records import Record, RecordKind

MEANT = 0.6
"""How likely a record has to be the one that is meant, so that a refusal speaks of it."""

NAMED_BY = 0.3
"""How much of the question has to name it."""


def what_is_missing(reading: Reading, weighed: Weighed, evidence: Evidence) -> str:
    """A sentence in the language of ``reading``; one about the whole corpus where no record is meant."""
    language = reading.language
    if not weighed.ranked:
        return phrase("not_found", language)
    best = next((item for item in weighed.ranked if item.record.id in reading.records), weighed.ranked[0])
    if not _is_meant(best, reading):
        return phrase("not_found", language)
    record, name = best.record, record_name(best.record, language, "subject")
    asked = _asked(reading)
    state = blank_or_missing(reading, record)
    if state == "blank" or (state and not asked and record.kind is not RecordKind.BACKGROUND):
        section, of = section_name(reading.sections[0], language), record_name(record, language, "of")
        return phrase(f"{state}_section", language, section=section, name=name, of=of)
    unsaid = _unsaid(reading, record, evidence)
    if unsaid:
        return phrase("says_nothing_of", language, name=name, what=unsaid)
    if asked:
        return phrase("states_no", language, name=name, fact=phrase(f"no_{asked}", language))
    return phrase("closest_but_silent", language, name=name)


def _asked(reading: Reading) -> str:
    """The one type of fact that is asked for; nothing where it is none or several."""
    asked = [fact for fact in FACTS if fact in reading.wanted and fact != "named"]
    if len(asked) > 1:
        asked = [fact for fact in asked if fact != "number"]
    return asked[0] if len(asked) == 1 else ""


def blank_or_missing(reading: Reading, record: Record) -> str:
    """``blank`` or ``missing`` where the section asked for above all has no text in ``record``; else nothing."""
    if not reading.sections:
        return ""
    found = [section for section in record.sections if section.key is reading.sections[0]]
    if any(section.text.strip() for section in found):
        return ""
    return "blank" if found else "missing"


def _is_meant(item: RankedRecord, reading: Reading) -> bool:
    if item.record.id in reading.records:
        return True
    return item.probability >= MEANT and item.signals["naming"] >= NAMED_BY


def _unsaid(reading: Reading, record: Record, evidence: Evidence) -> str:
    """A place or name of the question that stands nowhere in ``record``."""
    row = evidence.catalog.row_of_stems(record.id)
    partaking = taking_part(record)
    for place in (*reading.countries, *reading.groups):
        if place not in partaking and in_a_row(place) not in row:
            return country_name(place, reading.language)
    for text, stems in capitalised(reading.query):
        if f" {' '.join(stems)} " not in row and not any(evidence.catalog.knows(stem) for stem in stems):
            return text
    return ""
