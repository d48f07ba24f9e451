"""A comparison as a question about one of its records, and what it asks of each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.listing.conditions.general_words import frame_stems
from assistant.question_reading import read_question
from assistant.reading import Kind, Reading
from assistant.words import content_stems, fold, stem_set, words
from ingest.records import Record, SectionKey

_WORD = re.compile(r"[\w@./'’%-]+|\?")
_COUNTRIES = re.compile(r"(?<!\w)(?:countr(?:y|ies)|nations|member states)(?!\w)", re.I)
_MEASURES = {
    "duration": r"long(?:er)?|shorter|last(?:s|ed)? (?:more|less)|duration|dur[oae]|duraron|durou|duraram|durent|duree|"
    r"plus long\w*|mas larg\w*|mais long\w*",
    "date": r"earlier|later|sooner|first signed|signed first|before|start(?:s|ed)? first",
    "amount": r"cheaper|costlier|expensive|more money|larger budget|bigger budget",
    "number": r"(?:more|fewer|most|fewest|less) (?!about|on|information|to|of|than)\w+|bigger|larger|smaller|how many|"
    r"(?:mas|mais|menos|plus d[e'’]|moins d[e'’]) ?(?:gente|personas?|participantes?|pessoas?|monde|gens|personnes|"
    r"participants)",
}
_MEASURED = {fact: re.compile(rf"(?<!\w)(?:{wording})(?!\w)", re.I) for fact, wording in _MEASURES.items()}
_MORE_OF = re.compile(r"(?<!\w)(?:more|fewer|most|fewest) (?!about|on|information|to|of|than)(\w+)", re.I)
_FACTS = frozenset(["number", "date", "amount", "percent", "duration", "place", "individual", "person"])
_COMPARING = stem_set(
    "compare comparison compared difference different differ differences similar similarity similarities common versus "
    "contrast respect regard terms apart side practice good initiative project"
)
"""Stems that only say that records are compared."""


def is_particular(reading: Reading, records: Sequence[Record], catalog: Catalog) -> bool:
    """Whether a comparison asks for more than sections: for a fact, or for something that a section may hold."""
    if facts_asked(reading) & _FACTS:
        return True
    naming = frozenset().union(*(catalog.naming_stems[record.id] for record in records))
    said = {
        stem
        for word in words(reading.query)
        if not stem_set(word) <= naming
        for stem in content_stems(word)
        if not stem.isdigit()
    }
    return bool(said - set(reading.asked) - frame_stems() - _COMPARING)


def facts_asked(reading: Reading) -> frozenset[str]:
    """The types of fact that a comparison asks for, or measures by: “longer”, “more participants”."""
    asked = f"{reading.query} {fold(reading.text)}"
    return reading.wanted | {fact for fact, measure in _MEASURED.items() if measure.search(asked)}


def asks_for_countries(reading: Reading) -> bool:
    """Whether a comparison asks for countries, which the records list."""
    return bool(_COUNTRIES.search(reading.query))


def question_of(
    reading: Reading,
    record: Record,
    records: Sequence[Record],
    catalog: Catalog,
    sections: tuple[SectionKey, ...],
) -> Reading:
    """The comparison as a question about ``record``: without the words that only the other ``records`` hold."""
    own = catalog.body_stems[record.id]
    others = frozenset().union(*(catalog.body_stems[other.id] for other in records if other is not record))
    kept = [
        word
        for word in _WORD.findall(reading.query)
        if not (stems := stem_set(word)) or stems & own or not stems <= others or stems <= set(reading.asked)
    ]
    facts = facts_asked(reading)
    if "duration" in facts:
        sections = tuple(key for key in sections if key is not SectionKey.SUSTAINABILITY)
    more = _MORE_OF.search(reading.query)
    counted = tuple(content_stems(more.group(1))) if more else ()
    side = read_question(" ".join([*kept, record.short_title or record.title]), catalog, language="en")
    return replace(
        side,
        kind=Kind.LOOKUP,
        records=(record.id,),
        sections=sections or side.sections,
        wanted=side.wanted | facts,
        counted=side.counted or counted,
        countries=(),
        groups=(),
        periods=(),
        request=None,
    )
