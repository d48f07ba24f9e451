"""Requests that leave out the word for the records: “how many were funded by …”, “who funds most?”."""

from __future__ import annotations

import re
from functools import cache

from assistant.listing.request import Request
from assistant.listing.request_patterns import any_of, patterns, value_in


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    def cue(name: str) -> str:
        return any_of("cues", name, language)

    most, payer, funds = cue("most_often"), cue("payer"), cue("funds")
    several = any_of("nouns", "several", language)
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "count": rf"(?<!\w)(?P<cue>{cue('bare_count')})",
            "tried": rf"(?<!\w)(?P<cue>{cue('tried')})",
            "acts": rf"(?<!\w)(?P<cue>{cue('acts')})(?!\w)",
            "done": rf"(?<!\w)(?P<cue>{cue('done')}) (?:(?:[^.?!;:]* )?(?:{cue('with_whom')})(?!\w))",
            "names them": rf"[?.;,:]\W*(?:\w+ )?{cue('names_them')}\W*$",
            "overall": rf"(?<!\w){cue('overall')}(?!\w)",
            "comes up": rf"(?<!\w){cue('comes_up')}(?!\w)",
            "most": rf"(?<!\w){most}(?!\w)",
            "funds most": rf"(?<!\w){payer}\s(?:\w+ ){{0,2}}?{funds}\s(?:\w+ ){{0,2}}?{most}\W*$",
            "funds most of them": (
                rf"(?<!\w){payer}\s(?:\w+ )?{most}\s(?:\w+ )?{funds}\s(?:\w+ )?{several}(?:\W*$|\s*,)|"
                rf"(?<!\w){payer}\s(?:\w+ ){{0,2}}?{funds}\s(?:\w+ ){{0,2}}?{most}\s"
                rf"(?:\w+ )?{several}(?:\W*$|\s*,)"
            ),
            "most funds": rf"(?<!\w){payer}\s(?:\w+ )?{most}\s(?:\w+ )?{funds}\W*$",
        }.items()
    }


def find_bare(folded: str, language: str) -> Request | None:
    """The request for records in a folded question that does not name them, or ``None``."""
    known, named = _patterns(language), patterns(language)
    if (
        funds_most_of_them(folded, language)
        or known["funds most"].search(folded)
        or known["most funds"].search(folded)
    ):
        return Request(counts=False, sure=True, bare=True, by="funding", order=1)
    values = named["count values"].search(folded) or named["which values"].search(folded)
    if values is not None and value_in(values) != "kind":
        return _of_values(
            folded, values, counted=bool(named["count values"].search(folded)), language=language
        )
    if known["count"].search(folded):
        return Request(counts=True, several=False, softly=True, bare=True)
    if known["tried"].search(folded):
        return Request(counts=False, several=False, softly=True, bare=True)
    if known["names them"].search(folded):
        return Request(counts=False, several=False, softly=True, bare=True, loosely=True)
    if known["acts"].search(folded) or known["done"].search(folded):
        return Request(counts=False, several=False, bare=True, by_whom=True)
    return None


def funds_most_of_them(folded: str, language: str) -> bool:
    """Whether a folded question asks who pays for most of the records that it names."""
    return bool(_patterns(language)["funds most of them"].search(folded))


def _of_values(folded: str, values: re.Match[str], *, counted: bool, language: str) -> Request | None:
    """What is asked of the values themselves: the one that comes up most, or all of them together."""
    known, field, after = _patterns(language), value_in(values), folded[values.end() :]
    if known["comes up"].search(after) and known["most"].search(after):
        return Request(counts=False, sure=True, bare=True, by=field, order=1)
    if known["overall"].search(folded) and field != "period":
        return Request(counts=counted, several=True, sure=True, bare=True, overall=True, values=field)
    return None


def bare_span(folded: str, language: str) -> tuple[int, int] | None:
    """Where the cue stands by which a folded question asks for records without naming them."""
    known = _patterns(language)
    found = (known[name].search(folded) for name in ("count", "tried", "done"))
    match = next((match for match in found if match), None)
    return match.span("cue") if match else None


def of_values_spans(folded: str, language: str) -> list[tuple[int, int]]:
    """Where a folded question says which values it asks for, and that all or the most frequent are meant."""
    known, named = _patterns(language), patterns(language)
    whole = (
        known["funds most of them"].search(folded)
        or known["funds most"].search(folded)
        or known["most funds"].search(folded)
    )
    if whole:
        return [whole.span()]
    values = named["count values"].search(folded) or named["which values"].search(folded)
    cues = [match for name in ("comes up", "most", "overall") for match in known[name].finditer(folded)]
    return [match.span() for match in (values, *cues) if match]
