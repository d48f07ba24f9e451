"""What the records' own words say that an acronym stands for, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.words import STOP_WORDS, fold
from ingest.records import Record, RecordKind, Section
from ingest.sentences import split_sentences

_SHORT = r"[A-Z][A-Za-z0-9]*(?:[+&/.-][A-Za-z0-9]+)*\+?\d*"
_IN_BRACKETS = re.compile(r"(?P<before>[^()\n]{3,200})\((?P<inside>[^()\n]{2,160})\)")
_ACRONYM = re.compile(rf"(?:the )?(?P<short>{_SHORT})", re.I)
_LAST_WORD = re.compile(rf"(?<!\w)(?P<short>{_SHORT}) ?$")
_STANDING = " stands for "
_STANDS_FOR = re.compile(rf"(?<!\w)(?P<short>{_SHORT}){_STANDING}(?:the )?(?P<long>[^.;:]{{3,160}})")
_NO_NAME = re.compile(r"[,;:@\"“”]")
_LONGEST = 16

_INITIALS = 0.5
"""The share of an acronym's letters that have to begin words of its long form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """``long`` is what ``short`` stands for, in the spelling of the records; ``place`` holds record, section,
    start and end of a sentence that says so.
    """

    short: str
    long: str
    place: tuple[Record, Section, int, int]


class Definitions:
    """The acronyms that the texts of ``records`` spell out themselves.

    A pair is an acronym in brackets after its long form, or the other way round, where the letters of the one are
    found in the other (Schwartz and Hearst 2003, “A simple algorithm for identifying abbreviation definitions in
    biomedical text”), or a sentence that says what the acronym stands for. They are looked for when the first is asked
    after.
    """

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records

    @cached_property
    def _found(self) -> dict[str, list[Definition]]:
        found: dict[str, list[Definition]] = {}
        for record in sorted(
            self._records.values(), key=lambda record: record.kind is not RecordKind.BACKGROUND
        ):
            for section in record.sections:
                for start, end in split_sentences(section.text):
                    for short, long in pairs(section.text[start:end]):
                        place = (record, section, start, end)
                        found.setdefault(fold(short), []).append(
                            Definition(short=short, long=long, place=place)
                        )
        return found

    def is_subject(self, definition: Definition) -> bool:
        """Whether a background record is about the thing itself: its title spells it out."""
        background = [r for r in self._records.values() if r.kind is RecordKind.BACKGROUND]
        return any(fold(definition.long) in fold(record.title) for record in background)

    def of(
        self, term: str, records: Sequence[str] = (), allowed: frozenset[str] | None = None
    ) -> Definition | None:
        """The usual meaning of an acronym, as one of ``records`` gives it if one does; ``None`` if none is given.

        Where ``allowed`` is given, only its records are looked at.
        """
        spelt = fold(term)
        forms = (spelt, f"{spelt}s", spelt.removesuffix("s"))
        held = next((self._found[form] for form in forms if form in self._found), [])
        found = [d for d in held if allowed is None or d.place[0].id in allowed]
        own = [definition for definition in found if definition.place[0].id in records]
        meant = own or found
        if not meant:
            return None
        usual, _ = Counter(fold(definition.long) for definition in meant).most_common(1)[0]
        return next(definition for definition in meant if fold(definition.long) == usual)


def pairs(sentence: str) -> Iterator[tuple[str, str]]:
    """The acronyms that ``sentence`` spells out, each with its long form."""
    if _STANDING in sentence:
        for match in _STANDS_FOR.finditer(sentence):
            if _is_acronym(match["short"]):
                yield match["short"], match["long"].strip()
    for match in _IN_BRACKETS.finditer(sentence) if "(" in sentence else ():
        before, inside = match["before"].rstrip(), match["inside"].strip()
        short = _ACRONYM.fullmatch(inside.split(",")[0].split(";")[0])
        if short and _is_acronym(short["short"]):
            long = _long_form(short["short"], before)
            if long:
                yield short["short"], long
            continue
        last = _LAST_WORD.search(match["before"])
        if last and _is_acronym(last["short"]):
            long = _long_form(last["short"], inside.split(";")[0])
            if long:
                yield last["short"], long


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= _LONGEST and sum(letter.isupper() for letter in word) >= 2


def _long_form(short: str, text: str) -> str | None:
    """The shortest end of ``text`` in which the letters of ``short`` stand in order, the first at a word's start."""
    letters = [letter for letter in fold(short) if letter.isalnum()]
    folded = fold(text)
    if len(folded) != len(text):
        return None
    at = len(folded)
    for number in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (
            folded[at] != letters[number] or (number == 0 and at > 0 and folded[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    long = text[at:].strip(" ,")
    words = fold(long).replace("-", " ").split()
    initials = Counter(word[0] for word in words)
    held = sum((initials & Counter(letters)).values())
    plain = not _NO_NAME.search(long) and words[0] not in STOP_WORDS
    return (
        long
        if plain and 1 < len(words) <= 2 * len(letters) + 3 and held >= _INITIALS * len(letters)
        else None
    )
