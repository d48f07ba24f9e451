"""What stands around a request for records and is none of it: a greeting, who asks, what the answer is for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.catalog import Catalog
from assistant.listing.census import Census
from assistant.listing.conditions import Condition
from assistant.listing.conditions.institutions import names_of
from assistant.listing.conditions.unread import fold_in_place
from assistant.listing.request_patterns import any_of
from assistant.operators import cues

_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The ``text`` of a request by itself, and whether a sentence before it told of who asks (``introduced``)."""

    text: str
    introduced: bool


def request_alone(text: str, language: str, catalog: Catalog) -> Alone:
    """``text`` without what only surrounds its request; as it is where nothing does, or nothing else would be left."""
    if text.isupper() and len(_WORDS.findall(text)) > 1:
        text = _in_small_letters(text, catalog)
    pieces = _SENTENCES.split(text)
    kept = [at for at, piece in enumerate(pieces) if not _surrounds(fold_in_place(piece), language)]
    if not kept:
        return Alone(text=text, introduced=False)
    greeted = _without_greeting(" ".join(pieces[at] for at in kept), language)
    request = _without_lead(greeted, language)
    told = [piece for piece in pieces[: kept[0]] if not _only_greets(fold_in_place(piece), language)]
    return Alone(text=_without_occasion(request, language), introduced=bool(told) or request != greeted)


_ABSENT = ("outcome", "goal", "section", "blank", "funding", "partner")
"""Fields of which a question can ask for those records that hold nothing in them."""


def needs_no_more(census: Census, alone: Alone, language: str) -> bool:
    """Whether ``census`` says by itself which records are meant, without what was said around it."""
    counts = census.counts or census.by is not None or census.values is not None
    fields = {c.field for c in census.conditions if not c.negated or counts or c.field in _ABSENT}
    broad = {"kind"} if counts else {"kind", "period"}
    whole = counts and (not alone.introduced or _speaks_of_all(alone.text, language))
    if not (fields - broad or census.by or census.values or whole):
        return False
    return not _leans_back(alone.text, language, census.conditions)


_OF_NOTHING = re.compile(r"(?:(?:is|are|was|were|be|been) (?:there|it)|there (?=(?:is|are|was|were)(?!\w)))$")
"""Words that point at nothing where they only fill a sentence: “are there”, “which one is it?”."""
_THEIR = {"their_country": ("place",), "their_field": ("theme",)}
_SAYS_NOTHING = ("kind", "period", "text")


def _leans_back(request: str, language: str, conditions: Iterable[Condition]) -> bool:
    """Whether ``request`` points at what was said before it: “in my country”, “any of them”.

    It does not where one of the ``conditions`` that it sets itself is said before those words.
    """
    folded = fold_in_place(request)
    said = [(folded.find(c.words.split()[0]), c.field) for c in conditions if c.words.split()]
    for match in cues("refers_back", language).finditer(folded):
        their = [
            fields for name, fields in _THEIR.items() if cues(name, language).match(folded, match.start())
        ]
        before = [field for at, field in said if 0 <= at < match.start()]
        held = [f for f in before if (f in their[0] if their else f not in _SAYS_NOTHING)]
        if not held and not _OF_NOTHING.search(folded[: match.end()]):
            return True
    return False


_TOTAL = re.compile(
    r"(?<!\w)(?:total|compendium|compendio|recueil|corpus|collection|coleccion|colecao)(?!\w)"
)


def _speaks_of_all(request: str, language: str) -> bool:
    """Whether ``request`` says that all records are meant: “in total”."""
    folded = fold_in_place(request)
    return bool(
        _TOTAL.search(folded) or re.search(rf"(?<!\w){any_of('cues', 'overall', language)}(?!\w)", folded)
    )


def _in_small_letters(text: str, catalog: Catalog) -> str:
    """``text`` in small letters but for the acronyms that the records know."""
    known = names_of(catalog).acronyms
    return re.sub(r"[^\W\d_]+", lambda w: w.group() if w.group() in known else w.group().lower(), text)


def _surrounds(folded: str, language: str) -> bool:
    """Whether a folded sentence says no more than who asks or what the answer is for."""
    known = _patterns(language)
    if folded.rstrip().endswith("?") or known["records"].search(folded):
        return False
    greeting = known["greets"].match(folded)
    said = folded[greeting.end() :] if greeting else folded
    if known["use"].match(said) or _only_greets(folded, language):
        return True
    opening = known["asker"].match(said)
    if not opening or known["wants"].search(said):
        return False
    return not cues("limits", language).search(said[opening.end() :])


def _only_greets(folded: str, language: str) -> bool:
    greeting = _patterns(language)["greets"].match(folded)
    return greeting is not None and not _WORDS.search(folded[greeting.end() :])


def _without_greeting(text: str, language: str) -> str:
    for name in ("greets", "bids"):
        opening = _patterns(language)[name].match(fold_in_place(text))
        mark = re.match(r"\s*[,.!;:–-]+\s*", text[opening.end() :]) if opening else None
        if opening and mark and len(_WORDS.findall(text[opening.end() + mark.end() :])) > 1:
            text = text[opening.end() + mark.end() :]
    return text


def _without_lead(text: str, language: str) -> str:
    lead = _patterns(language)["leads"].match(fold_in_place(text))
    rest = text[lead.end() :] if lead else ""
    return rest if len(_WORDS.findall(rest)) > 2 else text


def _without_occasion(text: str, language: str) -> str:
    occasion = _patterns(language)["occasion"].search(fold_in_place(text))
    if not occasion or len(_WORDS.findall(text[: occasion.start()])) < 2:
        return text
    mark = re.search(r"[?.!]?\s*$", text)
    return text[: occasion.start()].rstrip(" ,;–-") + (mark.group().strip() if mark else "")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("assistant").joinpath("data/surroundings.toml").read_text(encoding="utf-8"))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    held = {name: "|".join(of[language]) for name, of in _table().items()}
    nouns = rf"{any_of('nouns', 'several', language)}|{any_of('nouns', 'one', language)}"
    return {
        "records": re.compile(rf"(?<!\w)(?:{nouns})(?!\w)"),
        "greets": re.compile(rf"^[\W_]*(?:{held['greets']})(?!\w)"),
        "bids": re.compile(rf"^[\W_]*(?:{held['bids']})(?=\s*:)"),
        "leads": re.compile(rf"^[\W_]*(?:{held['leads']})\s*[,:]\s*"),
        "asker": re.compile(
            rf"^\W*(?:(?:and|so|y|et|e|well|ok|bueno|alors|bom)\W+)?(?:{held['asker']})(?!\w)"
        ),
        "wants": re.compile(rf"(?<!\w)(?:{held['wants']})(?!\w)"),
        "use": re.compile(rf"^\W*(?:{held['use']})(?!\w)"),
        "occasion": re.compile(
            rf"(?<!\w)(?:{held['occasion']})s?(?!\w)"
            r"(?: (?:on|about|of|in|at|with|for|to|sobre|acerca|de|del|en|con|para|sur|du|des|au|aux|a|avec|em|com|"
            r"n[oa]|d[ao]) "
            r"[^,.;:?!]{1,60})?(?=\s*[.?!]*\s*$)"
        ),
    }
