"""Headings of proposals → the part they open, in four languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.proposals.proposal import PartKey
from ingest.labels import canonical_key
from ingest.records import SectionKey

_NUMBERING = re.compile(
    r"^[\s#>*_]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4}|[a-zA-Z])\s*[.):–—-]\s+|\d{1,2}(?:\.\d{1,2})*\s+|[-•*·–—]\s+)?"
)
_SECTIONS = {
    SectionKey.OBJECTIVE: PartKey.OBJECTIVE,
    SectionKey.COOPERATION: PartKey.PARTNERS,
    SectionKey.METHODOLOGY: PartKey.ACTIVITIES,
    SectionKey.INNOVATION: PartKey.ACTIVITIES,
    SectionKey.RESULTS: PartKey.RESULTS,
    SectionKey.SUSTAINABILITY: PartKey.SUSTAINABILITY,
    SectionKey.ADAPTABILITY: PartKey.SUSTAINABILITY,
    SectionKey.FUNDING: PartKey.BUDGET,
    SectionKey.CONTACTS: PartKey.OTHER,
    SectionKey.MATERIALS: PartKey.OTHER,
}
LONGEST = 9
"""Words of the longest heading; anything longer is text."""


def part_of_heading(text: str) -> PartKey | None:
    """The part that a heading opens, or ``None`` where neither proposals nor records head one so."""
    bare = bare_heading(text)
    if not bare or len(bare.split()) > LONGEST:
        return None
    if (found := _table().get(bare)) is not None:
        return found
    section = canonical_key(text.strip(" #*_:"))
    return _SECTIONS.get(section) if section else None


def bare_heading(text: str) -> str:
    """``text`` without numbering, marks, case and accents."""
    text = re.sub(r"\(.*?\)", " ", numbering_off(text))
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", folded).strip()


def numbering_off(text: str) -> str:
    """``text`` without the number, bullet or mark before it."""
    return text[_NUMBERING.match(text).end() :] if _NUMBERING.match(text) else text  # type: ignore[union-attr]


@cache
def table() -> dict[str, Any]:
    """The table ``data/headings.toml``."""
    source = files("assistant.proposals").joinpath("data/headings.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _table() -> dict[str, PartKey]:
    return {
        bare_heading(wording): PartKey(part)
        for part, wordings in table()["parts"].items()
        for wording in wordings.split(";")
    }
