"""Institutions that a text names in full with their acronym: ``Brazilian Cooperation Agency (ABC)``."""

from __future__ import annotations

import re

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


def partners_in(text: str) -> tuple[Partner, ...]:
    """The institutions of ``text``, each once, in order of first mention."""
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
    return tuple(found.values())


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
    return " ".join(run).strip(" ,")
