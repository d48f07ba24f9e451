"""Who paid, where a text says so in words of its own: “Funded by: …”, “financiado por …”, “X gave EUR 90,000”.

What the funding sections of the compendium call their funds is in :mod:`ingest.topic_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.gazetteer import country, find_countries

_SMALL = r"(?:of|for|and|de|del|da|do|dos|des|du|la|las|los|les|le|the|y|e|et|para|pour|&|d[’'])"
_WORD = r"[A-ZÀ-Þ][\w’'&/-]*"
_NAME = rf"{_WORD}(?:\s+(?:{_SMALL}\s*){{0,2}}{_WORD})*(?:\s*\([A-Z][\w/ -]{{1,14}}\))?"
_ARTICLE = re.compile(r"^(?:the|el|la|los|las|le|les|l[’']|o|a|os|as)\s*(?=[A-ZÀ-Þ])", re.I)
_MONEY = (
    r"(?:(?:USD|US\$|EUR|CHF|GBP|\$|€|£)\s?\d[\d.,\u00a0 ]*"
    r"|\d[\d.,\u00a0 ]*\s?(?:USD|EUR|d[oó]l\w+|euros?|US dollars))"
)
_MILLION = r"(?:\s?(?:million|millones|millions|milh[oõ]es|thousand|mil))?"
_BY = re.compile(
    r"(?<!\w)(?:(?:co-?)?(?:funded|financed|sponsored|paid)(?:\s+for)?(?:\s+(?:jointly|mainly|in full|in part))?\s+by"
    r"|(?:co)?(?:financiad[oa]s?|pagad[oa]s?|patrocinad[oa]s?|sufragad[oa]s?|pag[oa]s?)\s+(?:por|pel[oa]s?)"
    r"|(?:co)?(?:financée?s?|payée?s?)\s+par"
    r"|(?:with|through|con|com|avec|grâce à|gracias al?|graças ao?)\s+(?:the\s+|el\s+|o\s+|l[’'])?"
    r"(?:financial |generous )?"
    r"(?:funding|funds?|grants?|financing|financial support|(?:apoyo|apoio) (?:financiero|financeiro)|fondos|fundos"
    r"|appui financier|soutien financier|fonds|financement|financiamiento|financiación|financiamento)\s+"
    r"(?:from|of|by|de|del|do|da|du|des)"
    rf"|{_MONEY}{_MILLION},?\s+(?:(?:provided|given|paid)\s+)?(?:from|by|de|del|do|da|du|por|par)"
    r"|(?:^|(?<=[\n.;|]))\s*(?:main\s+)?(?:donors?|funders?|donantes?|financiadora?(?:es)?|bailleurs?(?: de fonds)?"
    r"|doador(?:es)?|source of funds)\s*(?=:))\s*:?\s*",
    re.I | re.M,
)
_GAVE = re.compile(
    rf"(?P<name>{_NAME})\s+(?:also\s+|has\s+|have\s+|a\s+|ont\s+|ha\s+|han\s+)?"
    r"(?:paid|funded|financed|sponsored|co-?financed|donated|covered the (?:cost|expense)|bore the cost"
    r"|pag[oó]|pagaron|financi[oó]|financiaron|aport[oó]|aportaron|don[oó]|payé|financé|versé|pagou|pagaram"
    rf"|financiou|financiaram|doou|(?:gave|granted|provided|contributed|dio|donné|deu|contribuiu com)"
    rf"\s+(?:about |some )?{_MONEY})"
    r"(?!\w)(?!\s+(?:by|por|par|attention|for by))"
)
_BUDGET = re.compile(
    r"(?:total )?(?:budget|cost|presupuesto|costo|coût|orçamento|custo)(?: total)?\s*:", re.I
)
_END = re.compile(
    rf"(?<!\b[A-Z])\.(?:\s|$)|[;|\n]|{_MONEY}|\s[–—-]\s|\b(?:with|to|under|through|as|in|at|for|from|who|which|con|para|en"
    r"|avec|pour|à hauteur|dans|com|em)\s(?![A-Z])"
)
_NEXT = re.compile(
    r",\s*(?:and|y|e|et)?\s*|\s+(?:and|y|e|et)\s+(?=(?:the|el|la|los|las|le|les|o|a|os|as)\s|l[’']|by\s|por\s|par\s|pel[oa]s?\s)"
    r"|\s+(?:and|y|e|et)\s+(?=(?:Government|Gobierno|Gouvernement|Governo|Ministr|Minist[eè]r|Bank|Banco|Banque|Fund"
    r"|Foundation|Fundaci|Fondation|Agenc|European|Union|Uni[oó]n|City|World)\w*\b)"
)
_GOVERNMENT = re.compile(
    r"^(?:(?:the )?Government|Gobierno|Gouvernement|Governo)\s+(?:of|de|del|du|des|do|da|dos|d[’'])\s*"
    r"(?:the |la |las |los |les |l[’']|el )?(?P<place>.+)$"
)
_BODY = re.compile(
    r"\b(?:government|gobierno|gouvernement|governo|minist\w+|bank|banco|banque|fund|fonds|fondo|fundo|foundation"
    r"|fundaci[oó]n|fondation|fundação|agency|agencia|agence|agência|union|unión|organi[sz]ations?|commission|trust"
    r"|city|institute|federation|chamber|council|university|company|cooperation|coopération|cooperación|cooperação)\b",
    re.I,
)
_NO_PAYER = re.compile(
    r"(?:The\s+)?(?:Total|Budget|Presupuesto|Orçamento|Funding|Financ\w+|Funds?|Fonds|Fondos|Project\w*|Programme|Co-?op\w*"
    r"|None|No|Not|See|This|It|All|Both|They|We|USD|EUR|US|ILO|OIT)\b"
)


def named_payers(text: str, *, about_money: bool = False) -> tuple[str, ...]:
    """Those of whom ``text`` says that they paid, as it writes them; governments as “Government of Japan”.

    ``about_money`` says that the text is about nothing but money: an institution that stands there is then
    who paid.
    """
    found: dict[str, int] = {}
    for match in _BY.finditer(text):
        for name in _names(text[match.end() :][:300]):
            found.setdefault(name, match.start())
    for match in _GAVE.finditer(text):
        for name in _names(match["name"]):
            found.setdefault(name, match.start())
    if not found and about_money:
        for match in re.finditer(rf"(?:^|(?<=[\n.;,])\s*)(?:the |el |la |le |o |a )?(?P<name>{_NAME})", text):
            name = _called(match["name"])
            if name and (_BODY.search(name) or country(match["name"]) or re.search(r"\([A-Z]{3,}\)", name)):
                found.setdefault(name, match.start())
    return tuple(sorted(found, key=lambda name: found[name]))


def _names(run: str) -> Iterator[str]:
    end = _END.search(run)
    for piece in _pieces(run[: end.start()] if end else run):
        piece = _ARTICLE.sub("", re.sub(r"^(?:by|por|par|pel[oa]s?)\s+", "", piece.strip()))
        match = re.match(_NAME, piece)
        if match is None:
            break
        if name := _called(match[0]):
            yield name


def _pieces(run: str) -> Iterator[str]:
    for piece in _NEXT.split(run):
        halves = re.split(r"\s+(?:and|y|e|et)\s+", piece)
        yield from halves if all(country(half) for half in halves) else [piece]


def _called(name: str) -> str:
    """``name`` as lists call it; empty where it names nobody who could pay."""
    name = " ".join(name.split()).strip(" ,.")
    if match := _GOVERNMENT.match(name):
        bare, _, aside = match["place"].partition(" (")
        place = country(bare)
        return f"Government of {place.name}{f' ({aside}' if aside else ''}" if place else name
    if place := country(name):
        return f"Government of {place.name}"
    if _NO_PAYER.match(name) and not _BODY.search(name) and not find_countries(name):
        return ""
    return name if len(name) > 2 else ""


def split_payments(text: str) -> tuple[str, str]:
    """``text`` without its sentences on who paid and how much, and those sentences."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", text)
    money = [bool(_BY.search(part) or _GAVE.search(part) or _BUDGET.match(part)) for part in parts]
    return (
        " ".join(part for part, paid in zip(parts, money, strict=True) if not paid),
        " ".join(part for part, paid in zip(parts, money, strict=True) if paid),
    )
