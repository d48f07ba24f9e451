"""What a question says of the manner of its answer (“in one sentence”, “for my minister”, “kindly”): no content."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_GAP = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+(?=[?.!,;:])|(?<=[¿¡])\s+")
_MARKS = re.compile(r"([?!.])[\s.]+$")
_LEFT_OPEN = re.compile(r"^(?P<opening>[¿¡]?)[\s,;:.–-]+|\s*[,;:–-]\s*(?=[?.!]*$)")


def asks_briefly(text: str) -> bool:
    """Whether ``text`` says how short the answer should be, so that it wants a whole told in brief."""
    return bool(_patterns().brief.search(text))


_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+")
_NAMES = re.compile(r"(?<=\s)(?!I\b)[A-ZÀ-Þ]|\d")
_ENOUGH = 5
"""How many words of four letters have to be left for what is said of oneself to be left out."""


def without_asides(text: str) -> str:
    """``text`` without sentences that only speak of who asks and name nothing, where the others ask enough."""
    pieces = _SENTENCE_END.split(text)
    kept = [
        piece
        for piece in pieces
        if piece.rstrip().endswith("?") or _NAMES.search(piece) or not _patterns().aside.match(piece)
    ]
    rest = " ".join(kept)
    enough = any("?" in piece for piece in kept) and len(re.findall(r"[^\W\d_]{4,}", rest)) >= _ENOUGH
    return rest if len(kept) < len(pieces) and enough else text


def without_manner(text: str) -> str:
    """``text`` without words of politeness, form and audience; as it was where nothing else is in it."""
    text = without_asides(text)
    opening, anywhere = _patterns().opening, _patterns().anywhere
    rest = anywhere.sub(" ", opening.sub("", text))
    if rest == text:
        return text
    rest = _BEFORE_MARK.sub("", _GAP.sub(" ", opening.sub("", rest.strip(" ,;:")))).strip()
    rest = _LEFT_OPEN.sub(lambda found: found.group("opening") or "", rest)
    rest = _MARKS.sub(r"\1", rest)
    if len(re.findall(r"\w{2,}", rest)) < 2:
        return text
    return rest[0].upper() + rest[1:] if text[0].isupper() else rest


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    anywhere: re.Pattern[str]
    brief: re.Pattern[str]
    aside: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = tomllib.loads(files("assistant").joinpath("data/manner.toml").read_text(encoding="utf-8"))
    held = {name: "|".join(patterns) for name, patterns in table.items()}
    return _Patterns(
        opening=re.compile(rf"^\W*(?:{held['opening']})", re.I),
        anywhere=re.compile(rf"(?<!\w)(?:{held['anywhere']})(?!\w)", re.I),
        brief=re.compile(rf"(?<!\w)(?:{held['brief']})(?!\w)", re.I),
        aside=re.compile(rf"^\W*(?:{held['aside']})(?!\w)", re.I),
    )
