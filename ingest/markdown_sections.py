"""The sections of a Markdown record: headings, parts, page notes and texts, and every problem in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.front_matter import Problems, read_pages, suggestion
from ingest.records import Section, SectionKey

OTHER = "Other: "

_HEADING = re.compile(r"(#{1,2})[ \t]+(\S.*?)[ \t]*")
_PAGES = re.compile(r"(.*?)\s*\(pp?\.\s*([\d][\d\s,–-]*)\)")
_ESCAPED = re.compile(r"^\\(?=\\*#{1,2}[ \t])", re.MULTILINE)
_TO_ESCAPE = re.compile(r"^(?=\\*#{1,2}[ \t])", re.MULTILINE)
_BY_LABEL = {key.label: key for key in SectionKey if key is not SectionKey.OTHER}


def escape(text: str) -> str:
    """``text`` with a backslash before what would read as a heading; ``read_sections`` removes it."""
    return _TO_ESCAPE.sub(r"\\", text)


def read_sections(
    lines: Sequence[str],
    problems: Problems,
    *,
    first_line: int,
    background: bool,
    parts: Sequence[str],
    pages: tuple[int, ...],
) -> tuple[Section, ...]:
    """The sections that ``lines`` hold; one without a page note of its own stands on ``pages``.

    ``parts`` are the labels that a ``# Part I`` line may have. What breaks the format goes into ``problems``.
    """
    headings = _headings(lines, problems, first_line, parts)
    if not headings:
        problems.add(first_line, None, "there is no section; begin one with “## Objective”")
    return tuple(_sections(headings, problems, background=background, pages=pages))


class _Heading(NamedTuple):
    line: int
    label: str
    part: str | None
    pages: tuple[int, ...]
    text: str


def _headings(
    body: Sequence[str], problems: Problems, first_line: int, parts: Sequence[str]
) -> list[_Heading]:
    """The sections as they stand: heading, part, pages and text."""
    found: list[_Heading] = []
    texts: list[list[str]] = []
    part: str | None = None
    for line, written in enumerate(body, first_line):
        match = _HEADING.fullmatch(written)
        if match is None:
            if texts:
                texts[-1].append(written)
            elif written.strip():
                problems.add(line, None, "this text stands before the first “##” heading; move it under one")
                texts.append([])
                found.append(_Heading(line, "", None, (), ""))
        elif match[1] == "#":
            part = match[2]
            if part not in parts:
                remedy = suggestion(part, parts) or "; name it there, or write “##” for a section"
                problems.add(line, None, f"“# {part}” is no label under parts{remedy}")
        else:
            label, pages = _heading_pages(match[2], line, problems)
            if parts and part is None:
                problems.add(line, label, "stands before the first part; write “# " + parts[0] + "” above")
            found.append(_Heading(line, label, part, pages, ""))
            texts.append([])
    return [heading._replace(text="\n".join(text)) for heading, text in zip(found, texts, strict=True)]


def _heading_pages(heading: str, line: int, problems: Problems) -> tuple[str, tuple[int, ...]]:
    match = _PAGES.fullmatch(heading)
    if match is None or not match[1]:
        return heading, ()
    pages = read_pages(match[2])
    if pages is None:
        problems.add(line, match[1], f"“(p. {match[2]})” should have the form (p. 36) or (p. 36-38)")
    return match[1], pages or ()


def _sections(
    headings: list[_Heading], problems: Problems, *, background: bool, pages: tuple[int, ...]
) -> Iterator[Section]:
    seen: set[str] = set()
    last: tuple[str | None, SectionKey | None] = (None, None)
    for heading in headings:
        if not heading.label:
            continue
        key, label = _key(heading, problems, background=background)
        if key is None:
            continue
        section = Section(
            key=key,
            label=label,
            text=_ESCAPED.sub("", heading.text).strip(),
            part=heading.part,
            pages=heading.pages or pages,
        )
        if section.id in seen:
            problems.add(heading.line, heading.label, "stands twice; join the two or rename one")
        seen.add(section.id)
        order = list(SectionKey)
        if key is not SectionKey.OTHER:
            if last[0] == heading.part and last[1] and order.index(key) < order.index(last[1]):
                problems.add(heading.line, heading.label, f"should stand before {last[1].label}; move it up")
            last = (heading.part, key)
        yield section


def _key(heading: _Heading, problems: Problems, *, background: bool) -> tuple[SectionKey | None, str]:
    if background:
        return SectionKey.OTHER, heading.label
    if heading.label in _BY_LABEL:
        return _BY_LABEL[heading.label], heading.label
    if heading.label.startswith(OTHER) and heading.label.removeprefix(OTHER).strip():
        return SectionKey.OTHER, heading.label.removeprefix(OTHER).strip()
    remedy = (
        suggestion(heading.label, _BY_LABEL) or f"; write “## {OTHER}{heading.label}” to keep it as it is"
    )
    problems.add(heading.line, heading.label, f"is no section of a practice or initiative{remedy}")
    return None, ""
