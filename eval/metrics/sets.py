"""Lists and counts over all records: sets and numbers, right or wrong."""

from __future__ import annotations

import re
from collections.abc import Collection

from eval.metrics.words import fold, without_markers

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte",
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis "
    "dezessete dezoito dezenove vinte",
)
_VALUE = {word: value for line in _NUMBERS for value, word in enumerate(line.split())}
_VALUE |= {"no": 0, "none": 0, "ninguno": 0, "ninguna": 0, "aucun": 0, "aucune": 0, "nenhum": 0, "nenhuma": 0}
_NUMBER = re.compile(rf"(?<![\w.-])(\d+|{'|'.join(sorted(_VALUE, key=len, reverse=True))})(?![\w]|[.,]\d)")
_ARTICLES = {"un", "uno", "um", "no"}


def set_precision(found: Collection[str], expected: Collection[str]) -> float:
    """|found ∩ expected| / |found|; 0 where nothing was found."""
    return len(set(found) & set(expected)) / len(set(found)) if found else 0.0


def set_recall(found: Collection[str], expected: Collection[str]) -> float:
    """|found ∩ expected| / |expected|; 0 where nothing was expected."""
    return len(set(found) & set(expected)) / len(set(expected)) if expected else 0.0


def set_f1(found: Collection[str], expected: Collection[str]) -> float:
    """Harmonic mean of set precision and recall (the F1 of QAMPARI in Gao et al. 2023, ALCE)."""
    precision, recall = set_precision(found, expected), set_recall(found, expected)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def exact_set(found: Collection[str], expected: Collection[str]) -> float:
    """1 where the two sets are the same, else 0."""
    return float(set(found) == set(expected))


def stated_number(answer: str) -> int | None:
    """The first number of an answer, in digits or words of its four languages; ``None`` where it has none.

    The direct answer stands first: “7 of 30 good practices match” states 7. The name “Good Practice 8” states
    nothing, nor does an article that reads like “one”.
    """
    text = re.sub(
        r"(good practices?|buenas? practicas?|bonnes? pratiques?|boas? praticas?)\s+\d+", " ",
        fold(without_markers(answer)),
    )  # fmt: skip
    for found in _NUMBER.finditer(text):
        word = found.group()
        if word in _ARTICLES and not re.match(r"\s*(de|of|sur)\b", text[found.end() :]):
            continue
        return int(word) if word.isdigit() else _VALUE[word]
    return None
