"""Titles in capitals → titles as running text writes them."""

from __future__ import annotations

import re

from ingest.gazetteer import find_mentions, group


def sentence_case(title: str, document: str, heading: str) -> str:
    """A title in capitals as the running text of the document would write it."""
    words: list[str] = re.findall(r"[A-Za-zÀ-ÿ]+", document)
    lower = {word for word in words if word.islower()}
    inside = re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zà-ÿ]+", document)  # not at the start of a sentence
    named = {word.lower(): word for word in inside}
    named |= {word.lower(): word.capitalize() for word in heading.split() if word.lower() not in lower}

    def written(match: re.Match[str]) -> str:
        word = str(match[0])
        if not word.isupper() or group(word) or (len(word) <= 1 and word not in {"A", "I"}):
            return word if not (len(word) == 1 and word == "E") else "e"
        small = word.lower()
        if small in lower:
            return small
        if small in named:
            return str(named[small])
        return word if word in _CAPITALS else small

    cased = re.sub(r"[A-Za-zÀ-ÿ]+", written, " ".join(title.split()))
    for mention in find_mentions(cased.title(), adjectives=True, regions=True):
        name = cased[mention.start : mention.end]
        if not group(name):
            proper = " ".join(word if word in lower else word.title() for word in name.split(" "))
            cased = cased[: mention.start] + proper + cased[mention.end :]
    return cased[:1].upper() + cased[1:]


_CAPITALS = frozenset(
    ["SSTC", "TVET", "SDGS", "SCORE", "OSH", "ILO", "ITC", "BRICS", "MENA", "IGAD", "DRR", "PES"]
)
