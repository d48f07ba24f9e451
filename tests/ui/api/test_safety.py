"""Who may ask, how often and how much, and what the responses tell browsers."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings, key_digest
from ingest.errors import UsageError
from ui.serving import serve

pytestmark = pytest.mark.models
Opened = Callable[..., AbstractContextManager[TestClient]]
QUESTION = {"question": "Who funded the exchange of Madagascar?"}


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_settings_hold_digests_only() -> None:
    settings = Settings(api_key=f"plain-one, {key_digest('two')}")  # type: ignore[arg-type]
    assert settings.api_key == [key_digest("plain-one"), key_digest("two")]
    assert "plain-one" not in repr(settings)
    assert "plain-one" not in settings.model_dump_json()


def test_a_key_is_asked_for_where_one_is_set(opened: Opened) -> None:
    with opened(api_key="one, two") as client:
        refused = client.post("/v1/ask", json=QUESTION)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert refused.json()["type"].endswith("key-missing")
        assert client.post("/v1/ask", json=QUESTION, headers=bearer("three")).status_code == 401
        basic = "Basic " + base64.b64encode(b"anybody:two").decode()
        for headers in (bearer("one"), bearer("two"), {"X-API-Key": "one"}, {"Authorization": basic}):
            assert client.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200
        for path in ("/", "/metrics", "/openapi.json", "/mcp", "/v1/models"):
            assert client.get(path).status_code == 401
        for path in ("/health", "/ready"):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("broken", ["Bearer", "Basic !!!", "Basic /w==", "Bearer \x7f", "Nonsense x"])
def test_a_broken_header_is_no_key(opened: Opened, broken: str) -> None:
    with opened(api_key="one") as client:
        assert client.get("/v1/facets", headers={"Authorization": broken}).status_code == 401


def test_only_the_admin_key_builds(opened: Opened, four_practices: Path, tmp_path: Path, data: Path) -> None:
    with opened(api_key="one", admin_key="boss", sources=[four_practices]) as client:
        assert client.post("/v1/index", headers=bearer("one")).status_code == 403
        basic = "Basic " + base64.b64encode(b"x:boss").decode()
        assert client.post("/v1/index", headers={"Authorization": basic}).status_code == 403
        done = client.post("/v1/index", headers=bearer("boss"))
        assert done.status_code == 200
        assert done.json()["published"] is False
        assert done.json()["records"] == 4
        assert client.post("/v1/ask", json=QUESTION, headers=bearer("boss")).status_code == 200
    with opened() as client:
        assert client.post("/v1/index").status_code == 403


def test_a_caller_who_asks_too_often_waits(opened: Opened) -> None:
    with opened(address="192.0.2.7", rate_limit="3/minute") as client:
        statuses = [client.get("/v1/facets").status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        slowed = client.get("/v1/facets")
        assert 0 < int(slowed.headers["retry-after"]) <= 60
        assert slowed.json()["type"].endswith("too-many-requests")
        assert client.get("/health").status_code == 200


def test_keys_are_counted_apart_and_strangers_by_address(opened: Opened) -> None:
    with opened(address="127.0.0.1", rate_limit="2/minute", api_key="one,two") as client:
        assert [client.get("/v1/facets", headers=bearer("one")).status_code for _ in range(3)] == [
            200,
            200,
            429,
        ]
        assert client.get("/v1/facets", headers=bearer("two")).status_code == 200
        assert [client.get("/v1/facets", headers=bearer(f"guess{n}")).status_code for n in range(3)] == [
            401,
            401,
            429,
        ]


def test_this_machine_is_not_counted_without_keys(opened: Opened) -> None:
    with opened(address="127.0.0.1", rate_limit="1/minute") as client:
        assert {client.get("/v1/facets").status_code for _ in range(5)} == {200}


def test_a_body_that_is_too_large_is_not_read(client: TestClient) -> None:
    declared = client.post("/v1/ask", content=b"x" * (5 * 1024 * 1024))
    assert declared.status_code == 413

    def pieces() -> object:
        for _ in range(60):
            yield b" " * 100_000

    undeclared = client.post("/v1/ask", content=pieces(), headers={"content-type": "application/json"})
    assert undeclared.status_code == 413
    assert undeclared.json()["type"].endswith("too-large")


def test_other_origins_are_shut_out_unless_named(client: TestClient, opened: Opened) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in client.options("/v1/ask", headers=asked).headers
    with opened(cors_origins=["https://example.org"], api_key="one") as named:
        allowed = named.options("/v1/ask", headers=asked)
        assert allowed.headers["access-control-allow-origin"] == "https://example.org"
        other = named.options("/v1/ask", headers={**asked, "Origin": "https://example.com"})
        assert "access-control-allow-origin" not in other.headers


def test_responses_tell_browsers_to_be_careful(client: TestClient) -> None:
    for path in ("/v1/facets", "/health", "/v1/nothing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
    assert client.get("/v1/facets").headers["cache-control"] == "no-cache"
    assert client.post("/v1/ask", json=QUESTION).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_no_public_address_without_a_key(data: Path, host: str) -> None:
    with pytest.raises(UsageError, match="--new-key"):
        serve(Settings(data=data, host=host))


def test_bad_settings_are_named() -> None:
    with pytest.raises(ValueError, match="600/minute"):
        Settings(rate_limit="often")


def test_odd_characters_in_a_request_are_answered(client: TestClient) -> None:
    response = client.post(
        "/v1/ask", content=b'{"question": "x", "\\ud800": 1}', headers={"content-type": "application/json"}
    )
    assert response.status_code == 422
    response = client.post(
        "/v1/ask", content=b'{"question": "\\ud800"}', headers={"content-type": "application/json"}
    )
    assert response.status_code in (200, 422)
    assert client.post("/v1/ask", json={"question": "\x00\u202e?"}).status_code == 200
