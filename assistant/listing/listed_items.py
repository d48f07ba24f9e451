"""The items of an answer in the conversation, and which of them “the second one” or “the first two” means."""

from __future__ import annotations

import re

from assistant.number_words import NUMBERS
from assistant.reading import clean
from assistant.words import fold

_NUMBER = re.compile(r"(?:^|\s)(\d{1,2})[.)]\s+")
_BULLET = re.compile(r"(?m)^\s*[-•*]\s+(.+)$")
_TABLE = re.compile(r"\s*\|[^|\n]*\|([^\n]+)\|[ \t]*\n\s*\|[ \t]*---")
"""The head of a comparison: what is compared stands in all columns but the first."""

_MARKED = re.compile(r"(?:^|[:;,]|\b(?:and|y|et|e)\b)\s*([^\[\]:;]{3,160}?)\s*(?:\(\d+\)\s*)?\[\d+\]")

_ORDINALS = (
    r"first|former|1st|primer[oa]?s?|premi(?:er|ere)s?|primeir[oa]s?",
    r"second|2nd|segund[oa]s?|deuxieme|seconde",
    r"third|3rd|tercer[oa]?s?|troisieme|terceir[oa]s?",
    r"fourth|4th|cuart[oa]s?|quatrieme|quart[oa]s?",
    r"fifth|5th|quint[oa]s?|cinquieme",
)
_LAST = r"last|latter|ultim[oa]s?|dernie(?:r|re)s?"
_ORDINAL = re.compile(
    r"(?<!\w)(?:the|el|la|los|las|le|les|l'|o|a|os|as|en la|na|no|da|do|de la|du|del|al|with|y|and|et|e|"
    r"est[ae]s?|esse|essa|cett?e|ce)\s*(?:"
    + "|".join(f"({pattern})" for pattern in (*_ORDINALS, _LAST))
    + r")(?!\w)(?!\s+(?:time|step|phase|biennium|of its|vez|fois))"
)
_SEVERAL = re.compile(
    r"(?<!\w)(?:(first|last)\s+(two|three|four)|(primer[oa]s|ultim[oa]s)\s+(dos|tres|cuatro)|"
    r"(deux|trois|quatre)\s+(premie\w+|dernie\w+)|(dos|tres|cuatro|duas|dois|tres|quatro)\s+(primer\w+|primeir\w+|ultim\w+)|"
    r"(primeir[oa]s|ultim[oa]s)\s+(duas|dois|tres|quatro))(?!\w)"
)


def items_of(answer: str) -> list[str]:
    """The items that an answer lists: the columns of a table, numbered, with bullets, or each with its marker."""
    table = _TABLE.match(answer)
    if table:
        return [head.strip() for head in table.group(1).split("|")]
    text = clean(answer)
    starts: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        if int(match.group(1)) == len(starts) + 1:
            starts.append(match)
    if len(starts) > 1:
        ends = [match.start() for match in starts[1:]] + [len(text)]
        return [text[match.end() : end].strip() for match, end in zip(starts, ends, strict=True)]
    bullets = [match.group(1) for match in _BULLET.finditer(answer)]
    if len(bullets) > 1:
        return bullets
    marked = [match.group(1).strip() for match in _MARKED.finditer(text)]
    return marked if len(marked) > 1 else []


def asks_which(question: str) -> bool:
    """Whether a folded question asks which one of those that were listed meets what it says."""
    return bool(_WHICH.search(question))


_WHICH = re.compile(
    r"(?<!\w)(?:which (?:one|of (?:them|the|these|those))|what one of|laquelle|lequel|"
    r"cual(?: de (?:las|los|ell[ao]s|est[ao]s)|es)|"
    r"(?:qual|quais) (?:del[ae]s|d[ao]s|dest[ae]s)|"
    r"(?:em|na|no) qual(?: del[ae]s)?)(?!\w)|^\W*(?:cual|qual)\W+(?!es|e(?!\w))"
)


def wanted_items(question: str, count: int) -> tuple[int, ...]:
    """The places, from 0, of the items among ``count`` that a folded question points at by their order."""
    several = _SEVERAL.search(question)
    if several:
        words = [word for word in several.groups() if word]
        number = min(count, next(NUMBERS[word] for word in words if word in NUMBERS))
        from_end = any(re.match(r"last|ultim|dernie", word) for word in words)
        return tuple(range(count - number, count)) if from_end else tuple(range(number))
    found: list[int] = []
    for match in _ORDINAL.finditer(fold(question)):
        place = next(at for at, group in enumerate(match.groups()) if group)
        place = count - 1 if place == len(_ORDINALS) else place
        if 0 <= place < count and place not in found:
            found.append(place)
    return tuple(found)
