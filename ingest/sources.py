"""Files and folders → records: what ``sstc ingest`` and ``sstc index`` read.

A Markdown file with the front matter of a record is a record; any other text, PDF or Word document is taken
apart by the parsers. A later source replaces records of an earlier one that have the same id. A file that
cannot be read is left out and reported, unless ``strict``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ingest.audit import DocumentAudit, audit_of_record
from ingest.documents import FILE_NAME, corpus_folder, find_documents_file, read_documents
from ingest.errors import SourceError
from ingest.front_matter import suggestion
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.markdown_record import is_record, parse_record
from ingest.parallel import Readers, readers
from ingest.readers.content import Content
from ingest.readers.file import PAGED, check_ending, read_words
from ingest.records import Document, Record
from ingest.source_files import files_of
from ingest.text import read_text_file

if TYPE_CHECKING:
    from ingest.labels import Likeness

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with how many files are read, how many there are, and the name of the one that comes now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that could not be read, or a part of one (``report.pdf, page 3``), and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A record of an earlier source whose place the record of the same id of a later source took."""

    record_id: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A document that two sources hold: records of the earlier stand beside those of the later.

    ``records`` are those of the earlier source that the later did not replace.
    """

    document: str
    earlier: str
    later: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What was read: records in order, the documents they cite by id, and what became of every file."""

    records: tuple[Record, ...]
    documents: Mapping[str, Document]
    audits: tuple[DocumentAudit, ...]
    problems: tuple[LeftOut, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


def default_sources() -> tuple[Path, ...]:
    """The corpus that comes with the program."""
    return (corpus_folder(),)


def read_sources(
    paths: Sequence[Path],
    *,
    strict: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    likeness: Likeness | None = None,
    progress: Progress | None = None,
    workers: int | None = 1,
) -> Ingested:
    """What the files and folders ``paths`` hold.

    Folders are read with all they contain, sorted by name; hidden files and ``README.md`` are passed over.
    The same id twice within one of ``paths`` is an error of the second file. ``likeness`` tells sections by
    the meaning of labels that no table knows. Large documents are read in up to ``workers`` processes
    (``None``: one for each processor).

    Raises SourceError where a path is missing or nothing can be read; with ``strict``, also for the first
    file that cannot be read.
    """
    sources = [(source, files_of(source)) for source in map(Path, paths)]
    total = sum(len(files) for _, files in sources)
    done = 0
    with readers([path for _, files in sources for path in files], limits, workers) as reading:
        ingest = _Ingest(reading=reading, limits=limits, likeness=likeness, strict=strict)
        for source, files in sources:
            ingest.enter(source)
            for path in files:
                if progress:
                    progress(done, total, path.name)
                ingest.read(path)
                done += 1
        if progress:
            progress(done, total, "")
    return ingest.finish(paths)


@dataclass(kw_only=True)
class _Ingest:
    """What has been read so far."""

    reading: Readers
    limits: Limits
    likeness: Likeness | None
    strict: bool
    records: dict[str, Record] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)  # record id → file
    documents: dict[str, Document] = field(default_factory=dict)
    audits: list[DocumentAudit] = field(default_factory=list)
    problems: list[LeftOut] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    found: dict[str, str] = field(default_factory=dict)  # record id → file, of this source
    sources: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    source: str = ""

    def enter(self, source: Path) -> None:
        """What is read from now on is of that source."""
        self.source, self.found = str(source), {}

    def read(self, path: Path) -> None:
        """Reads one file, or takes down why it cannot be read."""
        resolved = path.resolve()
        if resolved in self.seen:
            return
        self.seen.add(resolved)
        try:
            self._read(path)
        except SourceError as error:
            if self.strict:
                raise
            self.problems.append(LeftOut(path=str(path), reason=_reason(error, path)))

    def _read(self, path: Path) -> None:
        check_ending(path)
        if path.suffix.lower() in PAGED:
            self._read_document(path, self.reading.read(path))
            return
        text = read_text_file(path, max_bytes=self.limits.max_bytes)
        if is_record(text):
            record = parse_record(text, path=str(path))
            self._take((record,), _cited(record, path), audit_of_record(record, str(path)), path)
        else:
            self._read_document(path, Content(blocks=read_words(text, path=str(path))))

    def _read_document(self, path: Path, content: Content) -> None:
        from ingest.parse import parse_blocks

        if self.strict and content.left_out:
            part = content.left_out[0]
            raise SourceError(f"{path}: {part.part} cannot be read: {part.reason}")
        known = _known(path).get(path.stem)
        parsed = parse_blocks(
            content.blocks,
            document_id=path.stem,
            path=str(path),
            pages=content.pages or (known.pages if known else None),
            likeness=self.likeness,
            left_out=content.left_out,
        )
        document = replace(known, pages=content.pages or known.pages) if known else parsed.document
        self._take(parsed.records, document, parsed.audit, path)
        self.problems += [
            LeftOut(path=f"{path}, {part.part}", reason=part.reason) for part in content.left_out
        ]

    def _take(self, records: Sequence[Record], document: Document, audit: DocumentAudit, path: Path) -> None:
        for record in records:
            if record.id in self.found:
                first = self.found[record.id]
                where = "twice" if first == str(path) else f"also in {first}"
                raise SourceError(f"{path}: the record {record.id} is {where}; give one of them another id")
        for record in records:
            earlier = self.origins.get(record.id)
            if earlier is not None:
                self.replaced.append(Replaced(record_id=record.id, earlier=earlier, later=str(path)))
            self.records[record.id] = record
            self.origins[record.id] = self.found[record.id] = str(path)
        self.documents[document.id] = document
        self.audits.append(audit)
        self.sources.setdefault(document.id, []).append((self.source, str(path), audit.kind != "record"))

    def _overlaps(self) -> list[Overlap]:
        """Documents read whole from one source that another source also has records of."""
        overlaps = []
        for document, places in sorted(self.sources.items()):
            last = next((place for place in reversed(places) if place[2]), places[-1])
            for source in dict.fromkeys(place[0] for place in places if place[0] != last[0]):
                files = {place[1] for place in places if place[0] == source}
                whole = last[2] or any(place[2] for place in places if place[0] == source)
                left = tuple(
                    record.id
                    for record in self.records.values()
                    if record.document == document and self.origins[record.id] in files
                )
                if whole and left:
                    overlaps.append(Overlap(document=document, earlier=source, later=last[1], records=left))
        return overlaps

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
            overlaps=tuple(self._overlaps()),
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
