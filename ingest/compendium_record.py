"""The finished record of a practice: the fields that are read out of its header and sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.compendium_header import Header, split_authors
from ingest.compendium_sections import Draft
from ingest.contacts import find_contacts
from ingest.gazetteer import find_countries, region
from ingest.partners import partners_in
from ingest.records import Country, Link, Part, Record, RecordKind, SectionKey
from ingest.topics import funders_in, goals_in, groups_in, modalities_in, themes_in

_URL = re.compile(r"https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*")


def header_countries(value: str) -> tuple[Country, ...]:
    """The countries that a “Countries involved” line names, each once."""
    return find_countries(value)


def make_record(
    record_id: str,
    *,
    number: int,
    title: str,
    short_title: str,
    region: str | None,
    headers: Sequence[Header],
    parts: tuple[Part, ...],
    drafts: Sequence[Draft],
    pages: tuple[int, ...],
    period: str | None,
    document: str,
    note: Callable[[str], None],
) -> Record:
    """The record of a practice from what was read of it."""
    named = " ".join(header.value("countries") for header in headers)
    countries = header_countries(named)
    texts = {key: "\n".join(draft.text for draft in drafts if draft.key is key) for key in SectionKey}
    body = "\n".join(texts[key] for key in SectionKey if key not in _ASIDE)
    shown = f"{texts[SectionKey.COOPERATION]}\n{texts[SectionKey.RESULTS]}"
    if not countries and (countries := find_countries(shown)):
        note("the header names no country: those of the cooperation and results sections are taken")
    countries = _by_context(countries, body, note)
    if region is None:
        region = _region_of(countries)
        note(f"the heading names no region: {region} by the countries involved")
    own_pages = tuple(sorted({page for draft in drafts for page in draft.pages})) or pages
    return Record(
        id=record_id,
        kind=RecordKind.PRACTICE,
        number=number,
        title=title or short_title or f"Good Practice {number}",
        short_title=short_title or None,
        region=region,
        period=period,
        authors=tuple(dict.fromkeys(name for part in parts for name in part.authors)) or _authors(headers),
        institution=next(
            (value for header in headers if (value := header.value("institution").rstrip(". "))), None
        ),
        countries=countries,
        groups=groups_in(f"{named}\n{title}\n{short_title}"),
        partners=partners_in(f"{named}\n\n{texts[SectionKey.COOPERATION]}"),
        themes=themes_in(title=f"{title}. {short_title}", text=body, objective=texts[SectionKey.OBJECTIVE]),
        modalities=modalities_in(
            "\n".join([title, short_title, *(texts[key] for key in _TELLING)]), beside=body
        ),
        sdgs=goals_in(body),
        funding=funders_in(texts[SectionKey.FUNDING]),
        contacts=find_contacts(texts[SectionKey.CONTACTS]),
        links=links_of(drafts),
        document=document,
        pages=own_pages,
        parts=parts,
        sections=tuple(draft.section(own_pages) for draft in drafts),
    )


_ASIDE = frozenset({SectionKey.CONTACTS, SectionKey.FUNDING, SectionKey.MATERIALS, SectionKey.OTHER})
_TELLING = (
    SectionKey.OBJECTIVE,
    SectionKey.COOPERATION,
    SectionKey.METHODOLOGY,
    SectionKey.INNOVATION,
    SectionKey.RESULTS,
)
"""The sections that tell what was done, where others tell what could be."""


def links_of(drafts: Sequence[Draft]) -> tuple[Link, ...]:
    """The web addresses of all sections, each once, with the words that lead there."""
    links: dict[str, Link] = {}
    for draft in drafts:
        for link in draft.links:
            if link.url not in links or links[link.url].label is None:
                links[link.url] = link
        for match in _URL.finditer(draft.text):
            url = match[0].rstrip(".,;:")
            links.setdefault(url, Link(url=url))
    return tuple(links.values())


def _authors(headers: Sequence[Header]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for header in headers for name in split_authors(header.value("authors"))))


def _by_context(
    countries: tuple[Country, ...], body: str, note: Callable[[str], None]
) -> tuple[Country, ...]:
    """``countries`` with a shortened name made whole: “Guinea” where only Guinea-Bissau is spoken of."""
    spoken_of = find_countries(body)
    whole = []
    for place in countries:
        longer = [other for other in spoken_of if re.match(rf"{re.escape(place.name)}\W", other.name)]
        if place not in spoken_of and len(longer) == 1:
            note(
                f"countries involved: “{place.name}” taken for {longer[0].name}, of which the practice speaks"
            )
            place = longer[0]
        whole.append(place)
    return tuple(dict.fromkeys(whole))


def _region_of(countries: tuple[Country, ...]) -> str:
    """The region that all ``countries`` lie in, or ``Global``."""
    regions = {region(place) for place in countries}
    return regions.pop() if len(regions) == 1 else "Global"
