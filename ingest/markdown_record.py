"""Records read from Markdown: YAML front matter, then sections (the format of ``corpus/README.md``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from ingest import gazetteer
from ingest.contacts import find_contacts
from ingest.errors import RecordFormatError
from ingest.front_matter import Fields, Problems, read_fields, read_pages, suggestion
from ingest.markdown_sections import read_sections
from ingest.records import Country, Link, Part, Partner, Record, RecordKind, SectionKey
from ingest.vocabulary import MODALITIES, REGIONS, THEMES

MAX_CHARACTERS = 2_000_000
"""Of the longest file that is read as one record."""

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:(?!---).*\n)*?(?:id|kind)[ \t]*:")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERIOD = re.compile(r"\d{4}(?:-\d{4})?")
_URL = re.compile(r"(?:https?://|mailto:)\S+")


def is_record(text: str) -> bool:
    """Whether ``text`` begins with a front matter that has an ``id`` or ``kind``: it is meant as a record."""
    return _FRONT_MATTER.match(text) is not None


def parse_record(text: str, *, path: str) -> Record:
    """The record that the Markdown ``text`` of the file ``path`` describes.

    Raises RecordFormatError with every problem of the file, each with its line, field and remedy.
    """
    problems = Problems()
    if len(text) > MAX_CHARACTERS:
        raise RecordFormatError(f"{path} has more than {MAX_CHARACTERS} characters; split the record")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        message = "a record begins with a front matter between two lines “---”"
        problems.add(1, None, f"{message}; {'close it' if lines[0].rstrip() == '---' else 'put it first'}")
        raise RecordFormatError(problems.describe(path))
    fields = read_fields("\n".join(lines[1:end]), problems, first_line=2)
    record = None
    if fields is not None:
        record = _Reader(fields, problems, path).read(lines[end + 1 :], end + 2)
    if record is None or problems.found:
        raise RecordFormatError(problems.describe(path))
    return record


class _Reader:
    """Reads one record and notes every problem on the way."""

    def __init__(self, fields: Fields, problems: Problems, path: str) -> None:
        self.fields = fields
        self.problems = problems
        self.path = path

    def read(self, body: list[str], first_line: int) -> Record | None:
        fields = self.fields
        kind = fields.choice("kind", list(RecordKind), needed=f"write one of {', '.join(RecordKind)}")
        practice, background = kind == RecordKind.PRACTICE, kind == RecordKind.BACKGROUND
        full = kind is not None and not background
        pages = self._pages(fields)
        themes = fields.choices("themes", THEMES)
        if full and not themes and fields.line_of("themes") == fields.line:
            fields.complain("themes", "is missing; name one or more of the list of corpus/README.md")
        parts = tuple(self._part(entry) for entry in fields.mappings("parts", "{label: …, title: …}"))
        values: dict[str, Any] = {
            "id": self._id(),
            "number": self._number("number", needed=practice),
            "title": fields.text("title", needed="write the full title"),
            "short_title": fields.text("short_title"),
            "document": fields.text("document", needed="name a key of documents.toml"),
            "pages": pages,
            "period": self._period(),
            "region": fields.choice(
                "region", REGIONS, needed=f"take one of {', '.join(REGIONS)}" if full else ""
            ),
            "authors": self._texts(fields, "authors"),
            "institution": fields.text("institution"),
            "countries": fields.each("countries", _country),
            "groups": self._groups(),
            "partners": tuple(self._partners()),
            "themes": themes,
            "modalities": fields.choices("modalities", MODALITIES),
            "outcomes": self._texts(fields, "outcomes"),
            "sdgs": fields.each("sdgs", _goal),
            "funding": self._texts(fields, "funding"),
            "links": tuple(self._links()),
            "parts": parts,
        }
        fields.close()
        sections = read_sections(
            body,
            self.problems,
            first_line=first_line,
            background=background,
            parts=[part.label for part in parts],
            pages=pages,
        )
        if self.problems.found:
            return None
        contacts = "\n".join(section.text for section in sections if section.key is SectionKey.CONTACTS)
        return Record(
            kind=RecordKind(kind or ""), sections=sections, contacts=find_contacts(contacts), **values
        )

    def _id(self) -> str | None:
        value = self.fields.text("id", needed="write the file name without “.md”")
        if value is None:
            return None
        if not _ID.fullmatch(value):
            self.fields.complain("id", f"“{value}” should be lower-case letters, digits and single hyphens")
        elif value != (stem := PurePath(self.path.replace("\\", "/")).stem):
            self.fields.complain(
                "id", f"“{value}” is not the name of the file; rename the file or write “{stem}”"
            )
        return value

    def _number(self, name: str, *, needed: bool) -> int | None:
        value = self.fields.text(name, needed="write the number in the compendium" if needed else "")
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 9 and int(value) > 0):
            self.fields.complain(name, f"“{value}” should be a whole number from 1 on")
            return None
        return int(value)

    def _period(self) -> str | None:
        value = self.fields.text("period")
        if value is not None and not _PERIOD.fullmatch(value):
            self.fields.complain("period", f"“{value}” should have the form 2022-2023")
        return value

    def _pages(self, fields: Fields) -> tuple[int, ...]:
        value = fields.text("pages")
        pages = read_pages(value) if value is not None else ()
        if pages is None:
            fields.complain("pages", f"“{value}” should have the form 36, 36-38 or 5, 7-8")
        return pages or ()

    def _texts(self, fields: Fields, name: str) -> tuple[str, ...]:
        return tuple(value for _, value in fields.texts(name))

    def _groups(self) -> tuple[str, ...]:
        """Groups by their usual acronym; one that the gazetteer does not know stays as it is."""
        found = []
        for line, written in self.fields.texts("groups"):
            known = gazetteer.group(written)
            if known is None and gazetteer.country(written) is not None:
                self.fields.complain("groups", f"“{written}” is a country; put it under countries", line=line)
            found.append(known.acronym if known else written)
        return tuple(dict.fromkeys(found))

    def _partners(self) -> Iterator[Partner]:
        for entry in self.fields.mappings("partners", "{acronym: MoLE, name: Ministry of Labour}"):
            name = entry.text("name", needed="write the name of the institution")
            acronym = entry.text("acronym")
            entry.close()
            yield Partner(name=name or "", acronym=acronym)

    def _links(self) -> Iterator[Link]:
        for entry in self.fields.mappings("links", '{url: "https://…", label: …}'):
            url = entry.text("url", needed="write the web address")
            label = entry.text("label")
            if url is not None and not _URL.fullmatch(url):
                entry.complain("url", f"“{url}” should begin with https:// and hold no space")
            entry.close()
            yield Link(url=url or "", label=label)

    def _part(self, entry: Fields) -> Part:
        label = entry.text("label", needed="write, for example, Part I")
        title = entry.text("title", needed="write the title of the part")
        authors, institution = self._texts(entry, "authors"), entry.text("institution")
        countries = entry.each("countries", _country)
        entry.close()
        return Part(
            label=label or "",
            title=title or "",
            authors=authors,
            institution=institution,
            countries=countries,
        )


def _country(written: str) -> Country | str:
    found = gazetteer.country(written)
    if found is not None:
        return found
    group = gazetteer.group(written)
    if group is not None:
        return f"“{written}” is a group of countries; put {group.acronym} under groups"
    hint = suggestion(written, (country.name for country in gazetteer.countries()))
    return f"“{written}” is no country known here{hint or '; write its English name'}"


def _goal(written: str) -> int | str:
    if written.isascii() and written.isdigit() and len(written) < 3 and 1 <= int(written) <= 17:
        return int(written)
    return f"“{written}” is no Sustainable Development Goal; write its number, 1 to 17"
