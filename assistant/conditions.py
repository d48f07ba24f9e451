"""Conditions that a question sets to records: “involve Kenya”, “other than RBTC”, “in 2020-2021”."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from assistant.catalog import Catalog
from assistant.reading import Reading
from assistant.record_table import taking_part
from assistant.words import STOP_WORDS, content_stems, fold, stem_set
from ingest.gazetteer import country, find_mentions, members, region
from ingest.records import Country, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition on a record: that some of ``values`` are in its ``field``.

    With ``negated`` none may be; with ``other_than`` something beside them has to be; with ``only`` nothing
    beside them may be. ``words`` are those of the question that say so.
    """

    field: str
    values: tuple[str, ...] = ()
    negated: bool = False
    other_than: bool = False
    only: bool = False
    least: int = 0
    most: int | None = None
    words: str = ""

    def holds(self, record: Record) -> bool:
        """Whether ``record`` meets the condition."""
        held = _FIELDS[self.field](record)
        if self.other_than:
            return bool(held - frozenset(self.values))
        if self.least or self.most is not None:
            return self.least <= len(held) <= (len(held) if self.most is None else self.most)
        if self.only:
            return bool(held) and held <= frozenset(self.values)
        found = bool(held.intersection(self.values)) if self.values else bool(held)
        return found is not self.negated


def conditions_of(reading: Reading, catalog: Catalog) -> tuple[Condition, ...]:
    """The conditions in ``reading``; what no field speaks of becomes a condition on the text."""
    return _Conditions(reading, catalog).found()


def _country_regions(record: Record) -> frozenset[str]:
    names = [*record.countries, *(c for part in record.parts for c in part.countries)]
    return frozenset(region(place) for place in names)


def _text_stems(record: Record) -> frozenset[str]:
    return stem_set(record.title).union(*(stem_set(section.text) for section in record.sections))


_FIELDS: dict[str, Callable[[Record], frozenset[str]]] = {
    "kind": lambda record: frozenset({str(record.kind)}),
    "place": taking_part,
    "region": lambda record: frozenset({record.region} if record.region else ()),
    "country region": _country_regions,
    "country": lambda record: frozenset(
        place.name for place in (*record.countries, *(c for part in record.parts for c in part.countries))
    ),
    "period": lambda record: frozenset({record.period} if record.period else ()),
    "theme": lambda record: frozenset(record.themes),
    "modality": lambda record: frozenset(record.modalities),
    "funding": lambda record: frozenset(record.funding),
    "goal": lambda record: frozenset(f"SDG {number}" for number in record.sdgs),
    "person": lambda record: frozenset(fold(name) for name in record.authors),
    "institution": lambda record: _institutions(record),
    "section": lambda record: frozenset(str(s.key) for s in record.sections if s.text.strip()),
    "word": _text_stems,
}

_ONLY = re.compile(r"\b(?:only|solely|exclusively|entirely|wholly|alone|just)\b[^,;]{0,24}$")
_NOT = re.compile(r"\b(?:without|except|excluding|no|not|never|outside|lack\w*|neither|nor)\b[^,;]{0,24}$")
_OTHER_THAN = re.compile(
    r"\b(?:other than|besides?|apart from|different from|beyond|in addition to)\b[^,;]{0,24}$"
)
_FUNDED = re.compile(
    r"\b(?:fund\w*|financ\w*|paid|pay\w*|money|sponsor\w*|donors?|source|origin|backed|budget|resourc\w+)\b"
)
_ASKED_AT_ONCE = re.compile(
    r"\b(?:how many|number of|count|which|what|list|show|name|find|give|all|every|each)\b"
    r"((?:\s+[\w'/-]+){0,6}?)\s+(?:practices?|initiatives?|projects?|gps?)\b(?! (?:\d|approach|method|of))"
)
"""Records are asked for; whatever stands in the group may not be what is really asked for."""

_WRITTEN = re.compile(r"\b(?:author\w*|writ\w+|wrote|by)\b")
_COUNTRIES_OF = re.compile(
    r"countr(?:y|ies) (?:in|of|from|across) (?:the )?$|(?:members?|states) of (?:the )?$"
)
_BLANK = re.compile(r"\b(?:blank|empty|missing|without|no|lack\w*|leave\w*)\b")


_NUMBERS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_MORE = ("more than", "over", "above", "mas de", "plus de", "mais de")
_AT_LEAST = ("at least", "minimum of")
_FEWER = ("fewer than", "less than", "under", "below")
_AS_MANY = re.compile(
    rf"\b(?P<how>{'|'.join((*_MORE, *_AT_LEAST, *_FEWER))}|exactly|only|just|single)\s+"
    rf"(?:a )?(?P<number>\d+|{'|'.join(_NUMBERS)})(?: different)? (?:countr(?:y|ies)|nations?)\b"
)


