"""Whether the best sentence states a fact of the type asked for that the question does not say itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.extent import asks_which_record
from assistant.facts import SHOWN, names_person
from assistant.mentions.named_things import numbers_said
from assistant.reading import Reading
from assistant.weighing.ranked_sentences import Sentence
from assistant.words import fold, stem

FACT_SIGNALS = (
    "asks for a person",
    *(f"no new {fact}" for fact in ("individual", "individual quoted", "place", "date", "number")),
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PERSON = (
    "(?:(?:engineer|technician|trainer|expert|minister|official|consultant|lecturer|moderator|professor|speaker|"
    "director|president|coordinator|ambassador|manager|officer|researcher|head|chief|leader|facilitator|"
    "interpreter|judge|mayor|delegate|inspector|author|specialist|chairperson|instructor|teacher|advis[eo]r|"
    "journalist|economist|lawyer|photographer|translator|editor|rapporteur|person)s?|secretary|chair|wom[ae]n|"
    "m[ae]n|lady|deputy|spokesperson|people|focal)"
)
_AUXILIARY = "did|do|does|was|were|is|are|has|have|had|can|could|will|would|should|part|role|kind"
_ASKS_PERSON = re.compile(
    rf"^\W*(?:\w+\W+){{0,2}}?(?:which|what|whose)(?:\W+(?!(?:{_AUXILIARY})\b)\w+){{0,2}}?\W+{_PERSON}\b|"
    rf"^\W*(?:\w+\W+){{0,2}}?who(?:'s|\W+(?:is|was|were|are|the|as))(?:\W+\w+){{0,4}}?\W+{_PERSON}\b|"
    rf"\bname[sd]? of (?:\w+\W+){{0,4}}?{_PERSON}\b|\bname (?:\w+ ){{0,3}}{_PERSON}\b"
)
_OPENS_WITH_PERSON = re.compile(rf"^\W*(?:(?:who|name|call|which)\W+)?{_PERSON}\b")
_PLACE = re.compile(
    r"\b(?:in|at|to|from|visited|hosted by|near|of)\s+(?:the\s+)?"
    r"(?:(?:city|town|district|region|province|headquarters|village)\s+(?:of\s+)?)?"
    r"([A-ZÁÉÍÓÚ][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)|,\s+([A-Z][a-z]+)(?=[,.;]|$)"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b(?=[\s,]+\d)|(?<=\d )\b(?:{_MONTH})\b", re.I)
_NOT_A_PERSON = frozenset({"country", "date", "number", "percent", "amount"})
_OTHER_NUMBERS = frozenset({"amount", "percent", "date", "duration"})


def fact_signals(
    reading: Reading, every: Sequence[Sentence], sentences: Sequence[Sentence]
) -> dict[str, float]:
    """The signals of ``FACT_SIGNALS``: of the best of ``every`` sentence, for a person also of those quoted."""
    best, wanted = every[0].text, reading.wanted
    person = asks_for_somebody(reading)
    number = "number" in wanted and not wanted & _OTHER_NUMBERS
    return {
        "asks for a person": float(person),
        "no new individual": float(person and not names_person(best)),
        "no new individual quoted": float(person and not any(names_person(s.text) for s in sentences)),
        "no new place": float("place" in wanted and not _new(places_said, best, reading)),
        "no new date": float("date" in wanted and not _new(dates_said, best, reading)),
        "no new number": float(number and not _new(_numbers, best, reading)),
    }


def without_persons(reading: Reading) -> Reading:
    """``reading``; where the record itself is asked for (“which practice trained the managers?”), no person or name."""
    if not asks_which_record(reading):
        return reading
    return replace(reading, wanted=reading.wanted - {"person", "individual", "named"})


def asks_for_somebody(reading: Reading) -> bool:
    """Whether a person by role is asked for: “who is the director of …”, “name of the trainer”."""
    if reading.wanted & _NOT_A_PERSON:
        return False
    query = fold(reading.query)
    if _ASKS_PERSON.search(query):
        return True
    named = reading.wanted & {"person", "named", "individual"}
    return bool(reading.language != "en" and named and _OPENS_WITH_PERSON.match(query))


@lru_cache(maxsize=16_384)
def places_said(text: str) -> frozenset[str]:
    """The stems of names in ``text`` that stand where a place does."""
    found = (match.group(1) or match.group(2) for match in _PLACE.finditer(text))
    return frozenset(stem(fold(word)) for name in found for word in _WORD.findall(name))


@lru_cache(maxsize=16_384)
def dates_said(text: str) -> frozenset[str]:
    """The years and the months of dates in ``text``."""
    return frozenset(fold(match.group()) for match in _DATE.finditer(text))


def _numbers(text: str) -> frozenset[str]:
    few = {match.group().lower() for match in re.finditer(r"\b(?:one|no|half)\b", text, re.I)}
    return frozenset({*map(str, numbers_said(text)), *few} if SHOWN["number"].search(text) or few else ())


def _new(said: Callable[[str], frozenset[str]], text: str, reading: Reading) -> bool:
    """Whether ``text`` says something of the kind that the question does not hold."""
    return bool(said(text) - said(reading.query) - {stem(fold(w)) for w in _WORD.findall(reading.query)})
