"""What a question wants beside the list itself: a share of all, or something that each record of it tells."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.listing.request_patterns import any_of

DETAILS = ("contacts", "partner", "funding")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("assistant").joinpath("data/details.toml").read_text(encoding="utf-8"))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table = _table()
    several = any_of("nouns", "several", language)
    lead, of = table["lead"][language], table["of"][language]
    article = r"(?:(?:the|all|las|los|les|os|as|leurs|their) |l')?"
    these = r"(?:(?:all|the|those|these|las|los|les|des|as|os|our|your|tod[oa]s|toutes) |l')*"
    named = rf"\s*{of}\s*{these}(?:\w+ ){{0,3}}?{several}(?!\w)"
    found = {
        name: re.compile(
            rf"(?:(?<!\w)|^\W*)(?:{lead})\s*(?P<wanted>{article}(?:{table[name][language]})){named}"
        )
        for name in DETAILS
    }
    paid = rf"(?<!\w)(?P<wanted>{table['who_paid'][language]})\s+{these}(?:\w+ ){{0,3}}?{several}(?!\w)"
    found["paid"] = re.compile(paid)
    found["share"] = re.compile(rf"(?:(?<!\w)|^)(?P<wanted>{'|'.join(table['share'][language])})(?!\w)")
    return found


_AND_ASKS = re.compile(
    r"(?<!\w)(?:and|y|et|e) (?:a |to |from |de |por |pour |with |con )?"
    r"(?:who|whom|what|which|how|when|quien|que|cual|cuando|como|qui|quel|quand|comment|quem|qual|quando)(?!\w)"
)
"""That something else is asked as well."""


def asks_for_share(folded: str, language: str) -> bool:
    """Whether a folded question asks which share of all records those of a set are."""
    return bool(_patterns(language)["share"].search(folded))


def detail_asked(folded: str, language: str) -> tuple[str, tuple[int, int]] | None:
    """What a folded question wants of each record of a set, and where it says so."""
    known = _patterns(language)
    for name in (*DETAILS, "paid"):
        match = known[name].search(folded)
        if match and not _AND_ASKS.search(folded, match.end()):
            return ("funding" if name == "paid" else name), match.span("wanted")
    return None
