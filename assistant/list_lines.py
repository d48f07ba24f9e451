"""Lines of lists: items, and the line that opens a list and says little without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.weighing.ranked_sentences import Sentence
from assistant.weighing.sentence_table import ITEM

_LISTED_WORDS = 100
"""Words of a list that may follow the line that opens it."""


def is_item(sentence: Sentence) -> bool:
    """Whether ``sentence`` is an item of a list."""
    return bool(ITEM.match(sentence.text))


def opens_list(sentence: Sentence) -> bool:
    """Whether a list follows ``sentence``."""
    return sentence.text.rstrip().endswith(":")


def stands_alone(sentence: Sentence) -> bool:
    """Whether ``sentence`` is neither an item of a list nor the line that opens one."""
    return not is_item(sentence) and not opens_list(sentence)


def with_openings(
    chosen: Sequence[Sentence], ranked: Iterable[Sentence], listed: int = _LISTED_WORDS
) -> list[Sentence]:
    """``chosen``, list items with the line before the list, and such a line with its list."""
    place = {(sentence.section.id, sentence.ordinal): sentence for sentence in ranked}
    found: dict[int, Sentence] = {}
    for sentence in chosen:
        found[sentence.row] = sentence
        at = sentence.ordinal
        if is_item(sentence):
            while at > 0 and is_item(place.get((sentence.section.id, at), sentence)):
                at -= 1
            opening = place.get((sentence.section.id, at))
            if opening is not None and opens_list(opening):
                found.setdefault(opening.row, opening)
        elif opens_list(sentence):
            words = 0
            following = place.get((sentence.section.id, at + 1))
            while following is not None and is_item(following) and words + following.words <= listed:
                found.setdefault(following.row, following)
                words += following.words
                at += 1
                following = place.get((sentence.section.id, at + 1))
    return list(found.values())
