"""Conditions that ``data/facets.toml`` knows the words of: themes, ways of working, regions, periods, kinds."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.operators import joint
from ingest.records import RecordKind

_OF_COUNTRIES = re.compile(
    r"(?:countr(?:y|ies)|nations?|states|pais(?:es)?|pays) (?:in|of|from|across|del?|d[ao]s?|d'|en|em|du|des) ?"
    r"(?:the |las? |los |l'|les |os |as )?$"
)
_BOTH = re.compile(
    r"(?<!\w)(?:both|between|entre|tanto|a la fois|a la vez)\s(?:in |from |en |de |na |no |em )?"
    r"(?:the |la |el |l'|las |les |a |as |o )?$"
)
"""What says that two regions take part together: “between Latin America and Africa”."""
_COUNTRIES_AFTER = re.compile(r"\s+(?:countr\w*|nations?|member\w*)")
_COUNTRIES_BEFORE = re.compile(r"(?:pais(?:es)?|pays|nac(?:iones|oes)|nations) $")


@cache
def patterns(field: str) -> dict[str, re.Pattern[str]]:
    """For each value of ``field`` the words that name it."""
    tables = tomllib.loads(files("assistant").joinpath("data/facets.toml").read_text(encoding="utf-8"))
    return {
        value: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(cues, key=len, reverse=True))})(?!\w)")
        for value, cues in tables[field].items()
    }


def read_themes_and_modalities(unread: Unread) -> None:
    """The themes and ways of working that ``unread`` names, the longest name first: a “digital platform” is one."""
    found = [(*item, field) for field in ("theme", "modality") for item in _found(unread, field)]
    for start, end, _, _ in tuple(found):
        found = [f for f in found if not (start <= f[0] and f[1] <= end and f[1] - f[0] < end - start)]
    for start, end, value, field in sorted(found, key=lambda item: (item[3] == "modality", item[0])):
        if unread.is_free(start, end):
            unread.add(field, [value], start, end)


def read_table(unread: Unread, field: str) -> None:
    """The values of ``field`` that ``unread`` names; where two overlap, the one with more words."""
    for start, end, value in _found(unread, field):
        unread.add(field, [value], start, end)


_PRONOUNS = frozenset({"ils"})
"""Small words that are acronyms only in capitals: “ont-ils”, “ILS”."""


def _found(unread: Unread, field: str) -> list[tuple[int, int, str]]:
    found = [
        (match.start(), match.end(), value)
        for value, pattern in patterns(field).items()
        for match in pattern.finditer(unread.left)
        if unread.text[slice(*match.span())] not in _PRONOUNS
    ]
    chosen: list[tuple[int, int, str]] = []
    for start, end, value in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, value))
    return sorted(chosen)


def read_regions(unread: Unread) -> None:
    """The regions of ``unread``: the heading that a record stands under, or that of its countries."""
    past = -1
    found = _found(unread, "region")
    for start, end, value in found:
        joined = past >= 0 and bool(joint("and", unread.language).fullmatch(unread.folded[past:start]))
        before, after = unread.folded[:start], unread.folded[end:]
        both = _BOTH.search(before) and any(
            joint("and", unread.language).fullmatch(unread.folded[end:other]) for other, _, _ in found
        )
        named = unread.folded[start:end]
        arab_states = re.search(r"states|estados|etats|region|mena", named)
        of_countries = (
            joined
            or both
            or _OF_COUNTRIES.search(before)
            or _COUNTRIES_AFTER.match(after)
            or _COUNTRIES_BEFORE.search(before)
            or (value == "Arab States" and not arab_states)
        ) and value != "Global"
        past = end if of_countries else -1
        unread.add("country region" if of_countries else "region", [value], start, end)
        for match in _COUNTRIES_AFTER.finditer(after):
            if match.start() == 0:
                unread.blank(end, end + match.end())


def read_period_and_kind(unread: Unread) -> None:
    """The biennia and the kinds of record that ``unread`` names."""
    read_table(unread, "period")
    kinds = _found(unread, "kind")
    for start, end, _ in kinds:
        denied = _DENIED.search(unread.folded[:start])
        unread.blank(denied.start() if denied else start, end)
    kept = [found for found in kinds if not _is_denied(unread, *found[:2])]
    aside = [_PUT_ASIDE.search(unread.folded[:start]) for start, _, _ in kinds]
    if kinds and not kept and all(aside):
        others = [value for value in patterns("kind") if value not in {named for _, _, named in kinds}]
        kept = [(start, end, value) for start, end, _ in kinds[:1] for value in others]
    kinds = kept or kinds
    if kinds:
        values = tuple(dict.fromkeys(value for _, _, value in kinds))
        unread.add_plain(Condition(field="kind", values=values, words="kind"))
        if set(values) == set(patterns("kind")):
            every = {r.period for r in unread.catalog.records.values() if r.kind is RecordKind.INITIATIVE}
            unread.conditions = [
                c for c in unread.conditions if c.field != "period" or not every - {None} <= set(c.values)
            ]


_DENIED = re.compile(
    r"(?<!\w)(?:not|no|except|excluding|but not|leaving (?:out|aside)|apart from|aside from|besides|outside(?: of)?|"
    r"setting aside|if (?:we|you|i) (?:leave out|set aside|drop)|met(?:s|tez|tons|tant)? a part|"
    r"mis(?:es)? a part|tirando|retirando|quitando|sacando|"
    r"dejando (?:fuera|de lado|aparte)|aparte de|deixando (?:de fora|de lado)|fora|"
    r"sin|salvo|excepto|pas|sauf|hors|hormis|nao|exceto|sem|(?:sans|without)(?= compter| counting))\s+"
    r"(?:contar\s+|compter\s+|counting\s+|as\s+|de\s+)?(?:(?:the|las?|los|les|os|as|des|d')\s*)?"
    r"(?:(?:later|newer|recent|older|earlier|other)\s+)?$"
)


_PUT_ASIDE = re.compile(
    r"(?<!\w)(?:leaving (?:out|aside)|apart from|aside from|besides|outside(?: of)?|setting aside|"
    r"met(?:s|tez|tons|tant)? a part|hormis|mis(?:es)? a part|tirando|retirando|quitando|sacando|"
    r"dejando (?:fuera|de lado|aparte)|aparte de|deixando (?:de fora|de lado)|fora)\s+"
    r"(?:(?:the|las?|los|les|os|as|des|d')\s*)?$"
)
"""Before the only kind that is named: those of the other kind are meant, “besides the good practices, where …”."""


_HAD = re.compile(
    r"(?:[^.;:?!,]{0,24}(?<!\w)(?:aside|de lado|de cote)(?!\w)|,?\s*(?:je les ai (?:deja|lus)|ya l[oa]s (?:tengo|lei)|"
    r"ja [oa]s (?:tenho|li)|(?:i|we) already have (?:them|those)))"
)
_HAVING = re.compile(
    r"(?<!\w)(?:already (?:have|read|seen)|ya (?:lei|tengo|vi)|deja (?:lu|vu)|ja (?:li|tenho|vi)) (?:\w+ )?$"
)
"""How it is said that records of a kind are known already or put aside."""


def _is_denied(unread: Unread, at: int, end: int) -> bool:
    """Whether the kind of record that is named at ``at`` is not meant: “projects, not the good practices”."""
    before, after = unread.folded[:at], unread.folded[end:]
    return bool(_DENIED.search(before) or _HAD.match(after) or _HAVING.search(before))


_GOAL = re.compile(r"(?<!\w)(?:sdgs?|ods|odd|goals?|objetivo|objectif)\s*(\d{1,2})(?!\w)")
_OUTCOME = re.compile(
    r"(?<!\w)(?:(?:policy )?outcomes?|resultados?|resultats?|produtos?)\s+(?:e?strategi\w+\s+|(?:de )?politi\w+\s+)?"
    r"(?:no\.? ?|n[o°] ?)?([a-h]|\d{1,2})(?!\w)"
)


_OUTCOMES = (
    r"(?:policy outcomes?|(?:resultados?|resultats?|produtos?|produits?) (?:de )?(?:las? )?"
    r"(?:politi|strategi|estrategi)\w+|"
    r"(?P<goal>sdgs?|ods|odd))(?!\w)"
)
_NO_OUTCOME = re.compile(
    r"(?<!\w)(?:without|with no|no|lack\w*|missing|sin|sans|sem|carec\w+ de|falt\w+|aucun|ningun|nenhum|"
    r"depourvue?s? d[e']|"
    r"(?:do|does)(?:n't| not) (?:\w+ )?|no (?:trae|tiene|indica|senala|llev|inclu|cuenta)\w*(?: con)?|"
    r"nao (?:tem|traz|indica|aponta|inclu|conta)\w*(?: com)?|(?:ne |n')\w+ (?:pas|aucun))\s*"
    r"(?:(?:an?|any|the|stated|un|una|um|uma|el|la|le|les|de|d'|du|des|d[eoa]s?|section|heading|rubrique|mention|indication|"
    r"apartado|seccion|secao|seccao|indicacion|indicacao|mencion|mencao|on|sur|sobre|para|for|its|su|ningun|nenhum|algun|qualquer|"
    r"specified|indicated|named|linked|assigned)\s+)*" + _OUTCOMES
)


def read_absent_outcomes(unread: Unread) -> bool:
    """Whether ``unread`` asks for records that name no policy outcome, or no goal."""
    found = list(_NO_OUTCOME.finditer(unread.left))
    for match in found:
        field = "goal" if match["goal"] else "outcome"
        unread.add_plain(Condition(field=field, negated=True, words=match.group()))
        unread.blank(*match.span())
    return bool(found)


def read_goals_and_outcomes(unread: Unread) -> None:
    """Sustainable Development Goals by number, policy outcomes by number or letter."""
    for match in _GOAL.finditer(unread.left):
        unread.add("goal", [f"SDG {match.group(1)}"], *match.span())
    for match in _OUTCOME.finditer(unread.left):
        unread.add("outcome", [f"outcome {match.group(1)}"], *match.span())
