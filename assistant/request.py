"""Whether a question asks for records — which, how many, the most — rather than for a fact in one of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from assistant.operators import cues_of
from assistant.small_numbers import NUMBERS, value_of

_FREE = r"(?:[\w'’/&+-]+,?\s+)"
_STOPS = (
    "of|de|du|des|do|da|in|by|from|with|for|at|on|to|did|does|do|was|were|is|are|has|have|had|who|how|where|when|why|people|persons|"
    "participants|kinds?|types?|sorts?|ways?|un|una|ont|a|sont|est|par|pour|dans|avec|en|por|para|con|com|son|fueron|foram|"
    "quienes|qui|personas|personnes|pessoas|tipos?"
)
_ARTICLES = "the|a|an|this|that|its|their|your"
_NOT_RECORDS = r"(?!\s*(?:number|(?:no\.|n[o°])\s*\d|#|\d{1,3}(?!\d))|-)"
_DETERMINER = (
    r"(?<!\w)(?:the|these|those|all|any|some|las?|los|les|des|ces|l'|as|os|unas|unos|algun[oa]s|umas|estas|essas|"
    r"das|dos)"
)
_POLITE = r"(?:(?:could|can|would) (?:you|we|i)|please|podr\w+|puede[ns]?|pourr\w+|pouvez-vous|poder\w+|podem?)(?!\w)"
_SO_MANY = rf"[2-9]|1\d|{'|'.join(word for word, value in NUMBERS.items() if value > 1)}"
VALUES = ("country", "region", "theme", "funding", "period", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Records that a question asks for.

    ``counts`` says that a number is wanted; ``several`` that more than one record can be the answer, ``sure``
    that no fact within one record can be meant, ``keywords`` that it only begins with the word for them, ``softly``
    that the word for them can stand for much else (“experiences”), ``loosely`` that records are only spoken of.
    ``values`` is the field whose values are asked for instead of records (``country``: “which countries …”),
    ``by`` the field that they are to be grouped by, ``order`` 1 for the most, -1 for the fewest.
    ``of_countries`` says that the order is that of the number of countries of a record, ``at_most`` how many
    records are wanted (“give me three …”), ``passing`` that records are not named at all (“mentioned anywhere”).
    """

    counts: bool
    several: bool = True
    keywords: bool = False
    sure: bool = False
    softly: bool = False
    loosely: bool = False
    values: str | None = None
    by: str | None = None
    order: int = 0
    of_countries: bool = False
    at_most: int | None = None
    passing: bool = False


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files("assistant").joinpath("data/requests.toml").read_text(encoding="utf-8"))


