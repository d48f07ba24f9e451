"""Themes, modalities, goals and funders that a text shows, by the words that stand for them.

The words are the documents' own for the vocabulary of ``corpus/README.md``. They say what a text is about
well enough to filter by; nothing is claimed that the text does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ingest.gazetteer import find_groups, group
from ingest.vocabulary import MODALITIES, THEMES

THEME_WORDS: Mapping[str, str] = {
    "social protection": r"social (?:protection|security|insurance)|unemployment insurance",
    "labour migration": (
        r"labou?r (?:migration|mobility)|migrant workers?|human mobility|migration governance|"
        r"refugees?"
    ),
    "skills": (
        r"\bskills?\b|vocational (?:education|training)|\bTVET\b|apprenticeships?|"
        r"lifelong learning|competenc(?:y|ies)"
    ),
    "occupational safety and health": (
        r"occupational (?:safety|health)|\bOSHI?\b|mining safety|work safety"
    ),
    "just transition": r"just transitions?|green (?:jobs?|works?|transition|econom\w+|sectors?)",
    "labour inspection": r"labou?r inspect(?:ions?|orates?|ors?)",
    "child labour": r"child labou?r",
    "social dialogue": r"social dialogue|tripartite\w*|tripartism|bipartite|social partners|collective bargaining",
    "formalization": (
        r"formali[sz]ation|informal (?:economy|workers|sector)|transition to formality|"
        r"formal economy"
    ),
    "statistics": r"statistic(?:s|al)|labour market data",
    "digitalization": r"digital(?:i[sz]ation|ly)?|\bICT\b|augmented reality|e-formali[sz]ation",
    "trade and investment": (
        r"trade and (?:foreign )?investment|foreign direct investment|\bexport(?:s|ers?)?\b|\btrade\b(?! unions?)"
    ),
    "care economy": r"care (?:economy|workers?|sector|work)|caregiving|policies on care",
    "employment policy": (
        r"employment polic(?:y|ies)|employment promotion|(?:impact|policies)\s+on\s+employment|"
        r"(?:job|employment) creation|creat\w+ (?:decent )?(?:jobs|employment)|"
        r"employment (?:strateg\w+|opportunities|impact)"
    ),
    "employment services": r"employment services?|\bPES\b|local employment partnerships?",
    "employers' organisations": (
        r"employers?[’']? organi[sz]ations?|\bEBMOs?\b|business (?:membership )?organi[sz]ations|"
        r"\bOOEEs?\b"
    ),
    "workers' organisations": r"workers?[’']? organi[sz]ations?|trade unions?",
    "development finance": (
        r"financing (?:decent work|mechanisms|strateg\w+)|\bINFF\b|development finance"
    ),
    "labour administration": r"labou?r administrations?",
    "international labour standards": (
        r"international labou?r standards?|\bILS\b|normative (?:approaches|strategies|action)|"
        r"labou?r rights"
    ),
    "gender equality": r"gender|women(?:[’']s)?\b",
    "infrastructure": r"infrastructure|labour-based|employment-intensive",
    "enterprise development": (
        r"(?:small|medium|micro|sustainable) (?:and medium )?enterprises?|enterprise development|\bM?SMEs?\b|"
        r"entrepreneur\w*|productivity ecosystems?"
    ),
    "social and solidarity economy": (
        r"social and solidarity economy|\bSSE\b|cooperatives|solidarity exchanges"
    ),
    "crisis response": r"crisis|disaster|covid(?:-19)?|resilience",
    "supply chains": r"(?:supply|value|cotton) chains?|garment sector",
    "rural economy": r"\brural\b|agricultur\w+|horticulture",
    "climate change": r"climate",
    "SSTC partnerships": (
        r"emerging partners|capacity.building on SSTC|South-South (?:network|collaboration|partnerships?)|"
        r"partnerships? (?:for|on) (?:South-South|SSTC)"
    ),
}  # fmt: skip
"""For each theme, the words that stand for it."""

MODALITY_WORDS: Mapping[str, str] = {
    "peer learning": (
        r"peer[- ](?:to[- ]peer|learning|support|exchange|review)|mutual learning|"
        r"exchange of (?:experiences?|good practices|knowledge)|"
        r"(?:learn|sharing|exchang)\w* (?:from |with |among |of |between )?(?:each other|peers|experiences)"
    ),
    "study tour": (
        r"(?:study|learning)[- ](?:tours?|visits?|trips?)|site visits?|delegations? travel\w+"
    ),
    "training course": (
        r"training (?:courses?|programmes?|modules?|activit\w+|workshops?|sessions?|and|to|in|for|on)|courses|"
        r"(?:three|\d)-day (?:training|course)"
    ),
    "online course": (
        r"(?:on-?line|virtual|distance|e-?)[- ]?(?:learning|training|courses?)(?: courses?)?"
    ),
    "seminar or workshop": r"seminars?|workshops?|webinars?|round-?tables?|clinics?",
    "conference or forum": r"conferences?|\bforums?\b|\bsummit\b",
    "academy": r"academy",
    "policy dialogue": r"policy dialogues?|high-level discussions",
    "technical assistance": r"technical (?:assistance|support|cooperation project)",
    "feasibility study": r"feasibility (?:stud(?:y|ies)|assessments?|analys[ie]s)",
    "research": (
        r"research|desk review|country reports|diagnostic stud|comparative analysis|"
        r"prospective stud\w+|gaps? analysis|stud(?:y|ies) (?:on|of|was|were)|mapping|assessment|"
        r"(?:baseline|comparative|case|technical) stud(?:y|ies)"
    ),
    "personnel exchange": r"personnel exchange|exchange of staff|staff exchanges?|delegation exchanges?",
    "network": r"\bnetworks?\b|communit(?:y|ies) of (?:good )?practices?",
    "digital platform": r"(?:digital|online|virtual) platforms?|linkedin group",
    "guide or toolkit": r"\bguides?\b|manuals?|toolkits?|guidelines on|booklet",
    "agreement": (
        r"agreements? of cooperation|cooperation agreements?|\bMoUs?\b|"
        r"memorand\w+ of understanding"
    ),
    "triangular cooperation": r"triangular(?! university)",
}  # fmt: skip
"""For each modality, the words that show it."""

FUNDERS: Mapping[str, str] = {
    "RBTC": r"\bRBTC\b|regular budget (?:for )?technical cooperation",
    "RB": r"\(RB\)|regular budget,|regular budget contribution",
    "RB special allocation to SSTC": r"RB special allocation to SSTC",
    "ITCILO": r"\bITC-?ILO\b",
    "MAECI": r"\bMAECI\b",
    "SIDA": r"\bSIDA\b",
    "JLMP": r"\bJLMP\b",
    "Government of Flanders": r"Government of Flanders",
    "European Union": r"European Union|\(EU\)",
    "IBA": r"Brazilian Cotton Institute|\bIBA\b",
    "ABC": r"\bABC\b|Brazilian Cooperation Agency",
    "ILO/Cinterfor": r"ILO/Cinterfor",
    "South-South Cooperation Fund": r"South-South Cooperation Fund",
    "SSTC funds": (
        r"SSTC funds?|funds from SSTC|PARTNERSHIPS South-South allocation|"
        r"South-South and Triangular Cooperation (?:\(CSST\) of ILO|Program)"
    ),
    "ACT/EMP": r"ACT/EMP",
    "PARDEV": r"\bPARDEV\b",
    "ILO Programme and Budget": r"Programme and Budget",
    "ILO PARTNERSHIPS": r"ILO\W+PARTNERSHIPS|Department (?:of|for) Multilateral Partnerships",
    "ILO Regional Office for the Americas": r"Regional Office for the Americas",
    "ILO Regional Office for Latin America": r"Regional Office for Latin America",
    "ILO": r"International Labou?r Organi[sz]ation(?!\W+Department)",
    "participating institutions": r"participating institutions",
    "organizational resources": r"organi[sz]ational resources",
}  # fmt: skip
"""For each short name of a funder, how a funding section writes it."""


def themes_in(*, title: str, text: str, objective: str = "", most: int = 5) -> tuple[str, ...]:
    """The themes of a text, weightiest first: those its title names, and those it names again and again.

    Where ``objective``, which is part of ``text``, names a theme, once more is enough.

    A text on South-South cooperation that shows no other theme is about that cooperation itself.
    """
    scores: dict[str, float] = {}
    listed = _listed_in(objective)
    length = max(1, len(text.split()))
    for theme in THEMES:
        pattern = _compiled(THEME_WORDS[theme])
        named = len(pattern.findall(title))
        mentions = len(pattern.findall(text))
        opens = len(pattern.findall(objective[:_OPENING]))
        weight = 3.0 * min(named, 2) + min(opens, 2) + min(mentions, 12) * 300 / max(300, length)
        often = mentions > 1 and mentions * _WORDS_PER_MENTION >= length
        aimed_at = theme in listed or (often and pattern.search(objective))
        if named or aimed_at or mentions >= (1 if length < 120 else 3):
            scores[theme] = weight
    best = sorted(scores, key=lambda theme: (-scores[theme], THEMES.index(theme)))
    if not best and re.search(r"South-South|SSTC", f"{title} {text}"):
        return ("SSTC partnerships",)
    return tuple(best[:most])


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
    return tuple(
        name
        for name in MODALITIES
        if _compiled(MODALITY_WORDS[name]).search(f"{text}\n{beside}" if name in _PRODUCTS else text)
    )


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
