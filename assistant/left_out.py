"""Records that a question names only to leave them out: “besides good practice 10 and the 3”."""

from __future__ import annotations

import re

from assistant.catalog import Catalog
from assistant.operators import cue_before, cues_of

_A_NUMBER = (
    r"(?:the |la |las |el |le |l'|a |o )?(?:number |no\.? ?|nr\.? ?|# ?|numero |n[°o]\.? ?)?(\d{1,2})"
    r"(?![\d%])(?!\s+(?:other |autres |otros |outros )?"
    r"(?:countr|pais|pays|years|anos|ans|practi|prati|initiat|inicia|proje|proy))"
)
_BARE_NUMBER = r"\s+" + _A_NUMBER
_ONE_MORE = re.compile(
    r"\s*(?:[,;&/]\s*)?(?:(?:and|or|nor|y|ni|et|ou|e|nem|o)(?!\w)\s*)?(?:(?:of|de|gp) )?" + _A_NUMBER
)
"""One more number behind one: “, 3”, “et la 3”, “and number 4”."""


def left_out(folded: str, catalog: Catalog, language: str) -> tuple[str, ...]:
    """The ids of the records that a folded question names by number only to leave them out."""
    found: list[str] = []
    for match in catalog.numbered(folded):
        if cue_before("leaves_out", language).search(folded[: match.start()]):
            found += catalog.named(match.group())[0]
            found += _further(folded[match.end() :], catalog)
    cues = cues_of("leaves_out", language)
    for match in re.finditer(rf"(?<!\w)(?:{cues}|than){_BARE_NUMBER}", folded):
        if int(match.group(1)) in catalog.by_number:
            found.append(catalog.by_number[int(match.group(1))])
            found += _further(folded[match.end() :], catalog)
    return tuple(dict.fromkeys(found))


def _further(after: str, catalog: Catalog) -> list[str]:
    """The practices whose numbers go on from one that is left out: “… and the 3”."""
    found: list[str] = []
    while (match := _ONE_MORE.match(after)) and int(match.group(1)) in catalog.by_number:
        found.append(catalog.by_number[int(match.group(1))])
        after = after[match.end() :]
    return found
