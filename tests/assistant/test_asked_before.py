"""The memory of questions, and the maps that bring questions and answers together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.evidence import Evidence
from assistant.question_reading import read_question
from assistant.weighing import adapted, asked_before
from assistant.weighing.adapted import Adapted, Adapter, unit
from assistant.weighing.asked_before import AskedBefore, Recall
from assistant.weights import PARAMETERS, PLAIN, shipped
from eval.fitting.adapting import fit_maps
from index.embedder import HashEmbedder, Vectors

MODEL = HashEmbedder()
SENTENCES = (
    "The delegations harvested cotton by hand.",
    "Brazil paid for the flights.",
    "Twelve cooperatives joined the network.",
    "Italy paid for the interpreters.",
)
ROWS = {"gp-01": np.array([0, 1], dtype=np.int32), "gp-02": np.array([2, 3], dtype=np.int32)}


def asked(*questions: tuple[str, str, str], embedder: str = MODEL.name) -> AskedBefore:
    """A memory of (question, record, answer)."""
    return AskedBefore(
        embedder=embedder,
        projection=np.eye(MODEL.dimension, dtype=np.float32),
        questions=MODEL.embed_queries([question for question, _, _ in questions]),
        sentences=MODEL.embed_documents([answer for _, _, answer in questions]),
        answers=np.arange(len(questions), dtype=np.int32),
        starts=np.arange(len(questions) + 1, dtype=np.int32),
        record_of=tuple(record for _, record, _ in questions),
        in_vain=np.zeros((0, MODEL.dimension), dtype=np.float32),
        in_vain_of=(),
    )


def vectors() -> Vectors:
    return MODEL.embed_documents(SENTENCES)


def test_a_question_like_an_old_one_finds_what_answered_it() -> None:
    memory = asked(
        ("who footed the bill for travelling", "gp-01", SENTENCES[1]),
        ("how large did the club of co-ops grow", "gp-02", SENTENCES[2]),
    )
    recall = Recall(memory, ROWS, vectors(), MODEL.name)
    found = recall(MODEL.embed_query("who footed the bill"))
    assert found.best.argmax() == found.voted.argmax() == found.same.argmax() == 1
    assert found.best[2] < found.best[1]


def test_each_of_several_sentences_answers_as_well_as_one_alone() -> None:
    memory = asked(("tell me all", "gp-01", SENTENCES[0]), ("who paid", "gp-01", SENTENCES[1]))
    both = replace(
        memory, answers=np.array([0, 1, 1], dtype=np.int32), starts=np.array([0, 2, 3], dtype=np.int32)
    )
    found = Recall(both, ROWS, vectors(), MODEL.name)(MODEL.embed_query("tell me all"))
    assert found.best[0] == pytest.approx(found.best[1], abs=1e-3)
    assert found.same[0] > 0.9


def test_an_answer_is_looked_for_in_its_own_record_alone_and_by_what_it_says() -> None:
    memory = asked(("who footed the bill", "gp-01", "The flights: paid for by Brazil"))
    best = Recall(memory, ROWS, vectors(), MODEL.name)(MODEL.embed_query("who footed the bill")).best
    assert best.argmax() == 1
    assert not best[2:].any()


@pytest.mark.parametrize(
    "memory",
    [
        asked(("who footed the bill", "gp-09", SENTENCES[1])),
        asked(("who footed the bill", "gp-01", SENTENCES[1]), embedder="another model"),
    ],
    ids=["record unknown", "embedder unknown"],
)
def test_nothing_is_recalled_of_other_records_or_by_other_vectors(memory: AskedBefore) -> None:
    found = Recall(memory, ROWS, vectors(), MODEL.name)(MODEL.embed_query("who footed the bill"))
    for values in (found.best, found.voted, found.same):
        assert len(values) == len(SENTENCES)
        assert not values.any()


def test_a_record_that_only_shares_the_name_is_not_remembered() -> None:
    memory = asked(("who footed the bill", "gp-01", "Seaweed dries upon wooden racks"))
    recall = Recall(memory, ROWS, vectors(), MODEL.name)
    assert not recall
    assert not recall(MODEL.embed_query("who footed the bill")).best.any()


def test_a_record_by_another_name_is_looked_for_among_those_that_nobody_asked_about() -> None:
    memory = asked(("who footed the bill", "gp-01", SENTENCES[1]), ("how many joined", "net", SENTENCES[2]))
    best = Recall(memory, ROWS, vectors(), MODEL.name)(MODEL.embed_query("how many joined")).best
    assert best.argmax() == 2
    alone = asked(("how many joined", "net", SENTENCES[2]), ("who joined", "club", SENTENCES[2]))
    best = Recall(alone, ROWS, vectors(), MODEL.name)(MODEL.embed_query("how many joined")).best
    assert not best.any()


def test_maps_learn_which_words_of_questions_go_with_which_of_answers() -> None:
    questions = MODEL.embed_queries(["who footed the bill", "what was picked", "who footed it", "picked how"])
    maps = fit_maps(questions, ["a", "a", "b", "b"], [[1, 3], [0], [1, 3], [0]], [vectors()])
    adapter = Adapter(embedder=MODEL.name, question=maps.question, sentence=maps.sentence)
    cosines = Adapted(adapter, vectors(), MODEL.name)(MODEL.embed_query("footed"))
    assert set(np.argsort(-cosines)[:2]) == {1, 3}
    near = unit(questions @ maps.alike)
    assert near[0] @ near[2] > near[0] @ near[1]


def test_other_documents_are_weighed_by_parameters_that_miss_no_memory(evidence: Evidence) -> None:
    assert not evidence.remembers
    assert evidence.parameters == shipped(PLAIN)
    assert evidence.parameters != shipped(PARAMETERS)


def test_a_record_beside_remembered_ones_is_weighed_without_the_memory(evidence: Evidence) -> None:
    assert evidence.for_question(read_question("Who paid?", evidence.catalog))[0] is evidence
    ours, theirs = list(evidence.table.rows_of)[:2]
    rows = evidence.table.rows_of[ours]
    sentences = evidence.table.sentences
    memory = asked(("who footed the bill", ours, sentences[rows[0]].text))
    mixed = evidence.remembering(memory, adapted.nothing())
    assert mixed.remembers
    for record_id, remembers in ((ours, True), (theirs, False)):
        number = int(record_id.removeprefix("gp-"))
        used, weighed = mixed.for_question(
            read_question(f"Describe Good Practice {number}", evidence.catalog)
        )
        assert weighed.ranked[0].record.id == record_id
        assert used.remembers is remembers


def test_what_comes_with_the_assistant_fits_together() -> None:
    memory, adapter = asked_before.shipped(), adapted.shipped()
    assert memory.embedder == adapter.embedder
    assert len(memory.questions) == len(memory.starts) - 1 == len(memory.record_of) > 1_000
    assert len(memory.in_vain) == len(memory.in_vain_of) > 1_000
    assert memory.starts[-1] == len(memory.answers)
    assert np.diff(memory.starts).min() > 0
    assert memory.answers.max() < len(memory.sentences)
    assert memory.projection.shape[0] == memory.sentences.shape[1] == adapter.question.shape[0]
