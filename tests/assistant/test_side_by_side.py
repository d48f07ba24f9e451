"""Which questions ask of several records, and of which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from eval.cases import load_cases
from eval.fitting.logistic import cross_validated, standardized
from index.build import build_index
from index.current import CurrentIndex
from index.embedder import EmbedderSource
from index.onnx_model import OnnxEmbedder
from ingest.sources import read_sources

CASES = Path(__file__).parent / "cases" / "sides_alluded.jsonl"
LEAST_RIGHT = 0.55
"""The share of the comparisons in CASES whose answer cites the records of all sides and no other."""


@pytest.fixture(scope="module")
def model_assistant(tmp_path_factory: pytest.TempPathFactory, compiled_model: Path) -> Iterator[Assistant]:
    """The assistant over the corpus, indexed with the embedding model."""
    data = tmp_path_factory.mktemp("model-corpus")
    embedder = OnnxEmbedder(compiled_model)
    ingested = read_sources([Path(__file__).parents[2] / "corpus"])
    build_index(
        ingested.records,
        ingested.documents,
        data=data,
        embedder=EmbedderSource(name=embedder.name, load=lambda: embedder),
    )
    with CurrentIndex(data, embedder=embedder) as current:
        yield Assistant(current)


@pytest.mark.models
@pytest.mark.timeout(240)
def test_comparisons_are_of_the_records_that_are_meant(model_assistant: Assistant) -> None:
    cases = load_cases([CASES])
    answers = [model_assistant.ask(case.question) for case in cases]
    right = [
        {citation.practice_id for citation in answer.citations} == case.gold_records
        for case, answer in zip(cases, answers, strict=True)
    ]
    assert sum(right) / len(right) >= LEAST_RIGHT


@pytest.mark.models
@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("the cotton one and the mining one - who footed the bill?", ["gp-17", "gp-10"]),
        (
            "El proyecto con periodistas y el de sindicatos del mundo árabe, ¿qué países?",
            ["proj-2020-09", "proj-2020-08"],
        ),
        ("As duas tiveram verba do MAECI, a das obras verdes e a do fórum de comércio?", ["gp-21", "gp-30"]),
    ],
)
def test_sides_are_told_however_they_are_alluded_to(
    model_assistant: Assistant, question: str, columns: list[str]
) -> None:
    answer = model_assistant.ask(question)
    assert answer.kind == "compare"
    assert list(dict.fromkeys(citation.practice_id for citation in answer.citations)) == columns


@pytest.mark.models
@pytest.mark.parametrize(
    "question",
    [
        "Which ministries of Tajikistan and Uzbekistan worked on labour inspection?",
        "Que prioridades o Brasil e o Paquistão têm em comum?",
        "But de l'étude Brésil–Pakistan, et surtout pas celle du Liban",
        "Who paid for the cotton project in Tanzania, and how much?",
    ],
)
def test_a_question_about_one_record_is_no_comparison(model_assistant: Assistant, question: str) -> None:
    assert model_assistant.ask(question).kind != "compare"


def test_weights_tell_examples_apart_that_they_have_not_seen() -> None:
    inputs = np.random.default_rng(1).normal(size=(200, 3))
    compares = (inputs[:, 0] > 0).astype(float)
    scores = cross_validated(inputs, compares, np.ones(200), 3.0)
    assert ((scores > 0) == (compares == 1)).mean() > 0.9
    weights = standardized(inputs, compares, np.ones(200), 3.0)
    assert weights[0] > abs(weights[1])
    assert weights[0] > abs(weights[2])
