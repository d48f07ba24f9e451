"""The values that ingestion makes: a record of a good practice, its parts and its sections.

A document becomes records, a record holds sections, and a section holds the text that answers quote. All
are frozen: whatever is cited later is what was read here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ingest.errors import RecordFormatError

PageStarts: TypeAlias = "tuple[tuple[int, int], ...]"
"""Offsets in a text at which a page begins, each with the number of that page, in order."""


PROJECT = "project"
"""What initiatives are called that come from a list of projects."""

PROJECT_ID = "proj-"


class RecordKind(StrEnum):
    """What a record describes."""

    PRACTICE = "practice"
    INITIATIVE = "initiative"
    BACKGROUND = "background"


class SectionKey(StrEnum):
    """The sections of a good practice, in their canonical order."""

    OBJECTIVE = "objective"
    COOPERATION = "cooperation"
    METHODOLOGY = "methodology"
    INNOVATION = "innovation"
    SUSTAINABILITY = "sustainability"
    ADAPTABILITY = "adaptability"
    RESULTS = "results"
    CONTACTS = "contacts"
    FUNDING = "funding"
    MATERIALS = "materials"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The English heading of the section, as corpus records write it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its canonical English name and its ISO 3166-1 alpha-3 code (``XKX`` for Kosovo)."""

    name: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An institution that takes part: its full name and, where the document gives one, its acronym."""

    name: str
    acronym: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address with the words that lead to it."""

    url: str
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several complete practices that a record holds (good practice 5: ``Part I``, ``Part II``)."""

    label: str
    title: str
    authors: tuple[str, ...] = ()
    institution: str | None = None
    countries: tuple[Country, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a record.

    ``text`` is whole and in order; answers quote exact substrings of it. ``label`` is the heading as the
    document writes it. ``pages`` are the pages the section stands on where the reader knows them, otherwise
    those of the record. ``page_starts`` are the offsets in ``text`` at which a page begins, each with its
    number, where the reader knows them so precisely. An empty ``text`` says that the document has the section
    and leaves it blank.
    """

    key: SectionKey
    label: str
    text: str
    part: str | None = None
    pages: tuple[int, ...] = ()
    page_starts: PageStarts = ()

    @property
    def id(self) -> str:
        """Unique within the record: ``results``, ``part-ii.results``, ``other.policy-outcome``."""
        own = f"{self.key}.{slug(self.label)}" if self.key is SectionKey.OTHER else str(self.key)
        return f"{slug(self.part)}.{own}" if self.part else own

    def pages_between(self, start: int, end: int) -> tuple[int, ...]:
        """The pages that ``text[start:end]`` stands on; those of the section where nothing more is known."""
        if not self.page_starts:
            return self.pages
        offsets = [offset for offset, _ in self.page_starts]
        first = max(bisect_right(offsets, start) - 1, 0)
        last = max(bisect_right(offsets, max(start, end - 1)), first + 1)
        return tuple(sorted({page for _, page in self.page_starts[first:last]}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A good practice, an initiative, or a background text, with its header fields and sections.

    ``title`` is the full title; ``short_title`` is the name in the table of contents. ``period`` is the
    biennium (``2022-2023``). ``funding`` names who paid, in short; the funding section has it in full.
    ``document`` is the id of the original document (``corpus/documents.toml``), ``pages`` its page numbers.
    """

    id: str
    kind: RecordKind
    title: str
    sections: tuple[Section, ...]
    document: str
    number: int | None = None
    short_title: str | None = None
    region: str | None = None
    period: str | None = None
    authors: tuple[str, ...] = ()
    institution: str | None = None
    countries: tuple[Country, ...] = ()
    groups: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    themes: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    funding: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    pages: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for section in self.sections:
            if section.id in seen:
                raise RecordFormatError(
                    f"{self.id}: section “{section.label}” stands twice; join the two or rename one"
                )
            seen.add(section.id)

    @property
    def name(self) -> str:
        """How a reader would call it: ``Good Practice 8`` for a numbered practice, else the title."""
        numbered = self.kind is RecordKind.PRACTICE and self.number
        return f"Good Practice {self.number}" if numbered else self.title

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it goes by as a kind, the narrowest last: a project (``proj-…``) is an ``initiative``, too."""
        project = self.kind is RecordKind.INITIATIVE and self.id.startswith(PROJECT_ID)
        return (str(self.kind), PROJECT) if project else (str(self.kind),)

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or ``None``."""
        return next((section for section in self.sections if section.id == section_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of one section, small enough for the embedding model.

    ``text`` is ``section.text[start:end]``, the words to quote; ``embed_text`` is what the model sees: the
    title, countries and section label of the record before the text.
    """

    id: str
    record_id: str
    section_id: str
    section_key: SectionKey
    ordinal: int
    text: str
    start: int
    end: int
    embed_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An original publication: what a citation names beside the record."""

    id: str
    title: str
    publisher: str | None = None
    year: int | None = None
    pages: int | None = None
    url: str | None = None

    @property
    def reference(self) -> str:
        """``“Title” (publisher, year, 117 p.), address``, as far as it is known."""
        length = f"{self.pages} p." if self.pages else None
        known = ", ".join(str(part) for part in (self.publisher, self.year, length) if part)
        named = f"“{self.title}” ({known})" if known else f"“{self.title}”"
        return f"{named}, {self.url}" if self.url else named


def slug(text: str | None) -> str:
    """``text`` in lower-case ASCII letters, digits and single hyphens."""
    folded = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")


def format_pages(pages: tuple[int, ...]) -> str:
    """``pages`` as a reader writes them: ``36–38``, ``5, 7–8``; empty for none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
