"""Practices that are named by a number, however it is said."""

from __future__ import annotations

import pytest

from assistant.mentions.practice_numbers import in_digits
from assistant.words import fold


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Método usado na boa prática vinte e dois", 22),
        ("Sur la 8e pratique, ce qui est novateur, c'est quoi ?", 8),
        ("la octava buena práctica", 8),
        ("vigésima segunda práctica", 22),
        ("vingt-deuxième pratique", 22),
        ("GP number twenty-two", 22),
        ("the sixth good practice", 6),
        ("a 8.ª prática", 8),
        ("bonne pratique n° 24", 24),
        ("fiche 7", 7),
        ("metodologia da 8", 8),
        ("results of 12?", 12),
        ("y la 28 cómo se hizo, qué pasos dieron", 28),
        ("la 23, en gros", 23),
        ("21: ¿qué la sostiene en el tiempo?", 21),
        ("a 9 – quem pagou?", 9),
        ("À qui écrire pour la 21 ?", 21),
        ("con quién hablo de la 28 y qué hicieron", 28),
        ("Com quem falo sobre a 21?", 21),
    ],
)
def test_a_number_in_words_or_as_an_ordinal_names_a_practice(question: str, number: int) -> None:
    assert f" {number}" in f" {in_digits(fold(question))}".replace("practica ", "").replace("pratique ", "")
    assert in_digits(fold(question)) != fold(question)


@pytest.mark.parametrize(
    "question",
    [
        "the third practice",
        "nos reunimos a la 1 de la tarde",
        "de la 12 empresas que vinieron",
        "the practice one should follow",
        "una práctica, dos países",
        "the sixth webinar",
        "did it start in 12",
        "12 countries, which?",
        "3, 4 and 5 June: what happened?",
        "how many practices have two countries",
    ],
)
def test_other_numbers_are_left_as_they_are(question: str) -> None:
    assert in_digits(fold(question)) == fold(question)
