"""What callers of the service get to see of a language model, good or bad."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.generating import prompts
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ui.api.app import build_app

pytestmark = pytest.mark.models

ASKED = "Who funded the mining safety training of China and Zambia?"


@pytest.fixture
def client(data: Path, server: Any) -> Iterator[TestClient]:
    settings = Settings(data=data, llm_base_url=server.url, llm_model="tiny", llm_timeout=5)
    with TestClient(build_app(build_assistant(settings), settings)) as client:
        yield client


def first_sentence(request: dict[str, Any]) -> str:
    """The first sentence of the first passage shown, with its key: what a good model might write."""
    content = request["messages"][-1]["content"]
    key, text = re.findall(r'<passage key="([^"]+)"[^>]*>\n(.*?)[.\n]', content, re.S)[0]
    return f"{text.strip('- ')} [{key}]."


def test_the_json_says_who_wrote_with_which_prompts(client: TestClient, server: Any) -> None:
    reply = type(server.script({}))
    server.script = lambda request: reply(text=first_sentence(request))
    answer = client.post("/v1/ask", json={"question": ASKED}).json()
    assert (answer["mode"], answer["fallback"]) == ("generative", None)
    assert answer["generation"]["model"] == "tiny"
    assert answer["generation"]["prompts"] == prompts.VERSION
    assert answer["statements"][0]["support"] in ("quoted", "supported")
    assert answer["citations"][0]["practice_id"] == "gp-10"


def test_the_json_says_why_the_model_did_not(client: TestClient, server: Any) -> None:
    server.replies(type(server.script({}))(status=401))
    answer = client.post("/v1/ask", json={"question": ASKED}).json()
    assert (answer["mode"], answer["answered"], answer["fallback"]) == ("extractive", True, "rejected")
    assert "quoted" in answer["notice"]
    assert answer["citations"]


def test_extractive_never_asks_the_model(client: TestClient, server: Any) -> None:
    answer = client.post("/v1/ask", json={"question": ASKED, "mode": "extractive"}).json()
    assert (answer["mode"], answer["fallback"]) == ("extractive", None)
    assert server.requests == []


def test_a_stream_that_breaks_off_says_nothing_twice(client: TestClient, server: Any) -> None:
    reply = type(server.script({}))

    def script(request: dict[str, Any]) -> Any:
        text = first_sentence(request)
        return reply(text=f"{text} And {text} And more", size=len(text) + 5, cut=1, politely=True)

    server.script = script
    body = {"model": "sstc", "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    lines = client.post("/v1/chat/completions", json=body).text.splitlines()
    chunks = [json.loads(line[6:]) for line in lines if line.startswith("data: {")]
    text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
    quoted = client.post("/v1/ask", json={"question": ASKED, "mode": "extractive"}).json()["answer"]
    assert text.count(quoted) == 1
