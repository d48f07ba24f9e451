"""Questions that go on from a list: “which of them are in Africa?”, “and in Brazil?”, “only those on skills”."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.listing.asked_census import read_census
from assistant.listing.census import take
from assistant.listing.conditions import conditions_of
from assistant.listing.request_reading import asks_among, names_records
from assistant.reading import Kind, Reading

ADDING = re.compile(
    r"^\W*(?:and|y|et|e|ok(?:ay)?,? and|what about|how about|que tal|qu'en est-il|e quanto|also|tambien|aussi|"
    r"tambem|no,|but|only|just|those|i meant?|(?:the same|lo mismo|la meme chose|o mesmo)"
    r"(?= (?:for|of|with|about|para|de|con|"
    r"pour|avec|com)(?!\w)))(?!\w)"
)
"""How a question begins that adds to the one before."""


def asks_anew(reading: Reading, folded: str) -> bool:
    """Whether the question asks for records of its own, not for some of those that were spoken of."""
    if reading.request is None or not reading.request.several:
        return False
    return not (
        asks_among(folded, reading.language)
        or ADDING.match(folded)
        or not names_records(folded, reading.language)
    )


_WHICH_ARE_THEY = re.compile(
    r"\W*(?:and |y |et |e |ok,? |so )?(?:which (?:ones? )?(?:are|were) (?:they|these|those)|"
    r"which ones?(?: are (?:they|those))?|what are they(?: called)?|name them|list them|"
    r"cuales(?: (?:son|serian))?(?: (?:ellas|esas|estas))?|nombralas|listalas|"
    r"lesquelles(?: (?:sont-elles|ce sont|sont-ce))?|quelles sont-elles|ce sont lesquelles|"
    r"quais(?: (?:sao|seriam))?(?: (?:elas|essas|estas))?)\W*"
)


def asks_which_they_are(folded: str) -> bool:
    """Whether a folded question does nothing but ask which the records are that were counted: “¿Cuáles son?”."""
    return _WHICH_ARE_THEY.fullmatch(folded) is not None


def as_list(before: Reading) -> Reading:
    """The question before, which counted records, as one for the list of them."""
    request = replace(before.request, counts=False) if before.request else None
    return replace(before, kind=Kind.LOOKUP, request=request)


def goes_on(reading: Reading, folded: str, evidence: Evidence) -> bool:
    """Whether the question only says which of the records that were listed are meant, or which others."""
    if asks_among(folded, reading.language):
        return True
    if reading.wanted - {"yesno", "named", "country"} or reading.sections:
        return False
    if not (ADDING.match(folded) or _ELLIPSIS.match(folded)):
        return False
    conditions = conditions_of(reading, evidence.catalog)
    return any(condition.field not in ("kind", "text") for condition in conditions)


_ELLIPSIS = re.compile(
    r"^\W*(?:in|en|em|dans|au|aux|no|na|nos|nas|with|con|com|avec|from|de|funded|financ\w+)(?!\w)"
)
_KEEPS = re.compile(
    r"(?<!\w)(?:of (?:them|these|those|which)|among (?:them|these|those)|only|just|those|the ones|which ones|"
    r"de (?:ellas|ellos|esas|esos|estas|estos)|solo|solamente|unicamente|las que|"
    r"d'entre|parmi|seulement|uniquement|celles?|ceux|lesquel(?:le)?s|"
    r"delas|deles|dessas|desses|destas|destes|apenas|somente|as que)(?!\w)"
)


def narrowed(reading: Reading, folded: str, before: Reading, evidence: Evidence) -> Reading:
    """``reading`` as a list: some of the records found before, or those that another value finds instead."""
    request = reading.request or before.request
    if request is not None and before.request is not None and reading.request is None:
        request = replace(before.request, several=True, keywords=False, sure=True)
    elif request is not None:
        request = replace(request, several=True, keywords=False, sure=True)
    if asks_among(folded, reading.language) or _KEEPS.search(folded):
        census = read_census(before, evidence.catalog)
        found = take(census, evidence.catalog.records.values()).records if census else ()
        return replace(reading, kind=Kind.LOOKUP, request=request, within=tuple(r.id for r in found))
    return replace(reading, kind=Kind.LOOKUP, request=request, before=before)