@cache
def _any(group: str, name: str, language: str) -> str:
    table = _table()[group][name]
    known = dict.fromkeys(
        word for name in (table if group == "nouns" else [language]) for word in table[name]
    )
    return f"(?:{'|'.join(sorted(known, key=len, reverse=True))})"


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    def cue(name: str) -> str:
        return _any("cues", name, language)

    soft = _any("nouns", "soft", language)
    soft_one = rf"(?:{soft}|{_any('nouns', 'soft_one', language)})"
    several = rf"{_any('nouns', 'several', language)}(?!\w){_NOT_RECORDS}"
    either = rf"(?:{_any('nouns', 'several', language)}|{_any('nouns', 'one', language)})(?!\w){_NOT_RECORDS}"
    stops = f"{_STOPS}|{_ARTICLES}" if language == "en" else _STOPS
    between = rf"(?:(?!(?:{stops})\b){_FREE}){{{{0,{6 if language == 'en' else 2}}}}}?".replace(
        "{{", "{"
    ).replace("}}", "}")
    few = rf"(?:(?!(?:{stops})\b){_FREE}){{{{0,{6 if language == 'en' else 1}}}}}?".replace(
        "{{", "{"
    ).replace("}}", "}")
    adjective = rf"(?:(?!(?:{stops})\b){_FREE}){{0,2}}?" if language == "en" else ""
    determined = rf"{_DETERMINER}\s?(?:[\w'-]+ )?{several}"
    partaking = (
        "number of |different |participating |partner |distintos |differents |diferentes |particip\\w+ "
    )
    bare = r"(?:which(?: ones)?|what|cuales|lesquel(?:le)?s|quels|quelles|quais)(?: \w+){0,3}"
    asked_after = rf"(?:[:;.,]\s*¿?\s*(?:{bare})\s*\?)?"
    of_the = (
        r"(?:(?:of|de|d'|des|das|dos|entre|parmi) )?"
        r"(?:(?:the|these|those|all|your|our|las|los|les|as|os|l'|ces) ?)*"
    )
    which_of = r"(?:of (?:the|these|those|all|your|our) )?" if language == "en" else of_the
    number = r"(?:\d+|[a-z]+)"
    values = "|".join(rf"(?P<v_{name}>{_any('values', name, language)})" for name in VALUES)
    most = rf"(?:(?P<most>{cue('most')})|(?P<fewest>{cue('fewest')}))"
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "count": rf"(?<!\w)(?P<cue>{cue('count')})\s*{of_the}\s*{between}{several}",
            "count then verb": rf"(?<!\w)(?P<cue>{cue('count_then_verb')})(?!\w)",
            "which": rf"(?<!\w)(?P<cue>{cue('which')})\s+{which_of}\s*{between}{several}",
            "which soft": rf"(?<!\w)(?!whose)(?P<cue>{cue('which')})\s+{which_of}\s*{between}{soft}(?!\w)",
            "list soft": rf"(?<!\w)(?P<cue>{cue('list')})\s+{of_the}\s*{between}{soft}(?!\w)",
            "count soft": rf"(?<!\w)(?P<cue>{cue('count')})\s*{of_the}\s*{between}{soft}(?!\w)",
            "exists soft": (
                rf"(?<!\w)(?P<cue>{cue('exists')})\s+(?:an? |any |some |una? |uma? |une? |d')?{of_the}\s*"
                rf"{between}{soft_one}(?!\w)"
            ),
            "opens soft": (
                rf"(?:^|[:;.!?])\W*(?!whose|{cue('which')}|{cue('asks_else')})"
                rf"(?:the |las? |los |les? |l'|as? |os )?{adjective}{soft_one}(?!\w)"
            ),
            "among soft": (
                rf"(?<!\w)(?:among|within|parmi|d'entre|de entre|entre|dentre) "
                rf"(?:all )?(?:the|these|those|your|las|los|les|as|os|ces|vos|estas|estos|estes) {between}{soft}(?!\w)"
            ),
            "counts": rf"(?<!\w){cue('count')}(?!\w)",
            "which one": rf"(?<!\w)(?P<cue>{cue('which')})\s+{which_of}\s*{few}{either}",
            "list": rf"(?<!\w)(?P<cue>{cue('list')})\s+{of_the}\s*{between}{several}",
            "every": (
                r"(?<!\w)(?P<cue>every|any|each|another|cada|chaque|algun[oa]?|alguma?|une autre)\s+"
                rf"{between}{either}"
            ),
            "exists": rf"(?<!\w)(?P<cue>{cue('exists')})\s+(?:an? |any |some )?{of_the}\s*{between}{either}",
            "opens": rf"^\W*(?:the |las |los |les |as |os |l')?{between}{several}",
            "anything": rf"(?<!\w)(?P<cue>{cue('anything')})\s+{cue('on')}(?!\w)(?!\s+{cue('no_subject')}(?!\w))",
            "asking": rf"(?<!\w)(?:{cue('list')}|{cue('anything')}|{cue('recommends')})(?!\w)",
            "takes part": rf"(?<!\w){cue('takes_part')}",
            "among them": rf"(?<!\w){cue('among_them')}(?!\w)",
            "records": rf"(?<!\w){either}",
            "soft": rf"(?<!\w){soft_one}(?!\w)",
            "plural": rf"(?<!\w)(?<!por )(?<!par )(?<!basad[ao] en )(?<!baseada em ){several}",
            "told": (
                rf"^(?=[^?]*{determined})"
                rf"(?:\W*(?:(?:me|nos|se) )?{_POLITE}[^?]*\?\W*$|[^?]*?{asked_after}[^\w?]*$)"
            ),
            "asks first": rf"^\W*(?:\w+ ){{0,2}}{cue('asks_else')}(?!\w)"
            if language != "en"
            else rf"(?<!\w){cue('asks_else')}(?!\w)",
            "in any one": (
                r"(?<!\w)(?:in(?:to)?|from|by|within|among|en|dans|em|por|par|par[at]) ?"
                rf"(?:an?|any|some|una|algunas?|une|uma|algumas?|numa) (?:\w+ )?{either}"
            ),
            "which of all": rf"(?<!\w){cue('which_of_all')}(?!\w)",
            "in the corpus": rf"(?<!\w){cue('in_the_corpus')}(?!\w)",
            "turns to fact": rf"(?:^|[.?!:;,()¿]|\s[–—-]\s)\W*(?:and |y |et |e )?{cue('turns_to_fact')}(?!\w)",
            "other one": rf"(?<!\w)(?:{cues_of('other_one', language)})(?!\w)",
            "asks else": rf"(?<!\w){cue('asks_else')}(?!\w)",
            "count values": rf"(?<!\w){cue('count')}\s*{of_the}\s*{between}(?:{values})(?!\w)",
            "which values": rf"(?<!\w)(?:{cue('which')}|{cue('list')})\s+{of_the}\s*{between}(?:{values})(?!\w)",
            "opens values": rf"^\W*(?:the |los |las |les |l'|os |as )?(?:\w+ ){{0,2}}?(?:{values})(?!\w)",
            "so many": (
                rf"(?<!\w)(?:{cue('list')}|{cue('recommends')})(?:-(?:me|nos|moi))?\s+(?:me |us |nos )?"
                rf"(?:just |only |any |solo |so |apenas |seulement )?"
                rf"(?P<number>{_SO_MANY})\s+(?:\w+ )?{several}(?!\s+(?:that|which|who)? ?(?:each|both))"
            ),
            "in passing": rf"(?<!\w){cue('in_passing')}(?!\w)",
            "per": rf"(?<!\w){cue('per')}\s+(?:the |la |el |le |a |o )?(?:{values})(?!\w)",
            "most records": rf"(?<!\w){most}\s*{between}{either}",
            "most of all": rf"(?<!\w){most}(?!\w)",
            "the one with most": rf"(?<!\w)(?:the|la|el|le|a|o)\s+{either}(?=[^.?!]*{most})",
            "most countries": rf"(?<!\w){most}\s*(?:{partaking})*{_any('values', 'country', language)}(?!\w)",
            "often": rf"(?<!\w){cue('often')}\s+{number}\s+{either}",
        }.items()
    }


