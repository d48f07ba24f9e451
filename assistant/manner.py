"""What a question says of the manner of its answer (“in one sentence”, “for my minister”, “kindly”): no content."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_GAP = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+(?=[?.!,;:])|(?<=[¿¡])\s+")
_MARKS = re.compile(r"([?!.])[\s.]+$")
_LEFT_OPEN = re.compile(r"^(?P<opening>[¿¡]?)[\s,;:.–-]+|\s*[,;:–-]\s*(?=[?.!]*$)")


def without_manner(text: str) -> str:
    """``text`` without words of politeness, form and audience; as it was where nothing else is in it."""
    opening, anywhere = _patterns()
    rest = anywhere.sub(" ", opening.sub("", text))
    if rest == text:
        return text
    rest = _BEFORE_MARK.sub("", _GAP.sub(" ", opening.sub("", rest.strip(" ,;:")))).strip()
    rest = _LEFT_OPEN.sub(lambda found: found.group("opening") or "", rest)
    rest = _MARKS.sub(r"\1", rest)
    if len(re.findall(r"\w{2,}", rest)) < 2:
        return text
    return rest[0].upper() + rest[1:] if text[0].isupper() else rest


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(files("assistant").joinpath("data/manner.toml").read_text(encoding="utf-8"))
    return (
        re.compile(rf"^\W*(?:{'|'.join(table['opening'])})", re.I),
        re.compile(rf"(?<!\w)(?:{'|'.join(table['anywhere'])})(?!\w)", re.I),
    )
