"""Whether two names of a sentence have changed places with respect to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from assistant.support.names import Name, names
from assistant.support.source import Source
from assistant.words import STOP_WORDS, fold, stem
from ingest.gazetteer import find_mentions
from ingest.records import Country

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[\s,–—-]*(?:and|with|or|&|,|–|-|y|e|et|ou|o)[\s,]*")
_DIRECTIONS = frozenset(
    ("from", "to", "by", "in", "of", "for", "into", "at", "against", "through", "under", "than", "between")
)

Places = dict[str, tuple[int, int]]


def swapped(text: str, source: str) -> bool:
    """Whether two countries or names that both texts hold stand in each other's company.

    The company of a name is the preposition before it and the telling words on both sides; two names are
    taken for swapped when each is nearer to what the source has around the other.
    """
    ours, theirs = _once_named(text), _once_named(source)
    shared = [key for key in ours if key in theirs]
    for left, right in combinations(shared, 2):
        if _listed(text, ours, left, right) or _listed(source, theirs, left, right):
            continue
        straight = _alike(text, ours[left], source, theirs[left]) + _alike(
            text, ours[right], source, theirs[right]
        )
        crossed = _alike(text, ours[left], source, theirs[right]) + _alike(
            text, ours[right], source, theirs[left]
        )
        if crossed >= straight + 1.5 and crossed > 1.4 * straight:
            return True
    return False


def usurps(text: str, source: Source) -> bool:
    """Whether an acronym of ``text`` stands where the source has another one that ``text`` does not name.

    *better COVID-19 conditions* against *better OSH conditions*: the words next to it are nowhere next to it
    in the source, but next to another.
    """
    ours = [name for name in names(text) if name.is_acronym]
    if not ours:
        return False
    theirs: dict[tuple[str, ...], set[str]] = {}
    for sentence in source.sentences:
        for name in sentence.names:
            if name.is_acronym:
                theirs.setdefault(name.words, set()).update(_beside(sentence.text, name))
    said = {name.words for name in ours}
    for name in ours:
        beside = _beside(text, name)
        if name.words not in theirs or not beside or beside & theirs[name.words]:
            continue
        if any(beside & others for words, others in theirs.items() if words not in said):
            return True
    return False


def _beside(text: str, name: Name) -> frozenset[str]:
    """The telling words directly before and after ``name``."""
    before = _WORD.findall(text[max(0, name.start - 30) : name.start])[-1:]
    after = _WORD.findall(text[name.start + len(name.text) : name.start + len(name.text) + 30])[:1]
    return frozenset(stem(word) for word in map(fold, (*before, *after)) if word not in STOP_WORDS)


def _once_named(text: str) -> Places:
    """Where each name stands that ``text`` holds exactly once."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for mention in find_mentions(text, adjectives=True):
        place = mention.place
        key = place.iso if isinstance(place, Country) else place.acronym
        seen.setdefault(key, []).append((mention.start, mention.end))
    for name in names(text):
        seen.setdefault(" ".join(name.words), []).append((name.start, name.start + len(name.text)))
    return {key: spans[0] for key, spans in seen.items() if len(spans) == 1}


def _listed(text: str, places: Places, one: str, other: str) -> bool:
    """Whether two names stand in one list, with nothing but other names and joining words between."""
    first, second = sorted((places[one], places[other]))
    at, between = first[1], []
    for start, end in sorted(places.values()):
        if at <= start < second[0]:
            between.append(text[at:start])
            at = end
    between.append(text[at : second[0]])
    return all(_JOINED.fullmatch(gap) for gap in between)


def _alike(text: str, at: tuple[int, int], source: str, there: tuple[int, int]) -> float:
    before, after = _company(text, at)
    before_there, after_there = _company(source, there)
    same = len(before["words"] & before_there["words"]) + len(after["words"] & after_there["words"])
    across = len(before["words"] & after_there["words"]) + len(after["words"] & before_there["words"])
    direction = bool(before["direction"] & before_there["direction"])
    return 1.0 * same + 0.4 * across + 0.75 * direction


def _company(text: str, at: tuple[int, int]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    before = [fold(word) for word in _WORD.findall(text[max(0, at[0] - 60) : at[0]])]
    after = [fold(word) for word in _WORD.findall(text[at[1] : at[1] + 60])]
    preposition = next((word for word in reversed(before[-3:]) if word in _DIRECTIONS), None)
    return (
        {
            "words": _telling(reversed(before)),
            "direction": frozenset({preposition} if preposition else ()),
        },
        {"words": _telling(after), "direction": frozenset()},
    )


def _telling(words: Iterable[str]) -> frozenset[str]:
    found = [stem(word) for word in words if word not in STOP_WORDS]
    return frozenset(found[:3])
