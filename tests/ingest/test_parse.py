"""Whatever the text, it becomes records that account for all of it, or one clear error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.parse import parse_document

PIECES = [
    "GOOD PRACTICE 3 – AFRICA- Bread", "## GOOD PRACTICE 4", "**Author's name:** Ada", "Part II", "Results\t",
    "<b>Innovation</b>\t<p>New", "\t<p>goes on", "--\t--", "Contents",
    "GOOD PRACTICE 3 .....\t7", "Passcode: abc",
    "Outcome 5: Skills", "AFRICA", "ARAB STATES", "ASIA AND THE PACIFIC", "A TITLE IN CAPITALS", "Global",
    "Initiatives 2024/2025 Biennium", "Europe", "Americas", "two initiatives, including a and b.", "- item",
    "[x](#", "<a href='", "</p></ul>", "&amp;&#x;", "\x00", "\u2028", "خبز", "a\tb\tc", "# Title", "Results",
]  # fmt: skip


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=30), st.sampled_from("tmh")
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_whole_or_refused(lines: list[str], kind: str) -> None:
    path = {"t": "a.txt", "m": "a.md", "h": "a.html"}[kind]
    text = "\n".join(lines)
    try:
        parsed = parse_document(text, document_id="doc", path=path)
    except SourceError:
        return
    assert parsed.audit.complete
    assert len({record.id for record in parsed.records}) == len(parsed.records)
    json.dumps(parsed.audit.to_dict())
    assert parsed.audit.render()


@pytest.mark.parametrize("text", ["", " \n\t\n", "\f\n"])
def test_nothing_to_read_is_an_error_that_names_the_file(text: str) -> None:
    with pytest.raises(SourceError, match=r"scan\.txt: there is no text"):
        parse_document(text, document_id="scan", path="scan.txt")


def test_the_audit_accounts_for_every_character_and_says_so() -> None:
    parsed = parse_document("# T\n\n## A\n\nSome words.\n\n---\n", document_id="d", path="d.txt")
    audit = parsed.audit
    assert (audit.characters, audit.kept, audit.dropped_characters) == (15, 12, 3)
    assert audit.to_dict()["complete"] is True
    assert any("left out, ruler line: 3 characters" in line for line in audit.render())


def test_the_name_of_the_file_does_not_matter() -> None:
    text = "# A note\n\nBread is good for the bakers of the town.\n"
    first = parse_document(text, document_id="good-practices-2022-2023", path="good-practices-2022-2023.txt")
    assert first.audit.kind == "background"
