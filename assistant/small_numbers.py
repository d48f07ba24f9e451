"""Small numbers in words, in the four languages."""

from __future__ import annotations

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf vingt",
    "um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
    "dezenove vinte",
)
NUMBERS = {word: value for line in _WORDS for value, word in enumerate(line.split(), 1)} | {"duas": 2}
"""The values of small numbers in words, in the four languages."""


def value_of(word: str) -> int:
    """The number that a folded word or numeral says."""
    return int(word) if word.isdigit() else NUMBERS.get(word, 1)