class _Conditions:
    """One question on its way to conditions: what has been understood of it is blanked out."""

    def __init__(self, reading: Reading, catalog: Catalog) -> None:
        self._reading = reading
        self._catalog = catalog
        self._text = fold(reading.query)
        self._left = self._text
        self._conditions: list[Condition] = []

    def found(self) -> tuple[Condition, ...]:
        self._numbers()
        self._period_and_kind()
        self._funders()
        self._institutions()
        self._places()
        for field in ("theme", "modality"):
            self._table(field)
        self._regions()
        self._goals()
        self._people()
        self._blank_sections()
        self._words()
        return tuple(self._conditions)

    def _add(self, field: str, values: Iterable[str], start: int, end: int) -> None:
        before = self._text[:start]
        condition = Condition(
            field=field,
            values=tuple(values),
            negated=bool(_NOT.search(before)),
            other_than=bool(_OTHER_THAN.search(before)),
            only=bool(_ONLY.search(before)),
            words=self._text[start:end],
        )
        same = (condition.field, condition.values)
        if all((known.field, known.values) != same for known in self._conditions):
            self._conditions.append(condition)
        self._left = self._left[:start] + " " * (end - start) + self._left[end:]

    def _numbers(self) -> None:
        """“more than five countries”, “a single country”."""
        for match in _AS_MANY.finditer(self._left):
            number = _NUMBERS.get(match.group("number"), 0) or int(match.group("number"))
            how = match.group("how") or "exactly"
            least = number + 1 if how in _MORE else number if how in _AT_LEAST else 0
            most = number - 1 if how in _FEWER else None if least else number
            if how in ("exactly", "only", "just", "single"):
                least, most = number, number
            self._conditions.append(Condition(field="country", least=least, most=most, words=match.group()))
            self._left = self._left[: match.start()] + " " * len(match.group()) + self._left[match.end() :]

    def _places(self) -> None:
        mentions = find_mentions(self._reading.query, adjectives=True)
        joined: list[tuple[list[str], int, int]] = []
        for mention in mentions:
            start, end = mention.start, mention.end
            if not self._left[start:end].strip():
                continue
            place = mention.place
            names = [place.name] if isinstance(place, Country) else [place.acronym]
            if not isinstance(place, Country) and _COUNTRIES_OF.search(self._text[:start]):
                names += [member.name for member in members(place.acronym)]
            if joined and re.fullmatch(r"\s*(?:,\s*)?or\s+", self._text[joined[-1][2] : start]):
                joined[-1] = ([*joined[-1][0], *names], joined[-1][1], end)
            else:
                joined.append((names, start, end))
        for names, start, end in joined:
            self._add("place", names, start, end)

    def _regions(self) -> None:
        for value, pattern in _patterns("region").items():
            for match in pattern.finditer(self._left):
                after = self._text[match.end() :]
                of_countries = _COUNTRIES_OF.search(self._text[: match.start()]) or re.match(
                    r"\s+(?:countr|states?\b|nation)", after
                )
                field = "country region" if of_countries and value != "Arab States" else "region"
                self._add(field, [value], match.start(), match.end())

    def _table(self, field: str) -> None:
        found = [
            (match.start(), -match.end(), value)
            for value, pattern in _patterns(field).items()
            for match in pattern.finditer(self._left)
        ]
        for start, end, value in sorted(found):
            if self._left[start:-end].strip() == self._text[start:-end].strip():
                self._add(field, [value], start, -end)

    def _period_and_kind(self) -> None:
        periods = {value: m for value, p in _patterns("period").items() if (m := p.search(self._left))}
        for match in periods.values():
            self._add("period", periods, match.start(), match.end())
        kinds = {value: m for value, p in _patterns("kind").items() if (m := p.search(self._left))}
        for match in kinds.values():
            self._left = self._left[: match.start()] + " " * len(match.group()) + self._left[match.end() :]
        if kinds:
            self._conditions.append(Condition(field="kind", values=tuple(kinds), words="kind"))

    def _funders(self) -> None:
        if not _FUNDED.search(self._text):
            return
        seen = False
        for name, pattern in _funder_patterns(self._catalog).items():
            if match := pattern.search(self._left):
                self._add("funding", [name], match.start(), match.end())
                seen = True
        left = _FUNDED.sub(lambda found: " " * len(found.group()), self._left)
        if not seen and re.search(r"\b(?:funder|donor)s?\b", self._text):
            self._conditions.append(
                Condition(field="funding", negated=bool(re.search(r"\b(?:no|without)\b", self._text)))
            )
            seen = True
        if seen:
            self._left = left

    def _goals(self) -> None:
        for match in re.finditer(r"\b(?:sdgs?|goals?)\s*(\d{1,2})\b", self._left):
            self._add("goal", [f"SDG {match.group(1)}"], match.start(), match.end())

    def _institutions(self) -> None:
        for name, pattern in _institution_patterns(self._catalog).items():
            for match in pattern.finditer(self._left):
                self._add("institution", name, match.start(), match.end())

    def _asks_at_once(self) -> bool:
        asked = _ASKED_AT_ONCE.search(self._text)
        if not asked:
            return False
        between = self._left[asked.start(1) : asked.end(1)]
        return all(stem in _empty_stems() for stem in content_stems(between))

    def _people(self) -> None:
        if not _WRITTEN.search(self._text):
            return
        for names, pattern in _author_patterns(self._catalog).items():
            if match := pattern.search(self._left):
                self._add("person", names, match.start(), match.end())
                self._left = _WRITTEN.sub(lambda found: " " * len(found.group()), self._left)

    def _blank_sections(self) -> None:
        if not _BLANK.search(self._text) or not self._reading.sections:
            return
        if re.search(r"\bsections?\b|\bblank\b|\bempty\b|\bno (?:contact|material|fund|link)", self._text):
            key = self._reading.sections[0]
            self._conditions.append(Condition(field="section", values=(str(key),), negated=True))
            self._left = ""

    def _words(self) -> None:
        """Words that no field speaks of; beside a field's condition those that nothing meets are dropped."""
        unsaid = _empty_stems().union(self._reading.foreign)
        said = [stem for stem in dict.fromkeys(content_stems(self._left)) if stem not in unsaid]
        words = [Condition(field="word", values=(stem,), words=stem) for stem in said]
        exact = [condition for condition in self._conditions if condition.field != "kind"]
        if self._asks_at_once() and exact and words and all(self._catalog.knows(stem) for stem in said):
            meeting = [
                record
                for record in self._catalog.records.values()
                if all(condition.holds(record) for condition in self._conditions)
            ]
            if not any(all(word.holds(record) for word in words) for record in meeting):
                return
        self._conditions += words


