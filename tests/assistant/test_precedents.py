"""What became of questions like one: whether their record answered them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.weighing.asked_before import AskedBefore, Recall
from assistant.weighing.precedents import Precedent
from index.embedder import HashEmbedder

MODEL = HashEmbedder()
SENTENCES = ("Brazil paid for the flights.", "Twelve cooperatives joined the network.")
ROWS = {"gp-01": np.array([0], dtype=np.int32), "gp-02": np.array([1], dtype=np.int32)}
ANSWERED = (("who footed the bill", "gp-01", 0), ("how large did the club grow", "gp-02", 1))
IN_VAIN = (("which hotel hosted the delegates", "gp-01"), ("what did each co-op earn", "gp-02"))


@pytest.fixture
def memory() -> AskedBefore:
    return AskedBefore(
        embedder=MODEL.name,
        projection=np.eye(MODEL.dimension, dtype=np.float32),
        questions=MODEL.embed_queries([question for question, _, _ in ANSWERED]),
        sentences=MODEL.embed_documents(SENTENCES),
        answers=np.array([answer for _, _, answer in ANSWERED], dtype=np.int32),
        starts=np.arange(len(ANSWERED) + 1, dtype=np.int32),
        record_of=tuple(record for _, record, _ in ANSWERED),
        in_vain=MODEL.embed_queries([question for question, _ in reversed(IN_VAIN)]),
        in_vain_of=tuple(record for _, record in reversed(IN_VAIN)),
    )


def precedent(memory: AskedBefore, question: str, record_id: str) -> Precedent:
    recall = Recall(memory, ROWS, MODEL.embed_documents(SENTENCES), MODEL.name)
    return recall(MODEL.embed_query(question)).precedents.of(record_id)


def test_what_its_record_did_not_answer_speaks_against_a_question_like_it(memory: AskedBefore) -> None:
    asked = precedent(memory, "which hotel hosted them", "gp-01")
    assert asked.share > 0.9
    assert asked.above > 0.3
    assert asked.in_vain > asked.answered


def test_what_its_record_answered_speaks_for_a_question_like_it(memory: AskedBefore) -> None:
    asked = precedent(memory, "who footed the bill for them", "gp-01")
    assert asked.share < 0.3
    assert asked.above < 0


def test_what_another_record_did_not_answer_says_nothing(memory: AskedBefore) -> None:
    there, here = (precedent(memory, "which hotel hosted them", record) for record in ("gp-01", "gp-02"))
    assert here.in_vain < 0.1 < there.in_vain


def test_a_record_that_nobody_asked_about_has_no_precedent(memory: AskedBefore) -> None:
    assert precedent(memory, "which hotel hosted them", "gp-09") == Precedent()


def test_questions_of_records_that_the_index_lacks_are_forgotten(memory: AskedBefore) -> None:
    elsewhere = replace(memory, in_vain_of=("gp-02", "gp-09"))
    asked = precedent(elsewhere, "which hotel hosted them", "gp-01")
    assert asked.in_vain == asked.share == 0
