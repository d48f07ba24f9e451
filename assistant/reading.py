"""How a question is understood: its language, what it asks for, and of which records and sections."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.catalog import Catalog
from assistant.intents import Cues, find_cues, is_only
from assistant.language import LANGUAGES, detect_language
from assistant.words import content_stems, fold
from ingest.gazetteer import find_countries, find_groups
from ingest.records import SectionKey


class Kind(StrEnum):
    """What sort of answer a question wants."""

    LOOKUP = "lookup"
    DESCRIBE = "describe"
    LIST = "list"
    COUNT = "count"
    COMPARE = "compare"
    META = "meta"
    CHITCHAT = "chitchat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of the conversation before the question: ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question as the assistant understands it.

    ``records`` are those it names by number or id, ``unknown_numbers`` practice numbers that do not exist.
    ``sections`` are ordered by how strongly the wording asks for them. ``wanted`` holds the types of fact
    asked for: ``number``, ``date``, ``place``, ``person``, ``yesno``. ``terms`` are the English stems
    that say what the question is about; ``query`` is the English text to search with.
    """

    text: str
    language: str
    kind: Kind
    terms: tuple[str, ...]
    query: str
    records: tuple[str, ...] = ()
    unknown_numbers: tuple[int, ...] = ()
    sections: tuple[SectionKey, ...] = ()
    wanted: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def clean(text: str) -> str:
    """``text`` without control characters and markup, its white space folded."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"<[^<>]{0,200}>", " ", text)
    text = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"\s+", " ", text).strip()


def read_question(
    text: str, catalog: Catalog, *, history: Sequence[Turn] = (), language: str | None = None
) -> Reading:
    """The reading of ``text``; one that leans on the conversation takes its subject from ``history``."""
    text = clean(text)
    language = language if language in LANGUAGES else detect_language(text)
    folded = fold(text)
    reading = _read(text, folded, language, catalog)
    if history and _leans(folded, reading):
        reading = _carry(reading, history, catalog)
    return reading


def _read(text: str, folded: str, language: str, catalog: Catalog) -> Reading:
    records, unknown, rest = catalog.named(folded)
    cues = find_cues(rest, language)
    about = _without(rest, cues.spans)
    countries = tuple(country.name for country in find_countries(text, adjectives=True))
    groups = tuple(group.acronym for group in find_groups(text))
    facets = {name: _facet(name, rest) for name in ("region", "theme", "period", "kind")}
    return Reading(
        text=text,
        language=language,
        kind=_kind(rest, language, cues, records, countries),
        terms=tuple(dict.fromkeys(content_stems(about))) or tuple(dict.fromkeys(content_stems(rest))),
        query=text,
        records=records,
        unknown_numbers=unknown,
        sections=tuple(sorted(cues.sections, key=lambda key: -cues.sections[key])),
        wanted=cues.wanted,
        countries=countries,
        groups=groups,
        regions=facets["region"],
        themes=facets["theme"],
        periods=facets["period"],
        kinds=facets["kind"],
    )


def _kind(
    folded: str, language: str, cues: Cues, records: tuple[str, ...], countries: tuple[str, ...]
) -> Kind:
    if not records:
        for kind in (Kind.CHITCHAT, Kind.META):
            if is_only(kind, folded, language):
                return kind
        if (
            "meta" in cues.kinds
            and not countries
            and not cues.kinds.keys() - {"meta", "chitchat", "describe"}
        ):
            return Kind.META
    if (len(records) > 1 and not cues.sections) or "compare" in cues.kinds:
        return Kind.COMPARE
    if not records:
        if "count" in cues.kinds:
            return Kind.COUNT
        if "list" in cues.kinds:
            return Kind.LIST
    if "describe" in cues.kinds or (records and not cues.sections and not cues.wanted):
        return Kind.DESCRIBE
    return Kind.LOOKUP


_LEANING = re.compile(
    r"(?<!\w)(it|its|they|them|their|that|this|these|those|there|he|she|his|her|"
    r"the (first|second|third|last|other) one|"
    r"same|el|ella|ellos|su|sus|eso|esa|ese|esta|este|esto|aquella|alli|elle|il|ils|elles|son|sa|ses|leur|leurs|cela|ca|"
    r"celle-ci|celui-ci|cette|ce|y|ele|dele|dela|seu|sua|seus|suas|isso|isto|essa|esse|nela|nele|la)(?!\w)"
)
_ADDING = re.compile(
    r"^\W*(and|y|et|e|what about|how about|que tal|qu'en est-il|e quanto|also|tambien|aussi|tambem)(?!\w)"
)


def _leans(folded: str, reading: Reading) -> bool:
    if reading.records or reading.kind in (Kind.META, Kind.CHITCHAT):
        return False
    short = len(reading.terms) <= 3
    return bool(_ADDING.match(folded)) or (short and bool(_LEANING.search(folded))) or not reading.terms


def _carry(reading: Reading, history: Sequence[Turn], catalog: Catalog) -> Reading:
    """``reading`` with the subject of the last question of the user that had one."""
    for turn in reversed(history):
        if turn.role != "user":
            continue
        folded = fold(clean(turn.content))
        before = _read(clean(turn.content), folded, reading.language, catalog)
        if before.records or before.terms or before.countries:
            return replace(
                reading,
                kind=Kind.LOOKUP if reading.kind is Kind.DESCRIBE and reading.sections else reading.kind,
                records=before.records,
                terms=tuple(dict.fromkeys((*reading.terms, *before.terms))),
                query=f"{reading.query} {before.query}",
                sections=reading.sections or before.sections,
                countries=reading.countries or before.countries,
                groups=reading.groups or before.groups,
            )
    return reading


def _without(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in spans:
        if start >= at:
            kept.append(folded[at:start])
            at = end
        else:
            at = max(at, end)
    return " ".join([*kept, folded[at:]])


@cache
def _facet_patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    tables = tomllib.loads(files("assistant").joinpath("data/facets.toml").read_text(encoding="utf-8"))
    return {
        name: {value: re.compile(rf"(?<!\w)(?:{'|'.join(cues)})(?!\w)") for value, cues in values.items()}
        for name, values in tables.items()
    }


def _facet(name: str, folded: str) -> tuple[str, ...]:
    return tuple(value for value, pattern in _facet_patterns()[name].items() if pattern.search(folded))
