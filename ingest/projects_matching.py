"""Which text and which outcome belong to which title: the assignment whose words agree best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from ingest.gazetteer import find_countries, find_groups

OUTCOME_WORDS = {
    "A": r"knowledge|sdgs?|2030 agenda|partner\w*|brics|media|journalists?|refugees?|research",
    "1": r"trade unions?|constituents|employers|social dialogue",
    "3": r"employment|formali[sz]ation|polic(?:y|ies)|economic growth|public employment services",
    "4": r"enterprises?|women|investment|suppliers|entrepreneur\w*|score",
    "5": r"skills?|vocational|tvet|training institutions",
    "7": r"migration|migrant|rights|human security|labour standards|protection",
}
"""Words of the subjects that the policy outcomes of 2020-2021 stand for, beside the words of the outcomes."""

OUTCOME = re.compile(r"^outcome\s+([A-Z]|\d{1,2})\s*:", re.I)
_STOP = frozenset(
    [
        "the",
        "and",
        "of",
        "on",
        "in",
        "for",
        "to",
        "a",
        "an",
        "with",
        "will",
        "be",
        "this",
        "these",
        "from",
        "by",
        "at",
        "as",
        "is",
        "are",
        "their",
        "its",
        "it",
        "or",
        "through",
        "project",
        "projects",
        "sstc",
        "ilo",
        "support",
        "supporting",
        "promote",
        "promoting",
        "promotion",
        "capacity",
        "building",
        "knowledge",
        "sharing",
        "learning",
    ]
)


def assign(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row its column in the assignment with the highest sum; ``None`` where none is left."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    if not columns:
        return [None] * rows
    if max(rows, columns) > 7:
        return _assign_greedily(scores)
    slots: list[int | None] = [*range(columns), *([None] * max(0, rows - columns))]
    best = max(
        permutations(slots, rows),
        key=lambda order: sum(scores[row][column] for row, column in enumerate(order) if column is not None),
    )
    return list(best)


def interchangeable(
    scores: Sequence[Sequence[float]], order: Sequence[int | None], outcomes: Sequence[str]
) -> tuple[int, int] | None:
    """Two rows whose columns could be exchanged at next to no loss, if they say different things."""
    for one in range(len(order)):
        for two in range(one + 1, len(order)):
            first, second = order[one], order[two]
            if first is None or second is None or outcomes[first] == outcomes[second]:
                continue
            kept = scores[one][first] + scores[two][second]
            if kept - (scores[one][second] + scores[two][first]) < 1.0:
                return one, two
    return None


def _assign_greedily(scores: Sequence[Sequence[float]]) -> list[int | None]:
    ranked = sorted(
        ((score, r, c) for r, row in enumerate(scores) for c, score in enumerate(row)), reverse=True
    )
    found: list[int | None] = [None] * len(scores)
    used: set[int] = set()
    for _, row, column in ranked:
        if found[row] is None and column not in used:
            found[row] = column
            used.add(column)
    return found


def rarity(pieces: Sequence[str]) -> dict[str, float]:
    counts = Counter(word for piece in pieces for word in _words(piece))
    return {word: 1.0 / count for word, count in counts.items()}


def shared_words(title: str, text: str, rare: dict[str, float]) -> float:
    return sum(rare[word] for word in _words(title) & _words(text))


def fit_of_outcome(project: str, outcome: str, rare: dict[str, float]) -> float:
    match = OUTCOME.match(outcome)
    code = match[1].upper() if match else ""
    pattern = OUTCOME_WORDS.get(code)
    subject = (
        len({found.lower() for found in re.findall(rf"\b(?:{pattern})\b", project, re.I)}) if pattern else 0
    )
    words = _words(outcome[match.end() :] if match else outcome) & _words(project)
    return subject + 0.25 * sum(rare.get(word, 1.0) for word in words)


def _words(text: str) -> set[str]:
    """The word stems of ``text`` that carry meaning, and the codes of the countries and groups it names."""
    found = set()
    for word in re.findall(r"[a-z0-9]+", text.lower()):
        stem = re.sub(r"(?:ation|ing|ions?|ies|es|ed|al|s|y)$", "", word) if len(word) > 4 else word
        if len(word) > 2 and word not in _STOP:
            found.add(stem[:7])
    found.update(place.iso for place in find_countries(text, adjectives=True))
    found.update(entry.acronym for entry in find_groups(text))
    return found
