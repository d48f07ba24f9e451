"""The finished record of a practice: the fields that are read out of its header and sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.compendium_contents import split_name, without_parts
from ingest.compendium_header import Header, names_countries, split_authors
from ingest.compendium_sections import Draft
from ingest.contacts import find_contacts
from ingest.gazetteer import find_countries, find_regions, members, region
from ingest.partners import partners_in
from ingest.practice_text import TELLING, funders, shown_countries, with_funding
from ingest.records import Country, Link, Part, Record, RecordKind, SectionKey
from ingest.topics import goals_in, groups_in, modalities_in, themes_in, without_programme

_URL = re.compile(r"https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*")
_ASIDE = frozenset({SectionKey.CONTACTS, SectionKey.FUNDING, SectionKey.MATERIALS, SectionKey.OTHER})


def make_record(
    record_id: str,
    *,
    number: int | None,
    name: str,
    headers: Sequence[Header],
    drafts: Sequence[Draft],
    pages: tuple[int, ...],
    period: str | None,
    document: str,
    note: Callable[[str], None],
) -> Record:
    """The record of a practice from what was read of it; ``name`` is how its heading or the contents call it."""
    region, full_name = split_name(name)
    short_title = without_parts(full_name)
    parts = tuple(_part(header, short_title) for header in headers if header.part is not None)
    title = _title(full_name if parts else headers[0].value("title") if headers else "")
    named = " ".join(
        [
            *(header.value("countries") for header in headers),
            *(d.text for d in drafts if names_countries(d.label)),
        ]
    )
    countries = find_countries(named)
    drafts = with_funding(drafts, note)
    texts = {key: "\n".join(draft.text for draft in drafts if draft.key is key) for key in SectionKey}
    body = "\n".join(texts[key] for key in SectionKey if key not in _ASIDE)
    if not countries and not groups_in(named):
        countries = shown_countries(f"{title}\n{short_title}", texts, note)
    countries = _by_context(countries, body, note)
    groups = groups_in(f"{named}\n{title}\n{short_title}")
    if not countries:
        lists = "" if groups else "; country lists will leave this record out"
        note(f"no country found{lists}")
    named_parts = [place for part in find_regions(f"{named}\n{title}") for place in members(part)]
    if region is None and (places := countries or tuple(named_parts)):
        region = _region_of(places)
        note(
            f"the heading names no region: {region} by the {'countries' if countries else 'regions'} involved"
        )
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
        groups=groups,
        partners=partners_in(f"{named}\n\n{texts[SectionKey.COOPERATION]}"),
        themes=themes_in(title=f"{title}. {short_title}", text=body, objective=texts[SectionKey.OBJECTIVE]),
        modalities=modalities_in(
            "\n".join([title, short_title, *(without_programme(texts[key]) for key in TELLING)]), beside=body
        ),
        sdgs=goals_in(body),
        funding=funders(texts[SectionKey.FUNDING]),
        contacts=find_contacts(texts[SectionKey.CONTACTS] or "\n".join(texts.values())),
        links=links_of(drafts),
        document=document,
        pages=own_pages,
        parts=parts,
        sections=tuple(draft.section(own_pages) for draft in drafts),
    )


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


def _part(header: Header, short_title: str) -> Part:
    """The part of a practice that ``header`` heads, which goes by its own title or that of the practice."""
    return Part(
        label=header.part or "",
        title=_title(header.value("title")) or short_title,
        authors=split_authors(header.value("authors")),
        institution=header.value("institution") or None,
        countries=find_countries(header.value("countries")),
    )


def _title(value: str) -> str:
    """A title without the full stop that some headers end it with."""
    return re.sub(r"(?<=\w)\.$", "", value.strip())


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
