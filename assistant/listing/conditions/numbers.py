"""Conditions on how many countries take part: “more than five countries”, “un solo país”, “no country”."""

from __future__ import annotations

import re
from functools import cache

from assistant.listing.conditions.areas import names_area, names_region
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.number_words import NUMBERS, value_of
from assistant.operators import cues, cues_of
from assistant.words import fold
from ingest.gazetteer import find_mentions

COUNTRIES = r"(?:countr(?:y|ies)|nations?|pais(?:es)?|pays)"
_BETWEEN = (
    r"\s+(?:(?:of|de|the|a|an|un|una|une|um|uma|different|individual|specific|particular|single|distintos|differents|"
    r"diferentes|other|otro|otros|autres?|outros?|more|participating|partner|involved|listed|named|different\w*|"
    r"particip\w+|toma\w*|take|part|parte|soci[oa]s?|parceiros|partenaires|miembros|membros|membres)\s+){0,3}"
)
_AFTER = (
    r"(?:\s+(?:particip\w+|involved|listed|named|in it|on board|partenaires?|membres?|socios?|parceiros?|implicad[oa]s|"
    r"envolvid[oa]s|impliques|associes|concernes|nombrad[oa]s|mencionad[oa]s|mentionnes|differents|distintos|diferentes))?"
)
_LEAD = _BETWEEN.replace(r"\s+", r"(?:\s+|(?<=qu'))", 1)

_OTHER = re.compile(r"(?<!\w)(?:other|otr[oa]s?|autres?|outr[oa]s?)(?!\w)")
NUMBER = rf"\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|single|a|solo|seul|unico"
_RANGE = (
    rf"(?<!\w)(?:(?:between|from|entre|de|d')\s+(?P<from>{NUMBER})\s+(?:and|to|y|et|e|a)\s+|"
    rf"(?P<low>(?!\d{{3}})(?:{NUMBER}))(?:\s+(?:to|or|a|o|u|ou)\s+|\s*[–-]\s*))(?P<to>{NUMBER}){_BETWEEN}"
)
_FUNDERS = (
    r"(?:sources? of (?:funding|funds|money|finance)|funding sources?|funders?|donors?|"
    r"fuentes? de (?:financi\w+|fondos)|financiador(?:es)?|donantes?|sources? de financement|"
    r"bailleurs?(?: de fonds)?|financeurs?|"
    r"fontes? de (?:financi\w+|recursos|fundos)|doador(?:es)?)"
)
_REGIONS = r"(?:world )?regi(?:ons?|ones|oes)"
_PARTNERS = (
    r"(?:partners?(?! countr| states| nations)(?: institutions?| organi[sz]ations?)?|"
    r"(?:institucion(?:es)? |organizacion(?:es)? )?soci[oa]s?|partenaires?|(?:instituic(?:ao|oes) )?parceir[oa]s?)"
)
_AUTHORS = r"(?:authors?|autor(?:es|as?)?|auteure?s?)"
_COUNTED = (
    ("country", COUNTRIES),
    ("funding", _FUNDERS),
    ("country region", _REGIONS),
    ("partner", _PARTNERS),
    ("author", _AUTHORS),
)
_OF_A_REGION = re.compile(
    r"(?<!\w)(?:african|arab|asian|latin|american|european|caribbean|pacific|african[oa]s?|arabes?|"
    r"asiatic[oa]s?|european?[oa]s?|africaine?s?|asiatiques?|europeenne?s?|europeens?|american[oa]s?|americaine?s?)(?!\w)"
)
_ORDER = ("no_number", "single", "at_most", "at_least", "more", "fewer", "exactly")


def bounded(name: str, number: int) -> tuple[int, int | None]:
    """The least and most that the cue ``name`` before ``number`` allows."""
    return {
        "more": (number + 1, None),
        "at_least": (number, None),
        "fewer": (0, number - 1),
        "at_most": (0, number),
    }.get(name, (number, number))


_FIXED = {"no_number": 0, "single": 1}
"""The bounds that say their number themselves."""


@cache
def _ranged(nouns: str) -> re.Pattern[str]:
    return re.compile(_RANGE + nouns + r"(?!\w)")


