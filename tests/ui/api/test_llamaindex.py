"""LlamaIndex users put the retriever and the query engine into pipelines of their own."""

from __future__ import annotations

import asyncio
import warnings

import pytest

from assistant.assistant import Assistant
from index.matches import Filters

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.response_synthesizers import get_response_synthesizer

    from assistant.llamaindex import PracticeQueryEngine, PracticeRetriever

pytestmark = pytest.mark.models


def test_nodes_are_passages_that_say_where_they_stand(assistant: Assistant) -> None:
    nodes = PracticeRetriever(assistant, top_k=4).retrieve("child labour in cotton")
    assert len(nodes) == 4
    best = nodes[0]
    assert best.metadata["practice_id"] == "gp-17"
    assert best.metadata["pages"]
    section = assistant.record("gp-17").section(best.metadata["section_id"])
    assert section is not None
    assert section.text[best.metadata["start"] : best.metadata["end"]] == best.text
    assert [node.score for node in nodes] == sorted((node.score for node in nodes), reverse=True)


def test_filters_hold(assistant: Assistant) -> None:
    nodes = PracticeRetriever(assistant, filters=Filters(record=("gp-04",))).retrieve("cotton")
    assert {node.metadata["practice_id"] for node in nodes} == {"gp-04"}


def test_the_retriever_serves_a_pipeline_of_llama_index(assistant: Assistant) -> None:
    engine = RetrieverQueryEngine(
        retriever=PracticeRetriever(assistant, top_k=2),
        response_synthesizer=get_response_synthesizer(llm=MockLLM(max_tokens=5)),
    )
    response = engine.query("What was done against child labour in cotton?")
    assert str(response)
    assert response.source_nodes[0].metadata["practice_id"] == "gp-17"


def test_the_query_engine_answers_with_quotations_as_sources(assistant: Assistant) -> None:
    engine = PracticeQueryEngine(assistant)
    response = engine.query("Who funded GP 8?")
    assert "[1]" in str(response)
    source = response.source_nodes[0]
    section = assistant.record("gp-08").section(source.metadata["section_id"])
    assert section is not None
    assert section.text[source.metadata["start"] : source.metadata["end"]] == source.text
    assert response.metadata["answer"]["answered"]
    assert str(asyncio.run(engine.aquery("Who funded GP 8?"))) == str(response)


def test_no_answer_has_no_sources(assistant: Assistant) -> None:
    response = PracticeQueryEngine(assistant).query("What were the results of good practice 77?")
    assert response.source_nodes == []
    assert not response.metadata["answer"]["answered"]
