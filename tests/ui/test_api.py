"""The HTTP interface: the contract of an answer, records, and every error as a problem document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from ui.serving import application

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(data=data), page=False), raise_server_exceptions=False) as found:
        yield found


def test_an_answer_carries_everything_a_reader_needs(client: TestClient) -> None:
    body = client.post("/v1/ask", json={"question": "Who funded the exchange of Madagascar?"}).json()
    assert body["answered"]
    assert body["mode"] == "extractive"
    assert "[1]" in body["answer"]
    citation = body["citations"][0]
    assert (citation["marker"], citation["practice_id"], citation["section"]) == (1, "gp-04", "funding")
    assert citation["pages"] == [19]
    assert citation["document"].startswith("Promoting Social Justice")
    record = client.get(f"/v1/practices/{citation['practice_id']}").json()
    section = next(section for section in record["sections"] if section["key"] == citation["section"])
    assert section["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert body["statements"][0]["citations"] == [1]
    assert set(body["timings_ms"]) >= {"read", "retrieve", "compose"}


def test_a_refusal_has_no_citation_and_names_the_nearest(client: TestClient) -> None:
    body = client.post("/v1/ask", json={"question": "Who won the world cup in 1998?"}).json()
    assert not body["answered"]
    assert body["citations"] == []
    assert body["nearest"]


def test_history_gives_a_follow_up_its_subject(client: TestClient) -> None:
    body = client.post(
        "/v1/ask",
        json={
            "question": "Who funded it?",
            "history": [
                {"role": "user", "content": "What were the results of GP 10?"},
                {"role": "assistant", "content": "Seven companies."},
            ],
        },
    ).json()
    assert {citation["practice_id"] for citation in body["citations"]} == {"gp-10"}


def test_practices_can_be_filtered(client: TestClient) -> None:
    body = client.get("/v1/practices", params={"country": "Brazil"}).json()
    assert [item["practice_id"] for item in body["practices"]] == ["gp-17"]
    assert client.get("/v1/practices").json()["total"] == 4


def test_search_and_facets(client: TestClient) -> None:
    matches = client.get("/v1/search", params={"q": "cotton child labour", "k": 3}).json()["matches"]
    assert len(matches) == 3
    assert matches[0]["passage"]["record_id"] == "gp-17"
    assert client.get("/v1/facets").json()["country"]["Brazil"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "slug", "field"),
    [
        ("POST", "/v1/ask", {"question": "   "}, 422, "bad-request", "question"),
        ("POST", "/v1/ask", {"question": "x" * 100_000}, 422, "bad-request", "question"),
        ("POST", "/v1/ask", {"query": "x"}, 422, "bad-request", "question"),
        ("POST", "/v1/ask", {"question": "x", "mode": "magic"}, 422, "bad-request", "mode"),
        (
            "POST",
            "/v1/ask",
            {"question": "x", "filters": {"country": ["Atlantis"]}},
            422,
            "bad-request",
            "country",
        ),
        ("GET", "/v1/practices/gp-99", None, 404, "not-found", None),
        ("GET", "/v1/nothing", None, 404, "http-404", None),
        ("GET", "/v1/ask", None, 405, "http-405", None),
        ("DELETE", "/v1/practices/gp-08", None, 405, "http-405", None),
        ("POST", "/ready", None, 405, "http-405", None),
    ],
)
def test_errors_are_problem_documents(
    client: TestClient, method: str, path: str, body: object, status: int, slug: str, field: str | None
) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"].endswith(slug)
    assert problem["status"] == status
    assert problem["detail"]
    assert problem.get("field") == field
    assert ("allow" in response.headers) is (status == 405)


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/similar", "/v1/chat/completions"])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"question": x}', "no JSON: error at character 13"),
        (b'{"question": "\xff"}', "not in UTF-8: error at byte 14"),
        (b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_body_that_cannot_be_read_says_what_is_wrong_with_it(
    client: TestClient, path: str, body: bytes, told: str
) -> None:
    response = client.post(path, content=body, headers={"Content-Type": "application/json"})
    problem = response.json()
    assert (response.status_code, problem["type"]) == (400, "urn:sstc:problem:unreadable-body")
    assert told in problem["detail"]
    assert "field" not in problem


def test_json_sent_as_text_is_told_its_content_type(client: TestClient) -> None:
    for head in ({"Content-Type": "text/plain"}, {}):
        response = client.post("/v1/ask", content=b'{"question": "Who paid?"}', headers=head)
        assert response.json()["type"] == "urn:sstc:problem:unreadable-body"
        assert "Send Content-Type: application/json" in response.json()["detail"]


def test_the_id_of_a_record_has_one_name_and_many_spellings(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "mining", "k": 3}).json()["matches"]
    assert [match["practice_id"] for match in found] == [match["passage"]["record_id"] for match in found]
    for spelt in ("gp-08", "GP-08", "gp-8", "GP 8"):
        assert client.get(f"/v1/practices/{spelt}").json()["practice_id"] == "gp-08"
    missing = client.get("/v1/practices/gp-99").json()["detail"]
    assert "GET /v1/practices" in missing
    assert "sstc practices" not in missing


def test_the_documentation_lists_every_type_of_problem(client: TestClient) -> None:
    told = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    known = set(
        re.findall(r'slug = "([a-z-]+)"', (ROOT / "ingest" / "errors.py").read_text(encoding="utf-8"))
    )
    for path in (ROOT / "ui" / "api").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        known |= set(re.findall(r'(?:ProblemError|problem)\(\s*"([a-z-]+)"', text))
    assert len(known) > 15
    assert [slug for slug in sorted(known) if f"`{slug}`" not in told] == []


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json()["status"] == "ready"
