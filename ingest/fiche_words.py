"""How fiches of practices head their sections: plainer than the form of the compendium, in four languages.

:mod:`ingest.labels` knows them word for word; a label that no table knows is compared with the wordings of the
form alone.
"""

from __future__ import annotations

from ingest.records import SectionKey

FICHE_WORDINGS: dict[SectionKey, tuple[str, ...]] = {
    SectionKey.OBJECTIVE: (
        "Background", "Context", "Problem", "The problem", "Rationale", "What we wanted", "Antecedentes",
        "Contexto", "Problema", "El problema", "Justificación", "Contexte", "Problème", "Le problème",
        "Enjeux", "O problema", "Desafio",
    ),
    SectionKey.COOPERATION: (
        "Partners and donors", "Partners and funders", "Implementing partners", "Who took part",
        "Who was involved", "Actors", "Socios y donantes", "Socios y financiadores", "Quién participó",
        "Actores", "Partenaires et bailleurs", "Partenaires et bailleurs de fonds", "Qui a participé",
        "Acteurs", "Parceiros e doadores", "Parceiros e financiadores", "Quem participou",
    ),
    SectionKey.METHODOLOGY: (
        "What we did", "What was done", "Main activities", "Key activities", "Activities carried out",
        "Intervention", "How it works", "How it worked", "Description", "Qué hicimos", "Qué se hizo",
        "Actividades", "Actividades realizadas", "Descripción", "Cómo funciona", "Ce que nous avons fait",
        "Ce qui a été fait", "Activités", "Activités réalisées", "Démarche", "Mise en œuvre",
        "O que fizemos", "O que foi feito", "Atividades", "Atividades realizadas", "Descrição",
    ),
    SectionKey.ADAPTABILITY: (
        "Could it work elsewhere", "Can it work elsewhere", "Replication", "Conditions for replication",
        "Puede funcionar en otro lugar", "Replicación", "Réplication", "Peut-on le faire ailleurs",
        "Replicação", "Pode funcionar em outro lugar", "Lessons learned", "Lessons learnt", "Lessons",
        "Lecciones aprendidas", "Leçons apprises", "Enseignements", "Lições aprendidas",
    ),
    SectionKey.RESULTS: (
        "Key results", "What changed", "What was achieved", "What we achieved", "Impacts",
        "Resultados obtenidos", "Resultados alcanzados", "Resultados e impacto", "Impacto", "Qué cambió",
        "Qué se logró", "Résultats obtenus", "Résultats et impact", "Ce qui a changé", "Effets",
        "Resultados obtidos", "O que mudou",
    ),
    SectionKey.CONTACTS: (
        "Contact us", "Further information", "Para más información", "Pour en savoir plus",
        "Pour plus d'informations", "Para mais informações",
    ),
    SectionKey.FUNDING: (
        "Donor", "Funder", "Funders", "Funded by", "Financed by", "Who paid", "Who paid for it",
        "Cost and funding", "Donante", "Donantes", "Financiadores", "Financiado por", "Presupuesto",
        "Quién pagó", "Bailleurs", "Bailleurs de fonds", "Donateurs", "Financé par", "Qui a payé",
        "Doadores", "Orçamento", "Quem pagou",
    ),
}  # fmt: skip
"""Every plain wording, under the key of the section that it heads."""
