"""Whether a question asks for records — which, how many, the most — rather than for a fact in one of them."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.listing.bare_request import bare_span, find_bare, funds_most_of_them
from assistant.listing.request import Request
from assistant.listing.request_apart import counted_apart
from assistant.listing.request_details import asks_for_share, detail_asked
from assistant.listing.request_grouping import LARGEST_NUMBER, grouping, number_of_the_most, ranked, with_most
from assistant.listing.request_patterns import VALUES, patterns, value_in
from assistant.number_words import value_of


def find_request(folded: str, language: str) -> Request | None:
    """The request for records in a folded question, or ``None``."""
    request = _found(folded, language)
    detail = detail_asked(folded, language)
    if detail and not (request and (request.counts or request.by or request.apart)):
        return Request(counts=False, sure=True, details=detail[0])
    if request is not None and not request.by and not request.values and asks_for_share(folded, language):
        return replace(request, share=True, several=True, loosely=False, sure=True)
    apart, order = counted_apart(folded, language)
    if apart and (request is not None or order) and not (request and (request.by or request.values)):
        asked = request or Request(counts=True)
        return replace(asked, several=asked.several or order != 0, apart=True, order=order)
    if request is None or request.counts or request.by or request.values:
        return request
    wanted = patterns(language)["so many"].search(folded)
    return replace(request, at_most=value_of(wanted["number"])) if wanted else request


def _found(folded: str, language: str) -> Request | None:
    known = patterns(language)
    most = number_of_the_most(folded, known)
    if most is not None:
        return most
    by, order = grouping(folded, known)
    if funds_most_of_them(folded, language):
        by, order = "funding", 1
    if known["largest"].search(folded) and known["records"].search(folded):
        return Request(counts=False, sure=True, by="country", order=1, of_numbers=True)
    if (
        LARGEST_NUMBER.search(folded)
        and known["most countries"].search(folded)
        and known["records"].search(folded)
    ):
        return replace(with_most(folded, known), counts=True)
    if known["most countries"].search(folded) and (
        known["which one"].search(folded)
        or known["the one with most"].search(folded)
        or (
            known["records"].search(folded)
            and any(
                known[name].search(folded) for name in ("which of all", "which names", "list", "opens one")
            )
        )
    ):
        return with_most(folded, known)
    if by is not None:
        places, place = ranked(folded, known) if order else (1, 1)
        counts = bool(known["counts"].search(folded) or known["count behind"].search(folded))
        return Request(counts=counts, sure=True, by=by, order=order, places=places, place=place)
    values = known["count values"].search(folded)
    if values is None and not known["count"].search(folded):
        values = known["which values"].search(folded)
    if values is None and known["count behind"].search(folded):
        values = known["opens values"].match(folded)
    named = bool(values and (known["values named"].search(folded) or _IN_RECORDS.match(folded, values.end())))
    if values and (
        known["plural"].search(folded, values.end())
        or _set_before(folded, values, known)
        or (known["shares"].search(folded) and known["any one"].search(folded))
        or _set_at_last(folded, values, known)
    ):
        field = next(name for name in VALUES if values[f"v_{name}"])
        if field == "partner" and _AMONG.search(values.group()):
            return Request(counts=False, keywords=True)
        counted = bool(known["count values"].search(folded) or known["count behind"].search(folded))
        if field not in ("kind", "period") and (counted or field not in ("partner", "author")):
            return Request(counts=counted, sure=counted or named, values=field, named=named)
    if known["count"].search(folded) or known["count one"].search(folded):
        return Request(counts=True, sure=True)
    if known["count then verb"].search(folded) and known["plural"].search(folded):
        return Request(counts=True)
    if any(known[name].search(folded) for name in ("which", "list", "every")):
        return Request(counts=False)
    if known["exists"].search(folded):
        return Request(counts=False)
    if known["opens"].match(folded) and not known["asks else"].search(folded):
        return Request(counts=False, keywords=True)
    if known["anything"].search(folded):
        return Request(counts=False)
    soft = next((name for name in _SOFTLY if known[name].search(folded)), None)
    if soft == "opens soft" and known["turns to fact"].search(folded):
        soft = None
    if soft is not None and not known["plural"].search(folded):
        return Request(counts=soft == "count soft", several=False, softly=True)
    if known["takes part"].search(folded):
        return Request(counts=False, several=False)
    if known["told"].match(folded) and not known["asks else"].search(folded):
        return Request(counts=False, keywords=True)
    if known["in passing"].search(folded):
        return Request(counts=False, passing=True)
    if known["which one"].search(folded):
        return Request(counts=False, several=False)
    noun = known["plural"].search(folded)
    if noun and known["turns to fact"].search(folded, noun.end()):
        return None
    if any(known["plural"].search(part) and not known["asks first"].search(part) for part in _parts(folded)):
        return Request(counts=bool(known["counts"].search(folded)), several=False, loosely=True)
    bare = find_bare(folded, language) if not noun or known["kind behind"].search(folded) else None
    if bare is not None:
        return bare
    if (known["records"].search(folded) and known["which of all"].search(folded)) or known[
        "in the corpus"
    ].search(folded):
        return Request(counts=False, several=False, loosely=True)
    if known["other one"].search(folded) or known["in any one"].search(folded):
        return Request(counts=False, several=False, loosely=True)
    return None


def _set_before(folded: str, values: re.Match[str], known: dict[str, re.Pattern[str]]) -> bool:
    """Whether what stands before the values asked for is no more than which records: “over all practices, …”."""
    plural = known["plural"].search(folded, 0, values.start())
    leads = plural is not None and re.fullmatch(
        r"[^.?!;:]*[,:]\W*(?:(?:to|in|with|of|a|en|con|de|dans|avec|em|com)\s+)?",
        folded[plural.end() : values.start()],
    )
    return bool(leads) and bool(
        known["comes up"].search(folded, values.end()) or _ENDS.match(folded, values.end())
    )


_IN_RECORDS = re.compile(r"\s+(?:in|nas|nos|en l[ao]s|dans les)\s")
_AMONG = re.compile(r"(?<!\w)(?:among|entre|parmi|dentre)(?!\w)")
_ENDS = re.compile(r"(?:\W+\w+){0,2}\W*$")


_ALL_TOLD = re.compile(
    r"(?:\W+(?:in|all|altogether|total|en|tout|todo|ao|no|au|different\w*|diferente\w*|distint\w*|distinct\w*|"
    r"particip\w+|take|part|prennent|toman|tomam|parte|impliques|involucrados|envolvidos|involved|membres|miembros|membros))*\W*"
)
"""What can stand behind the values that are counted without saying anything more."""


def _set_at_last(folded: str, values: re.Match[str], known: dict[str, re.Pattern[str]]) -> bool:
    """Whether a number of the values of which records are asked for stands at the end: “… reúnem quantos países?”."""
    counted = values.re is known["count values"] and _ALL_TOLD.fullmatch(folded[values.end() :])
    return bool(counted) and bool(known["plural"].search(folded, 0, values.start()))


_TO_BE = re.compile(
    r"(?<!\w)(?:is|are|was|were|es|son|fue|fueron|est|sont|e|sao|foi|foram|a|tem|tiene|has|have)(?!\w)"
)


def counted_values(folded: str, language: str) -> str | None:
    """The field whose values a folded question wants the number of that names no records: “how many partners …”."""
    counted = patterns(language)["count values"].search(folded)
    field = value_in(counted) if counted and not _TO_BE.search(counted.group()) else None
    return field if field in ("country", "partner", "author", "funding") else None


def counted_span(folded: str, language: str) -> tuple[int, int] | None:
    """Where a folded question says which values it wants the number of."""
    counted = patterns(language)["count values"].search(folded)
    return counted.span() if counted else None


def _parts(folded: str) -> list[str]:
    """The sentences and bracketed remarks of a folded question."""
    return [part for part in re.split(r"[.?!()]+(?:\s|$)|\s[(]", folded) if part.strip()]


_SOFTLY = ("among soft", "which soft", "list soft", "count soft", "exists soft", "opens soft")


_ORDER = (
    "count",
    "count one",
    "count then verb",
    "which",
    "list",
    "every",
    "exists",
    "opens",
    "which one",
    "anything",
    "takes part",
    *_SOFTLY,
)


def request_span(folded: str, language: str) -> tuple[int, int, int]:
    """Where the cue by which a folded question asks for records begins and ends, and where the word for them does."""
    known = patterns(language)
    for name in _ORDER:
        match = known[name].search(folded)
        if match:
            words = known["soft" if name in _SOFTLY else "records"].finditer(folded, match.start())
            nouns = [noun for noun in words if noun.start() < match.end()]
            start = match.end("cue") if "cue" in match.groupdict() else match.start()
            begins = match.start("cue") if "cue" in match.groupdict() else start
            return begins, start, nouns[-1].start() if nouns else match.end()
    noun = known["records"].search(folded)
    bare = bare_span(folded, language) if not noun else None
    if bare is not None:
        return bare[0], bare[1], bare[1]
    if noun and known["told"].match(folded) and not known["asks else"].search(folded):
        return noun.start(), noun.start(), noun.start()
    return 0, 0, noun.start() if noun else 0


def asking_words(folded: str, language: str) -> list[tuple[int, int]]:
    """Where the words stand by which records can be asked for in a folded question: “I need”, “whatever there is”."""
    return [match.span() for match in patterns(language)["asking"].finditer(folded)]


def soft_noun(folded: str, language: str) -> tuple[int, int]:
    """Where the word stands that stands for the records in a folded question that asks for them softly."""
    known = patterns(language)
    match = next((found for name in _SOFTLY if (found := known[name].search(folded))), None)
    if match is None:
        return 0, 0
    named = [noun for noun in known["soft"].finditer(folded, match.start()) if noun.start() < match.end()]
    return named[-1].span() if named else (0, 0)


def asks_among(folded: str, language: str) -> bool:
    """Whether a folded question asks for some of the records that were spoken of: “which of them”."""
    return bool(patterns(language)["among them"].search(folded))


def names_records(folded: str, language: str) -> bool:
    """Whether a folded question speaks of records in the plural at all."""
    return bool(patterns(language)["plural"].search(folded))
