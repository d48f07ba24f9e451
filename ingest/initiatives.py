"""The paper on a biennium's initiatives: regions as headings, and under each a paragraph that tells of
several.

The overview becomes a background record; ``initiatives_split`` tells the initiatives of a region apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.audit import Ledger
from ingest.background import links_in, sections_by_heading
from ingest.blocks import Block, Heading, Omission, PageBreak, Paragraph, visible_text
from ingest.gazetteer import find_countries
from ingest.gazetteer import region as region_of
from ingest.headings import document_title
from ingest.initiatives_split import Item, make_title, overview_items, said_of_it, sentences_of, tell_apart
from ingest.partners import host_under
from ingest.records import Record, RecordKind, Section, SectionKey
from ingest.topics import goals_in, groups_in, modalities_in, payers_in, themes_in

REGIONS = (
    (r"global", "Global"),
    (r"itc[ -]?turin|turin|itc-?ilo", "Global"),
    (r"regions?", None),
    (r"africa", "Africa"),
    (r"asia (?:and|&) (?:the )?pacific|asia[- ]pacific", "Asia and the Pacific"),
    (r"arab states", "Arab States"),
    (r"europe(?: (?:and|&) (?:central asia|cis))?", "Europe and Central Asia"),
    (r"(?:the )?americas|latin america(?: and the caribbean)?", "Americas"),
)
"""Headings of the paper and the regions they stand for; “Region” stands for none, its text tells."""

_HEADING = re.compile(r"^initiatives\s+(20\d\d)\s*[-–/]\s*(20\d\d)", re.I)
_MARK = re.compile(r"^[^\w]+")
_OUTCOMES = re.compile(r"\bOutcomes?\s+((?:[A-Z]|\d{1,2})(?:\s*(?:,|and)\s*(?:[A-Z]|\d{1,2})\b)*)")


def looks_like_initiatives(blocks: Sequence[Block]) -> bool:
    """Whether the document has a heading “Initiatives 20xx/20xx” and three regions below it."""
    lines = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    at = next((at for at, text in enumerate(lines) if _HEADING.match(text) and len(text.split()) <= 6), None)
    if at is None:
        return False
    return len({name for text in lines[at:] if (name := _heading_of(text))}) >= 3


def parse_initiatives(blocks: Sequence[Block], ledger: Ledger, *, document_id: str) -> tuple[Record, ...]:
    """The overview as a background record, then one record per initiative in the order of the document."""
    start = next(
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Heading | Paragraph) and _HEADING.match(block.text)
    )
    match = _HEADING.match(visible_text(blocks[start]))
    assert match is not None
    period = f"{match[1]}-{match[2]}"
    closing = next(
        (at for at in range(start + 1, len(blocks)) if _is_closing(visible_text(blocks[at]))), len(blocks)
    )
    overview = _overview(blocks, start, closing, ledger, document_id=document_id, period=period)
    before = " ".join(visible_text(block) for block in blocks[:start])
    ledger.keep(visible_text(blocks[start]), overview.id, "heading of the initiatives")
    records = [overview]
    for heading, body in _regions(blocks[start + 1 : closing], ledger, overview.id):
        items = tell_apart(body, overview_items(before) if _name(heading) == "global" else ())
        records += _records(
            items, heading, body, before, len(records) - 1, ledger, document_id=document_id, period=period
        )
    _close(blocks[closing:], ledger, overview.id)
    count = len(records) - 1
    ledger.note(f"{count} initiatives told apart in the running text of the regions")
    return tuple(records)


def _overview(
    blocks: Sequence[Block], start: int, closing: int, ledger: Ledger, *, document_id: str, period: str
) -> Record:
    record_id = f"bg-initiatives-{period}"
    title, at = document_title(blocks)
    body: list[Block] = []
    for index, block in enumerate(blocks[:start]):
        if index in at:
            ledger.keep(visible_text(block), record_id, "title")
        else:
            body.append(block)
    sections = sections_by_heading(body, ledger, record_id, untitled="Title page")
    silent = Ledger(())
    sections += sections_by_heading(blocks[closing:], silent, record_id, untitled="Contact details")
    text = "\n".join(section.text for section in sections)
    return Record(
        id=record_id,
        kind=RecordKind.BACKGROUND,
        title=title or f"Initiatives {period}",
        period=period,
        groups=groups_in(text),
        funding=payers_in(text),
        document=document_id,
        links=links_in(blocks),
        sections=tuple(sections),
    )


def _close(blocks: Sequence[Block], ledger: Ledger, record_id: str) -> None:
    sections_by_heading(blocks, ledger, record_id, untitled="Contact details")


def _regions(blocks: Sequence[Block], ledger: Ledger, overview_id: str) -> list[tuple[str, list[str]]]:
    """The paragraphs of each region, under its heading as written."""
    regions: list[tuple[str, list[str]]] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            continue
        text = visible_text(block)
        if isinstance(block, Omission):
            ledger.drop(block.text, block.reason)
        elif isinstance(block, Heading | Paragraph) and _heading_of(text) is not None:
            regions.append((text, []))
        elif not regions:
            ledger.keep(text, overview_id, "heading of the initiatives")
        else:
            regions[-1][1].append(text)
    return regions


def _records(
    items: Sequence[Item],
    heading: str,
    body: Sequence[str],
    before: str,
    made: int,
    ledger: Ledger,
    *,
    document_id: str,
    period: str,
) -> list[Record]:
    region, label = _region_of(heading, body), _MARK.sub("", heading).strip()
    year = period[:4]
    ids = [f"init-{year}-{made + number:02d}" for number in range(1, len(items) + 1)]
    if not ids:
        ledger.drop(heading, "region heading without an initiative")
        for paragraph in body:
            ledger.drop(paragraph, "region heading without an initiative")
        return []
    if _name(heading).startswith("region"):
        ledger.note(f"the heading of {region} is missing: told by the countries named", ids[0])
    ledger.drop(heading, "region heading: kept as the region of its initiatives")
    _take_down(items, ids, body, ledger)
    outcomes = _outcomes("\n".join(body)) or _outcomes_of(label, before)
    records = []
    for at, (record_id, item) in enumerate(zip(ids, items, strict=True)):
        own = "\n\n".join(item.own)
        title = make_title(item.own[0])
        sections = [Section(key=SectionKey.OBJECTIVE, label="Description", text=own)]
        if item.shared:
            sections.append(Section(key=SectionKey.OTHER, label=label, text="\n\n".join(item.shared)))
        shared = "\n".join(item.shared)
        meant = said_of_it(at, items)
        records.append(
            Record(
                id=record_id,
                kind=RecordKind.INITIATIVE,
                title=title,
                region=region,
                period=period,
                countries=find_countries(own),
                groups=groups_in(own),
                partners=host_under(label),
                themes=themes_in(title=title, text=f"{own}\n{meant}"),
                modalities=modalities_in(own),
                outcomes=outcomes,
                sdgs=goals_in(own),
                funding=payers_in(f"{own}\n{shared}\n{before}"),
                document=document_id,
                sections=tuple(sections),
            )
        )
    return records


def _take_down(items: Sequence[Item], ids: Sequence[str], body: Sequence[str], ledger: Ledger) -> None:
    """Enter the paragraphs of a region piece by piece, in the order of the document."""
    pieces = [(piece, ids[at], "section:objective") for at, item in enumerate(items) for piece in item.own]
    for paragraph in body:
        here = sorted(
            (paragraph.find(piece), piece, who, place) for piece, who, place in pieces if piece in paragraph
        )
        at = 0
        for start, piece, record_id, place in [*here, (len(paragraph), "", "", "")]:
            if start < at:
                continue
            between = paragraph[at:start].strip()
            if any(between in whole for whole in items[0].shared):
                ledger.keep(between, ids[0], "section:other")
            else:
                ledger.drop(between, "words between the initiatives of a region")
            ledger.keep(piece, record_id, place)
            at = start + len(piece)


def _outcomes(text: str) -> tuple[str, ...]:
    codes = [
        code for match in _OUTCOMES.finditer(text) for code in re.findall(r"\b(?:[A-Z]|\d{1,2})\b", match[1])
    ]
    return tuple(f"Outcome {code}" for code in dict.fromkeys(codes))


def _outcomes_of(label: str, before: str) -> tuple[str, ...]:
    """The outcomes that the overview gives for the heading by name."""
    named = [text for text, _ in sentences_of(before) if re.search(rf"\b{re.escape(label)}\b", text, re.I)]
    return _outcomes("\n".join(named))


def _region_of(heading: str, body: Sequence[str]) -> str:
    name = _name(heading)
    known = next((region for pattern, region in REGIONS if re.fullmatch(pattern, name)), None)
    if known:
        return known
    regions = [region_of(place) for place in find_countries("\n".join(body))]
    return max(dict.fromkeys(regions), key=regions.count) if regions else "Global"


def _heading_of(text: str) -> str | None:
    name = _name(text)
    return name if any(re.fullmatch(pattern, name) for pattern, _ in REGIONS) else None


def _name(heading: str) -> str:
    return " ".join(_MARK.sub("", heading).lower().split())


def _is_closing(text: str) -> bool:
    return bool(re.fullmatch(r"\W*(?:contact details|contacts?|further information)\W*", text, re.I))
