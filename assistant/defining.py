"""Questions after what an acronym stands for, answered from where the records spell it out."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import Support
from assistant.definitions import Definition, Definitions
from assistant.draft import Draft
from assistant.phrases import phrase
from assistant.reading import Kind, Reading
from assistant.words import fold

_NUMBERED = re.compile(r"\W(?:in|of|for|en|de|dans|du|em|da|para|pour)?\s*(?:\w+ ){0,2}\w+\s*\d+\W*$", re.I)
"""A practice named by number at the end: “… in good practice 12”."""

_TERM = r"(?P<term>[\w+&/.-]{2,20}?)"


def write_definition(
    draft: Draft, reading: Reading, definitions: Definitions, allowed: frozenset[str] | None
) -> bool:
    """Whether ``reading`` asks what an acronym means and a record says so; what it says is written to ``draft``.

    “What is SSTC?” asks for more than its long form: it is left to others where a record is about the thing.
    """
    if reading.kind not in (Kind.LOOKUP, Kind.DESCRIBE):
        return False
    found = _asked_for(reading, definitions, allowed)
    if found is None:
        return False
    text = phrase("stands_for", reading.language, term=found.short, long=found.long)
    draft.say(draft.state(text, [found.place], Support.SUPPORTED))
    return True


def _asked_for(
    reading: Reading, definitions: Definitions, allowed: frozenset[str] | None
) -> Definition | None:
    asked = _bare(reading.text if not reading.records else _NUMBERED.sub(" ", reading.text))
    for cue in _cues("stands_for"):
        if found := cue.fullmatch(asked):
            return definitions.of(found["term"], reading.records, allowed)
    for cue in _cues("what_is"):
        if found := cue.fullmatch(asked):
            definition = definitions.of(found["term"], reading.records, allowed)
            return definition if definition is not None and not definitions.is_subject(definition) else None
    return None


def _bare(question: str) -> str:
    """The folded question without quotes, politeness and punctuation."""
    text = re.sub(r"[\"“”«»*_`¿?¡!]|(?<!\w)'|'(?!\w)", " ", fold(question))
    text = _polite().sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:")


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files("assistant").joinpath("data/definitions.toml").read_text(encoding="utf-8"))


@cache
def _cues(name: str) -> tuple[re.Pattern[str], ...]:
    articles = "|".join(sorted(_table()["articles"], key=len, reverse=True))
    term = rf"(?:(?:{articles})(?:(?<=')|\s+))?{_TERM}"
    return tuple(re.compile(cue.replace("X", term)) for cue in _table()[name])


@cache
def _polite() -> re.Pattern[str]:
    ends = [word for word in _table()["polite"] if word.isalpha() and len(word) <= 3]
    words = "|".join(word for word in _table()["polite"] if word not in ends)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|^\W*(?:{'|'.join(ends)})(?!\w)")
