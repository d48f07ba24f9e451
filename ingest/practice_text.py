"""What the sections of a practice show of the fields that its header or its funding section leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest.blocks import ListItem, Paragraph
from ingest.compendium_sections import Draft
from ingest.gazetteer import find_countries, find_mentions
from ingest.payers import named_payers, split_payments
from ingest.records import Country, SectionKey
from ingest.topics import funders_in

TELLING = (
    SectionKey.OBJECTIVE,
    SectionKey.COOPERATION,
    SectionKey.METHODOLOGY,
    SectionKey.INNOVATION,
    SectionKey.RESULTS,
)
"""The sections that tell what was done, where others tell what could be."""

_TAKING_PART = (SectionKey.COOPERATION, SectionKey.RESULTS)
"""The sections whose countries are those that worked together, hardly ever one named in passing."""


def shown_countries(
    title: str, texts: Mapping[SectionKey, str], note: Callable[[str], None]
) -> tuple[Country, ...]:
    """The countries of a practice whose header names none.

    They are those of the title and of the sections that tell who worked together, and those that the whole
    tale names twice; where there are none, those of the first section that names any.
    """
    told = {key: split_payments(texts[key])[0] for key in TELLING}
    counts = Counter(
        mention.place
        for text in told.values()
        for mention in find_mentions(text)
        if isinstance(mention.place, Country)
    )
    sure = {*find_countries(title), *find_countries("\n".join(told[key] for key in _TAKING_PART))}
    whole = "\n".join([title, *(told[key] for key in TELLING)])
    if found := tuple(place for place in find_countries(whole) if place in sure or counts[place] > 1):
        note("the header names no country: those of title, cooperation and results are taken")
        return found
    for key in TELLING:
        if found := find_countries(told[key]):
            note(f"the header names no country: those of the section {key} are taken")
            return found
    return ()


def with_funding(drafts: Sequence[Draft], note: Callable[[str], None]) -> list[Draft]:
    """``drafts`` with a funding section where none has that label and another tells who paid."""
    if any(draft.key is SectionKey.FUNDING for draft in drafts):
        return list(drafts)
    split: list[Draft] = []
    for draft in drafts:
        funding = Draft(key=SectionKey.FUNDING, label=draft.label, part=draft.part, pages=draft.pages)
        kept: list[Paragraph | ListItem] = []
        for piece in draft.pieces:
            rest, paid = split_payments(piece.text)
            if paid:
                funding.pieces.append(replace(piece, text=paid, pages=piece.pages[:1]))
            if rest:
                kept.append(replace(piece, text=rest, pages=piece.pages[:1]) if paid else piece)
        if not named_payers(funding.text) or any(item.id == funding.id for item in split):
            split.append(draft)
            continue
        note(f"who paid stands under “{draft.label}”: those sentences are taken for the funding section")
        split += [replace(draft, pieces=kept), funding] if kept else [funding]
    return split


def funders(text: str) -> tuple[str, ...]:
    """Who paid, by the text of the funding section."""
    known = funders_in(text)
    further = named_payers(text, about_money=not known)
    return (*known, *(name for name in further if not any(_same(name, other) for other in known)))


def _same(name: str, other: str) -> bool:
    """Whether two names of a payer are one, ``Swedish International Development Agency (SIDA)`` and ``SIDA``."""
    return other in name or name in other or funders_in(name) == (other,)
