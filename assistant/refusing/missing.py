"""What a refusal says is missing: the section, the place, the name or the type of fact, of the record that is meant."""

from __future__ import annotations

from assistant.evidence import Evidence
from assistant.facts import FACTS
from assistant.mentions.asked_things import things_asked
from assistant.mentions.bodies import bodies_said
from assistant.mentions.named_things import capitalised
from assistant.phrases import phrase, record_name, section_name
from assistant.reading import Reading
from assistant.refusing.contact_signals import contact_signals
from assistant.refusing.fact_signals import asks_for_somebody, without_persons
from assistant.refusing.premise_signals import names_kept
from assistant.weighed import RankedRecord, Weighed
from assistant.weighing.record_table import taking_part
from assistant.words import stem_set
from ingest.country_names import country_name
from ingest.records import Record, RecordKind, SectionKey

MEANT = 0.6
"""How likely a record has to be the one that is meant, so that a refusal speaks of it."""

NAMED_BY = 0.3
"""How much of the question has to name it."""

_TOLD = ("venue", "city", "selection", "difficulty", "lesson", "reason")


def what_is_missing(reading: Reading, weighed: Weighed, evidence: Evidence) -> str:
    """A sentence in the language of ``reading``; one about the whole corpus where no record is meant."""
    reading = without_persons(reading)
    language = reading.language
    if not weighed.ranked:
        return phrase("not_found", language)
    best = next((item for item in weighed.ranked if item.record.id in reading.records), weighed.ranked[0])
    if not _is_meant(best, reading) or _shares_only_a_place(best.record, reading, evidence):
        return phrase("not_found", language)
    record, name = best.record, record_name(best.record, language, "subject")
    asked = _asked(reading)
    state = blank_or_missing(reading, record)
    if state == "blank" or (state and not asked and record.kind is not RecordKind.BACKGROUND):
        section, of = section_name(reading.sections[0], language), record_name(record, language, "of")
        return phrase(f"{state}_section", language, section=section, name=name, of=of)
    unreached = _unreached(reading, weighed, record, evidence)
    if unreached:
        return unreached
    unsaid = _unsaid(reading, record, evidence)
    if unsaid:
        return phrase("says_nothing_of", language, name=name, what=unsaid)
    if asked in ("", "place", "individual") and not asks_for_somebody(reading):
        asked = _thing(reading) or asked
    if asked:
        return phrase("states_no", language, name=name, fact=phrase(f"no_{asked}", language))
    if "person" in reading.wanted:
        return phrase("says_not_who", language, name=name)
    return phrase("closest_but_silent", language, name=name)


def _asked(reading: Reading) -> str:
    """The one type of fact that is asked for; nothing where it is none or several."""
    asked = [fact for fact in FACTS if fact in reading.wanted and fact != "named"]
    if "person" in reading.wanted and not asks_for_somebody(reading):
        asked = [fact for fact in asked if fact != "individual"]
    if len(asked) > 1:
        asked = [fact for fact in asked if fact != "number"]
    return asked[0] if len(asked) == 1 else ""


def _thing(reading: Reading) -> str:
    """What is asked for that is no type of fact, and has a word in a refusal."""
    asked = things_asked(reading.text, reading.language)
    return next((thing for thing in _TOLD if thing in asked), "")


def blank_or_missing(reading: Reading, record: Record) -> str:
    """``blank`` or ``missing`` where the section asked for above all has no text in ``record``; else nothing.

    Who took part is told by other sections where a fiche has none for it.
    """
    if not reading.sections:
        return ""
    found = [section for section in record.sections if section.key is reading.sections[0]]
    if any(section.text.strip() for section in found):
        return ""
    told = reading.sections[0] is SectionKey.COOPERATION and (record.countries or record.partners)
    return "blank" if found else "" if told else "missing"


def _is_meant(item: RankedRecord, reading: Reading) -> bool:
    if item.record.id in reading.records:
        return True
    return item.probability >= MEANT and item.signal("naming") >= NAMED_BY


def _shares_only_a_place(record: Record, reading: Reading, evidence: Evidence) -> bool:
    """Whether ``record`` has nothing of the question but a country: “Who is the president of Brazil?”."""
    if reading.records or not (reading.countries or reading.groups):
        return False
    places = stem_set(" ; ".join((*reading.countries, *reading.groups, *reading.names)))
    others = [term for term in reading.terms if term not in places]
    body = evidence.catalog.body_stems[record.id]
    return bool(others) and not any(term in body for term in others)


def _unreached(reading: Reading, weighed: Weighed, record: Record, evidence: Evidence) -> str:
    """What the contacts of ``record`` do not give of somebody whose address is asked for by name."""
    signals = contact_signals(reading, weighed, record, evidence)
    naming, kept = stem_set(_head(record)), set(names_kept(reading))
    names = [
        (name, stems)
        for name, stems in capitalised(reading.text)
        if not naming.issuperset(stems) and kept.intersection(name.split())
    ]
    if not signals["contact asked"] or not names:
        return ""
    held = stem_set(" ; ".join(s.text for s in record.sections if s.key is SectionKey.CONTACTS))
    unnamed = [name for name, stems in names if not held & set(stems)]
    of = record_name(record, reading.language, "of")
    channels = [channel for channel in ("email", "phone") if channel in reading.wanted]
    if channels and (unnamed or signals["contact channel apart"]):
        fact = phrase(f"no_{channels[0]}", reading.language)
        who = unnamed[0] if unnamed else names[0][0]
        return phrase("contacts_give_no", reading.language, of=of, fact=fact, who=who)
    return phrase("contacts_name_not", reading.language, of=of, who=unnamed[0]) if unnamed else ""


def _head(record: Record) -> str:
    return " ; ".join([record.title, record.short_title or "", *(part.title for part in record.parts)])


def _unsaid(reading: Reading, record: Record, evidence: Evidence) -> str:
    """A place, body or name of the question that stands nowhere in ``record``."""
    row = evidence.catalog.row_of_stems(record.id)
    partaking = taking_part(record)
    for place in (*reading.countries, *reading.groups):
        if place not in partaking and place not in evidence.mentions.places(record.id):
            return country_name(place, reading.language)
    held = evidence.mentions.bodies(record.id)
    for body, said in bodies_said(reading.text).items():
        if body not in held:
            return said
    for text, stems in capitalised(reading.query):
        if f" {' '.join(stems)} " not in row and not any(evidence.catalog.knows(stem) for stem in stems):
            return text
    return ""