def find_request(folded: str, language: str) -> Request | None:
    """The request for records in a folded question, or ``None``."""
    request = _found(folded, language)
    if request is None or request.counts or request.by or request.values:
        return request
    wanted = _patterns(language)["so many"].search(folded)
    return replace(request, at_most=value_of(wanted["number"])) if wanted else request


def _found(folded: str, language: str) -> Request | None:
    known = _patterns(language)
    by, order = _grouping(folded, known)
    if known["most countries"].search(folded) and (
        known["which one"].search(folded)
        or known["the one with most"].search(folded)
        or (known["records"].search(folded) and known["which of all"].search(folded))
    ):
        best = known["most countries"].search(folded)
        return Request(
            counts=False, sure=True, by="country", order=1 if best and best["most"] else -1, of_countries=True
        )
    if by is not None:
        return Request(counts=bool(known["count"].search(folded)), sure=True, by=by, order=order)
    values = known["count values"].search(folded) or known["which values"].search(folded)
    if values and known["plural"].search(folded, values.end()):
        field = next(name for name in VALUES if values[f"v_{name}"])
        counted = bool(known["count values"].search(folded))
        if field not in ("kind", "period"):
            return Request(counts=counted, sure=counted, values=field)
    if known["count"].search(folded):
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
    if (known["records"].search(folded) and known["which of all"].search(folded)) or known[
        "in the corpus"
    ].search(folded):
        return Request(counts=False, several=False, loosely=True)
    if known["other one"].search(folded) or known["in any one"].search(folded):
        return Request(counts=False, several=False, loosely=True)
    return None


def _parts(folded: str) -> list[str]:
    """The sentences and bracketed remarks of a folded question."""
    return [part for part in re.split(r"[.?!()]+(?:\s|$)|\s[(]", folded) if part.strip()]


_SOFTLY = ("among soft", "which soft", "list soft", "count soft", "exists soft", "opens soft")


_ORDER = (
    "count",
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
    known = _patterns(language)
    for name in _ORDER:
        match = known[name].search(folded)
        if match:
            nouns = list(known["soft" if name in _SOFTLY else "records"].finditer(match.group()))
            start = match.end("cue") if "cue" in match.groupdict() else match.start()
            begins = match.start("cue") if "cue" in match.groupdict() else start
            return begins, start, match.start() + nouns[-1].start() if nouns else match.end()
    noun = known["records"].search(folded)
    if noun and known["told"].match(folded) and not known["asks else"].search(folded):
        return noun.start(), noun.start(), noun.start()
    return 0, 0, noun.start() if noun else 0


def asking_words(folded: str, language: str) -> list[tuple[int, int]]:
    """Where the words stand by which records can be asked for in a folded question: “I need”, “whatever there is”."""
    return [match.span() for match in _patterns(language)["asking"].finditer(folded)]


def soft_noun(folded: str, language: str) -> tuple[int, int]:
    """Where the word stands that stands for the records in a folded question that asks for them softly."""
    known = _patterns(language)
    match = next((found for name in _SOFTLY if (found := known[name].search(folded))), None)
    if match is None:
        return 0, 0
    last = [*known["soft"].finditer(folded, match.start(), match.end())][-1]
    return last.span()


def asks_among(folded: str, language: str) -> bool:
    """Whether a folded question asks for some of the records that were spoken of: “which of them”."""
    return bool(_patterns(language)["among them"].search(folded))


def names_records(folded: str, language: str) -> bool:
    """Whether a folded question speaks of records in the plural at all."""
    return bool(_patterns(language)["plural"].search(folded))


def _grouping(folded: str, known: dict[str, re.Pattern[str]]) -> tuple[str | None, int]:
    """The field that records are to be grouped by, and whether the most (1) or the fewest (-1) are wanted."""
    per = known["per"].search(folded)
    if per and known["records"].search(folded):
        most = known["most of all"].search(folded)
        return _value(per), 0 if not most else 1 if most["most"] else -1
    asked = known["which values"].search(folded) or known["count values"].search(folded)
    values = asked or known["opens values"].match(folded)
    if values is None or not known["records"].search(folded):
        return None, 0
    most = known["most records"].search(folded) or known["most of all"].search(folded, values.end())
    if most:
        return _value(values), 1 if most["most"] else -1
    if known["often"].search(folded):
        return _value(values), 0
    return None, 0


def _value(match: re.Match[str]) -> str:
    return next(name for name in VALUES if match[f"v_{name}"])
