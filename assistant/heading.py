"""What stands at the head of a record — countries, authors, region, outcome — asked for and answered from there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Support
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.glossary import to_english
from assistant.listing.conditions import countries_of
from assistant.listing.conditions.general_words import frame_stems
from assistant.phrases import phrase, record_name
from assistant.reading import Kind, Reading
from assistant.weighed import Weighed
from assistant.weighing.record_table import taking_part
from assistant.witness import witnesses_of
from assistant.words import content_stems, fold
from ingest.country_names import country_name
from ingest.gazetteer import find_mentions, members
from ingest.records import Record, SectionKey

SURE = 0.6
"""How likely a record has to be the one that is meant where it is not named by number."""

_FIELDS = (
    "partner_count",
    "author_count",
    "funder_count",
    "country_count",
    "countries",
    "institution",
    "author",
    "region",
    "outcome",
    "goal",
    "pages",
)
_OF_COUNTRIES = ("country_count", "countries")
_OTHER_SECTIONS = frozenset(
    (SectionKey.FUNDING, SectionKey.CONTACTS, SectionKey.MATERIALS, SectionKey.SUSTAINABILITY)
)
"""Sections that a question asks for which speaks of the countries of a record only to name it."""


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    table = tomllib.loads(files("assistant").joinpath("data/headings.toml").read_text(encoding="utf-8"))
    cues = dict.fromkeys((*table[name][language], *(table[name]["en"] if language == "en" else ())))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(cues, key=len, reverse=True))})(?!\w)")


def write_heading(draft: Draft, reading: Reading, weighed: Weighed, evidence: Evidence) -> bool | None:
    """Whether the head of the record that is meant says what ``reading`` asks for; ``None`` if it is not asked.

    What it says is written to ``draft``; a place that does not take part is denied there.
    """
    if reading.kind is Kind.COMPARE or reading.excluded or len(reading.records) > 1 or not weighed.ranked:
        return None
    rest = evidence.catalog.named(fold(reading.text))[2]
    language = reading.language
    for field in _FIELDS:
        found = _pattern(field, language).search(rest)
        if found and not (field in _OF_COUNTRIES and _asks_for_text(reading)):
            record = _meant(reading, rest[: found.start()] + " " + rest[found.end() :], weighed, evidence)
            if field == "goal":
                named = evidence.catalog.records[reading.records[0]] if reading.records else record
                return None if named is None else _denies_goals(draft, named, language)
            return None if record is None else _state(draft, field, record, language)
    if not reading.records or not asks_whether_they_take_part(reading, evidence):
        return None
    return _takes_part(draft, reading, evidence.catalog.records[reading.records[0]])


def asks_whether_they_take_part(reading: Reading, evidence: Evidence) -> bool:
    """Whether nothing is asked but if the places that a question names take part: “does it include Brazil?”."""
    rest = evidence.catalog.named(fold(reading.text))[2]
    takes_part = _pattern("takes_part", reading.language)
    if not (reading.countries or reading.groups) or _pattern("asks", reading.language).search(rest):
        return False
    if takes_part.search(rest) is None:
        return False
    return not _content(takes_part.sub(" ", _without_places(rest)), reading, evidence)


def _asks_for_text(reading: Reading) -> bool:
    """Whether countries are only named: a description is asked for, or a section that does not list them."""
    return reading.kind is Kind.DESCRIBE or bool(_OTHER_SECTIONS.intersection(reading.sections[:1]))


def _meant(reading: Reading, rest: str, weighed: Weighed, evidence: Evidence) -> Record | None:
    """The record whose head is asked for, where nothing else is asked of it."""
    left = _content(_pattern("takes_part", reading.language).sub(" ", rest), reading, evidence)
    if reading.records:
        named = evidence.catalog.coverage(left, evidence.catalog.naming_stems[reading.records[0]])
        return None if left and named < 1.0 else evidence.catalog.records[reading.records[0]]
    best = weighed.ranked[0]
    named = evidence.catalog.coverage(left, evidence.catalog.naming_stems[best.record.id])
    return best.record if left and named >= 1.0 and best.probability >= SURE else None


def _content(text: str, reading: Reading, evidence: Evidence) -> list[str]:
    """The stems of a piece of the question that say something beside asking."""
    if reading.language != "en":
        text = to_english(text, reading.language, vocabulary=evidence.catalog.vocabulary).text
    return [stem for stem in content_stems(text) if stem not in frame_stems() and not stem.isdigit()]


def _without_places(text: str) -> str:
    kept, at = [], 0
    for mention in find_mentions(text, adjectives=True):
        kept.append(text[at : mention.start])
        at = mention.end
    return " ".join([*kept, text[at:]])


def _state(draft: Draft, field: str, record: Record, language: str) -> bool | None:
    values = _values(field, record)
    if not values:
        return None
    called = [country_name(value, language) for value in values] if field in _OF_COUNTRIES else values
    text = phrase(
        f"heading_{field}", language, **_named(record, language), count=len(values), names=", ".join(called)
    )
    places = witnesses_of(record, [value.split(":")[0] for value in values])
    draft.say(draft.state(text, places, Support.SUPPORTED))
    return True


def _denies_goals(draft: Draft, record: Record, language: str) -> bool | None:
    """Says that ``record`` names no goal, where it names none; what it says of goals is for its text to tell."""
    if record.sdgs or any(_GOAL.search(section.text) for section in record.sections):
        return None
    draft.say(phrase("names_no_goal", language, **_named(record, language)))
    return False


_GOAL = re.compile(
    r"\bSDGs?\b|sustainable development goal|\bgoals? of the 2030\b|2030 agenda", re.IGNORECASE
)


def _named(record: Record, language: str) -> dict[str, str]:
    """The name of ``record`` as the frame sentences fit it in: as subject, and as that which something is in."""
    inside = record_name(record, language, "in")
    return {
        "record": record_name(record, language, "subject"),
        "inside": inside,
        "Inside": inside[:1].upper() + inside[1:],
    }


def _values(field: str, record: Record) -> tuple[str, ...]:
    if field in _OF_COUNTRIES:
        countries = tuple(dict.fromkeys((*record.countries, *countries_of(record))))
        return tuple(place.name for place in countries) or (record.groups if field == "countries" else ())
    if field == "partner_count":
        return tuple(dict.fromkeys(partner.name for partner in record.partners))
    if field == "funder_count":
        return record.funding
    if field in ("author", "author_count"):
        authors = (*record.authors, *(name for part in record.parts for name in part.authors))
        return tuple(dict.fromkeys(authors)) or ((record.institution,) if record.institution else ())
    if field == "institution":
        return (record.institution,) if record.institution else ()
    if field == "region":
        return (record.region,) if record.region else ()
    if field == "pages":
        return _runs(record.pages)
    return record.outcomes


def _runs(pages: tuple[int, ...]) -> tuple[str, ...]:
    """Page numbers as they are printed: ``36-38``, ``40``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return tuple(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _takes_part(draft: Draft, reading: Reading, record: Record) -> bool | None:
    present = taking_part(record)
    asked = (*reading.countries, *reading.groups)
    language = reading.language
    names = ", ".join(sorted((country_name(place, language) for place in present), key=fold))
    if all(place in present for place in asked):
        places = ", ".join(country_name(place, language) for place in asked)
        text = phrase("takes_part", language, place=places, **_named(record, language))
        draft.say(draft.state(text, witnesses_of(record, asked), Support.SUPPORTED))
        return True
    missing = [place for place in asked if place not in present]
    by_group = {member.name for group in record.groups for member in members(group)}
    if not present or any(place in by_group or members(place) for place in missing):
        return None
    denied = ", ".join(country_name(place, language) for place in missing)
    draft.say(phrase("takes_no_part", language, place=denied, **_named(record, language), names=names))
    return False
