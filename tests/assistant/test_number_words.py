"""The words for numbers: one table that every reader of questions takes them from."""

from __future__ import annotations

import pytest

from assistant.mentions.named_things import numbers_said
from assistant.mentions.practice_numbers import in_digits
from assistant.number_words import cardinals, ordinals, value_of
from assistant.words import fold


@pytest.mark.parametrize(
    ("word", "number"), [("dezasseis", 16), ("duas", 2), ("veinte", 20), ("dix-sept", 17), ("12", 12)]
)
def test_a_number_is_counted_with_in_each_language(word: str, number: int) -> None:
    assert value_of(word) == number


def test_the_same_number_is_read_wherever_it_is_said() -> None:
    assert numbers_said("Was the seventeenth of thirty-two places taken?") == {17, 32}
    assert in_digits(fold("la décima séptima práctica")) == "la practice 17"
    assert in_digits(fold("the thirtieth practice")) == "the practice 30"


def test_no_word_means_two_numbers_and_all_are_folded() -> None:
    for reader in (cardinals, ordinals):
        every = [reader(language) for language in ("en", "es", "fr", "pt")]
        words = {(word, value) for values in every for word, value in values.items()}
        assert len(words) == len({word for word, _ in words})
        assert all(word == fold(word) for word, _ in words)