@cache
def _empty_stems() -> frozenset[str]:
    """Stems that set no condition: they only say that a record is to be such as the other words say."""
    words = files("assistant").joinpath("data/frame_words.txt").read_text(encoding="utf-8")
    return stem_set(words) | frozenset(STOP_WORDS)


@cache
def _patterns(field: str) -> dict[str, re.Pattern[str]]:
    tables = tomllib.loads(files("assistant").joinpath("data/facets.toml").read_text(encoding="utf-8"))
    return {
        value: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(cues, key=len, reverse=True))})(?!\w)")
        for value, cues in tables[field].items()
    }


_ALIASES = {
    "RBTC": ("regular budget (?:for )?technical cooperation", "rbtc"),
    "RB": ("rb", "regular budget"),
    "ITCILO": ("itc-?ilo", "international training cent(?:re|er)", "turin cent(?:re|er)", "itc"),
    "MAECI": ("maeci", "italian ministry of foreign affairs", "italy"),
    "SIDA": ("sida", "swedish international development\\w*", "sweden"),
    "European Union": ("european union", "eu"),
    "Government of Flanders": ("flanders", "flemish government"),
    "PARDEV": ("pardev",),
    "SSTC funds": ("sstc funds?", "south-south funds?"),
}


@lru_cache(maxsize=4)
def _funder_patterns(catalog: Catalog) -> dict[str, re.Pattern[str]]:
    names = {name for record in catalog.records.values() for name in record.funding}
    found = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        aliases = _ALIASES.get(name, ())
        options = "|".join((re.escape(fold(name)), *aliases))
        found[name] = re.compile(rf"(?<![\w])(?:{options})(?![\w])")
    return found


@lru_cache(maxsize=4)
def _author_patterns(catalog: Catalog) -> dict[tuple[str, ...], re.Pattern[str]]:
    """By the ways in which records print one author: with or without the office before it."""
    printed: dict[str, list[str]] = {}
    for name in sorted({fold(name) for record in catalog.records.values() for name in record.authors}):
        printed.setdefault(re.sub(r".*[(]([^)]+)[)].*", r"\1", name), []).append(name)
    return {
        tuple(names): re.compile(rf"(?<!\w){re.escape(person)}(?!\w)") for person, names in printed.items()
    }


_CENTRE = ("ITCILO", "international training centre of the ilo")
_OWN_NAMES = {
    _CENTRE: r"itc[- ]?ilo|ilo[- /]itc|itc[- ]turin|(?:turin|international training) cent(?:re|er)|itc"
}
"""Institutions that have more names than their records print, and those names."""


def _institutions(record: Record) -> frozenset[str]:
    names = {n for partner in record.partners for n in (partner.acronym or "", fold(partner.name)) if n}
    printed = fold(" ; ".join([record.institution or "", *record.authors]))
    for own, pattern in _OWN_NAMES.items():
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", printed):
            names.update(own)
    return frozenset(names)


@lru_cache(maxsize=4)
def _institution_patterns(catalog: Catalog) -> dict[tuple[str, ...], re.Pattern[str]]:
    found: dict[tuple[str, ...], re.Pattern[str]] = {
        names: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for names, pattern in _OWN_NAMES.items()
    }
    for record in catalog.records.values():
        for partner in record.partners:
            names = tuple(n for n in (partner.acronym, fold(partner.name)) if n)
            if partner.acronym in ("ILO", "SSTC") or country(partner.name):
                continue
            options = "|".join(re.escape(fold(name)) for name in names if len(name) > 2)
            if options and names not in found:
                found[names] = re.compile(rf"(?<!\w)(?:{options})(?!\w)")
    return found
