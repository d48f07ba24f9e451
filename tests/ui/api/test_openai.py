"""OpenAI's own client talks to the service as it does to OpenAI."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest

pytestmark = pytest.mark.models


@pytest.fixture
def openai_client(served: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{served}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_an_answer_has_its_citations_as_text_and_as_values(openai_client: openai.OpenAI) -> None:
    done = openai_client.chat.completions.create(
        model="sstc",
        temperature=0.3,
        messages=[
            {"role": "system", "content": "Answer in verse and cite nothing."},
            {"role": "user", "content": "What were the results of GP 10?"},
            {"role": "assistant", "content": "Seven companies took part."},
            {"role": "user", "content": "Who funded it?"},
        ],
    )
    message = done.choices[0].message
    assert message.content is not None
    assert "\n\nSources:\n[1] gp-10 · " in message.content
    citations = message.model_extra["citations"]  # type: ignore[index]
    assert citations[0]["practice_id"] == "gp-10"
    assert citations[0]["quote"]
    assert done.choices[0].finish_reason == "stop"
    assert done.usage is not None
    assert done.usage.completion_tokens > 0


def test_a_stream_adds_up_to_the_answer(openai_client: openai.OpenAI) -> None:
    messages = [{"role": "user", "content": [{"type": "text", "text": "Who funded GP 8?"}]}]
    whole = openai_client.chat.completions.create(model="sstc-extractive", messages=messages)  # type: ignore[arg-type, call-overload]
    chunks = list(
        openai_client.chat.completions.create(  # type: ignore[call-overload]
            model="sstc-extractive", messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    assert text == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].usage.total_tokens > 0
    assert chunks[-2].choices[0].finish_reason == "stop"
    cited = [chunk for chunk in chunks for choice in chunk.choices if "citations" in choice.delta.model_extra]
    assert len(cited) == 1


def test_what_the_records_do_not_answer_has_no_sources(openai_client: openai.OpenAI) -> None:
    done = openai_client.chat.completions.create(
        model="sstc", messages=[{"role": "user", "content": "What were the results of good practice 77?"}]
    )
    message = done.choices[0].message
    assert message.model_extra == {"citations": [], "answered": False}
    assert "Sources" not in (message.content or "")


def test_the_models_are_listed(openai_client: openai.OpenAI) -> None:
    names = [model.id for model in openai_client.models.list()]
    assert names == ["sstc", "sstc-extractive"]
    assert openai_client.models.retrieve("sstc").owned_by == "sstc-practice-assistant"


def test_mistakes_are_the_errors_the_client_knows(openai_client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="sstc-extractive"):
        openai_client.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "x"}])
    with pytest.raises(openai.NotFoundError, match="No language model is configured") as refused:
        openai_client.chat.completions.create(
            model="sstc-generative", messages=[{"role": "user", "content": "x"}]
        )
    assert refused.value.code == "not-found"
    with pytest.raises(openai.NotFoundError):
        openai_client.models.retrieve("sstc-generative")
    with pytest.raises(openai.UnprocessableEntityError, match="user"):
        openai_client.chat.completions.create(model="sstc", messages=[{"role": "system", "content": "x"}])
