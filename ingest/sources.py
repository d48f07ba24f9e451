"""Files and folders → records: what ``sstc ingest`` and ``sstc index`` read.

A Markdown file with the front matter of a record is a record; any other text is a document, which the parsers
take apart. A later source replaces records of an earlier one that have the same id. A file that cannot be
read is left out and reported, unless ``strict``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ingest.audit import EXPECTED, DocumentAudit, RecordAudit
from ingest.blocks import inked
from ingest.documents import FILE_NAME, corpus_folder, find_documents_file, read_documents
from ingest.errors import SourceError
from ingest.front_matter import suggestion
from ingest.markdown_record import is_record, parse_record
from ingest.records import Document, Record, RecordKind
from ingest.text import MAX_BYTES, read_text_file

ENDINGS = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml"})
"""The endings of the files that are read from a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A record of an earlier source whose place the record of the same id of a later source took."""

    record_id: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What was read: records in order, the documents they cite by id, and what became of every file."""

    records: tuple[Record, ...]
    documents: Mapping[str, Document]
    audits: tuple[DocumentAudit, ...]
    problems: tuple[LeftOut, ...] = ()
    replaced: tuple[Replaced, ...] = ()


def default_sources() -> tuple[Path, ...]:
    """The corpus that comes with the program."""
    return (corpus_folder(),)


def read_sources(paths: Sequence[Path], *, strict: bool = False, max_bytes: int = MAX_BYTES) -> Ingested:
    """What the files and folders ``paths`` hold.

    Folders are read with all they contain, sorted by name; hidden files and ``README.md`` are passed over.
    The same id twice within one of ``paths`` is an error of the second file. Raises SourceError where a path
    is missing or nothing can be read; with ``strict``, also for the first file that cannot be read.
    """
    reading = _Reading(max_bytes=max_bytes, strict=strict)
    for path in paths:
        reading.read(Path(path))
    return reading.finish(paths)


def _files(folder: Path) -> Iterator[Path]:
    """The files to read in ``folder`` and the folders within, sorted."""

    def refuse(error: OSError) -> None:
        raise SourceError(f"{error.filename}: cannot be listed ({error.strerror}); check the permissions")

    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower() not in {"readme.md", FILE_NAME}:
                yield Path(where, name)


@dataclass(kw_only=True)
class _Reading:
    """What has been read so far."""

    max_bytes: int
    strict: bool
    records: dict[str, Record] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)  # record id → file
    documents: dict[str, Document] = field(default_factory=dict)
    audits: list[DocumentAudit] = field(default_factory=list)
    problems: list[LeftOut] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)

    def read(self, source: Path) -> None:
        """Reads one of the sources."""
        if not source.exists():
            raise SourceError(f"{source}: there is no such file or folder; check the path")
        found: dict[str, str] = {}  # ids of this source → file
        empty = True
        for path in _files(source) if source.is_dir() else (source,):
            empty = False
            resolved = path.resolve()
            if resolved in self.seen:
                continue
            self.seen.add(resolved)
            try:
                self._read_file(path, found)
            except SourceError as error:
                if self.strict:
                    raise
                self.problems.append(LeftOut(path=str(path), reason=_reason(error, path)))
        if empty:
            raise SourceError(
                f"{source}: there is nothing to read in the folder; put records or documents there"
            )

    def _read_file(self, path: Path, found: dict[str, str]) -> None:
        if path.suffix.lower() not in ENDINGS:
            raise SourceError(f"{path}: files of this kind are not read; give {', '.join(sorted(ENDINGS))}")
        text = read_text_file(path, max_bytes=self.max_bytes)
        if is_record(text):
            record = parse_record(text, path=str(path))
            document = _cited(record, path)
            records: tuple[Record, ...] = (record,)
            audit = _audit(record, path)
        else:
            from ingest.parse import parse_document

            parsed = parse_document(text, document_id=path.stem, path=str(path))
            records, audit = parsed.records, parsed.audit
            document = _known(path).get(path.stem, parsed.document)
        for record in records:
            if record.id in found:
                where = "twice" if found[record.id] == str(path) else f"also in {found[record.id]}"
                raise SourceError(f"{path}: the record {record.id} is {where}; give one of them another id")
        self._take(records, document, audit, path)
        found.update({record.id: str(path) for record in records})

    def _take(self, records: Sequence[Record], document: Document, audit: DocumentAudit, path: Path) -> None:
        for record in records:
            earlier = self.origins.get(record.id)
            if earlier is not None:
                self.replaced.append(Replaced(record_id=record.id, earlier=earlier, later=str(path)))
            self.records[record.id] = record
            self.origins[record.id] = str(path)
        self.documents[document.id] = document
        self.audits.append(audit)

    def finish(self, paths: Sequence[Path]) -> Ingested:
        """What was read in all."""
        if not self.records:
            named = ", ".join(map(str, paths)) or "no source"
            reasons = "".join(f"\n  {problem.path}: {problem.reason}" for problem in self.problems[:20])
            more = len(self.problems) - 20
            reasons += f"\n  … and {more} more files" if more > 0 else ""
            raise SourceError(f"{named}: nothing could be read{reasons or '; name a file or folder'}")
        cited = {record.document for record in self.records.values()}
        return Ingested(
            records=tuple(self.records.values()),
            documents={key: value for key, value in sorted(self.documents.items()) if key in cited},
            audits=tuple(self.audits),
            problems=tuple(self.problems),
            replaced=tuple(self.replaced),
        )


def _reason(error: SourceError, path: Path) -> str:
    """The message of ``error`` without the name of the file before it."""
    message = str(error)
    for between in (": ", ", ", " "):
        if message.startswith(f"{path}{between}"):
            return message.removeprefix(f"{path}{between}")
    return message


def _cited(record: Record, path: Path) -> Document:
    """The document that ``record`` of the file ``path`` cites."""
    known = _known(path)
    if record.document in known:
        return known[record.document]
    where = find_documents_file(path) or corpus_folder() / FILE_NAME
    hint = suggestion(record.document, known)
    raise SourceError(f"{path}: document “{record.document}” is not described in {where}; add it there{hint}")


def _known(path: Path) -> dict[str, Document]:
    """The documents described beside or above ``path``, and those of the corpus."""
    documents: dict[str, Document] = {}
    for described in (corpus_folder() / FILE_NAME, find_documents_file(path)):
        if described is not None and described.is_file():
            documents |= _described(described, described.stat().st_mtime_ns)
    return documents


@lru_cache(maxsize=64)
def _described(path: Path, _changed: int) -> dict[str, Document]:
    return read_documents(path)


def _audit(record: Record, path: Path) -> DocumentAudit:
    """The audit of a record that is a file of its own: all of it is kept, or it would not have been read."""
    parts: list[str | None] = [part.label for part in record.parts] or [None]
    have = {(section.part, section.key) for section in record.sections}
    wanted = EXPECTED if record.kind is RecordKind.PRACTICE else ()
    missing = [
        f"{part}: {key}" if part else str(key) for part in parts for key in wanted if (part, key) not in have
    ]
    characters = sum(inked(section.text) for section in record.sections)
    one = RecordAudit(
        record_id=record.id,
        name=record.name,
        title=record.title,
        found=tuple(section.id for section in record.sections if section.text),
        blank=tuple(section.id for section in record.sections if not section.text),
        missing=tuple(missing),
        characters=characters,
    )
    return DocumentAudit(
        document_id=record.document,
        path=str(path),
        kind="record",
        characters=characters,
        kept=characters,
        records=(one,),
        dropped=(),
    )
