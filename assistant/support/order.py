"""Whether what a sentence says of one thing its source says of another: the same words, changed places.

English word order tells who does what to whom, what comes from where, and what is first. Both texts have to
hold all the words in question; only then can their order be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support.polarity import present
from assistant.words import STOP_WORDS, fold, stem

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_GOVERNING = ("from", "after", "before", "than", "against", "by")
_DETERMINERS = frozenset(
    re.findall(
        r"\w+",
        "a an the its their his her this these those some any many several no more most each every all both",
    )
)
_PRONOUNS = frozenset(("it", "that", "this", "which", "them", "these", "those", "him", "her"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_GOVERNED = 2
"""So many telling words belong to a preposition at most."""
_SUBJECT = 3
"""So many telling words before a verb are taken for its subject."""

Word = tuple[str, str]


def exchanged(text: str, source: str) -> bool:
    """Whether two things of the English ``text`` have changed places with respect to ``source``.

    Seen are what stands before a verb that both have (*A strengthens the B*), neither in the passive, and what
    a preposition governs that both have once (*after the A, the B*).
    """
    ours, theirs = _words(text), _words(source)
    return _governed_otherwise(ours, theirs) or _turned(ours, theirs)


def _words(text: str) -> list[Word]:
    """The words of ``text``, folded, each with its stem: that of the present where the past is irregular."""
    folded = [fold(found) for found in _WORD.findall(text.replace("’s", "").replace("'s", ""))]
    return [(word, present(stem(word))) for word in folded]


def _governed_otherwise(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    held, known = _telling(ours), _telling(theirs)
    for preposition in _GOVERNING:
        mine, yours = _governed(ours, preposition), _governed(theirs, preposition)
        if not mine or not yours or set(mine) & set(yours):
            continue
        if set(mine) <= set(known) and set(yours) <= set(held):
            return True
    return False


def _governed(words: Sequence[Word], preposition: str) -> tuple[str, ...]:
    """The telling stems right after ``preposition``, where ``words`` has it once."""
    places = [at for at, (word, _) in enumerate(words) if word == preposition]
    following = words[places[0] + 1 : places[0] + 5] if len(places) == 1 else []
    if not following or following[0][0] in _PRONOUNS:
        return ()
    return tuple(_telling(following)[:_GOVERNED])


def _turned(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    for at, (_, pivot) in enumerate(ours):
        there = [place for place, (_, other) in enumerate(theirs) if other == pivot]
        if len(there) != 1 or [other for _, other in ours].count(pivot) != 1:
            continue
        if not _is_active_verb(ours, at) or not _is_active_verb(theirs, there[0]):
            continue
        before, after = _telling(ours[:at])[-_SUBJECT:], _telling(ours[at + 1 :])
        before_there = _telling(theirs[: there[0]])[-_SUBJECT:]
        after_there = _telling(theirs[there[0] + 1 :])
        if before and before_there and set(before) <= set(after_there) and set(before_there) <= set(after):
            return True
    return False


def _is_active_verb(words: Sequence[Word], at: int) -> bool:
    """Whether the word is a verb by its ending or by the article after it, and no passive."""
    word = words[at][0]
    if word in STOP_WORDS or word in _DETERMINERS or (at and words[at - 1][0] in _DETERMINERS | _BE):
        return False
    following = [other for other, _ in words[at + 1 : at + 4]]
    if "by" in following[:2]:
        return False
    followed = bool(following) and (following[0] in _DETERMINERS or following[0][0].isdigit())
    particle = (
        len(following) > 1 and following[0] in ("in", "up", "out", "on") and following[1] in _DETERMINERS
    )
    return followed or particle or word.endswith("ed")


def _telling(words: Sequence[Word]) -> list[str]:
    return [stemmed for word, stemmed in words if word not in STOP_WORDS and word not in _DETERMINERS]
