"""What turns of a conversation say by their form."""

from __future__ import annotations

import pytest

from assistant.conversation import (
    compares_with,
    heard,
    says_the_same,
    wants_more,
    was_answered,
    with_practices_named,
)
from assistant.reading import Turn
from assistant.words import fold


@pytest.mark.parametrize(
    "text",
    [
        "Tell me more",
        "ok, tell me more about it",
        "Cuéntame más",
        "Dites-m'en plus",
        "me conta mais",
        "Go on.",
    ],
)
def test_who_wants_more_is_heard_in_four_languages(text: str) -> None:
    assert wants_more(fold(text))


@pytest.mark.parametrize("text", ["Who paid more?", "¿Qué países aportaron más?", "What is more important?"])
def test_more_of_something_is_not_more_of_the_same(text: str) -> None:
    assert not wants_more(fold(text))


def test_a_bare_number_is_a_practice_where_the_wording_points_at_one() -> None:
    assert with_practices_named("la même chose pour la 27", (8, 27)).endswith("GP 27")
    assert with_practices_named("compara com a 17", (17,)).endswith("GP 17")
    assert with_practices_named("And for the 9?", (9,)) == "And for the GP 9?"


def test_other_numbers_stay_as_they_are() -> None:
    assert with_practices_named("la même chose pour la 99", (8, 27)) == "la même chose pour la 99"
    text = "How many of the people who came to the two workshops in 2019 were trained in the 27?"
    assert with_practices_named(text, (27,)) == text


def test_one_side_of_a_comparison_and_the_same_again() -> None:
    assert compares_with(fold("compáralo con el de Perú"))
    assert compares_with("compare its results with those of the harbour network")
    assert not compares_with("compare the mines and the harbours")
    assert says_the_same("the same for gp 2")


def test_thanks_are_left_out_of_what_was_said() -> None:
    turns = (
        Turn(role="user", content="Who funded the copper exchange?"),
        Turn(role="assistant", content="The mining fund [1]."),
        Turn(role="user", content="thank you"),
        Turn(role="assistant", content="You're welcome."),
    )
    assert [turn.content for turn in heard(turns, 6)] == [turn.content for turn in turns[:2]]
    assert was_answered(heard(turns, 6))
    assert not was_answered((Turn(role="assistant", content="I found nothing on that."),))
