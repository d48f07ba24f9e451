"""Sets of records to be counted one by one: “more in Africa or in Asia?”, “how many on X and how many on Y?”."""

from __future__ import annotations

import re
from functools import cache

from assistant.listing.request_patterns import any_of
from assistant.number_words import NUMBERS

_COUNT = {
    "en": "how many|number of",
    "es": "cuant[oa]s|numero de|cantidad de",
    "fr": "combien|nombre d[e']",
    "pt": "quant[oa]s|numero de|quantidade de",
}
_MORE = {
    "en": r"(?<!any )(?<!me )(?<!some )(?<!give )(?:more|most)|fewer|less|fewest",
    "es": r"(?<!dame )(?<!dime )mas|menos",
    "fr": r"(?:le )?plus (?:de |d')|(?:le )?moins (?:de |d')",
    "pt": r"mais|menos",
}
_FEWER = re.compile(r"(?<!\w)(?:fewer|fewest|less|menos|moins)(?!\w)")
_THERE = {
    "en": "are there|is there|do we have|have you got",
    "es": "hay|existen|tenemos",
    "fr": "y en a-t-il|il y en a|y a-t-il|en trouve-t-on",
    "pt": "ha|existem|temos",
}
_IN = r"(?:in|on|from|about|with|en|sobre|de|con|sur|dans|au|aux|avec|em|na|no|nas|nos|com|da|do)\W"
_OFTEN = {
    "en": r"more (?:often|common|frequent(?:ly)?|numerous)",
    "es": r"mas (?:a menudo|frecuentes?|comun(?:es)?|numeros[oa]s?|veces)",
    "fr": r"plus (?:souvent|frequente?s?|nombreu\w+|courante?s?)",
    "pt": r"mais (?:frequentes?|comum|comuns|numeros[oa]s?|vezes)",
}
_EACH = {
    "en": r"respectively|each|(?:compared?|as against|as opposed|relative) (?:to|with)|versus|vs|against",
    "es": r"respectivamente|cada un[oa]|(?:comparad[oa]s?|en comparacion) con|frente a(?:l)?|versus|vs|contra",
    "fr": r"respectivement|chacune?|par rapport (?:a|au|aux)|compare\w* (?:a|au|aux)|versus|vs|contre",
    "pt": r"respectivamente|cada uma?|(?:comparad[oa]s?|em comparacao) (?:com|a)|face a[os]?|versus|vs|contra",
}


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    several = any_of("nouns", "several", language)
    one = rf"(?:{several}|{any_of('nouns', 'one', language)})"
    count = rf"(?<!\w)(?:{_COUNT[language]})"
    counted = rf"{count}[^?.;,]{{0,32}}?(?<!\w){several}(?!\w)"
    numbers = rf"\s+(?:than|que|de|do que)\s+(?:\d|{'|'.join(NUMBERS)})"
    return {
        "more": re.compile(
            rf"(?<!\w)(?:(?:{_MORE[language]})\s*(?:\w+ )?{one}|(?:{_OFTEN[language]}))(?!\w)(?!{numbers})|"
            rf"(?<!\w){several}(?!\w)[^?.;]{{0,60}}?(?<!\w)(?:{_THERE[language]}) (?:{_MORE[language]}|plus) (?={_IN})"
        ),
        "before": re.compile(r"(?<!\w)(?:or|o|u|ou)(?!\w)"),
        "behind": re.compile(r"(?<!\w)(?:or|than|o|u|que|ou|qu')(?=\W|(?<=')\w)"),
        "twice": re.compile(rf"{counted}.*[\s,;¿]{count}(?!\w)"),
        "each": re.compile(rf"{counted}.*(?<!\w)(?:{_EACH[language]})(?!\w)|(?<!\w)compar\w+ .*{counted}"),
    }


def counted_apart(folded: str, language: str) -> tuple[bool, int]:
    """Whether several sets of records are to be counted one by one, and 1 for which is larger, -1 for smaller."""
    known = _patterns(language)
    more = known["more"].search(folded)
    if more and (
        known["before"].search(folded, 0, more.start()) or known["behind"].search(folded, more.end())
    ):
        return True, -1 if _FEWER.search(more.group()) else 1
    return bool(known["twice"].search(folded) or known["each"].search(folded)), 0
