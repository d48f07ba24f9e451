"""Requests for the most and the fewest: the field that records are grouped by, or whose values are counted."""

from __future__ import annotations

import re

from assistant.listing.request import Request
from assistant.listing.request_patterns import VALUES, numbered_in, value_in
from assistant.number_words import value_of

LARGEST_NUMBER = re.compile(
    r"^\W*(?:what(?:'s| is| was)|cual es|qual e|quel est) (?:the |el |o |le )?(?:largest|highest|greatest|"
    r"biggest|"
    r"smallest|lowest|mayor|menor|maximo|minimo|maior|plus grand|plus petit) "
    r"(?:number|numero|nombre|cantidad|quantidade)(?!\w)"
)


def with_most(folded: str, known: dict[str, re.Pattern[str]]) -> Request:
    """The request for the records with the most values of a field, or the fewest."""
    best = known["most countries"].search(folded)
    field = numbered_in(best) if best else "country"
    order = 1 if best and best["most"] else -1
    places, place = ranked(folded, known)
    return Request(
        counts=False, sure=True, by=field, order=order, of_numbers=True, places=places, place=place
    )


def number_of_the_most(folded: str, known: dict[str, re.Pattern[str]]) -> Request | None:
    """The request for how many values the one record has that has the most of them, where that is asked."""
    asked = known["number of the most"].search(folded)
    if asked is None:
        return None
    order = 1 if asked["most"] else -1
    return Request(counts=True, sure=True, by=numbered_in(asked), order=order, of_numbers=True)


def ranked(folded: str, known: dict[str, re.Pattern[str]]) -> tuple[int, int]:
    """How many values lead the order that a folded question asks for (“the top three”), and which one is meant."""
    several = known["places"].search(folded)
    places = value_of(several["number"] or several["before"] or several["records"]) if several else 1
    return places, 2 if known["second"].search(folded) else 1


_AMONG = re.compile(r"(?:among|between|entre)(?!\w)")
_SPREAD = re.compile(
    r"(?<!\w)(?:distribu|repart|spread|split|divid|break|breaks|vary|varies|differ|compar|how many|cuant|combien|quant|"
    r"se (?:dis|re))\w*(?!.*(?<!\w)(?:have|has|had|tien|tem|ten|ont|a|avec|con|com|with|figur|appear|"
    r"aparec|const|apparai|nam|list|est|is|are|was|were|conta|cuent|compt|inclu|men)\w* (?:[\w'-]+ ){0,3}$)"
)
"""Before “among the countries”: that records are spread over them, not that somebody is one of them."""


_ONCE_EACH = re.compile(
    r"[,(]?\s*(?:counting|counted|contando|contados|en comptant|comptes) (?:only )?(?:each|every|cada|chaque) \w+ "
    r"(?:only |just |solo |so |apenas |une seule )?(?:once|fois|(?:una|uma) (?:sola |so |unica )?vez)"
)
"""That each value counts once, as it does: “counting each country once”."""

_IN_ANY = re.compile(
    r"(?<!\w)(?:at least|al menos|por lo menos|como minimo|au moins|au minimum|pelo menos|ao menos|no minimo) "
    r"(?:(?:in|en|dans|em) )?(?:an?|one|1|un[ae]?|uma?|numa?)(?: \w+)? (?!or |o |ou )\w+"
)
"""That a value stands in any record at all, as every one does: “in at least one practice”."""

_BODIES = re.compile(
    r"^\W*(?:(?:en|a|in|dans|em) )?(?:which|what|list(?: all)?(?: the)?|name(?: all)?(?: the)?|que|cuales|"
    r"quel(?:le)?s|quais|lista\w*|listez|"
    r"how many|cuant[oa]s|combien d[e']|quant[oa]s) ?(?:las |les |as |os |son |sont |sao )*"
    r"(?:organi[sz]ations?|institutions?|bodies|agencies|organizaciones|instituciones|organismos|"
    r"organisations|organismes|"
    r"organizacoes|instituicoes)(?!\w)"
)
"""Organisations of any kind, which are partners where records are counted that name them."""


def grouping(folded: str, known: dict[str, re.Pattern[str]]) -> tuple[str | None, int]:
    """The field that records are to be grouped by, and whether the most (1) or the fewest (-1) are wanted."""
    per = known["per"].search(_ONCE_EACH.sub(" ", folded))
    if (
        per
        and value_in(per) not in ("partner", "author")
        and known["records"].search(folded)
        and not (_AMONG.match(per.group()) and not _SPREAD.search(folded[: per.start()]))
    ):
        most = known["most of all"].search(folded)
        return value_in(per), 0 if not most else 1 if most["most"] else -1
    if known["records"].search(folded):
        for name in ("best value", "value is best", "value with most"):
            best = known[name].search(folded)
            if best and value_in(best) not in ("partner", "author", "kind"):
                fewest = best.groupdict().get("least") or best.groupdict().get("fewest")
                return value_in(best), -1 if fewest else 1
        second = known["second"].search(folded)
        if second and second.groupdict() and known["plural"].search(folded):
            named = [name for name in VALUES if second.groupdict().get(f"v_{name}")]
            if named and named[0] not in ("partner", "author", "kind", "period"):
                return named[0], 1
    if known["often"].search(folded) and _BODIES.search(folded) and known["records"].search(folded):
        return "partner", 0
    asked = known["which values"].search(folded) or known["count values"].search(folded)
    values = asked or known["opens values"].match(folded)
    if values is None or not known["records"].search(folded):
        return None, 0
    if asked and known["often"].search(folded) and not _IN_ANY.search(folded):
        return value_in(values), 0
    most = known["most records"].search(folded) or known["most of all"].search(folded, values.end())
    if most:
        return value_in(values), 1 if most["most"] else -1
    if _IN_ANY.search(folded):
        return None, 0
    if known["often"].search(folded) or (asked and known["in one only"].search(folded)):
        return value_in(values), 0
    return None, 0
