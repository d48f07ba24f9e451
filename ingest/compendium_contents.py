"""The contents list of a compendium: numbers, regions, short titles and pages of its practices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Heading, Omission, PageBreak, TableRow, cell_text, visible_text

_PRACTICE = re.compile(
    r"^\W*(?:good|best)\s+practice\s*(?:n[o°º.]*\s*)?(\d{1,3})\b[\s.:–—-]*"
    r"|^\W*(?:buena\s+pr[aá]ctica|boa\s+pr[aá]tica|bonne\s+pratique)\s*(?:n[o°º.]*\s*)?(\d{1,3})\b[\s.:–—-]*",
    re.I,
)
_ENTRY = re.compile(r"^(.*?)\s*(?:\.\s?){3,}\s*(\d{1,4})$", re.S)
_TITLE = re.compile(
    r"^\W*(?:table of )?(?:contents|[ií]ndice|contenido|sommaire|sum[aá]rio|table des mati[eè]res)\W*$", re.I
)
_REGIONS = (
    (r"AFRICA|[AÁ]FRICA|AFRIQUE", "Africa"),
    (
        r"(?:LATIN\s+)?AMERICAS?(?:\s+(?:AND|&)\s+(?:THE\s+)?CARIBBEAN)?|AM[EÉ]RICAS?|AM[EÉ]RIQUES?",
        "Americas",
    ),
    (r"ASIA\s*(?:(?:&|AND)\s*(?:THE\s+)?)?(?:-\s*)?PACIFIC", "Asia and the Pacific"),
    (r"ARAB\s+STATES?", "Arab States"),
    (r"(?:EASTERN\s+)?EUROPE(?:\s*(?:&|AND)\s*(?:CIS|CENTRAL\s+ASIA))?", "Europe and Central Asia"),
    (r"GLOBAL|INTERREGIONAL|INTER-REGIONAL", "Global"),
)
_CAPITALS_TAG = re.compile(r"^[A-Z]{4,}\s*[–—-]\s+(?=\S)")
_PARTS = re.compile(r"\s*\(part\s+[ivx\d]+\s*(?:and|&|,|-|to)\s*(?:part\s+)?[ivx\d]+\)\s*$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """One line of the contents list; ``number`` is ``None`` for a chapter that is no practice."""

    name: str
    page: int
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents list, and the blocks ``start`` to ``end`` of the document that it takes up."""

    entries: tuple[ContentsEntry, ...] = ()
    start: int = 0
    end: int = 0

    def entry(self, number: int) -> ContentsEntry | None:
        """The entry of that practice."""
        return next((entry for entry in self.entries if entry.number == number), None)

    def pages(self, entry: ContentsEntry, *, last: int | None = None) -> tuple[int, ...]:
        """From the page of ``entry`` to the page before the next entry, and at least its own."""
        later = [other.page for other in self.entries if other.page > entry.page]
        end = min(later) - 1 if later else (last or entry.page)
        return tuple(range(entry.page, max(end, entry.page) + 1))


def practice_number(text: str) -> int | None:
    """The number of the practice whose heading ``text`` is, or ``None``."""
    match = _PRACTICE.match(text)
    return int(match[1] or match[2]) if match else None


def split_name(text: str) -> tuple[str | None, str]:
    """The region that a heading begins with, and the name without number, region and group."""
    name = _PRACTICE.sub("", text, count=1).strip()
    region: str | None = None
    for pattern, candidate in _REGIONS:
        match = re.match(rf"(?:{pattern})(?![\w’'])", name, re.I)
        if not match:
            continue
        rest = name[match.end() :]
        if re.match(r"\s*[–—:-]", rest) or match[0].isupper():
            region, name = candidate, re.sub(r"^[\s–—:-]+", "", rest)
            break
    if region is not None:
        name = _CAPITALS_TAG.sub("", name)
    return region, name.strip().rstrip(".").strip()


def without_parts(name: str) -> str:
    """``name`` without a closing “(Part I and Part 2)”."""
    return _PARTS.sub("", name).strip()


def read_contents(blocks: Sequence[Block]) -> Contents:
    """The contents list of the document; empty where it has none."""
    start = next((at for at, block in enumerate(blocks) if _TITLE.match(visible_text(block))), None)
    if start is None:
        return Contents()
    entries: list[ContentsEntry] = []
    pending, end = "", start + 1
    for at in range(start + 1, len(blocks)):
        block = blocks[at]
        if isinstance(block, PageBreak | Omission):
            continue
        if isinstance(block, Heading) and (entries or not _ENTRY.match(block.text)):
            break
        line = (
            " ".join(cell_text(cell) for cell in block.cells) if isinstance(block, TableRow) else block.text
        )
        pending = f"{pending} {' '.join(line.split())}".strip()
        if len(pending) > 400:
            break
        if entry := _ENTRY.match(pending):
            entries.append(
                ContentsEntry(name=entry[1].strip(), page=int(entry[2]), number=practice_number(entry[1]))
            )
            pending, end = "", at + 1
    return Contents(entries=tuple(entries), start=start, end=end)
