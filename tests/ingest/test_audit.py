"""The audit says what was found, blank and missing, and adds up."""

from __future__ import annotations

import json

from ingest.audit import Ledger
from ingest.blocks import Paragraph
from ingest.records import Record, RecordKind, Section, SectionKey

BLOCKS = [Paragraph(text="Nine loaves."), Paragraph(text="A ruler"), Paragraph(text="Passcode: x")]


def record() -> Record:
    sections = (
        Section(key=SectionKey.RESULTS, label="Results", text="Nine loaves."),
        Section(key=SectionKey.MATERIALS, label="Materials", text=""),
    )
    return Record(id="gp-01", kind=RecordKind.PRACTICE, number=1, title="T", sections=sections, document="d")


def test_found_blank_and_missing_sections_and_the_sum() -> None:
    ledger = Ledger(BLOCKS)
    ledger.keep("Nine loaves.", "gp-01", "section:results")
    ledger.drop("A ruler", "ruler line")
    ledger.drop("Passcode: x", "meeting passcode", secret=True)
    ledger.note("one thing", "gp-01")
    ledger.note("one thing", "gp-01")
    audit = ledger.close([record()], document_id="d", path="d.txt", kind="compendium")
    (entry,) = audit.records
    assert (entry.found, entry.blank, entry.notes) == (("results",), ("materials",), ("one thing",))
    assert "objective" in entry.missing
    assert "results" not in entry.missing
    assert (audit.characters, audit.kept, audit.dropped_characters, audit.complete) == (27, 11, 16, True)
    assert "Passcode" not in json.dumps(audit.to_dict())


def test_text_that_went_nowhere_is_shown() -> None:
    ledger = Ledger(BLOCKS)
    ledger.keep("Nine loaves.", "gp-01", "section:results")
    audit = ledger.close([record()], document_id="d", path="d.txt", kind="compendium")
    assert not audit.complete
    assert any("16 UNACCOUNTED" in line for line in audit.render())
