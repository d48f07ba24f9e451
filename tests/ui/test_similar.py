"""Similar initiatives on the command line and over HTTP: one result, clear errors, nothing kept."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.proposals.upload import MAX_BYTES
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ui.api.app import build_app

Sstc = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.models

NOTE = (
    "Objective: fewer accidents in the mines of Peru.\n"
    "Activities: training courses on occupational safety for the officers of mining companies.\n"
    "Partners: ministry of labour, miners' unions, instructors from Chile.\n"
)
OFF_TOPIC = "A recipe for apple pie with cinnamon, butter and brown sugar"


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    settings = Settings(data=data)
    app = build_app(build_assistant(settings), settings)
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


def practices(body: dict[str, Any]) -> list[str]:
    return [match["practice_id"] for match in body["matches"]]


def test_the_command_shows_matches_with_their_sources(sstc: Sstc, data: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    done = sstc("similar", note, "--data", data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1. gp-10 · ")
    assert "gp-10 · Objective · p. 42–43" in done.stdout
    assert "Contacts (as printed in the source; may be out of date):\n      - " in done.stdout


def test_the_command_speaks_the_language_of_the_proposal(sstc: Sstc, data: Path) -> None:
    note = (
        "Contexte. Les accidents blessent les mineurs de Zambie. Objectif. Former les responsables de la "
        "sécurité des entreprises minières. Partenaires. Ministère du travail, syndicats de mineurs."
    )
    shown = sstc("similar", "--text", note, "--data", data).stdout
    assert shown.startswith("1. gp-10 · ")
    assert "Asie et Pacifique · Chine et Zambie" in shown
    for words in ("Contacts (tels", "Résultats :", "Ce qu'elle dit de l'adaptabilité :"):
        assert words in shown
    for words in ("Zambia et", "Adaptability:", "Results:", " useful ", " strong ", "Lessons that recur"):
        assert words not in shown
    for words in ("« Contexte", "« Partenaires", "Objectif."):
        assert words not in shown


def test_the_command_writes_a_brief_and_gives_json(sstc: Sstc, data: Path, tmp_path: Path) -> None:
    brief = tmp_path / "out.docx"
    done = sstc("similar", "--text", NOTE, "--brief", brief, "--json", "--data", data)
    assert done.returncode == 0, done.stderr
    body = json.loads(done.stdout)
    assert practices(body)[0] == "gp-10"
    assert brief.read_bytes().startswith(b"PK")
    assert sstc("similar", "--text", NOTE, "--brief", tmp_path / "out.md", "--data", data).returncode == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Similar initiatives")


def test_the_command_says_when_there_is_nothing(sstc: Sstc, data: Path) -> None:
    done = sstc("similar", "--text", OFF_TOPIC, "--data", data)
    assert done.returncode == 1
    assert "Nothing in the 4" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{tmp}/missing.pdf"], "missing.pdf"),
        (["{tmp}/empty.pdf"], "empty"),
        (["{tmp}/blank.txt"], "the file is empty; choose the file again"),
        (["--text", "   "], "empty"),
        (["--text", "mines", "--top", "0"], "'--top': 0 is not in the range 1<=x<=50"),
        (["--text", "mines", "--kind", "report"], "'practice', 'initiative', 'project'"),
        (["--text", "mines", "--brief", "{tmp}/out.pdf"], ".docx"),
        (["--text", "mines and safety", "--not", "gp-99"], "gp-99"),
        (["--text", "mines", "{tmp}/empty.pdf"], "not both"),
    ],
)
def test_the_command_refuses_with_one_clear_line(
    sstc: Sstc, data: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
    done = sstc("similar", *(word.replace("{tmp}", str(tmp_path)) for word in words), "--data", data)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_text_over_http(client: TestClient) -> None:
    response = client.post("/v1/similar", json={"proposal": NOTE, "top_k": 2, "exclude": ["gp-17"]})
    assert response.status_code == 200
    body = response.json()
    assert practices(body)[0] == "gp-10"
    assert "gp-17" not in practices(body)
    assert body["searched"] == 3
    best = body["matches"][0]
    assert {"practice_id", "kind", "title", "region", "countries", "score", "reasons", "differences"} <= set(
        best
    )
    assert best["contacts"]["section"] == "contacts"
    reason = best["reasons"][0]
    assert NOTE[reason["start"] : reason["end"]] == reason["quote"]
    record = client.get(f"/v1/practices/{best['practice_id']}").json()
    texts = [section["text"] for section in record["sections"]]
    assert any(reason["citation"]["quote"] in text for text in texts)


def test_the_same_by_file(client: TestClient) -> None:
    form = {"top_k": "1", "exclude": "gp-04, gp-08", "filters": json.dumps({"country": ["Zambia"]})}
    response = client.post("/v1/similar", data=form, files={"file": ("note.txt", NOTE.encode())})
    assert response.status_code == 200, response.text
    assert practices(response.json()) == ["gp-10"]
    assert response.json()["searched"] == 1


def test_nothing_is_kept_of_a_file(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, data in (("note.html", f"<p>{NOTE}</p>".encode()), ("bad.pdf", b"%PDF-1.4 broken")):
        client.post("/v1/similar", files={"file": (name, data)})
    assert list(tmp_path.iterdir()) == []


def test_off_the_topic_is_an_empty_list_with_the_reason(client: TestClient) -> None:
    body = client.post("/v1/similar", json={"proposal": OFF_TOPIC}).json()
    assert body["matches"] == []
    assert body["reason"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"proposal": "  "}, 422, "proposal"),
        ({"text": "mines"}, 422, "proposal"),
        ({"proposal": "mines and safety", "top_k": 0}, 422, "top_k"),
        ({"proposal": "mines and safety", "filters": {"country": ["Atlantis"]}}, 422, "country"),
        ({"proposal": "mines and safety", "exclude": ["gp-99"]}, 422, "exclude"),
        ([], 422, "body"),
    ],
)
def test_errors_are_problems_with_their_field(client: TestClient, body: Any, status: int, field: str) -> None:
    response = client.post("/v1/similar", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == field


def test_a_bad_file_and_a_huge_one(client: TestClient) -> None:
    response = client.post("/v1/similar", files={"file": ("scan.pdf", b"no pdf")})
    assert response.status_code == 400
    assert response.json()["detail"].startswith("scan.pdf: ")
    large = client.post("/v1/similar", files={"file": ("large.pdf", b"%PDF-" + b"0" * 22_000_000)})
    assert large.status_code == 413
    assert "20 MB" in large.json()["detail"]
    just_above = client.post("/v1/similar", files={"file": ("large.pdf", b"%PDF-" + b"0" * MAX_BYTES)})
    assert just_above.status_code == 413
    assert just_above.json()["type"] == large.json()["type"] == "urn:sstc:problem:too-large"
    assert "20.1 MB are more than the 20 MB" in just_above.json()["detail"]
    head = {"content-length": "200000000", "content-type": "multipart/form-data; boundary=x"}
    assert client.post("/v1/similar", content=b"--x--", headers=head).status_code == 413
    assert (
        client.post("/v1/similar", content=b"not json").json()["type"] == "urn:sstc:problem:unreadable-body"
    )


def test_the_document_describes_both_ways(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    body = document["paths"]["/v1/similar"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"]["required"] == ["proposal"]
    assert "multipart/form-data" in body["description"]
    assert "FilterFields" in document["components"]["schemas"]
