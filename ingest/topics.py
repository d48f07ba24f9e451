"""Themes, modalities, goals and funders that a text shows, by the words that stand for them.

They say what a text is about well enough to filter by; nothing is claimed that the text does not hold.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.gazetteer import find_groups, group
from ingest.topic_words import FUNDERS, MODALITY_WORDS, THEME_WORDS
from ingest.vocabulary import MODALITIES, THEMES


def themes_in(*, title: str, text: str, objective: str = "", most: int = 5) -> tuple[str, ...]:
    """The themes of a text, weightiest first: those its title names, and those it names again and again.

    Where ``objective``, which is part of ``text``, names a theme, once more is enough.

    A text on South-South cooperation that shows no other theme is about that cooperation itself.
    """
    text, objective = _without_constituents(text), _without_constituents(objective)
    scores: dict[str, float] = {}
    listed = _listed_in(objective)
    length = max(1, len(text.split()))
    for theme in THEMES:
        pattern = _compiled(THEME_WORDS[theme])
        named = len(pattern.findall(title))
        mentions = len(pattern.findall(text))
        opens = len(pattern.findall(objective[:_OPENING]))
        weight = 3.0 * min(named, 2) + min(opens, 2) + min(mentions, 12) * 300 / max(300, length)
        often = mentions > 1 and mentions * _WORDS_PER_MENTION >= length and _alone(pattern, text)
        aimed_at = theme in listed or (often and pattern.search(objective))
        if named or aimed_at or mentions >= (1 if length < 120 else 3):
            scores[theme] = weight
    best = sorted(scores, key=lambda theme: (-scores[theme], THEMES.index(theme)))
    if not best and re.search(r"South-South|SSTC", f"{title} {text}"):
        return ("SSTC partnerships",)
    return tuple(best[:most])


_CONSTITUENTS = re.compile(
    r"governments?(?: \w+){0,2},? (?:and )?(?:trade unions?|workers?[’']?|employers?[’']?)"
    r"(?:(?:,? and |, |/| or )(?:the )?(?:trade unions?|workers?[’']?|employers?[’']?|business))*"
    r"(?: (?:and business )?organi[sz]ations?)?",
    re.I,
)
"""Governments, workers and employers in one breath: the constituents of the ILO, whatever a text is about."""

_BODY = re.compile(
    r"\b[A-Z][\w-]+ (?:of (?:the )?)?(?:[A-Z][\w-]+ )*(?:Trade Unions?|Employers?[’']?(?: Organi[sz]ations?)?)\b"
)
"""The name of a body of workers or employers: “Federation of Independent Trade Unions”."""


def _without_constituents(text: str) -> str:
    """``text`` without names of bodies of workers or employers, and without the constituents named together."""
    return _BODY.sub(" ", _CONSTITUENTS.sub(" ", text))


def _alone(pattern: re.Pattern[str], text: str) -> int:
    """How often ``pattern`` stands in ``text`` for itself, not as one of the items of a list."""
    found = 0
    for match in pattern.finditer(text):
        before, after = text[: match.start()][-60:], text[match.end() :][:60]
        follows = re.search(r",\s*(?:and |or )?(?:\w+ ){0,3}$", before)
        leads = re.match(r"(?: \w+)?,", after)
        listed = (follows and (leads or "," in before[: follows.start()])) or (leads and "," in after[2:])
        found += not listed
    return found


def _listed_in(objective: str) -> frozenset[str]:
    """The themes that an objective lists: those of a sentence that names at least ``_MANY``."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+", objective):
        named = {theme for theme in THEMES if _compiled(THEME_WORDS[theme]).search(sentence)}
        found |= named if len(named) >= _MANY else set()
    return frozenset(found)


_MANY = 4
_WORDS_PER_MENTION = 600
_OPENING = 800
"""How many letters of an objective say first of all what it is."""


def modalities_in(text: str, *, beside: str = "") -> tuple[str, ...]:
    """The modalities that a text shows, in the order of the vocabulary; what came of them also ``beside`` it.

    ``beside`` holds reflections, which speak of many a way that was not taken.
    """
    text, beside = _COULD_BE.sub(" ", text), _COULD_BE.sub(" ", beside)
    return tuple(
        name
        for name in MODALITIES
        if _compiled(MODALITY_WORDS[name]).search(f"{text}\n{beside}" if name in _PRODUCTS else text)
    )


def without_programme(text: str) -> str:
    """``text`` without the name of what all practices are of: “South-South and Triangular Cooperation”."""
    return _PROGRAMME.sub(" ", text)


_PROGRAMME = re.compile(r"South[-– ]South(?: and| &)?[- ]Triangular|-triangular-", re.I)

_COULD_BE = re.compile(r"(?<![^.!?\n])[^.!?\n]*\b(?:might|could|may)\b[^.!?\n]*[.!?]?")
"""Sentences that tell what could be, not what was done."""

_PRODUCTS = ("guide or toolkit", "agreement")
"""Modalities that leave something behind, which reflections name."""


_MONEY = re.compile(
    r"(?<!\w)(?:fund|financ|allocat|budget|resourc|contribut|paid|sponsor|donor|support)", re.I
)


def payers_in(text: str) -> tuple[str, ...]:
    """The short names of those who paid, by the sentences of a running text that speak of money."""
    return funders_in(" ".join(part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if _MONEY.search(part)))


def funders_in(text: str) -> tuple[str, ...]:
    """The short names of those who paid, in the order in which a funding section names them."""
    found = {
        name: match.start() for name, pattern in FUNDERS.items() if (match := re.search(pattern, text, re.I))
    }
    governments = re.finditer(
        r"\bGovernment of (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|\b[A-Z]\w+(?:n|i|ish|ese|ch) government\b", text
    )
    found.update({match[0]: match.start() for match in governments})
    return tuple(sorted(found, key=lambda name: found[name]))


def groups_in(text: str) -> tuple[str, ...]:
    """The acronyms of the groups of countries that a text names; an enlarged one (BRICS+) by its old name."""
    named = [entry.acronym for entry in find_groups(text)]
    return tuple(
        dict.fromkeys(acronym.rstrip("+") if group(acronym.rstrip("+")) else acronym for acronym in named)
    )


def goals_in(text: str) -> tuple[int, ...]:
    """The numbers of the Sustainable Development Goals that a text names."""
    numbers: set[int] = set()
    named = (
        r"(?:SDGs?|Sustainable Development Goals?)\s*(?:Targets?\s*)?"
        r"((?:\d{1,2}(?:\.\w)?(?:\s*,?\s*and\s+|\s*,\s*)?)+)"
    )
    for match in re.finditer(named, text, re.I):
        numbers.update(int(number) for number in re.findall(r"(?<![.\d])\d{1,2}(?!\d)", match[1]))
    return tuple(sorted(number for number in numbers if 1 <= number <= 17))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I)
