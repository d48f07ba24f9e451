"""Conditions on the words of one section: “which practices mention COVID-19 in their innovation section?”."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.glossary import to_english
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.words import plain_forms
from ingest.gazetteer import find_mentions
from ingest.records import Record
from ingest.sentences import split_sentences


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("assistant").joinpath("data/section_words.toml").read_text(encoding="utf-8"))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What finds a section by its name, a verb of naming, and a denial before such a verb."""
    table = _table()
    name = f"(?:{'|'.join(table['names'].values())})"
    word, its, verb = table["word"][language], table["its"][language], "|".join(table["names_it"][language])
    article = r"(?:(?:the|any|la|el|las|los|les?|[oa]s?|una?|uma?|une) |l')?"
    to = r"(?:(?:in(?:side)?|within|under|en|dentro de|dans|em|n[oa]s?|sous|de|d[oa]s?) )?"
    of = r"(?:(?:on|of|for|about|called|sobre|del?|d[aeo]s?|du|des|sur|consacree? a|intitulee?) |d')?"
    own = rf"{to}{its} ?(?:own |propi[oa]s? |propres? |propri[oa]s? )?"
    quoted = r"[\"“«' ]*"
    leads = rf"(?:{own}|{to}{article})"
    headed = rf"{leads}{word} ?{of}{article}{quoted}{name}"
    if language == "en":
        headed = rf"{leads}{quoted}{name}\W? {word}|{headed}"
    return (
        re.compile(rf"(?<!\w)(?:{headed}|{own}{name})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{verb})(?!\w)"),
        re.compile(rf"(?:(?<!\w)|(?<=n't))(?:{table['not'][language]})(?:\W+\w+){{0,2}}\W*$"),
    )


@cache
def section_names() -> dict[str, str]:
    """The words for each section, in all languages."""
    names: dict[str, str] = _table()["names"]
    return names


@cache
def _names() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for key, words in _table()["names"].items()}


_HEAD = re.compile(
    r"(?:\W|(?:of|about|the|any|an?|some|word|term|del?|d[aeo]s?|du|des|las?|los|les?|el|al|ao|os?|as?|un[ae]?|umas?|um|"
    r"algun\w*|algum\w*|aucune?|palabra|palavra|termino|termo|mot|terme|expression|expresion|to|on|no)(?=\W))+"
)
_TAIL = re.compile(
    r"(?:\W|(?<!\w)(?:is|are|was|were|se|es|est|sont|e|in|en|dans|em|n[oa]s?|also|tambien|aussi|tambem)(?!\w))+$"
)
_TO_BE = re.compile(r"(?<!\w)(?:is|are|was|were|does|do|se|est|sont|esta|e)(?!\w)")
_ALTERNATIVES = re.compile(r"\s*,\s*|\s+(?:or|o|u|ou)\s+")
_CLAUSE = re.compile(r"[.;:?!()]|,\s*(?:and|y|et|e|which|que|qui)\s")
_SAME = (frozenset({"women", "woman"}), frozenset({"youth", "young"}), frozenset({"children", "child"}))


def read_section_words(unread: Unread) -> bool:
    """Whether ``unread`` asks for what the text of one section names; that becomes a condition."""
    if not unread.is_asked or unread.reading.request is None:
        return False
    section, verb, denies = _patterns(unread.language)
    folded = unread.folded
    for named in section.finditer(folded):
        opens = max((m.end() for m in _CLAUSE.finditer(folded, 0, named.start())), default=0)
        closing = _CLAUSE.search(folded, named.end())
        closes = closing.start() if closing else len(folded)
        for said in verb.finditer(folded, opens, closes):
            if named.start() < said.end() and said.start() < named.end():
                continue
            span = _object(folded, named.span(), said.span(), opens, closes)
            if not re.search(r"\w{2}", folded[slice(*span)]):
                continue
            denied = denies.search(folded[opens : said.start()])
            phrases = [p for p in _ALTERNATIVES.split(unread.text[slice(*span)]) if p.strip()]
            held = _holding(unread, _key(named.group()), phrases)
            for start, end in (named.span(), said.span(), span):
                unread.blank(start, end)
            if denied:
                unread.blank(opens + denied.start(), said.start())
            values = tuple(sorted(held)) or ("",)
            unread.add_plain(
                Condition(field="mention", values=values, negated=bool(denied), words=folded[slice(*span)])
            )
            return True
    return False


def _key(named: str) -> str:
    """The key of the section that ``named`` names, its last name where it holds two: “objective of results”."""
    found = [(match.end(), key) for key, name in _names().items() for match in name.finditer(named)]
    return max(found)[1]


def _object(
    folded: str, named: tuple[int, int], said: tuple[int, int], opens: int, closes: int
) -> tuple[int, int]:
    """Where what is named stands: between verb and section, behind both, or before the verb."""
    start, end = _trimmed(folded, said[1], named[0] if said[1] <= named[0] else closes)
    if re.search(r"\w{2}", folded[start:end]):
        return start, end
    first = named[1] if named[1] <= said[0] else opens
    to_be = _TO_BE.search(folded, first, said[0])
    return _trimmed(folded, to_be.end(), said[0]) if to_be else (start, start)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """``start`` to ``end`` without the small words at its edges."""
    head = _HEAD.match(folded, start, end)
    begin = min(head.end(), end) if head else start
    tail = _TAIL.search(folded[begin:end])
    return begin, begin + tail.start() if tail else end


def _holding(unread: Unread, key: str, phrases: Sequence[str]) -> frozenset[str]:
    """The records whose section ``key`` names one of ``phrases`` in one sentence."""
    found: set[str] = set()
    for phrase in phrases:
        english = phrase if unread.language == "en" else to_english(phrase, unread.language).text or phrase
        places = {mention.place for mention in find_mentions(english, adjectives=True)}
        forms = [_alike(form) for form in plain_forms(english)]
        of_place = bool(places) and len(forms) <= len(english.split()) and len(forms) < _LONG
        for record in unread.catalog.records.values():
            for text in _sentences(record, key):
                if of_place:
                    held = places <= {mention.place for mention in find_mentions(text, adjectives=True)}
                else:
                    here = set(plain_forms(text))
                    held = bool(forms) and all(form & here for form in forms)
                if held:
                    found.add(record.id)
    return frozenset(found)


_LONG = 4
"""The number of words from which on a phrase says more than a place."""


def _alike(form: str) -> frozenset[str]:
    return next((same for same in _SAME if form in same), frozenset({form}))


def _sentences(record: Record, key: str) -> list[str]:
    texts = [section.text for section in record.sections if section.key == key]
    return [text[s.start : s.end] for text in texts for s in split_sentences(text)]
