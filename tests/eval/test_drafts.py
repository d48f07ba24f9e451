"""Drafts of cases: from records and from feedback, in a form that the loader reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.cases import load_cases
from eval.drafts import as_json_lines, draft_cases, read_feedback, scaffold
from ingest.errors import SourceError
from ingest.records import Record


def test_drafts_from_records_load_and_vary_their_sections(tmp_path: Path, records: list[Record]) -> None:
    drafts = scaffold(records, per_record=1)
    path = tmp_path / "mine.jsonl"
    path.write_text(as_json_lines(drafts), encoding="utf-8")
    assert list(load_cases([path])) == drafts
    assert len(drafts) == len(records)
    assert {draft.gold[0].sections for draft in drafts} == {("results",), ("funding",)}
    assert {draft.split for draft in drafts} == {"dev", "test"}
    assert drafts[0].question == "What came of Training in tin mines of the Moon?"
    assert all("draft" in draft.note for draft in drafts)


def test_feedback_becomes_one_draft_for_each_question_that_went_wrong(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text(
        '{"question": "Who paid?", "answer": "Nobody", "rating": "down", "comment": "It was the bank", '
        '"created": "2026-01-01T00:00:00Z"}\n'
        '{"question": "Who  paid?", "answer": "Nobody", "rating": "down", "comment": "", "created": ""}\n\n'
        '{"question": "Where?", "answer": "Here", "rating": "up", "comment": "", "created": ""}\n'
    )
    (draft,) = draft_cases(read_feedback(path))
    assert draft.question == "Who paid?"
    assert "reader: It was the bank" in draft.note
    assert "answer was: Nobody" in draft.note
    mine = tmp_path / "mine.jsonl"
    mine.write_text(as_json_lines([draft]), encoding="utf-8")
    assert load_cases([mine]) == (draft,)


def test_bad_feedback_is_named_by_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text('{"question": "Who?", "answer": "x", "rating": "meh"}\n')
    with pytest.raises(SourceError, match=r"feedback\.jsonl:1: rating: Input should be 'up' or 'down'"):
        read_feedback(path)
