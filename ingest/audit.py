"""What became of a document: every character of it is in a record, or left out for a stated reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.blocks import Block, inked, visible_text
from ingest.records import Record, RecordKind, SectionKey

EXPECTED = tuple(key for key in SectionKey if key is not SectionKey.OTHER)
"""The sections that a good practice has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A piece of the document and where it went: a field or section of a record, or left out for a reason."""

    text: str
    characters: int
    record_id: str | None = None
    field: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Text of the document that no record holds, and why."""

    text: str
    characters: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAudit:
    """What was read of one record: its sections, characters, the fields that lists go by, and what to know."""

    record_id: str
    name: str
    title: str
    found: tuple[str, ...]
    blank: tuple[str, ...]
    missing: tuple[str, ...]
    characters: int
    unassigned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAudit:
    """What became of one document.

    ``characters`` counts everything but white space in the text of the document, markup aside; ``kept`` is
    the share that records hold and ``dropped`` the rest. ``placements`` tell both in the order of the
    document.
    """

    document_id: str
    path: str
    kind: str
    characters: int
    kept: int
    records: tuple[RecordAudit, ...]
    dropped: tuple[Dropped, ...]
    notes: tuple[str, ...] = ()
    placements: tuple[Placement, ...] = field(default=(), repr=False)

    @property
    def dropped_characters(self) -> int:
        """The characters that no record holds."""
        return sum(item.characters for item in self.dropped)

    @property
    def complete(self) -> bool:
        """Whether what was kept and what was dropped make up the whole document."""
        return self.kept + self.dropped_characters == self.characters

    def to_dict(self) -> dict[str, Any]:
        """The audit as JSON-friendly values, without the placements."""
        values = asdict(self)
        del values["placements"]
        values["dropped_characters"] = self.dropped_characters
        values["complete"] = self.complete
        return values

    def render(self) -> list[str]:
        """The audit as lines of text."""
        lines = [
            f"{self.path}: {self.kind}, {len(self.records)} records",
            f"  {self.characters} characters in the document: {self.kept} kept, "
            f"{self.dropped_characters} left out"
            + (
                ""
                if self.complete
                else f", {self.characters - self.kept - self.dropped_characters} UNACCOUNTED"
            ),
        ]
        lines += [f"  note: {note}" for note in self.notes]
        for record in self.records:
            lines.append(f"  {record.record_id}  {record.title}")
            lines.append(
                f"    {len(record.found)} sections, {record.characters} characters: {', '.join(record.found)}"
            )
            lines += [f"    {name}: {_short(value)}" for name, value in record.fields]
            if record.blank:
                lines.append(f"    blank: {', '.join(record.blank)}")
            if record.missing:
                lines.append(f"    missing: {', '.join(record.missing)}")
            lines += [f"    in no section: {_short(text)}" for text in record.unassigned]
            lines += [f"    note: {note}" for note in record.notes]
        by_reason: dict[str, list[Dropped]] = {}
        for item in self.dropped:
            by_reason.setdefault(item.reason, []).append(item)
        for reason, items in by_reason.items():
            lines.append(f"  left out, {reason}: {sum(item.characters for item in items)} characters")
            lines += [f"    {_short(item.text)}" for item in items]
        return lines


class Ledger:
    """Takes down, in the order of the document, where each piece of it goes."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._characters = sum(inked(visible_text(block)) for block in blocks)
        self._placements: list[Placement] = []
        self._notes: dict[str | None, list[str]] = {}
        self._unassigned: dict[str, list[str]] = {}

    def keep(self, text: str, record_id: str, place: str) -> None:
        """``text`` is in the field or section ``place`` of that record."""
        if inked(text):
            self._placements.append(
                Placement(text=text, characters=inked(text), record_id=record_id, field=place)
            )

    def drop(self, text: str, reason: str, *, secret: bool = False) -> None:
        """``text`` is in no record; a secret is counted and not repeated."""
        if inked(text):
            shown = "(not repeated here)" if secret else text
            self._placements.append(Placement(text=shown, characters=inked(text), reason=reason))

    def note(self, text: str, record_id: str | None = None) -> None:
        """Something to know about a record, or about the document."""
        notes = self._notes.setdefault(record_id, [])
        if text not in notes:
            notes.append(text)

    def unassigned(self, text: str, record_id: str) -> None:
        """``text`` of that record stands under no section label."""
        self._unassigned.setdefault(record_id, []).append(text)

    def close(self, records: Iterable[Record], *, document_id: str, path: str, kind: str) -> DocumentAudit:
        """The audit of the whole document."""
        return DocumentAudit(
            document_id=document_id,
            path=path,
            kind=kind,
            characters=self._characters,
            kept=sum(item.characters for item in self._placements if item.record_id is not None),
            records=tuple(self._audit(record) for record in records),
            dropped=tuple(
                Dropped(text=item.text, characters=item.characters, reason=item.reason)
                for item in self._placements
                if item.reason is not None
            ),
            notes=tuple(self._notes.get(None, ())),
            placements=tuple(self._placements),
        )

    def _audit(self, record: Record) -> RecordAudit:
        return _of_record(
            record,
            characters=sum(item.characters for item in self._placements if item.record_id == record.id),
            unassigned=tuple(self._unassigned.get(record.id, ())),
            notes=tuple(self._notes.get(record.id, ())),
        )


def missing_sections(record: Record) -> tuple[str, ...]:
    """The sections that a good practice should have and ``record`` has not, part by part."""
    if record.kind is not RecordKind.PRACTICE:
        return ()
    parts: list[str | None] = [part.label for part in record.parts] or [None]
    have = {(section.part, section.key) for section in record.sections}
    return tuple(
        f"{part}: {key}" if part else str(key)
        for part in parts
        for key in EXPECTED
        if (part, key) not in have
    )


def audit_of_record(record: Record, path: str) -> DocumentAudit:
    """The audit of a record that is a file of its own: all of it is kept, or it would not have been read."""
    characters = sum(inked(section.text) for section in record.sections)
    one = _of_record(record, characters=characters)
    return DocumentAudit(
        document_id=record.document,
        path=path,
        kind="record",
        characters=characters,
        kept=characters,
        records=(one,),
        dropped=(),
    )


def _of_record(
    record: Record, *, characters: int, unassigned: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> RecordAudit:
    return RecordAudit(
        record_id=record.id,
        name=record.name,
        title=record.title,
        found=tuple(section.id for section in record.sections if section.text),
        blank=tuple(section.id for section in record.sections if not section.text),
        missing=missing_sections(record),
        characters=characters,
        unassigned=unassigned,
        notes=notes,
        fields=_fields(record),
    )


def _fields(record: Record) -> tuple[tuple[str, str], ...]:
    """What lists go by, as read of ``record``: each field with its values; a background text has none."""
    if record.kind is RecordKind.BACKGROUND:
        return ()
    partners = (partner.acronym or partner.name for partner in record.partners)
    values = {
        "region": record.region or "",
        "countries": ", ".join(place.name for place in record.countries),
        "groups": ", ".join(record.groups),
        "authors": "; ".join(record.authors),
        "partners": "; ".join(partners),
        "themes": ", ".join(record.themes),
        "ways of working": ", ".join(record.modalities),
        "paid by": "; ".join(record.funding),
        "contacts": "; ".join(record.contacts),
    }
    return tuple((name, value) for name, value in values.items() if value)


def _short(text: str, limit: int = 100) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else f"{words[: limit - 1]}…"
