"""How a question asks for records, as regular expressions over the folded question by language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.number_words import NUMBERS
from assistant.operators import cues_of

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
_NO_NUMBER = "".join(rf"(?<!{word} )" for word in ("one", "two", "seul", "deux", "solo", "dos", "um", "dois"))
"""That no number stands before: “one other country” is none that is asked for."""

_NOT_IN_A = "".join(
    rf"(?<!{words} )"
    for words in ("in the", "on the", "en la", "en el", "dans la", "sur la", "no", "na", "da", "do")
)
"""That somebody stands in a list is not asked for as a list: “in the list of countries”."""

_ONES = {
    "en": r"those(?= (?:that|which|with|funded)(?!\w))",
    "es": r"(?:aquell|l)[ao]s(?= (?:que|con|sobre|financiad\w+)(?!\w))",
    "fr": r"(?:celles|ceux)(?= (?:qui|avec|sur|financee?s)(?!\w))",
    "pt": r"(?:aquel)?as(?= (?:que|com|sobre|financiad\w+)(?!\w))",
}
"""What stands for the records behind a comma, with the words that say which."""

_SO_MANY = rf"[2-9]|1\d|{'|'.join(word for word, value in NUMBERS.items() if value > 1)}"
VALUES = ("group", "country", "region", "theme", "funding", "partner", "author", "modality", "period", "kind")


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files("assistant").joinpath("data/requests.toml").read_text(encoding="utf-8"))


@cache
def any_of(group: str, name: str, language: str) -> str:
    """The alternatives of ``data/requests.toml`` under ``name`` in ``language``; nouns in any language."""
    table = _table()[group][name]
    known = dict.fromkeys(
        word for name in (table if group == "nouns" else [language]) for word in table[name]
    )
    return f"(?:{'|'.join(sorted(known, key=len, reverse=True))})"


@cache
def patterns(language: str) -> dict[str, re.Pattern[str]]:
    """By name the ways in which a question in ``language`` asks for records, their values or groups of them."""

    def cue(name: str) -> str:
        return any_of("cues", name, language)

    soft = any_of("nouns", "soft", language)
    soft_one = rf"(?:{soft}|{any_of('nouns', 'soft_one', language)})"
    several = rf"{any_of('nouns', 'several', language)}(?!\w){_NOT_RECORDS}"
    either = (
        rf"(?:{any_of('nouns', 'several', language)}|{any_of('nouns', 'one', language)})(?!\w){_NOT_RECORDS}"
    )
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
    number = rf"(?:\d+|{'|'.join(NUMBERS)})"
    values = "|".join(rf"(?P<v_{name}>{any_of('values', name, language)})" for name in VALUES)
    countries = any_of("values", "country", language)
    numbered = "|".join(
        rf"(?P<n_{name}>{any_of('values', name, language)})"
        for name in ("country", "partner", "theme", "funding")
    )
    leading = rf"(?:(?P<least>{cue('least_spread')})|{cue('most_spread')})"
    most = rf"(?:(?P<most>{cue('most')})|(?P<fewest>{cue('fewest')}))"
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "count": rf"(?<!\w)(?P<cue>{cue('count')})\s*{of_the}\s*{between}{several}",
            "count one": rf"(?<!\w)(?P<cue>{cue('count')})\s*{either}(?!\s+(?:is|was|has)(?!\w))",
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
                rf"(?:the |las? |los |les? |l'|as? |os )?{adjective}{soft_one}(?!\w)|"
                rf",\s+(?:{_ONES[language]})(?!\w)"
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
            "kind behind": rf"[,;:.(]\s*(?:\w+ ){{0,2}}{several}(?: \w+){{0,2}}\W*$",
            "told": (
                rf"^(?=[^?]*{determined})"
                rf"(?:\W*(?:(?:me|nos|se) )?{_POLITE}[^?]*\?\W*$|[^?]*?{asked_after}[^\w?]*$)"
            ),
            "asks first": rf"^\W*(?:(?!{several})\w+ ){{0,2}}{cue('asks_else')}(?!\w)"
            if language != "en"
            else rf"(?<!\w){cue('asks_else')}(?!\w)",
            "in any one": (
                r"(?<!\w)(?:in(?:to)?|from|by|within|among|en|dans|em|por|par|par[at]) ?"
                rf"(?:an?|any|some|una|algunas?|une|uma|algumas?|algum|numa) (?:\w+ )?{either}|"
                rf"(?<!\w)n(?:algum|alguma|uma|um|algumas|alguns) (?:\w+ )?(?:{either}|(?:{soft_one}|cooperacao)(?!\w))"
            ),
            "which of all": rf"(?<!\w){cue('which_of_all')}(?!\w)",
            "in the corpus": rf"(?<!\w){cue('in_the_corpus')}(?!\w)",
            "turns to fact": rf"(?:^|[.?!:;,()¿]|\s[–—-]\s)\W*(?:and |y |et |e )?{cue('turns_to_fact')}(?!\w)",
            "other one": rf"(?<!\w)(?:{cues_of('other_one', language)})(?!\w)",
            "asks else": rf"(?<!\w){cue('asks_else')}(?!\w)",
            "count values": rf"(?<!\w){cue('count')}\s*{of_the}\s*{between}(?:{values})(?!\w)",
            "which values": (
                rf"(?<!\w){_NO_NUMBER}(?:{cue('which')}|{_NOT_IN_A}{cue('list')})\s+{of_the}\s*{between}(?:{values})(?!\w)"
            ),
            "opens values": rf"^\W*(?:the |los |las |les |l'|os |as )?(?:\w+ ){{0,2}}?(?:{values})(?!\w)",
            "so many": (
                rf"(?<!\w)(?:{cue('list')}|{cue('recommends')})(?:-(?:me|nos|moi))?\s+(?:me |us |nos )?"
                rf"(?:just |only |any |solo |so |apenas |seulement )?"
                rf"(?P<number>{_SO_MANY})\s+(?:\w+ )?{several}(?!\s+(?:that|which|who)? ?(?:each|both))"
            ),
            "comes up": rf"(?<!\w){cue('comes_up')}(?!\w)",
            "values named": rf"(?<!\w)(?:{cue('comes_up')}|{cue('different')})(?!\w)",
            "in passing": rf"(?<!\w){cue('in_passing')}(?!\w)",
            "per": rf"(?<!\w){cue('per')}\s+(?:the |la |el |le |a |o )?(?:{values})(?!\w)(?! (?:office|team)s?)",
            "most records": rf"(?<!\w){most}\s*{between}{either}",
            "most of all": rf"(?<!\w){most}(?!\w)(?! (?:than|que|do que|de|d')\s?(?:\d|(?:{_SO_MANY})(?!\w)))",
            "number of the most": (
                rf"(?<!\w){cue('count')}\s*{of_the}\s*{between}(?:{numbered})(?!\w)[^.?!;]{{0,48}}?\s"
                rf"(?:the|la|el|le|a|o|na|no|da|do|del|du|au) (?:\w+ )?{any_of('nouns', 'one', language)}(?!\w)"
                rf"[^.?!;,]{{1,24}}?(?<!\w){most}(?:\s+\w+){{0,2}}\W*$"
            ),
            "the one with most": rf"(?<!\w)(?:the|la|el|le|a|o)\s+{either}(?=[^.?!]*{most})",
            "most countries": rf"(?<!\w){most}\s*(?:{partaking})*(?:{numbered})(?!\w)",
            "best value": rf"(?:{leading})\s*(?:{values})(?!\w)",
            "value is best": (
                rf"(?<!\w)(?:the |la |el |le |a |o |l')?(?:{values})\s+(?:that is |que |qui (?:est )?)?"
                rf"(?:{leading})(?!\w)"
            ),
            "value with most": (
                rf"(?<!\w)(?:the|la|el|le|a|o|na|no|da|do|del|du|au|l')\s*(?:{values})\s+"
                rf"(?:with|that|which|having|que|qui|con|com|avec|ayant)\s[^.?!;]{{0,40}}?{most}(?!\w)"
            ),
            "places": (
                rf"(?<!\w)(?:top|leading|first|primer[oa]s|premie?re?s|primeir[oa]s) (?P<number>{_SO_MANY})(?!\w)|"
                rf"(?<!\w)(?P<before>{_SO_MANY}) (?:top |leading |most \w+ |\w+ )??(?:{values})(?!\w)|"
                rf"(?<!\w)(?P<records>{_SO_MANY}) (?:\w+ )??{several} (?:with|that|which|having|con|que|qui|avec|com)"
                rf"\s[^.?!;,]{{0,24}}?{most}(?! (?:than|que|do que|de|d')\s?(?:\d|(?:{_SO_MANY})(?!\w)))"
            ),
            "second": (
                rf"(?<!\w)(?:second|2nd|segund[oa]|deuxieme) "
                rf"(?:most \w+ |biggest |largest |mayor |maior |plus \w+ )?(?:{values})(?!\w)|"
                r"(?<!\w)(?:second[- ](?:most|highest|largest|biggest|place|placed|ranked)|comes second|runner-up|"
                r"(?:en|em) segundo lugar|segund[oa] (?:pais|region|regiao|tema|que mas|que mais|mas|mais|mayor|maior)|"
                r"(?:en )?deuxieme|en seconde)(?!\w)"
            ),
            "count behind": rf"[:,]\W*(?:{cue('count')}|count|number|total|nombre|numero|cantidad|quantidade)\W*$",
            "shares": rf"{cue('count')}\s+(?:other |otros |d'autres |autres |outros |more )?(?:\w+ )?{countries}(?!\w)",
            "any one": rf"(?<!\w)(?:an?|any|some|algun[oa]?s?|una?|une|uma?|alguma?s?)\s(?:\w+ )?{either}",
            "opens one": rf"^\W*(?:the |la |el |l'|le |a |o )?(?:\w+ )?{either}",
            "which names": (
                rf"(?<!\w){cue('which')} (?:\w+ ){{0,2}}?"
                r"(?:names?|lists?|cites?|nombra|menciona|nomme|nomeia|cita)(?!\w)"
            ),
            "largest": (
                r"(?<!\w)(?:biggest|largest|widest|broadest|mayor|mas (?:grande|ampli[oa])|plus (?:grande?|large)|"
                rf"maior|mais ampl[oa])(?!\w)[^.?!;]{{0,48}}?(?:by|in|por|en|par|em|segun) (?:the |el |le |o )?"
                rf"(?:(?:number|numero|nombre|cantidad|quantidade) (?:of |de |d')\s?{countries}|country count)(?!\w)"
            ),
            "in one only": (
                rf"(?<!\w)(?:in|en|dans|em|n[ao]) (?:a |just |only |solo |so |seulement |apenas )*"
                rf"(?:one|single|una?|sola|une?|seule?|uma?|unica)(?: single| sola| seule| so| unica)? {either}"
            ),
            "often": (
                rf"(?<!\w)(?:{cue('often')}\s+{number}|{number}\s+(?:or more|o mas|ou plus|ou mais))\s+{either}|"
                rf"(?<!\w){number}\s+{either}\s+(?:or more|o mas|ou plus|ou mais|at least)(?!\w)"
            ),
        }.items()
    }


def value_in(match: re.Match[str]) -> str:
    """The field whose values ``match`` names."""
    return next(name for name in VALUES if match[f"v_{name}"])


def numbered_in(match: re.Match[str]) -> str:
    """The field of which ``match`` speaks of the most or the fewest values."""
    return next(name for name in VALUES if match.groupdict().get(f"n_{name}"))
