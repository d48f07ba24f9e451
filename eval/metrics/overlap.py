"""Word overlap of an answer with a reference. Secondary figures: they reward likeness, not truth."""

from __future__ import annotations

from collections import Counter

from eval.metrics.words import tokens


def token_f1(answer: str, reference: str) -> float:
    """Harmonic mean of precision and recall of the bag of words.

    Source: Rajpurkar et al. 2016 (SQuAD), words folded as in ``eval.metrics.words``.
    """
    mine, theirs = Counter(tokens(answer)), Counter(tokens(reference))
    shared = sum((mine & theirs).values())
    return _f1(shared, mine.total(), theirs.total())


def rouge_l(answer: str, reference: str) -> float:
    """F1 of the longest common subsequence of words: P = LCS / |answer|, R = LCS / |reference|.

    Source: Lin 2004, ROUGE-L with β = 1.
    """
    mine, theirs = tokens(answer), tokens(reference)
    row = [0] * (len(theirs) + 1)
    for word in mine:
        before = 0
        for column, other in enumerate(theirs, 1):
            above = row[column]
            row[column] = before + 1 if word == other else max(above, row[column - 1])
            before = above
    return _f1(row[-1], len(mine), len(theirs))


def _f1(shared: int, mine: int, theirs: int) -> float:
    return 2 * shared / (mine + theirs) if shared else 0.0