def bound_on(nouns: str, name: str, language: str) -> str:
    """The pattern by which the cue ``name`` bounds what ``nouns`` match, its number in the group ``number``."""
    bounds = cues_of(name, language)
    number = (
        "" if name in _FIXED else rf"{_LEAD}(?P<number>{NUMBER})(?:\s+(?:or|o|u|ou|to)\s+(?P<to>{NUMBER}))?"
    )
    return rf"(?<!\w)(?:{bounds}){number}{_BETWEEN}{nouns}(?!\w)(?! pairs?){_AFTER}(?: at all)?"


@cache
def _bound_on(nouns: str, name: str, language: str) -> re.Pattern[str]:
    return re.compile(bound_on(nouns, name, language))


def read_numbers(unread: Unread) -> None:
    """The bounds on the number of countries and of funders in ``unread``."""
    for field, nouns in _COUNTED:
        for match in _ranged(nouns).finditer(unread.left):
            low, high = value_of(match["from"] or match["low"]), value_of(match["to"])
            unread.add_plain(Condition(field=field, least=low, most=high, words=match.group()))
            unread.blank(*match.span())
        for name in _ORDER:
            fixed = _FIXED.get(name)
            for match in _bound_on(nouns, name, unread.language).finditer(unread.left):
                if name == "no_number" and field == "country" and _of_a_part(unread, match.end()):
                    continue
                if name == "no_number" and field == "funding" and _OTHER.search(match.group()):
                    continue
                value = value_of(match.group("number")) if fixed is None else fixed
                least, most = bounded(name, value)
                if fixed is None and match["to"] and name == "exactly":
                    most = value_of(match["to"])
                end = match.end()
                if re.search(r"\b(?:other|otros?|autres?|outros?)\b", match.group()) and field == "country":
                    least, most = least + 1, None if most is None else most + 1
                beside = _BESIDE.search(unread.left[: match.start()])
                more = _MORE.match(unread.left, end) if name == "single" else None
                end = more.end() if more else end
                if (
                    name == "single"
                    and field == "country"
                    and (beside or more or _PARTNER.search(match.group()))
                ):
                    named = find_mentions(unread.text, adjectives=True)
                    least, most = (2, 2) if named else (least, most)
                if name in ("more", "at_least", "fewer") and _is_denied(unread, match.start(), end):
                    least, most = (0, least - 1) if most is None else (most + 1, None)
                start = match.start()
                behind = _also_behind(unread, end, "least" if name in ("fewer", "at_most") else "most")
                before = _also_before(unread, start) if name in ("fewer", "at_most") else None
                if behind and name in ("fewer", "at_most"):
                    least, end = bounded(*behind[:2])[0], behind[2]
                elif behind and name in ("more", "at_least"):
                    most, end = bounded(*behind[:2])[1], behind[2]
                elif before:
                    least, start = bounded(*before[:2])[0], before[2]
                unread.add_plain(Condition(field=field, least=least, most=most, words=match.group()))
                unread.blank(start, end)
    _bounded_behind(unread)
    _plain_number(unread)
    if any(condition.field == "country" for condition in unread.conditions):
        for match in _BILATERAL.finditer(unread.left):
            unread.blank(*match.span())


def _is_denied(unread: Unread, start: int, end: int) -> bool:
    """Whether records within the bound from ``start`` to ``end`` are those that are not wanted."""
    before = re.split(r"[.;:?!]", unread.folded[:start])[-1]
    after = re.split(r"[.;:?!]", unread.folded[end:])[0]
    return bool(
        cues("denies", unread.language).search(before)
        or cues("denies_after", unread.language).match(after.lstrip(" ,"))
    )


def _of_a_part(unread: Unread, at: int) -> bool:
    """Whether the countries that end at ``at`` are those of a part of the world: “no country of the Gulf”."""
    behind = unread.text[at : at + _NEAR]
    named = _SMALL.sub("", behind)
    return any(m.start < _FIRST for m in find_mentions(named, adjectives=True)) or any(
        names_region(fold(text)) or names_area(fold(text)) for text in (behind, behind.strip(), named)
    )


