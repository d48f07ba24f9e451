"""Whose address a question asks for, by which channel, and whether the contacts of the record give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from math import exp

from assistant.evidence import Evidence
from assistant.facts import SHOWN, names_person
from assistant.mentions.record_mentions import places_in
from assistant.reading import Reading
from assistant.refusing.premise_signals import names_kept
from assistant.weighed import Weighed
from assistant.words import content_stems, fold, stem, stem_set
from ingest.records import Record, SectionKey

CONTACT_SIGNALS = (
    "contact asked",
    "contact words apart",
    "contact names",
    "contact places",
    "contact bodies",
    "contact joint",
    "contact channel apart",
    "contact channel nowhere",
)
"""``contact words apart``, ``names``, ``bodies``: the share of the question's words, names and kinds of body that
the contacts do not hold; ``places``: one they do not name. ``joint``: the share that no single line holds.
``channel apart``: what is asked for (e-mail, telephone, site) is not given beside the line of those asked for;
``channel nowhere``: nor beside any."""

BODY_STEMS = stem_set(
    "union federation confederation chamber association institute university college school company "
    "enterprise firm bank ngo ngos embassy ministry hotel platform agency consultancy newspaper "
    "foundation court employers trade hospital cooperative museum factory airline insurer laboratory "
    "department municipality council committee parliament fund organization"
)
"""Kinds of body that somebody may want to reach."""

_LIKELY = 0.4
_NEXT = 4
"""In how many lines after the one that names somebody their address may follow."""

_REACHING = re.compile(r"\bcontact|\b(?:write|phone|call|reach)\b.{0,25}\b(?:to|the)\b")
_LINE = re.compile(r"\s*\n+\s*|\s*;\s+")
_CHANNELS = ("email", "phone", "link")

_Line = tuple[frozenset[str], frozenset[str], frozenset[str], bool]
"""Stems, places and channels of a line of contacts, and whether it names a person."""


def contact_signals(
    reading: Reading, weighed: Weighed, record: Record, evidence: Evidence
) -> dict[str, float]:
    """The signals of ``CONTACT_SIGNALS``; zero for all where no address is asked for."""
    signals = dict.fromkeys(CONTACT_SIGNALS, 0.0)
    if not _is_asked(reading, weighed, record):
        return signals
    contacts = "\n".join(s.text for s in record.sections if s.key is SectionKey.CONTACTS)
    catalog, titled = evidence.catalog, evidence.mentions.titled(record.id)
    naming, held, said = catalog.naming_stems[record.id], stem_set(contacts), content_stems(reading.query)
    words = [word for word in reading.terms if word not in catalog.title_stems[record.id]]
    names = [stem(fold(name)) for name in names_kept(reading) if not places_in(name)]
    names = [name for name in names if name not in naming]
    bodies = [word for word in said if word in BODY_STEMS]
    places = set(reading.countries)
    joint, beside, somewhere = _reached(
        _lines(contacts), (*names, *bodies), places if names or bodies else places - titled, reading.wanted
    )
    return {
        "contact asked": 1.0,
        "contact words apart": 1 - catalog.coverage(words, held) if words else 0.0,
        "contact names": _share_outside(names, held),
        "contact places": float(bool(places - titled - places_in(contacts))),
        "contact bodies": _share_outside(bodies, held),
        "contact joint": 1 - joint,
        "contact channel apart": float(not beside),
        "contact channel nowhere": float(not somewhere),
    }


def _is_asked(reading: Reading, weighed: Weighed, record: Record) -> bool:
    return bool(
        reading.wanted & {"email", "phone"}
        or SectionKey.CONTACTS in reading.sections[:2]
        or exp(weighed.section_likelihoods(record)[SectionKey.CONTACTS]) > _LIKELY
        or _REACHING.search(fold(reading.query))
    )


def _share_outside(stems: Sequence[str], held: frozenset[str]) -> float:
    return sum(own not in held for own in stems) / len(stems) if stems else 0.0


def _reached(
    lines: Sequence[_Line], names: Sequence[str], places: Collection[str], wanted: Collection[str]
) -> tuple[float, bool, bool]:
    """The greatest share of ``names`` and ``places`` that one line holds, and whether the channel is beside it."""
    channels = [channel for channel in _CHANNELS if channel in wanted]
    shares: list[float] = []
    for stems, held, _, _ in lines:
        asked = [*(name in stems for name in names), *(place in held for place in places)]
        shares.append(sum(asked) / len(asked) if asked else 0.0)
    best = max(shares, default=0.0)
    near = [shown for at, share in enumerate(shares) if share == best for shown in _beside(lines, at)]
    return (
        best if names or places else 1.0,
        not channels or any(channel in shown for shown in near for channel in channels),
        not channels or any(channel in line[2] for line in lines for channel in channels),
    )


def _beside(lines: Sequence[_Line], at: int) -> list[frozenset[str]]:
    """The channels of a line and of those after it, up to the next person."""
    found = [lines[at][2]]
    for _, _, shown, person in lines[at + 1 : at + 1 + _NEXT]:
        if person and any(found):
            break
        found.append(shown)
    return found


@lru_cache(maxsize=1_024)
def _lines(contacts: str) -> tuple[_Line, ...]:
    return tuple(
        (
            stem_set(line),
            places_in(line),
            frozenset(channel for channel in _CHANNELS if SHOWN[channel].search(line)),
            names_person(line),
        )
        for line in _LINE.split(contacts)
        if line.strip()
    )
