"""Whether a value goes on with the list in which the one before it stands: “not in Africa, Asia or the Americas”."""

from __future__ import annotations

import re

_ARTICLE = r"(?:(?:the|las?|los|les?|el|as?|os?)\s+|l')?"
_OF = (
    (r"in|from|within", r"with|involving", r"on|about|of", r"by"),
    (r"en", r"con", r"de|del|sobre", r"por"),
    (r"en|au|aux|dans", r"avec", r"de|du|des|d'|sur", r"par"),
    (r"em|n[oa]s?|na", r"com", r"de|d[oa]s?|sobre", r"por|pel[oa]s?"),
)
_FAMILIES = tuple(re.compile(rf"(?:{family})") for families in _OF for family in families)
_JOINS = r"(?:\s*[,;/]\s*|\s+)(?:(?:and|or|nor|y|e|o|u|et|ou)\s+)?"
_DENIES = re.compile(rf"\s*,?\s*(?:ni|nor|nem)\s+(?:\w{{1,5}}\s+)?{_ARTICLE}")
_PLAIN = re.compile(rf"\s*[,;/]\s*(?:(?:and|or|nor|y|e|o|u|et|ou)\s+)?{_ARTICLE}")
_LED = re.compile(rf"{_JOINS}(?P<led>\w{{1,9}}\s+|d'){_ARTICLE}")
_BEFORE = re.compile(rf"(?P<led>(?<!\w)\w{{1,9}}\s+|d'){_ARTICLE}$")


def goes_on(folded: str, last: tuple[int, int], start: int) -> bool:
    """Whether the value at ``start`` stands in one list with that of ``last``, with the same small word before it."""
    gap = folded[last[1] : start]
    if _PLAIN.fullmatch(gap) or _DENIES.fullmatch(gap):
        return True
    led, before = _LED.fullmatch(gap), _BEFORE.search(folded[: last[0]])
    if led is None or before is None:
        return False
    here, there = led["led"].strip(), before["led"].strip()
    return here == there or any(f.fullmatch(here) and f.fullmatch(there) for f in _FAMILIES)
