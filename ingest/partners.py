"""Institutions that a text names: in full, ``African Development Bank``, with their acronym, or by it alone."""

from __future__ import annotations

import re

from ingest.gazetteer import country, find_countries, group
from ingest.records import Partner

_ACRONYM = re.compile(r"\(\s*([A-Z][A-Za-z0-9]*(?:[-/ ][A-Z0-9]+)*)\s*\)")
_SMALL = frozenset(
    [
        "of",
        "and",
        "for",
        "the",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "des",
        "du",
        "la",
        "y",
        "e",
        "et",
        "in",
        "on",
        "at",
        "&",
        "en",
        "para",
        "pour",
    ]
)
_INSTITUTION = re.compile(
    r"^(?:minist(?:ry|ries|er|erio|ère|ério)|prime|organi[sz]ations?|organisation|confederations?|federations?|unions?|"
    r"institutes?|instituto|institutions?|agency|bank|chambers?|council|commission|cent(?:re|er)s?|offices?|department|"
    r"funds?|association|secretariat|community|communities|authority|bureau|service|company|foundation|inspectorates?|"
    r"committee|grouping|employers?|cooperation|corporation|board|university|network|platform|bloc)$",
    re.I,
)


_NAME = re.compile(
    r"(?<![\w(])[A-ZÀ-Þ][\w’'-]*(?:/[A-Z]\w+)*"
    r"(?:[ \t]+(?:(?:of|for|and|de|del|da|do|des|the|&)[ \t]+){0,2}[A-ZÀ-Þ][\w’'-]*)+"
)
_HEADWORD = re.compile(
    r"^(?:bank|agency|institute|instituto|foundation|chambers?|confederation|federation|university|association|center|"
    r"centre|forum|commission|secretariat)$",
    re.I,
)
_JOINED = re.compile(
    r"\sand\s(?:the\s)?(?=(?:Inst|Minist|Confederation|Federation|Bank|Agency|University|National|Cent)\w*\s)"
)
_BARE = re.compile(r"(?<![\w/(.@-])(?:\(\s*)?([A-Z][A-Za-z]*[A-Z]{2,}[A-Za-z]*|[A-Z]{3,})(?![\w@-])")
_ROMAN = re.compile(r"[IVXLC]+")
_SENTENCE_TO_COME = re.compile(
    r"(?:[^.;\n]|etc\.)*(?:expected to be involved|in (?:the )?future|unable to attend)[^.;\n]*"
)
_NO_INSTITUTION = re.compile(
    r"ILO|OIT|BIT|SSTC|SSC|CSST|TVET|OSHI?|ILS|M?SMEs?|ICT|SDGs?|USD|UI|COVID|TO[RT]|FPs?|RECs?|EBMOs?|OOEEs?|NGOs?|DWCP|HR|GDP|"
    r"LIPW|PEPs?|PES|CIP|INFF|RPL|SSE|UNSDCFs?|JLMP|RBTC|PDF|DWT|HQ|COP|PARTNERSHIPS|LMIS|EIIP|SKILLS|MENA|CEACR|"
    r"A[Ff]CFTA|LED|LEPs?|M[oO]Us?|GAC"
)


_TRAINING_CENTRE = re.compile(r"international training cent(?:re|er)|(?<!\w)itc(?!\w)|itcilo", re.I)


def host_under(heading: str) -> tuple[Partner, ...]:
    """The International Training Centre where ``heading`` names it in place of a region, and nobody else."""
    centre = Partner(name="International Training Centre of the ILO", acronym="ITCILO")
    return (centre,) if _TRAINING_CENTRE.search(heading) else ()


def partners_in(text: str) -> tuple[Partner, ...]:
    """The institutions of ``text``, each once: those with an acronym, those by name, those by acronym alone."""
    found = _with_acronym(text)
    text = _SENTENCE_TO_COME.sub(" ", text)
    known = [*found, *(partner.name for partner in found.values())]
    for match in _NAME.finditer(text):
        for name in _JOINED.split(match.group().removeprefix("The ")):
            if _is_institution(name) and not any(name in other for other in known) and group(name) is None:
                found.setdefault(name, Partner(name=name))
    for match in _BARE.finditer(text):
        acronym = match[1]
        if acronym in found or _NO_INSTITUTION.fullmatch(acronym) or _ROMAN.fullmatch(acronym):
            continue
        if group(acronym) is None and country(acronym) is None and not _stands_for_a_thing(text, match):
            found[acronym] = Partner(name=acronym, acronym=acronym)
    return tuple(found.values())


def _is_institution(name: str) -> bool:
    """Whether a name has the head word of an institution; an office of some government needs its country."""
    words = name.split()
    return any(_HEADWORD.match(word) for word in words) or (
        any(_INSTITUTION.match(word) for word in words)
        and bool(find_countries(name))
        and country(name) is None
    )


def _stands_for_a_thing(text: str, acronym: re.Match[str]) -> bool:
    """Whether the acronym stands in brackets after words of which it is short, and which name no institution."""
    if not acronym.group().startswith("("):
        return False
    before = re.findall(r"[A-Z][\w-]*", text[: acronym.start()][-80:])
    return [word[0] for word in before[-2:]] == list(acronym[1][-2:].upper())


def _with_acronym(text: str) -> dict[str, Partner]:
    found: dict[str, Partner] = {}
    for match in _ACRONYM.finditer(text):
        acronym = " ".join(match[1].split())
        if sum(char.isupper() for char in acronym) < 2 or len(acronym) > 14:
            continue
        name = _name_before(text[: match.start()])
        words = name.split()
        if len(words) < 2 or not any(_INSTITUTION.match(word.strip("'’,")) for word in words):
            continue
        found.setdefault(acronym, Partner(name=name, acronym=acronym))
    return found


def _name_before(text: str) -> str:
    """The run of capitalised words at the end of ``text``, small words between them included."""
    words = re.split(r"\s+", re.split(r"[.;:()\n]\s*|,\s(?=[A-Z])|\s[–—-]\s", text.rstrip())[-1].strip())
    run: list[str] = []
    for word in reversed(words):
        bare = word.strip("“”\"'’‘,")
        if not bare:
            break
        if bare[0].isupper() or bare.lower() in _SMALL:
            run.append(word.strip('“”"‘'))
        else:
            break
    run.reverse()
    while run and (run[0].lower() in _SMALL or run[0] in {"The", "A"}):
        run.pop(0)
    return re.split(r",\s+(?:and\s+)?the\s", " ".join(run))[-1].strip(" ,")
