"""The parser of a compendium of good practices: blocks → one record per practice, and one for what stands
before.

A practice begins at its heading (“GOOD PRACTICE 7 – …”, marked as a heading or not) or, where the heading is
missing, at a line that states an author after the sections of another practice; the contents list then
gives its number and name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.audit import Ledger
from ingest.background import sections_by_heading, title_page
from ingest.blocks import Block, Heading, Paragraph, TableRow, cell_text, visible_text
from ingest.compendium_contents import Contents, practice_number, read_contents
from ingest.compendium_header import opens_header, part_label
from ingest.compendium_practice import PracticeReader
from ingest.labels import Likeness, exact_key, guess_label, read_label
from ingest.records import Record, RecordKind, SectionKey

_BIENNIUM = re.compile(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b")
_HOME = "2022-2023"
_LOOKAHEAD = 12
_MOST_GUESSED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    at: int
    number: int | None
    headed: bool


def looks_like_compendium(blocks: Sequence[Block], likeness: Likeness | None = None) -> bool:
    """Whether the document holds practices: at least one start, and labels of four different sections.

    ``likeness`` is asked about labels that the table does not know only where there is a start.
    """
    if not any(
        practice_number(block.text) is not None or opens_header(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ):
        return False
    keys: set[SectionKey] = set()
    for block in blocks:
        label = None
        if isinstance(block, TableRow):
            label = read_label(cell_text(block.cells[0])) if block.cells and len(block.cells) >= 2 else None
        elif isinstance(block, Heading | Paragraph) and (key := exact_key(block.text)):
            keys.add(key)
        if label:
            keys.add(label.key)
    if len(keys) < 4 and likeness is not None:
        unknown = dict.fromkeys(words for block in blocks if (words := _label_like(block)))
        for words in list(unknown)[:_MOST_GUESSED]:
            if guess := guess_label(words, likeness):
                keys.add(guess.key)
    return len(keys) >= 4


def _label_like(block: Block) -> str:
    """The words of ``block`` that could be the label of a section."""
    if isinstance(block, TableRow):
        return cell_text(block.cells[0]) if len(block.cells) >= 2 else ""
    return block.text if isinstance(block, Heading) else ""


def parse_compendium(
    blocks: Sequence[Block],
    ledger: Ledger,
    *,
    document_id: str,
    pages: int | None = None,
    likeness: Likeness | None = None,
) -> tuple[Record, ...]:
    """The records of a compendium, its front matter first."""
    contents = read_contents(blocks)
    starts = _starts(blocks, contents)
    period = _period(blocks, starts[0].at if starts else len(blocks))
    front = _front(blocks, starts[0].at if starts else len(blocks), contents, ledger, document_id, period)
    records: list[Record] = [front] if front else []
    numbers: set[str] = set()
    before = 0
    ends = [start.at for start in starts[1:]] + [len(blocks)] * bool(starts)
    for start, end in zip(starts, ends, strict=True):
        number = start.number if start.number is not None else before + 1
        before = number
        record_id = _practice_id(number, period)
        while record_id in numbers:
            record_id += "-2"
        numbers.add(record_id)
        reader = PracticeReader(
            record_id,
            number=number,
            contents=contents,
            ledger=ledger,
            document_id=document_id,
            last_page=pages,
            likeness=likeness,
        )
        if not start.headed:
            ledger.note("no heading in the document: number and name are from the contents list", record_id)
        records.append(reader.read(blocks[start.at : end], period=period))
    listed = {entry.number for entry in contents.entries if entry.number is not None}
    if gone := sorted(listed - {record.number for record in records}):
        ledger.note(f"in the contents list, not in the document: good practices {', '.join(map(str, gone))}")
    return tuple(records)


def _starts(blocks: Sequence[Block], contents: Contents) -> list[_Start]:
    starts: list[_Start] = []
    labelled = False
    for at in range(contents.end, len(blocks)):
        block = blocks[at]
        if isinstance(block, TableRow):
            labelled = labelled or bool(block.cells and read_label(cell_text(block.cells[0])))
        elif isinstance(block, Heading | Paragraph):
            number = practice_number(block.text)
            if number is not None and len(block.text) < 400 and _begins_practice(blocks, at):
                starts.append(_Start(at=at, number=number, headed=True))
                labelled = False
            elif labelled and opens_header(block.text) and not _after_part(blocks, at):
                following = starts[-1].number + 1 if starts and starts[-1].number is not None else None
                starts.append(_Start(at=at, number=following, headed=False))
                labelled = False
            elif not starts and opens_header(block.text):
                starts.append(_Start(at=at, number=None, headed=False))
            elif isinstance(block, Heading) and exact_key(block.text):
                labelled = True
    return starts


def _begins_practice(blocks: Sequence[Block], at: int) -> bool:
    """Whether a header or a section label follows soon, as after a heading and not in running text."""
    for block in blocks[at + 1 : at + _LOOKAHEAD]:
        if isinstance(block, TableRow):
            return len(block.cells) >= 2
        if isinstance(block, Heading | Paragraph):
            if practice_number(block.text) is not None and isinstance(block, Heading):
                return isinstance(blocks[at], Heading)
            if opens_header(block.text) or exact_key(block.text):
                return True
    return isinstance(blocks[at], Heading)


def _after_part(blocks: Sequence[Block], at: int) -> bool:
    for block in reversed(blocks[max(0, at - 3) : at]):
        if isinstance(block, TableRow):
            return False
        if part_label(visible_text(block)):
            return True
    return False


def _practice_id(number: int, period: str | None) -> str:
    """``gp-08``; another biennium than 2022-2023 has its first year in its ids: ``gp-2024-08``."""
    return f"gp-{number:02d}" if period in {None, _HOME} else f"gp-{str(period)[:4]}-{number:02d}"


def _period(blocks: Sequence[Block], until: int) -> str | None:
    """The biennium that the front matter names most often, or else the whole document."""
    for part in (blocks[:until], blocks):
        counts: dict[str, int] = {}
        for block in part:
            for match in _BIENNIUM.finditer(visible_text(block)):
                if int(match[2]) == int(match[1]) + 1:
                    counts[f"{match[1]}-{match[2]}"] = counts.get(f"{match[1]}-{match[2]}", 0) + 1
        if counts:
            return max(counts, key=lambda period: counts[period])
    return None


def _front(
    blocks: Sequence[Block],
    until: int,
    contents: Contents,
    ledger: Ledger,
    document_id: str,
    period: str | None,
) -> Record | None:
    """What stands before the first practice, as a background record; the contents list is left out of it."""
    record_id = (
        "bg-compendium-preface" if period in {None, _HOME} else f"bg-compendium-preface-{str(period)[:4]}"
    )
    listed = range(contents.start, contents.end)
    before = blocks[: min(contents.start, until)]
    after = blocks[contents.end : until]
    sections = title_page(before, ledger, record_id)
    for at in listed:
        ledger.drop(visible_text(blocks[at]), "contents list: page numbers and short names are taken from it")
    sections += sections_by_heading(after, ledger, record_id, untitled="Front matter")
    if not any(section.text for section in sections):
        return None
    entry = next((entry for entry in contents.entries if entry.number is None), None)
    known = tuple(sorted({page for section in sections for page in section.pages}))
    pages = known or (contents.pages(entry) if entry else ())
    title = next((section.label for section in reversed(sections) if section.text), "Front matter")
    return Record(
        id=record_id,
        kind=RecordKind.BACKGROUND,
        title=_sentence_case(title),
        sections=tuple(sections),
        document=document_id,
        period=period,
        pages=pages,
    )


def _sentence_case(title: str) -> str:
    return re.sub(r"^[A-ZÀ-Þ]{4,}\b", lambda match: match[0].capitalize(), title)
