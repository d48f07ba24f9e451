"""The loader of cases: everything wrong is said at once, with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.cases import Case, Gold, Nugget, load_cases, select
from eval.proposals import load_proposals
from ingest.errors import SourceError

FACT = {
    "id": "f1",
    "split": "test",
    "language": "fr",
    "kind": "fact",
    "question": "Qui a payé ?",
    "answered": True,
    "gold": [{"record": "gp-99", "sections": ["funding"]}],
    "nuggets": [{"text": "the Moon Fund", "vital": True, "forms": ["Moon Fund"]}],
}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_becomes_a_case(tmp_path: Path) -> None:
    (case,) = load_cases([write(tmp_path / "a.jsonl", FACT, "")])
    assert case == Case(
        id="f1",
        split="test",
        language="fr",
        kind="fact",
        question="Qui a payé ?",
        gold=(Gold(record="gp-99", sections=("funding",)),),
        nuggets=(Nugget(text="the Moon Fund", forms=("Moon Fund",)),),
    )


def test_every_problem_is_named_with_file_line_and_field(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.jsonl",
        FACT | {"colour": "red"},
        "{not json",
        FACT | {"kind": "riddle", "answered": "yes"},
        FACT | {"id": "f2", "nuggets": []},
        {"id": "f3", "kind": "count", "question": "How many?"},
        FACT | {"id": "f4"},
        FACT | {"id": "f4"},
        {"id": "f5", "kind": "unanswerable", "question": "Who?"},
        {"id": "f6", "kind": "followup", "question": " ", "gold": FACT["gold"], "nuggets": FACT["nuggets"]},
    )
    with pytest.raises(SourceError) as caught:
        load_cases([path])
    message = str(caught.value)
    for expected in (
        "bad.jsonl:1: colour: Unexpected keyword argument",
        "bad.jsonl:2: line: Invalid JSON",
        "bad.jsonl:3: kind:",
        "bad.jsonl:3: answered: Input should be a valid boolean",
        "bad.jsonl:4: nuggets: give at least one vital nugget",
        "bad.jsonl:5: count: give the number asked for",
        "bad.jsonl:7: id: “f4” was used in",
        "bad.jsonl:8: answered: must be false for kind unanswerable",
        "bad.jsonl:9: question: is empty",
        "bad.jsonl:9: history: a follow-up needs the turns before it",
    ):
        assert expected in message


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.jsonl", FACT), write(tmp_path / "2.jsonl", FACT)
    with pytest.raises(SourceError, match=r"2\.jsonl:1: id: “f1” was used in .*1\.jsonl:1"):
        load_cases([one, two])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.jsonl cannot be read"):
        load_cases([tmp_path / "nowhere.jsonl"])


def test_selection_by_split_kind_and_language(tmp_path: Path) -> None:
    cases = load_cases(
        [write(tmp_path / "a.jsonl", FACT, FACT | {"id": "f2", "split": "dev", "language": "en"})]
    )
    assert [case.id for case in select(cases, split="dev")] == ["f2"]
    assert [case.id for case in select(cases, languages=["fr"], kinds=["fact"])] == ["f1"]
    assert select(cases, kinds=["list"]) == ()


def test_the_fingerprint_follows_what_is_asked_and_expected_not_the_note(tmp_path: Path) -> None:
    rows = [FACT, FACT | {"id": "f2", "note": "why"}, FACT | {"id": "f3", "question": "Qui ?"}]
    one, two, three = load_cases([write(tmp_path / "a.jsonl", *rows)])
    assert one.fingerprint == two.fingerprint != three.fingerprint


def test_the_shipped_cases_and_proposals_are_sound() -> None:
    load_cases()
    load_proposals()


def test_a_proposal_grades_from_0_to_3(tmp_path: Path) -> None:
    good = {"id": "p1", "proposal": "A mine school", "relevance": {"gp-99": 3}}
    (proposal,) = load_proposals([write(tmp_path / "p.jsonl", good)])
    assert proposal.relevance == {"gp-99": 3}
    with pytest.raises(SourceError, match=r"relevance\.gp-99: is 4; grades go from 0 to 3"):
        load_proposals([write(tmp_path / "p.jsonl", good | {"relevance": {"gp-99": 4}})])
