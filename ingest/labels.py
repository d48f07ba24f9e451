"""Section labels as documents word them → the canonical sections of a good practice.

The table holds the wordings of the 2022-2023 compendium (both of its families of labels), their obvious
neighbours, and the Spanish, French and Portuguese wordings of the same form; :mod:`ingest.fiche_words` holds
plainer ones. A label is compared without
case, accents, punctuation, numbering, a leading “South-South” and plural marks such as ``(s)``; a question
that the form prints after the label (“Explain the main results”) is set apart; a misspelling of few letters
is forgiven. What the table does not know can still be told by its meaning (``guess_label``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from ingest.fiche_words import FICHE_WORDINGS
from ingest.records import SectionKey

WORDINGS: dict[SectionKey, tuple[str, ...]] = {
    SectionKey.OBJECTIVE: (
        "Objective", "Objectives", "South-South Objective", "South-South Objectives", "Main objective",
        "General objective", "Key objective", "Aim", "Purpose", "Goal", "Challenge addressed",
        "Challenge and objective", "Challenge", "Background and objective", "Objective of the practice",
        "Objetivo", "Objetivos", "Objetivo general", "Objetivo de la cooperación Sur-Sur",
        "Desafío y objetivo",
        "Objectif", "Objectifs", "Objectif général", "Objectif de la coopération Sud-Sud", "But",
        "Objetivo geral", "Objetivo da cooperação Sul-Sul",
    ),
    SectionKey.COOPERATION: (
        "Cooperation between institutions and countries to achieve the objectives",
        "Cooperation between institutions and countries", "Cooperation Between Countries, Partners",
        "Cooperation between countries and partners", "Cooperation", "South-South Cooperation", "Partners",
        "Partnerships", "Institutions and partners", "Institutions involved", "Partners and institutions",
        "Stakeholders and partners", "Implementing entities", "Roles of partners", "Partners and their roles",
        "Who worked together",
        "Cooperación entre instituciones y países para lograr los objetivos", "Cooperación",
        "Cooperación entre instituciones y países", "Socios", "Instituciones y socios",
        "Coopération entre institutions et pays pour atteindre les objectifs", "Coopération", "Partenaires",
        "Coopération entre institutions et pays", "Institutions et partenaires",
        "Cooperação entre instituições e países para alcançar os objetivos", "Cooperação", "Parceiros",
        "Cooperação entre instituições e países", "Instituições e parceiros",
    ),
    SectionKey.METHODOLOGY: (
        "Effectiveness of the South-South / peer learning methodological approach",
        "Effectiveness of the methodological approach", "Efficiency of the methodological approach",
        "Effectiveness of the methodology", "Effectiveness", "Methodology", "Methodological approach",
        "Method",
        "Methods", "Approach", "Peer learning approach", "Peer learning methodological approach",
        "Implementation", "Process", "Activities", "Towards a solution", "How it was done",
        "Eficacia del enfoque metodológico", "Eficiencia del enfoque metodológico", "Enfoque metodológico",
        "Metodología", "Efficacité de l'approche méthodologique", "Approche méthodologique", "Méthodologie",
        "Méthode", "Eficácia da abordagem metodológica", "Abordagem metodológica", "Metodologia",
    ),
    SectionKey.INNOVATION: (
        "Innovation", "Innovations", "Practice innovation", "Innovation of the practice",
        "Innovative elements",
        "Innovative aspects", "South-South Innovation", "What was new",
        "Innovación", "Innovación de la práctica", "Elementos innovadores", "Éléments innovants",
        "Innovation de la pratique", "Inovação", "Inovação da prática", "Elementos inovadores",
    ),
    SectionKey.SUSTAINABILITY: (
        "Sustainability", "South-South Sustainability", "Elements that make good practice sustainable",
        "Elements that make the good practice sustainable", "Sustainability of the practice",
        "Sostenibilidad", "Sustentabilidad", "Elementos que hacen sostenible la buena práctica",
        "Durabilité", "Pérennité", "Viabilité", "Éléments qui rendent la bonne pratique durable",
        "Sustentabilidade", "Elementos que tornam a boa prática sustentável",
    ),
    SectionKey.ADAPTABILITY: (
        "Adaptability", "South-South Adaptability", "Adaptability of the practice", "Replicability",
        "Transferability", "Potential for replication", "Scalability", "Adaptability and replicability",
        "Adaptabilidad", "Replicabilidad", "Transferibilidad", "Adaptabilité", "Reproductibilité",
        "Transférabilité", "Adaptabilidade", "Replicabilidade", "Transferibilidade",
    ),
    SectionKey.RESULTS: (
        "Results", "South-South Results", "Result", "Main results", "Results achieved", "Outcomes", "Impact",
        "Results and impact", "Achievements", "Outputs and results",
        "Resultados", "Resultados principales", "Logros", "Résultats", "Résultats principaux",
        "Resultados principais", "Resultados alcançados",
    ),
    SectionKey.CONTACTS: (
        "Contact details", "Contacts", "Contact", "Contact information", "Contact and Materials",
        "Contact person", "Contact persons", "For more information",
        "Contacto", "Contactos", "Datos de contacto", "Información de contacto", "Contacto y materiales",
        "Coordonnées", "Personnes à contacter", "Contacts et matériels",
        "Contato", "Contatos", "Dados de contato", "Contato e materiais",
    ),
    SectionKey.FUNDING: (
        "Funding Sources", "Funding Source", "Funds", "Funding", "Financing / Funding Sources", "Financing",
        "Source of funds", "Sources of funding", "Source of funding", "Budget", "Budget and funding",
        "Donors", "Supported by",
        "Fondos", "Financiación", "Financiamiento", "Fuentes de financiación", "Fuentes de financiamiento",
        "Fonds", "Financement", "Sources de financement", "Fundos", "Financiamento",
        "Fontes de financiamento",
    ),
    SectionKey.MATERIALS: (
        "Materials and Web-links", "Materials and Photos", "Materials", "Materials and links", "Web-links",
        "Web links", "Links", "Photos", "Materials, photos and links", "Resources", "Further reading",
        "Publications and links", "References", "URL of the practice",
        "Materiales y fotos", "Materiales", "Materiales y enlaces", "Enlaces", "Recursos",
        "Matériels et liens", "Matériel", "Liens", "Ressources", "Matériels et photos",
        "Materiais e fotos", "Materiais", "Materiais e links", "Ligações",
    ),
}  # fmt: skip
"""Every wording known to head a section, under the key of that section."""

_QUESTION = re.compile(
    r"^(?:explain|describe|please|what|which|who|how|why|attach|indicate|list|specify|give|provide|mention|include"
    r"|explique|expliquer|indique|describa|décrivez|descreva|adjunte|anexe|qué|quel|quelle|quels|quelles|qual|quais)\b",
    re.I,
)
_NUMBERING = re.compile(
    r"^(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])\s*[.)]|\d+(?:\.\d+)+|\d{1,2}\s*[-–—:]|[•►▶✓▪*–—-])\s*", re.I
)
_FORGIVEN = 90.0
_LIKE = 0.55
_LIKER = 0.08
_LONGEST_GUESSED = 14

Likeness: TypeAlias = Callable[[str, Sequence[str]], Sequence[float]]
"""How much a text means the same as each of others, from −1 to 1; an embedding model tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that heads a section: its key, its words as written, and the question printed after them."""

    key: SectionKey
    words: str
    question: str = ""


def read_label(text: str) -> Label | None:
    """The section that ``text`` heads, or ``None`` where the table knows no such label."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text or len(text) > 600:
        return None
    if key := exact_key(text):
        return Label(key=key, words=text)
    words = text.split(" ")
    for end in range(len(words) - 1, 0, -1):
        if _QUESTION.match(" ".join(words[end:])) and (key := exact_key(" ".join(words[:end]))):
            return Label(key=key, words=" ".join(words[:end]), question=" ".join(words[end:]))
    if key := _near_key(text):
        return Label(key=key, words=text)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The section that a label unknown to the table is most like, and the wording it resembles."""

    key: SectionKey
    wording: str
    score: float


def guess_label(text: str, likeness: Likeness | None) -> Guess | None:
    """The section that a label heads by its meaning, where one is much more like it than all others.

    With all-MiniLM-L6-v2 a likeness of 0.55, and 0.08 more than to any other section, separates labels in
    other words (“Key accomplishments”: results, 0.70) from other subjects (“Recommendations”, “Timeline”).
    """
    words = _NUMBERING.sub("", " ".join(text.split())).rstrip(":").strip()
    if likeness is None or not words or len(words.split()) > _LONGEST_GUESSED:
        return None
    wordings = [(key, wording) for key, several in WORDINGS.items() for wording in several]
    scores = likeness(words, [wording for _, wording in wordings])
    best: dict[SectionKey, Guess] = {}
    for (key, wording), score in zip(wordings, scores, strict=True):
        if key not in best or score > best[key].score:
            best[key] = Guess(key=key, wording=wording, score=float(score))
    first, second = sorted(best.values(), key=lambda guess: -guess.score)[:2]
    return first if first.score >= _LIKE and first.score - second.score >= _LIKER else None


def canonical_key(text: str) -> SectionKey | None:
    """The canonical section of a label, or ``None`` for one that the table does not know."""
    label = read_label(text)
    return label.key if label else None


def exact_key(text: str) -> SectionKey | None:
    """The canonical section of a label that is in the table word for word, punctuation and case aside."""
    return _table().get(_bare(text))


@cache
def _table() -> dict[str, SectionKey]:
    return {
        _bare(wording): key
        for table in (FICHE_WORDINGS, WORDINGS)
        for key, wordings in table.items()
        for wording in wordings
    }


def _near_key(text: str) -> SectionKey | None:
    from rapidfuzz import fuzz, process

    bare = _bare(text)
    if len(bare) < 6:
        return None
    found = process.extractOne(bare, _table().keys(), scorer=fuzz.ratio, score_cutoff=_FORGIVEN)
    return _table()[found[0]] if found else None


def _bare(text: str) -> str:
    text = re.sub(r"\s*\((?:s|es)\)", "", text.strip(), flags=re.I)
    text = _NUMBERING.sub("", text)
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", " ", folded).strip()
    return bare.removeprefix("south south ")
