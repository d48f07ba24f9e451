"""What is said to the assistant itself gets an answer of its own, in the language it was said in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import build_index
from index.current import CurrentIndex
from index.embedder import EmbedderSource
from index.onnx_embedder import OnnxEmbedder
from index.opened import Index
from ingest.records import Document

pytestmark = pytest.mark.models

SAID = [
    ("who built this?", "meta", "Apache"),
    ("Are you ChatGPT?", "meta", "computer program"),
    ("do you keep what I ask?", "meta", "nothing leaves this server"),
    ("how can I verify what you say", "meta", "marker"),
    ("where do the answers come from", "meta", "documents"),
    ("that's not what I asked", "meta", "sorry"),
    ("¿Guardas mis preguntas?", "meta", "servidor"),
    ("Quelles langues parles-tu ?", "meta", "portugais"),
    ("Você é um robô?", "meta", "programa de computador"),
    ("gracias, muy útil", "chitchat", "De nada"),
    ("merci beaucoup !", "chitchat", "Je vous en prie"),
    ("bye", "chitchat", "Goodbye"),
    ("good morning", "chitchat", "Hello"),
]


@pytest.fixture(scope="module")
def model_assistant(
    tmp_path_factory: pytest.TempPathFactory, compiled_model: Path, index: Index
) -> Iterator[Assistant]:
    """The assistant with its real model over a few made-up records."""
    data = tmp_path_factory.mktemp("talk")
    embedder = OnnxEmbedder(compiled_model)
    documents = {"book": Document(id="book", title="The book")}
    build_index(list(index.records.values()), documents, data=data, embedder=EmbedderSource.of(embedder))
    with CurrentIndex(data, embedder=embedder) as current:
        yield Assistant(current)


@pytest.mark.parametrize(("text", "kind", "said"), SAID, ids=[text for text, _, _ in SAID])
def test_talk_is_answered_to_the_point(model_assistant: Assistant, text: str, kind: str, said: str) -> None:
    answer = model_assistant.ask(text)
    assert (answer.answered, answer.kind) == (True, kind)
    assert said in answer.answer
    assert not answer.citations


@pytest.mark.parametrize(
    "text", ["write a letter for me", "Tell me a joke", "translate this page into French"]
)
def test_a_favour_is_declined(model_assistant: Assistant, text: str) -> None:
    answer = model_assistant.ask(text)
    assert not answer.answered
    assert "cannot" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["Who made the training modules?", "Where do the results come from?", "Which languages were used?"],
)
def test_a_question_about_the_records_is_no_talk(model_assistant: Assistant, question: str) -> None:
    assert model_assistant.ask(question).kind not in ("meta", "chitchat")
