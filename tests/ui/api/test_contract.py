"""What clients rely on: pages, tags, request ids, streams, and a log that keeps questions to itself."""

from __future__ import annotations

import json
import logging

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from ui.api.asking import Asking

pytestmark = pytest.mark.models
QUESTION = "Who funded the exchange of Madagascar?"


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_pages_lead_through_all_records(client: TestClient) -> None:
    whole = [item["practice_id"] for item in client.get("/v1/practices").json()["practices"]]
    seen: list[str] = []
    address: str | None = "/v1/practices?limit=3"
    while address:
        response = client.get(address)
        body = response.json()
        assert body["total"] == len(whole)
        seen += [item["practice_id"] for item in body["practices"]]
        address = body["next"]
        assert (f'<{address}>; rel="next"' == response.headers.get("link")) is (address is not None)
    assert seen == whole
    assert client.get("/v1/practices?offset=50").json()["practices"] == []


def test_the_filters_stay_in_the_address_of_the_next_page(client: TestClient) -> None:
    body = client.get("/v1/practices", params={"kind": "practice", "q": "the", "limit": 1}).json()
    assert "kind=practice" in body["next"]
    assert "q=the" in body["next"]


def test_records_are_found_by_words_and_funder(client: TestClient) -> None:
    found = client.get("/v1/practices", params={"q": "COTTON labour"}).json()["practices"]
    assert "gp-17" in [item["practice_id"] for item in found]
    funder = next(iter(client.get("/v1/facets").json()["funding"]))
    for item in client.get("/v1/practices", params={"funder": funder}).json()["practices"]:
        assert funder in item["funding"]
    response = client.get("/v1/practices", params={"funder": "The Moon"})
    assert response.status_code == 422
    assert response.json()["field"] == "funder"
    assert funder in response.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/practices/gp-08", "/v1/practices", "/v1/facets"])
def test_what_the_client_holds_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_stream_ends_in_the_answer_that_asking_gives(client: TestClient) -> None:
    response = client.post("/v1/ask/stream", json={"question": QUESTION})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    names = [name for name, _ in events]
    assert names[0] == "retrieved"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"delta"}
    answer = events[-1][1]
    assert "".join(str(data["text"]) for name, data in events if name == "delta") == answer["answer"]
    whole = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert {**whole, "timings_ms": None} == {**answer, "timings_ms": None}


def test_a_stream_that_cannot_begin_is_a_problem(client: TestClient) -> None:
    response = client.post("/v1/ask/stream", json={"question": " "})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_the_second_answer_is_the_first_one_kept(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "Who paid for the mining exchange?"}).json()
    second = client.post("/v1/ask", json={"question": "Who paid for the mining exchange?"}).json()
    assert "cached" in second["timings_ms"]
    assert {**first, "timings_ms": None} == {**second, "timings_ms": None}


def test_an_answer_asked_for_again_outlives_one_that_is_not(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.api.asking.KEPT", 2)
    asking = Asking(assistant)

    def kept(question: str) -> bool:
        return "cached" in asking.ask(question).timings_ms

    assert not kept("Who funded GP 8?")
    assert not kept("Who funded GP 4?")
    assert kept("Who funded GP 8?")
    assert not kept("Who funded GP 17?")
    assert kept("Who funded GP 8?")
    assert not kept("Who funded GP 4?")


def test_every_response_has_the_id_of_its_request(client: TestClient) -> None:
    named = client.get("/v1/practices/gp-99", headers={"X-Request-ID": "mine-1"})
    assert named.headers["x-request-id"] == "mine-1"
    assert named.json()["instance"] == "urn:sstc:request:mine-1"
    made = client.get("/health", headers={"X-Request-ID": "not an id\u00e9".encode("latin-1")})
    assert len(made.headers["x-request-id"]) == 32


def test_the_log_has_a_line_for_each_request_without_its_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="sstc.requests"):
        client.post("/v1/ask", json={"question": "What about Zanzibar spices?"})
        client.get("/v1/search", params={"q": "secret words"})
    lines = [json.loads(record.message) for record in caplog.records if record.name == "sstc.requests"]
    assert [(line["route"], line["status"]) for line in lines] == [("/v1/ask", 200), ("/v1/search", 200)]
    assert lines[0]["mode"] == "extractive"
    assert "Zanzibar" not in caplog.text
    assert "secret" not in caplog.text


def test_counters_tell_requests_stages_refusals_and_age(client: TestClient) -> None:
    for _ in range(2):
        client.post("/v1/ask", json={"question": "What were the results of good practice 77?"})
    text = client.get("/metrics").text
    assert 'sstc_requests_total{method="POST",route="/v1/ask",status="200"}' in text
    assert 'sstc_stage_seconds_bucket{le="0.005",stage="read"}' in text
    assert "sstc_refusals_total{" in text
    assert "sstc_model_failures_total 0.0" in text
    kept = next(line for line in text.splitlines() if line.startswith("sstc_kept_answers_total "))
    assert float(kept.split()[1]) >= 1
    age = float(next(line for line in text.splitlines() if line.startswith("sstc_index_age")).split()[1])
    assert 0 <= age < 86_400


def test_the_document_shows_examples_problems_and_the_values_of_filters(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    ask = document["paths"]["/v1/ask"]["post"]
    assert ask["requestBody"]["content"]["application/json"]["examples"]
    assert ask["responses"]["200"]["content"]["application/json"]["example"]["citations"]
    assert "application/problem+json" in ask["responses"]["422"]["content"]
    assert (
        "gp-08" in document["components"]["schemas"]["FilterFields"]["properties"]["record"]["items"]["enum"]
    )
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
