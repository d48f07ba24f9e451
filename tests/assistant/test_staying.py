"""Whether a question stays with the record in focus is told by fitted weights."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evidence import Evidence
from assistant.question_reading import read_question
from assistant.staying import SIGNALS, signals, stays
from assistant.words import fold


def _signals(question: str, focus: str, evidence: Evidence) -> dict[str, float]:
    reading = read_question(question, evidence.catalog)
    found = signals(fold(question), reading, focus, evidence)
    assert np.isfinite(found).all()
    return dict(zip(SIGNALS, found.tolist(), strict=True))


@pytest.mark.parametrize("question", ["And did the managers like it?", "How were they trained?"])
def test_a_question_that_names_nothing_else_stays(question: str, evidence: Evidence) -> None:
    reading = read_question(question, evidence.catalog)
    assert stays(fold(question), reading, "gp-01", evidence)


def test_a_question_on_another_record_does_not_stay(evidence: Evidence) -> None:
    question = "How many dock workers passed the crane course of the harbour network?"
    reading = read_question(question, evidence.catalog)
    assert not stays(fold(question), reading, "gp-01", evidence)
    assert stays(fold(question), reading, "gp-02", evidence)


def test_what_a_record_holds_of_a_question_speaks_for_it(evidence: Evidence) -> None:
    here = _signals("Which dock workers learn crane driving?", "gp-02", evidence)
    elsewhere = _signals("Which dock workers learn crane driving?", "gp-03", evidence)
    assert here["held"] > elsewhere["held"]
    assert here["likelier"] > elsewhere["likelier"]
    assert here["lacking"] == 0 < elsewhere["lacking"]
    assert _signals("And who paid for it?", "gp-02", evidence)["points"] == 1