_SMALL = re.compile(
    r"^\s*(?:(?:of|from|in|del?|d[aeo]s?|des|du|d')\s*)?(?:(?:the|la|las|el|los|les?|l'|o|os|as?)\s+)?"
)
_NEAR, _FIRST = 32, 2
_PARTNER = re.compile(r"(?<!\w)(?:partner|soci[oa]|parceir[oa]|partenaire)(?!\w)")
"""What says that the countries are counted beside the one that is named: “Brazil with a single partner country”."""
_MORE = re.compile(r"\s+(?:mas|mais|more|de plus|en plus|beside|besides|otro|autre|outro)(?!\w)")
"""Behind “a single country”: beside the one that is named."""
_BESIDE = re.compile(
    r"(?<!\w)(?:cooper\w+|coll?abor\w+|work\w*|trabaj\w+|trabalh\w+|travaill\w+|partner\w*) (?:with|con|avec|com)\s+$"
)
_BILATERAL = re.compile(r"(?<!\w)(?:purely |strictly |puramente |purement )?bilatera(?:l|les|is|le|ux)(?!\w)")
"""What says once more how many countries there are."""
_NAMES = r"(?<!\w)(?:name|list|mention|nombr|mencion|indic|cit|nomm|nome|enumer|point|identif|specif|especif)\w*\s+"
_ANY = r"(?:some|any|an?|one|specific|particular|algun|un|une|quelque|algum|um)"
_SET = r"(?:concret\w+|especific\w+|precis[oae]\w*|determinad\w+|specific|particular|individual|actual)"
_OF_TWO = re.compile(
    r"(?<!\w)(?:practices?|practicas?|pratiques?|praticas?|projects?|proyectos?|projets?|projetos?|initiatives?|"
    r"iniciativas?)\s+(?P<two>bilatera(?:les|les|is|l|ux))(?!\w)|"
    r"(?<!\w)(?P<before>bilateral)\s+(?:good )?(?:practices?|projects?|initiatives?)(?!\w)|"
    r"^\W*(?P<alone>bilatera(?:les|is|l|ux))\s*[:,]"
)
"""Records of two countries: “bilateral practices”."""
_NAMED = re.compile(
    rf"{_NAMES}(?:\w+(?:ly|mente?)\s+)?(?:a\s+|(?:at least|al menos|au moins|pelo menos|ao menos)\s+)?"
    rf"(?:{_ANY}\s+(?:\w+\s+)?{COUNTRIES}|(?:des |les |los |os )?{COUNTRIES}\s+{_SET}|{_SET}\s+{COUNTRIES}|"
    rf"(?:des |algunos |alguns )?{COUNTRIES}(?=\s*[,.;?]|$)|"
    rf"{COUNTRIES} (?:by name|por su nombre|par leur nom|pelo nome|nommement))(?!\w)|"
    rf"(?<!\w)(?:with|con|avec|com)\s+(?:(?:named|listed)\s+{COUNTRIES}|{COUNTRIES}\s+(?:named|listed|nombrad|mencionad|"
    rf"indicad|nomm|mentionn|indiqu|nomead|citad|cite|listad)\w*)(?!\w)"
)
"""That a record names a country at all."""


_ONE_MORE = re.compile(
    rf"(?<!\w)(?:with|con|com|avec|et|y|e|and|plus|mas|mais|beside|besides)\s+"
    rf"(?:(?:just|only|exactly|solo|solamente|so|somente|apenas|seulement|exactement|un seul|juste)\s+)*"
    rf"(?:(?P<more>one|a|un|uno|una|um|une|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d+)\s+"
    rf"(?:more|other|further|single other|otros?|autres?|outros?|mas|mais)|"
    rf"(?:another|otro|outro|mais um|mas un|other single|un seul autre)|"
    rf"(?:otros|autres|d'autres|outros|les|os|los)\s+(?P<others>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d+)"
    rf"(?:\s+(?:otros|autres|outros))?|(?P<partner>one|a single|a)(?=\s+partner))\s+(?:\w+\s+)?{COUNTRIES}(?!\w)"
    rf"(?:\s+(?:mas|mais|more|only|seulement|solamente|apenas))?"
)
"""So many countries beside the one that is named: “with just one more country”."""


