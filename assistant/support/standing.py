"""Whether each name of a sentence stands where its source has that name, and not another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support.names import Name, NameBook, names
from assistant.support.source import Source, SourceSentence, places
from assistant.words import STOP_WORDS, content_stems, fold, stem, words
from ingest.gazetteer import find_mentions

_FEWEST = 2
"""So many words lead from one place to another, or bring something of their own."""
_NEAR = 3
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,}s?(?![\w-])")


def displaces(
    text: str, english: str, source: Source, aligned: Sequence[SourceSentence], language: str = "en"
) -> bool:
    """Whether a name of ``text`` stands where the source has another that ``text`` does not name.

    ``english`` are its words in English. The words, places and names beside a name lead to one sentence of the
    source. A name that is not in it is displaced, unless a sentence that holds it brings words of its own. One
    that is in it is displaced if ``text`` says it twice, in full and by its letters, and the source once.
    """
    above = source.book_of([])
    ours = [name for name in names(text) if not above.holds(name, language)]
    if not ours:
        return False
    beside, said = _words_beside(text, english), NameBook(f"{text}\n{english}")
    for name in ours:
        best = _best(beside, [other for other in ours if other is not name], places(text), source, aligned)
        if best is None:
            continue
        if source.book_of([best]).holds(name, language):
            if _said_twice(name, text) and not _said_twice(name, best.text) and _unnamed(best, said):
                return True
            continue
        homes = [s for s in source.sentences if source.book_of([s]).holds(name, language)]
        if not homes or any(len((beside & home.stems) - best.stems) >= _FEWEST for home in homes):
            continue
        if _unnamed(best, said) or _lengthens(name, best) or _takes_place(name, text, best, homes):
            return True
    return False


def _words_beside(text: str, english: str) -> frozenset[str]:
    """The telling stems of ``english`` without those of the names of ``text`` and of places."""
    blank = english
    for mention in find_mentions(english, adjectives=True, regions=True):
        blank = blank.replace(english[mention.start : mention.end], " ")
    for piece in {piece for name in names(text) for piece in name.text.split()}:
        blank = blank.replace(piece, " ")
    return frozenset(content_stems(blank))


def _best(
    stems: frozenset[str],
    others: Sequence[Name],
    named: frozenset[str],
    source: Source,
    aligned: Sequence[SourceSentence],
) -> SourceSentence | None:
    """The sentence that has most of the words, places and other names; none where that is not one alone."""

    def shared(sentence: SourceSentence) -> int:
        held = NameBook(sentence.text)
        return (
            len(stems & sentence.stems)
            + len(named & sentence.places)
            + sum(held.holds(name) for name in others)
        )

    if not source.sentences:
        return None
    most = max(map(shared, source.sentences))
    found = [sentence for sentence in source.sentences if shared(sentence) == most]
    if most < _FEWEST:
        return None
    return found[0] if len(found) == 1 else next((s for s in aligned if s in found), None)


def _unnamed(sentence: SourceSentence, said: NameBook) -> bool:
    """Whether ``sentence`` has a name that is not ``said`` in any form."""
    return any(not said.holds(name) for name in sentence.names)


def _lengthens(name: Name, sentence: SourceSentence) -> bool:
    """Whether ``name`` is one of ``sentence`` with something added."""
    return any(set(other.words) < set(name.words) for other in sentence.names)


def _takes_place(name: Name, text: str, best: SourceSentence, homes: Sequence[SourceSentence]) -> bool:
    """Whether the words around ``name`` stand in ``best`` around an acronym that ``text`` has not.

    So the ILO too is seen, which is in nearly every sentence and else no name to be asked for.
    """
    if not name.is_acronym:
        return False
    before, after = _around(text, name.start, name.start + len(name.text))
    for home in homes:
        at = home.text.find(name.text)
        left, right = _around(home.text, at, at + len(name.text)) if at >= 0 else (frozenset(), frozenset())
        if before & left or after & right:
            return False
    for found in _ACRONYM.finditer(best.text):
        left, right = _around(best.text, found.start(), found.end())
        if found.group() not in text and len(before & left) + len(after & right) >= _FEWEST:
            return True
    return False


def _around(text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the nearest telling words before and after a stretch of ``text``."""
    before = [word for word in map(fold, _WORD.findall(text[:start])) if word not in STOP_WORDS]
    after = [word for word in map(fold, _WORD.findall(text[end:])) if word not in STOP_WORDS]
    return frozenset(map(stem, before[-_NEAR:])), frozenset(map(stem, after[:_NEAR]))


def _said_twice(name: Name, text: str) -> bool:
    """Whether ``text`` has the acronym ``name`` and, apart from it, the words that it stands for."""
    letters = re.sub(r"\W|(?<=.)s$", "", fold(name.text))
    if not name.is_acronym or len(letters) < 3 or re.search(rf"\(\s*{re.escape(name.text)}\s*\)", text):
        return False
    initials = "".join(
        word[0]
        for word in words(text.replace(name.text, " "))
        if word not in STOP_WORDS and word[0].isalpha()
    )
    return letters in initials
