"""How a question is understood: its language, what it asks for, and of which records and sections."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from assistant.listing.request import Request
from assistant.words import stem_set
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

    ``query`` is the question in English words. ``terms`` are the stems that say what it is about, ``asked``
    those that say what it wants to know of it, ``counted`` those of the things it wants a number of,
    ``names`` those of proper names. ``only_asks`` is set where it says no more than what it wants to know (“and who
    paid for it?”). ``records`` are those it names by number or id, ``unknown_numbers`` practice numbers that do not
    exist. ``sections`` are ordered by how strongly the wording asks for them.
    ``wanted`` holds the types of fact asked for: those of ``assistant.facts``, and ``yesno``.
    ``request`` is set where records are asked for; ``excluded`` are those it leaves out by number (“besides
    GP 10”), ``within`` those of the conversation that it chooses from, where it does. ``before`` is the question whose
    conditions hold where this one sets none of the kind. ``leans`` is set where it takes its record
    from the conversation. ``unread`` is set where the question is in a language that
    the assistant does not read.
    """

    text: str
    language: str
    kind: Kind
    query: str
    terms: tuple[str, ...]
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    only_asks: bool = False
    foreign: tuple[str, ...] = ()
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
    request: Request | None = None
    excluded: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    before: Reading | None = None
    leans: bool = False
    unread: bool = False


POINTING = stem_set("first second third fourth fifth last latter former other one side part")
"""Words that point at something said before."""


def clean(text: str) -> str:
    """``text`` without control characters and markup, its white space folded."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"<[^<>]{0,200}>", " ", text)
    text = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"\s+", " ", text).strip()
