"""A second look at the records that come first: the sentence that answers can put its record before the others."""

from __future__ import annotations

from assistant.catalog import Catalog
from assistant.evidence import Evidence
from assistant.question_reading import read_question
from assistant.weighing.second_look import SECOND_LOOK_SIGNALS, WITHIN, looked_at, second_look

QUESTION = "How many safety managers did the course train?"


def _weights(**signals: float) -> dict[str, dict[str, float]]:
    return {"weights": {name: signals.get(name, 0.0) for name in SECOND_LOOK_SIGNALS}}


def test_the_best_loses_nothing_and_the_others_only_what_they_are_below_it(
    evidence: Evidence, catalog: Catalog
) -> None:
    plain = {name: model for name, model in evidence.parameters.items() if name != "second look"}
    weighed = evidence.with_parameters(plain).weigh(read_question(QUESTION, catalog))
    signals = second_look(weighed.ranked, [weighed.sentences(item.record) for item in weighed.ranked])
    assert (signals[:, 1:].max(axis=0) == 0).all()
    assert signals[:, 0].tolist() == [item.score for item in weighed.ranked]


def test_the_record_whose_sentence_answers_comes_before_the_one_that_came_first(
    evidence: Evidence, catalog: Catalog
) -> None:
    reading = read_question(QUESTION, catalog)
    wrong = {name: -weight for name, weight in evidence.parameters["records"]["weights"].items()}
    misled = {**evidence.parameters, "records": {"weights": {name: w / 50 for name, w in wrong.items()}}}
    first = {name: model for name, model in misled.items() if name != "second look"}
    again = {**misled, "second look": _weights(**{"first look": 1.0, "all": 10.0})}
    assert evidence.with_parameters(first).weigh(reading).ranked[0].record.id != "gp-01"
    ranked = evidence.with_parameters(again).weigh(reading).ranked
    assert ranked[0].record.id == "gp-01"
    assert abs(sum(item.probability for item in ranked) - 1) < 1e-6


def test_what_is_far_below_is_not_looked_at(evidence: Evidence, catalog: Catalog) -> None:
    ranked = evidence.weigh(read_question(QUESTION, catalog)).ranked
    assert all(item.score >= ranked[0].score - WITHIN for item in looked_at(ranked))
    assert looked_at(ranked)[0] is ranked[0]
