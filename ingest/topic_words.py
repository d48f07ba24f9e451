"""Words that stand for themes and modalities, and how funding sections write who paid.

They are the documents' own for the vocabulary of ``corpus/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "digitalization": r"digital(?:i[sz]ation|ly)?(?! platform)|\bICT\b|augmented reality|e-formali[sz]ation",
    "trade and investment": (
        r"trade(?: and|,) (?:foreign )?investment|foreign direct investment|\bexport(?:s|ers?)?\b|\btrade\b(?! unions?)"
    ),
    "care economy": r"care (?:economy|workers?|sector|work)|caregiving|policies on care",
    "employment policy": (
        r"employment polic(?:y|ies)|employment promotion|(?:impact|policies)\s+on\s+employment|"
        r"(?:job|employment) creation|creat\w+ (?:decent )?(?:jobs|employment)|"
        r"employment (?:strateg\w+|opportunities|impact)"
    ),
    "employment services": r"employment services?|\bPES\b|local employment partnerships?",
    "employers' organisations": (
        r"employers?[’']? (?:and workers?[’']? )?organi[sz]ations?|\bEBMOs?\b|"
        r"business (?:membership )?organi[sz]ations|\bOOEEs?\b"
    ),
    "workers' organisations": r"workers?[’']? organi[sz]ations?|trade unions?",
    "development finance": (
        r"financing (?:decent work|mechanisms|strateg\w+)|\bINFF\b|development finance"
    ),
    "labour administration": r"labou?r administrations?",
    "international labour standards": (
        r"labou?r standards?|\bILS\b|normative (?:approaches|strategies|action)|"
        r"labou?r rights"
    ),
    "gender equality": r"gender|(?<!, )women(?:[’']s)?\b(?! and (?!men\b))",
    "infrastructure": r"infrastructure|labour-based|employment-intensive",
    "enterprise development": (
        r"(?:small|medium|micro|sustainable) (?:and medium )?enterprises?|enterprise development|\bM?SMEs?\b|"
        r"entrepreneur\w*|productivity ecosystems?"
    ),
    "social and solidarity economy": (
        r"social and solidarity economy|\bSSE\b|cooperatives|social enterprises|fair trade|"
        r"solidarity (?:exchanges|economy|finance)"
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
        r"exchange of (?:experiences?|good practices|knowledge)|(?:experience|knowledge)[- ](?:sharing|exchange)|"
        r"(?:learn|sharing|exchang)\w* (?:from |with |among |of |between )?(?:each other|peers|experiences)"
    ),
    "study tour": (
        r"(?:study|learning)[- ](?:tours?|visits?|trips?)|site visits?|delegations? travel\w+"
    ),
    "training course": (
        r"training (?:programmes?|modules?|activit\w+|workshops?|sessions?)|"
        r"(?<!online )(?<!on-line )(?<!virtual )training courses?|"
        r"(?<!vocational )(?<!professional )(?<!targeted )(?<!speciali[sz]ed )(?<!online )training (?:to|in|for|on)|"
        r"(?<!e-learning )(?<!online )(?<!training )(?<!/)courses|"
        r"(?:three|\d)-day (?:training|course)"
    ),
    "online course": (
        r"(?:on-?line|virtual|distance|e-?)[- ]?(?:learning|training|courses?)(?: courses?)?"
    ),
    "seminar or workshop": r"seminars?|workshops?|webinars?|round-?tables?|clinics?",
    "conference or forum": r"conferences?|\bforums?\b|(?<!G20 )(?<!BRICS )\bsummit\b(?! of the future)",
    "academy": r"academy",
    "policy dialogue": r"policy dialogues?|high-level discussions",
    "technical assistance": r"technical (?:assistance|support|cooperation project)",
    "feasibility study": r"feasibility (?:stud(?:y|ies)|assessments?|analys[ie]s)",
    "research": (
        r"research|desk review|country reports|diagnostic stud|comparative analysis|"
        r"prospective stud\w+|gaps? analysis|stud(?:y|ies) (?:on|of|was|were)|mapping|"
        r"(?:baseline|comparative|case|technical) stud(?:y|ies)|background papers?"
    ),
    "personnel exchange": r"personnel exchange|exchange of staff|staff exchanges?",
    "network": r"\bnetwork\b|communit(?:y|ies) of (?:good )?practices?",
    "digital platform": r"(?:digital|online|virtual) platforms?|linkedin group",
    "guide or toolkit": r"\bguides?\b|manuals?|toolkits?|(?<!ILO )guidelines on|booklet",
    "agreement": (
        r"agreements? of cooperation|cooperation agreements?|\bMoUs?\b|"
        r"memorand\w+ of understanding|letters? of (?:intent|agreement)|agreements? (?:was |were )?signed"
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
    "JLMP-Lead": r"\bJLMP\W{1,2}Lead",
    "JLMP": r"\bJLMP\b(?!\W{1,2}Lead)",
    "Government of Flanders": r"Government of Flanders",
    "European Union": r"European Union|\(EU\)",
    "IBA": r"Brazilian Cotton Institute|\bIBA\b",
    "ABC": r"\bABC\b|Brazilian Cooperation Agency",
    "ILO/Cinterfor": r"ILO/Cinterfor",
    "SSTC funds": (
        r"SSTC funds?|funds from SSTC|South-South Cooperation Fund|PARTNERSHIPS South-South allocation|"
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
