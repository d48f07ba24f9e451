"""What a sentence is quoted for stands in the sentence."""

from __future__ import annotations

import re

import pytest

from assistant.proposals.library import Library
from assistant.proposals.shown import mentions, names_country, outcome, tells


@pytest.mark.parametrize(
    "words",
    [
        "The harbour training dealt with these five subjects:",
        "- common objectives that are clear and easy to keep;",
        "Safe cranes.",
        "- a better crane for each port of the region",
    ],
)
def test_what_only_opens_or_goes_on_a_list_tells_nothing(words: str) -> None:
    assert not tells(words)


def test_an_item_tells_only_where_it_is_a_sentence() -> None:
    duty = "- Duties on the quays that the Port Act gives to owners."
    assert tells(duty)
    assert not tells(duty, introduced=True)
    assert tells("- Forty crane drivers were trained in the port.", introduced=True)


def test_a_library_keeps_apart_the_items_of_a_list(library: Library) -> None:
    texts = [library.index.sentences[row].text for row in library.telling]
    assert texts
    assert not [text for text in texts if text.rstrip().endswith((":", ";"))]


def test_the_name_of_an_initiative_is_no_mention() -> None:
    inspection = re.compile("inspect\\w+")
    assert mentions("The port inspection initiative was new.", inspection) == 0
    assert mentions("The port inspection initiative trained forty inspectors.", inspection) == 1


def test_what_was_done_with_figures_is_an_outcome_before_a_plan() -> None:
    done = outcome("Forty ports adopted the plan, and 300 drivers were trained.")
    assert done > outcome("The ports adopted the plan.") > outcome("The plan is to be adopted by the ports.")
    assert outcome("The meeting of 2023 was pleasant.") == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Guinea took part in it.", True),
        ("Guinea-Bissau took part in it.", False),
        ("Papua New Guinea and Equatorial Guinea took part.", False),
    ],
)
def test_a_country_is_not_named_by_the_name_of_another(words: str, named: bool) -> None:
    assert names_country(words, "Guinea") is named