def _bounded_behind(unread: Unread) -> None:
    """Bounds that stand behind the number or the countries: “ten countries or more”, “países: cinco o más”."""
    if any(condition.field == "country" for condition in unread.conditions):
        return
    for name in ("at_least", "at_most"):
        behind = cues_of(f"{name}_after", unread.language)
        number = rf"(?P<number>{NUMBER})"
        nouns = rf"(?:{COUNTRIES}|(?P<region>{_REGIONS})|(?P<partner>{_PARTNERS}))"
        for pattern in (
            rf"(?<!\w){number}{_BETWEEN}{nouns}{_AFTER}\s*,?\s*(?:{behind})(?!\w)",
            rf"(?<!\w){number}\s+(?:{behind}){_BETWEEN}{nouns}(?!\w){_AFTER}",
            *((rf"(?<!\w){number}\s?[+]\s*{nouns}(?!\w){_AFTER}",) if name == "at_least" else ()),
        ):
            match = re.search(pattern, unread.left)
            if match:
                least, most = bounded(name, value_of(match["number"]))
                field = "country region" if match["region"] else "partner" if match["partner"] else "country"
                unread.add_plain(Condition(field=field, least=least, most=most, words=match.group()))
                unread.blank(*match.span())
                return
    match = _ONE_MORE.search(unread.left)
    if match and find_mentions(unread.text, adjectives=True):
        value = 1 + value_of(match["more"] or match["others"] or "one")
        unread.add_plain(Condition(field="country", least=value, most=value, words=match.group()))
        unread.blank(*match.span())


def _plain_number(unread: Unread) -> None:
    """So many countries as are named without a bound: “with three countries”, “three countries, no more no less”."""
    if any(condition.field == "country" for condition in unread.conditions):
        return
    named = _NAMED.search(unread.left)
    if named:
        unread.add_plain(Condition(field="country", least=1, words=named.group()))
        unread.blank(*named.span())
        return
    after = cues_of("exactly_after", unread.language)
    with_ = r"with|of|involving|between|among|con|de|entre|avec|com|reun\w+|have|has|tienen?|tem|ont|a|"
    with_ += (
        r"involves?|includes?|unites?|envolv\w+|inclu\w+|abrang\w+|abarc\w+|junt\w+|involucr\w+|impliqu\w+|"
    )
    with_ += r"rassembl\w+|associ\w+|compt\w+|cuent\w+|cont\w+|list\w+|count"
    number = rf"(?P<number>\d+|{'|'.join(word for word in NUMBERS if NUMBERS[word] > 1)})"
    for pattern in (
        rf"(?<!\w){number}{_BETWEEN}(?:{COUNTRIES}|(?P<partner>{_PARTNERS}))\s*[,(]?\s*(?:{after})(?!\w)",
        rf"(?<!\w)(?:{with_})\s+{number}\s+(?:{COUNTRIES}|(?P<partner>{_PARTNERS}))(?!\w)",
        rf"(?<!\w){number}-(?:country|nation)(?!\w)(?:\s+ones?)?",
        rf"(?<!\w)(?P<number>pair|trio|quartet|cuarteto|quatuor|quarteto|paire)\s+(?:of|de)\s+{COUNTRIES}(?!\w)",
    ):
        match = re.search(pattern, unread.left)
        if match:
            value = value_of(match["number"])
            field = "partner" if match.groupdict().get("partner") else "country"
            unread.add_plain(Condition(field=field, least=value, most=value, words=match.group()))
            unread.blank(*match.span())
            return
    two = _OF_TWO.search(unread.left)
    if two:
        said = two.lastgroup or "two"
        unread.add_plain(Condition(field="country", least=2, most=2, words=two[said]))
        unread.blank(*two.span(said))


_BUT = r"(?:but|and|pero|y|mais|et|mas|e)"
_SIDES = {"least": ("at_least", "more"), "most": ("at_most", "fewer")}


def _also_behind(unread: Unread, at: int, side: str) -> tuple[str, int, int] | None:
    """The bound on the other ``side`` that follows one, its number, and where it ends: “(but at least one)”."""
    for name in _SIDES[side]:
        match = re.match(
            rf"[\s(,]*{_BUT}?\s*(?:{cues_of(name, unread.language)})\s+(?P<number>{NUMBER})\b\)?",
            unread.left[at:],
        )
        if match:
            return name, value_of(match["number"]), at + match.end()
    return None


def _also_before(unread: Unread, at: int) -> tuple[str, int, int] | None:
    """The lower bound that stands before an upper one, and where it begins: “more than five but fewer than …”."""
    for name in _SIDES["least"]:
        match = re.search(
            rf"(?<!\w)(?:{cues_of(name, unread.language)})\s+(?P<number>{NUMBER})\s*,?\s*{_BUT}\s+$",
            unread.left[:at],
        )
        if match:
            return name, value_of(match["number"]), match.start()
    return None
