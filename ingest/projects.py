"""The brochure of a biennium's projects: titles, texts and policy outcomes in scrambled order, put together
again.

The layout of such a brochure sets titles, texts and outcomes in boxes, and extraction gives them box by
box: under each region first the titles, then the texts, then the outcomes, in no common order. Within a
region the assignment of texts to titles that shares the most words is taken, rare words counting more
(words that fewer of the region's texts and titles hold; a country or group named by both counts as a word).
Outcomes are assigned in the same way, by the words of the outcome and by words of the subject that the
outcome stands for (``OUTCOME_WORDS``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.audit import Ledger
from ingest.background import links_in
from ingest.blocks import Block, Heading, Omission, PageBreak, Paragraph, compose, visible_text
from ingest.casing import sentence_case
from ingest.gazetteer import find_countries
from ingest.partners import host_under
from ingest.projects_matching import OUTCOME, assign, fit_of_outcome, interchangeable, rarity, shared_words
from ingest.records import Record, RecordKind, Section, SectionKey
from ingest.seams import join
from ingest.topics import goals_in, groups_in, modalities_in, themes_in

REGIONS = (
    (r"LATIN AMERICA(?: AND THE CARIBBEAN)?|(?:THE )?AMERICAS", "Americas"),
    (r"AFRICA", "Africa"),
    (r"ARAB STATES", "Arab States"),
    (r"ASIA(?: AND THE PACIFIC)?", "Asia and the Pacific"),
    (r"(?:EASTERN )?EUROPE(?: AND CENTRAL ASIA)?", "Europe and Central Asia"),
    (r"INTERNATIONAL TRAINING CENTRE.*|ITC[- ]?(?:ILO|TURIN)|GLOBAL", "Global"),
)
"""Region headings in capitals, and the regions they stand for."""

_ENDED = re.compile(r"[.!?]['\"’”)]*$")
_BIENNIUM = re.compile(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b")


@dataclass(slots=True, kw_only=True)
class _Region:
    """What stands under one region heading, each piece with the blocks it was read from."""

    name: str
    heading: str
    titles: list[tuple[str, list[int]]] = field(default_factory=list)
    texts: list[tuple[Paragraph, list[int]]] = field(default_factory=list)
    outcomes: list[tuple[str, list[int]]] = field(default_factory=list)


def looks_like_projects(blocks: Sequence[Block]) -> bool:
    """Whether the document has titles in capitals and policy outcomes under three regions or more."""
    lines = [block.text for block in blocks if isinstance(block, Heading | Paragraph)]
    regions = {region for text in lines if (region := _region(text))}
    titles = [text for text in lines if _is_title(text)]
    outcomes = [text for text in lines if OUTCOME.match(text)]
    return len(regions) >= 3 and len(titles) >= 5 and len(outcomes) >= 3


def parse_projects(blocks: Sequence[Block], ledger: Ledger, *, document_id: str) -> tuple[Record, ...]:
    """The overview as a background record, then one initiative per project in the order of the titles."""
    pages = _pages(blocks)
    first = next(
        (page[0] for page in pages if any(_region(visible_text(blocks[at])) for at in page)), len(blocks)
    )
    period = next(
        (f"{m[1]}-{m[2]}" for block in blocks if (m := _BIENNIUM.search(visible_text(block)))), None
    )
    year = (period or "").split("-")[0]
    overview = Ledger(())
    intro = _overview(blocks[:first], overview, document_id=document_id, period=period)
    records: list[Record] = [intro] if intro else []
    places: dict[int, tuple[str, str]] = {}
    number = 0
    for page in pages:
        if page[0] < first:
            continue
        region = _read_region(blocks, page)
        for title, text, outcome in _match(region, ledger):
            number += 1
            record_id = f"proj-{year}-{number:02d}" if year else f"proj-{number:02d}"
            records.append(
                _record(
                    record_id, title[0], text[0], outcome and outcome[0], region, document_id, period, blocks
                )
            )
            for piece, place in ((title, "title"), (text, "section:objective")):
                places.update(dict.fromkeys(piece[1], (record_id, place)))
            if outcome:
                places.update(dict.fromkeys(outcome[1], (record_id, "section:other.policy-outcome")))
    _take_down(blocks, first, places, ledger, intro)
    announced = re.search(
        r"\b(\d{1,3})\s+South-South", " ".join(visible_text(block) for block in blocks[:first])
    )
    if announced and int(announced[1]) != number:
        ledger.note(f"the document announces {announced[1]} projects and describes {number}")
    ledger.note("titles, texts and outcomes stand apart in the document and are put together by their words")
    return tuple(records)


def _pages(blocks: Sequence[Block]) -> list[list[int]]:
    pages: list[list[int]] = [[]]
    for at, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            pages.append([])
        else:
            pages[-1].append(at)
    merged: list[list[int]] = []
    for page in pages:
        if not page:
            continue
        if any(_region(visible_text(blocks[at])) for at in page) or not merged:
            merged.append(page)
        else:
            merged[-1] = [*merged[-1], *page]
    return merged


def _read_region(blocks: Sequence[Block], page: Sequence[int]) -> _Region:
    heading = next(text for at in page if _region(text := visible_text(blocks[at])))
    region = _Region(name=_region(heading) or "Global", heading=heading)
    for at in page:
        block = blocks[at]
        text = " ".join(visible_text(block).split())
        if isinstance(block, Omission) or not text or _region(text):
            continue
        if OUTCOME.match(text):
            region.outcomes.append((text, [at]))
        elif _is_title(text):
            region.titles.append((text, [at]))
        elif region.outcomes and text[0].islower() and region.outcomes[-1][1][-1] == at - 1:
            outcome, where = region.outcomes[-1]
            region.outcomes[-1] = (f"{outcome} {text}", [*where, at])
        elif region.texts and not _ENDED.search(region.texts[-1][0].text.rstrip()):
            before, where = region.texts[-1]
            region.texts[-1] = (join(before, Paragraph(text=text)), [*where, at])
        else:
            region.texts.append((Paragraph(text=text), [at]))
    return region


_Match = tuple[tuple[str, list[int]], tuple[str, list[int]], tuple[str, list[int]] | None]


def _match(region: _Region, ledger: Ledger) -> list[_Match]:
    """The titles of a region, each with the text and the outcome that fit it best, all taken together."""
    titles = [title for title, _ in region.titles]
    texts = [piece.text for piece, _ in region.texts]
    rare = rarity([*titles, *texts])
    order = assign([[shared_words(title, text, rare) for text in texts] for title in titles])
    matches: list[_Match] = []
    scores: list[list[float]] = []
    chosen: list[tuple[tuple[str, list[int]], tuple[str, list[int]]]] = []
    for at, title in enumerate(region.titles):
        found = order[at] if at < len(order) else None
        if found is None:
            ledger.note(f"title without a text: {title[0]}")
            text: tuple[str, list[int]] = ("", [])
        else:
            text = (region.texts[found][0].text, region.texts[found][1])
        chosen.append((title, text))
        scores.append(
            [fit_of_outcome(f"{title[0]} {text[0]}", outcome, rare) for outcome, _ in region.outcomes]
        )
    outcomes = assign(scores)
    if doubtful := interchangeable(scores, outcomes, [outcome for outcome, _ in region.outcomes]):
        names = " and ".join(f"“{chosen[at][0][0]}”" for at in doubtful)
        ledger.note(f"{region.heading}: the outcomes of {names} could also be the other way round")
    for at, (title, text) in enumerate(chosen):
        found = outcomes[at] if at < len(outcomes) else None
        matches.append((title, text, region.outcomes[found] if found is not None else None))
    for kind, used, pieces in (
        ("text", order, [piece.text for piece, _ in region.texts]),
        ("outcome", outcomes, [outcome for outcome, _ in region.outcomes]),
    ):
        for at in set(range(len(pieces))) - {number for number in used if number is not None}:
            ledger.note(f"{region.heading}: {kind} without a title: {pieces[at][:60]}")
    return matches


def _record(
    record_id: str,
    title: str,
    text: str,
    outcome: str | None,
    region: _Region,
    document_id: str,
    period: str | None,
    blocks: Sequence[Block],
) -> Record:
    name = sentence_case(title, " ".join(visible_text(block) for block in blocks), region.heading)
    sections = [Section(key=SectionKey.OBJECTIVE, label="Description", text=text)]
    if outcome:
        sections.append(Section(key=SectionKey.OTHER, label="Policy outcome", text=outcome))
    return Record(
        id=record_id,
        kind=RecordKind.INITIATIVE,
        title=name,
        region=region.name,
        period=period,
        countries=find_countries(text),
        groups=groups_in(f"{title}. {text}"),
        partners=host_under(region.heading),
        themes=themes_in(title=name, text=text),
        modalities=modalities_in(f"{name}. {text}"),
        sdgs=goals_in(text),
        outcomes=(outcome,) if outcome else (),
        document=document_id,
        sections=tuple(sections),
    )


def _overview(
    blocks: Sequence[Block], ledger: Ledger, *, document_id: str, period: str | None
) -> Record | None:
    record_id = f"bg-projects-{period}" if period else "bg-projects"
    lines = [block for block in blocks if isinstance(block, Heading | Paragraph)]
    title = " ".join(lines[0].text.split()) if lines else ""
    body = [Paragraph(text=" ".join(line.text.split()), links=line.links) for line in lines[1:]]
    if not body:
        return None
    return Record(
        id=record_id,
        kind=RecordKind.BACKGROUND,
        title=title,
        period=period,
        themes=(),
        document=document_id,
        links=links_in(blocks),
        sections=(Section(key=SectionKey.OTHER, label="Overview", text=compose(body)),),
    )


def _take_down(
    blocks: Sequence[Block],
    first: int,
    places: dict[int, tuple[str, str]],
    ledger: Ledger,
    intro: Record | None,
) -> None:
    """Enter every block of the document in the ledger, in order."""
    titled = False
    for at, block in enumerate(blocks):
        text = visible_text(block)
        if isinstance(block, PageBreak) or not text:
            continue
        if isinstance(block, Omission):
            ledger.drop(text, block.reason)
        elif at in places:
            ledger.keep(text, *places[at])
        elif at < first and intro:
            ledger.keep(text, intro.id, "section:other.overview" if titled else "title")
            titled = True
        elif _region(text):
            ledger.drop(text, "region heading: kept as the region of its projects")
        else:
            ledger.drop(text, "no title fits it")


def _region(text: str) -> str | None:
    line = " ".join(text.split())
    return next((region for pattern, region in REGIONS if re.fullmatch(pattern, line)), None)


def _is_title(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return len(text.split()) >= 3 and len(letters) >= 10 and small <= 0.1 * len(letters) and not _region(text)
