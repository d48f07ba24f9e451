"""Numbers with the words beside them: whether a record states the number that a question says of the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.mentions.named_things import numbers_said
from assistant.words import content_stems

Beside = Mapping[int, frozenset[str]]
"""For each number the stems that stand beside it."""

_TOKEN = re.compile(r"[^\W_]+(?:['’.,&/-][^\W_]+)*|[;:.!?]")
_AFTER, _BEFORE = 4, 2
_YEARS = range(1900, 2101)
_SPAN = re.compile(
    r"(?<!\w)(?:last|past|next|coming|recent|previous|first|over|within)(?: \w+)? "
    r"(?:years?|months?|weeks?|days|decades?)(?!\w)",
    re.I,
)
"""How long ago or ahead a question looks, which no record has to say."""


_SPAN_ELSEWHERE = re.compile(
    r"\b(?:en|durante|depuis|desde|ces|pendant|hace|il y a|ha|em|nos|nas|los|las|les|dans|aux)(?: \w+)? (?:\w+) "
    r"(?:ultim\w+ |dernie\w+ |pasad\w+ |passad\w+ )?(?:ans|annees|anos|mois|meses|semaines|semanas|jours|dias)\b"
)
_IN_ENGLISH_WORDS = re.compile(r"\b\w+ (?:last |past )?(?:year|month|week|day)s?\b")


def without_spans(query: str, text: str) -> str:
    """``query``, English words of the folded ``text`` of another language, without how long ago or ahead it looks."""
    return _IN_ENGLISH_WORDS.sub(" ", query) if _SPAN_ELSEWHERE.search(text) else query


@lru_cache(maxsize=4_096)
def beside_numbers(text: str) -> Beside:
    """The content stems a few words after or before each whole number of ``text``, in digits or words; no years."""
    found: dict[int, set[str]] = defaultdict(set)
    tokens = _TOKEN.findall(_SPAN.sub(" ", text))
    for at, token in enumerate(tokens):
        for number in numbers_said(token):
            if number not in _YEARS:
                found[number].update(_near(tokens, at))
    return {number: frozenset(stems) for number, stems in found.items()}


def _near(tokens: list[str], at: int) -> Iterator[str]:
    for nearby in (tokens[at + 1 : at + 1 + _AFTER], tokens[max(0, at - _BEFORE) : at][::-1]):
        for token in nearby:
            if token in ";:.!?":
                break
            if not numbers_said(token):
                yield from content_stems(token)


def numbers_apart(asked: Beside, stated: Beside, body: frozenset[str]) -> frozenset[int]:
    """The numbers of the question that stand beside none of their words in the record, though it has the words.

    ``asked`` is of the question, ``stated`` of the record, ``body`` are all stems of the record.
    """
    return frozenset(
        number
        for number, stems in asked.items()
        if stems & body and not stems & body & stated.get(number, frozenset())
    )


def contradicted(number: int, asked: Beside, stated: Beside) -> bool:
    """Whether the record states another number beside the words of ``number``."""
    return any(asked[number] & stems for other, stems in stated.items() if other != number)
