"""“The other one”, “the Kenyan one” and “each” mean records that the conversation listed."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.leaning import read_in_context
from assistant.reading import Kind, Turn
from ingest.records import SectionKey

TWO = (
    Turn(role="user", content="Which practices were about workers?"),
    Turn(role="assistant", content="Two: one on copper mines [1] and one on the harbour network [2]."),
)
ONE_TAKEN = (
    *TWO,
    Turn(role="user", content="Who funded the harbour network?"),
    Turn(role="assistant", content="The Harbour Bank [1] (good practice 2)."),
)


@pytest.mark.parametrize(
    "question",
    [
        "And who paid for the other one?",
        "¿y quién pagó la otra?",
        "et l'autre, qui l'a financée ?",
        "e a outra, quem pagou?",
    ],
)
def test_the_other_one_is_what_was_listed_and_not_spoken_of_since(question: str, evidence: Evidence) -> None:
    assert read_in_context(question, ONE_TAKEN, evidence).records == ("gp-01",)


def test_the_other_of_something_else_means_no_record_of_the_list(evidence: Evidence) -> None:
    assert read_in_context("On the other hand, who paid for it?", ONE_TAKEN, evidence).records == ("gp-02",)


def test_one_of_a_list_is_told_by_what_is_said_of_it(evidence: Evidence) -> None:
    assert read_in_context("Who funded the copper one?", TWO, evidence).records == ("gp-01",)
    assert read_in_context("Who funded the one in the harbour?", TWO, evidence).records == ("gp-02",)


@pytest.mark.parametrize(
    "question", ["Who funded each of them?", "¿y quién pagó cada una?", "qui a financé chacune ?"]
)
def test_each_means_all_that_were_listed(question: str, evidence: Evidence) -> None:
    reading = read_in_context(question, TWO, evidence)
    assert set(reading.records) == {"gp-01", "gp-02"}
    assert reading.kind is Kind.COMPARE


def test_each_means_the_records_that_the_question_before_named(evidence: Evidence) -> None:
    before = (
        Turn(role="user", content="Results of good practices 1 and 3"),
        Turn(role="assistant", content="45 managers were trained [1]; two seed banks opened [2]."),
    )
    assert read_in_context("and who paid for each?", before, evidence).records == ("gp-01", "gp-03")


def test_the_next_practice_is_asked_what_the_last_one_was(evidence: Evidence) -> None:
    before = (
        Turn(role="user", content="Who funded good practice 1?"),
        Turn(role="assistant", content="RBTC funds [1] (good practice 1)."),
    )
    for question in (
        "and the next one, number 2?",
        "Same question for number 2.",
        "compare it with practice 2",
    ):
        reading = read_in_context(question, before, evidence)
        assert reading.sections[0] is SectionKey.FUNDING
        assert "gp-02" in reading.records
    assert "1" not in read_in_context("Same question for number 2.", before, evidence).query


def test_when_something_happened_is_no_talk(evidence: Evidence) -> None:
    reading = read_in_context("Since when have they been doing this?", ONE_TAKEN, evidence)
    assert reading.kind is Kind.LOOKUP
    assert reading.records == ("gp-02",)


def test_an_ordinal_goes_back_to_the_last_list(evidence: Evidence) -> None:
    assert read_in_context("Who funded the first one?", ONE_TAKEN, evidence).records == ("gp-01",)


def test_what_was_refused_leaves_the_record_in_focus(evidence: Evidence) -> None:
    refused = (
        *ONE_TAKEN,
        Turn(role="user", content="And was it free of charge?"),
        Turn(role="assistant", content="I found nothing on that."),
    )
    assert read_in_context("Who paid for it?", refused, evidence).records == ("gp-02",)


@pytest.mark.parametrize(
    "question",
    [
        "Back to the copper mines: how many managers were trained?",
        "volviendo a las minas de cobre, ¿cuántos gerentes se formaron?",
    ],
)
def test_who_goes_back_to_a_record_is_heard(question: str, evidence: Evidence) -> None:
    both = (
        Turn(role="user", content="What came of the copper mines?"),
        Turn(role="assistant", content="45 safety managers [1] (good practice 1)."),
        Turn(role="user", content="And who paid for the harbour network?"),
        Turn(role="assistant", content="The Harbour Bank [1] (good practice 2)."),
    )
    assert read_in_context(question, both, evidence).records == ("gp-01",)


def test_who_was_misunderstood_asks_of_the_same_record(evidence: Evidence) -> None:
    question = "That is not what I asked. When did they meet in the cooperatives?"
    assert read_in_context(question, ONE_TAKEN, evidence).records == ("gp-02",)


def test_paid_in_the_same_way_is_asked_of_both(evidence: Evidence) -> None:
    reading = read_in_context("Were they paid for in the same way?", TWO, evidence)
    assert set(reading.records) == {"gp-01", "gp-02"}


def test_a_record_is_picked_from_a_list_before_the_list_goes_on(evidence: Evidence) -> None:
    asked = (
        Turn(role="user", content="Which practices were about workers?"),
        Turn(role="assistant", content="Two: the mines in Zambia [1] and the harbours of Peru [2]."),
    )
    assert read_in_context("And the one in Peru, when was it?", asked, evidence).records == ("gp-02",)
