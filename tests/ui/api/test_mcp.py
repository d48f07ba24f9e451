"""The tools for language models, driven by the protocol's own client over HTTP and standard streams."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

pytestmark = pytest.mark.models
CODE = "from ui.cli import main; main()"


def over_http(address: str) -> Client:
    return Client(f"{address}/mcp")


def over_streams(data: Path) -> Client:
    server = StdioServerParameters(
        command=sys.executable, args=["-c", CODE, "mcp", "--data", str(data)], env=dict(os.environ)
    )
    return Client(stdio_client(server))


async def exercise(client: Client) -> None:
    async with client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"ask", "similar", "get_practice", "list_practices"}
        assert tools["ask"].input_schema["required"] == ["question"]
        answer = await client.call_tool("ask", {"question": "Who funded GP 8?"})
        assert not answer.is_error
        said = answer.structured_content
        assert said["answered"]
        assert said["citations"][0]["practice_id"] == "gp-08"
        assert "Sources:" in json.loads(answer.content[0].text)["answer"]
        proposal = {
            "proposal": "Safer small-scale mines in Peru, with inspectors trained by Brazil",
            "top_k": 2,
        }
        like = (await client.call_tool("similar", proposal)).structured_content
        assert 1 <= len(like["matches"]) <= 2
        [practice_id, reason] = like["matches"][0]["practice_id"], like["matches"][0]["reasons"][0]
        assert reason["citation"]["practice_id"] == practice_id
        assert reason["citation"]["quote"]
        others = await client.call_tool("similar", {**proposal, "exclude": [practice_id]})
        assert practice_id not in [match["practice_id"] for match in others.structured_content["matches"]]
        unknown = await client.call_tool("similar", {**proposal, "exclude": ["gp-99"]})
        assert unknown.is_error
        assert "gp-99" in unknown.content[0].text
        record = await client.call_tool("get_practice", {"practice_id": "gp-17"})
        assert record.structured_content["id"] == "gp-17"
        assert record.structured_content["sections"]
        listed = await client.call_tool("list_practices", {"country": ["Brazil"]})
        assert [item["practice_id"] for item in listed.structured_content["practices"]] == ["gp-17"]
        projects = await client.call_tool("list_practices", {"kind": ["project"]})
        assert projects.structured_content["total"] == 0
        missing = await client.call_tool("get_practice", {"practice_id": "gp-99"})
        assert missing.is_error
        assert "gp-99" in missing.content[0].text
        wrong = await client.call_tool("list_practices", {"country": ["Atlantis"]})
        assert wrong.is_error
        assert "Atlantis" in wrong.content[0].text


def run(call: Callable[..., Coroutine[Any, Any, None]], *given: object) -> None:
    anyio.run(call, *given)


def test_the_tools_over_http(served: str) -> None:
    run(exercise, over_http(served))


def test_the_tools_over_standard_streams(data: Path) -> None:
    run(exercise, over_streams(data))


def test_another_host_name_is_refused(served: str) -> None:
    response = httpx.post(f"{served}/mcp", json={}, headers={"Host": "rebound.example.org"})
    assert response.status_code == 421
