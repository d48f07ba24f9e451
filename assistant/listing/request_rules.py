"""Whether it is records that a question with a request asks for, not a fact that one of them tells: by rules."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.listing.census import Census, take
from assistant.listing.request import Request
from assistant.reading import Reading
from ingest.records import SectionKey

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asks_for_records(
    reading: Reading, census: Census, request: Request, passed_over: int, catalog: Catalog
) -> bool:
    """Whether ``request`` is for the records of ``census``; ``passed_over`` words say what no condition holds."""
    if request.bare and _YEAR.search(reading.text) and all(c.field != "period" for c in census.conditions):
        return False  # of other years only the texts tell
    asks_a_fact = _asks_a_fact(reading, census)
    return _can_be_meant(census, request, passed_over, catalog, asks_a_fact=asks_a_fact)


_FEW = 2
_LOOSELY = 4
_LOOSELY_NAMED = 8
"""How many words may say something that no condition holds where the request is in doubt; more if a field is named."""


def _asks_a_fact(reading: Reading, census: Census) -> bool:
    """Whether something within a record is asked for; to take part and to be named is what lists are about.

    Behind the word for the records “qui” and “donde” lead in a clause.
    """
    request = reading.request
    idle = {"named", "yesno"}
    if request is not None and (request.keywords or request.loosely or request.bare):
        idle |= {"place", "person"}
    if request is not None and request.bare:
        idle |= {"number", "country", "institution", "amount"}
    if request is not None and request.keywords and any(c.field == "place" for c in census.conditions):
        idle.add("country")  # “in which Sweden is one of the countries”
    told = {SectionKey.COOPERATION}
    if request is not None and request.bare:
        told.add(SectionKey.METHODOLOGY)  # “took place”
    if any(condition.field in ("funding", "id") for condition in census.conditions):
        told.add(SectionKey.FUNDING)
    return bool(reading.wanted - idle or {*reading.sections} - told)


_FEWEST = 1

_ACTING = frozenset(
    [
        "region",
        "country region",
        "place",
        "institution",
        "funding",
        "person",
        "id",
        "kind",
        "period",
        "mention",
    ]
)
"""Fields that say who takes part, pays or writes, and when."""


def _is_told(census: Census, request: Request, passed_over: int, *, asks_a_fact: bool) -> bool:
    """Whether fields decide what a question asks for that does not name the records, with nothing left over."""
    spare = _LOOSELY_NAMED if request.loosely else _FEW + 1 if request.by_whom else _FEWEST
    if passed_over > spare or not census.is_exact:
        return False
    if census.by or census.values:
        return True
    if request.by_whom and not {c.field for c in census.conditions} <= _ACTING:
        return False
    named = any(
        c.field not in ("kind", "period", "text", "mention", "id") or (c.field == "id" and not c.negated)
        for c in census.conditions
    )
    return named and not asks_a_fact


def _can_be_meant(
    census: Census, request: Request, passed_over: int, catalog: Catalog, *, asks_a_fact: bool
) -> bool:
    """Whether it is the records that are asked for, not a fact that one of them tells."""
    if request.passing and not any(
        c.field in ("place", "mention", "institution", "group") for c in census.conditions
    ):
        return False
    if request.bare and not _is_told(census, request, passed_over, asks_a_fact=asks_a_fact):
        return False
    broad = all(condition.field in ("kind", "period") for condition in census.conditions)
    if (
        census.values == "country"
        and broad
        and not (request.overall or request.named)
        and ("practice",) not in [c.values for c in census.conditions]
    ):
        return False  # how many countries a whole programme reached is said by its own text
    if not census.sets_conditions or (broad and passed_over and not request.sure):
        return request.several and (request.sure or not passed_over)
    first = tuple(c for c in census.conditions if c.field in ("kind", "period"))
    if not take(replace(census, conditions=first, by=None, values=None), catalog.records.values()).records:
        return False
    if request.several and not request.keywords:
        return True
    named = any(c.field not in ("kind", "period", "text", "mention") for c in census.conditions)
    if not request.several and passed_over > (_LOOSELY_NAMED if named and not asks_a_fact else _LOOSELY):
        return False
    found = take(census, catalog.records.values()).records
    if not census.is_exact and (not request.keywords or asks_a_fact):
        few = not asks_a_fact and passed_over <= _LOOSELY and 0 < len(found) <= _FEW and not census.counts
        return few and any(c.field == "period" for c in census.conditions)
    opens = request.keywords and named and census.is_exact
    return bool(found) or ((request.loosely or opens) and named and not asks_a_fact and passed_over <= _FEW)
