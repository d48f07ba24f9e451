"""Institutions that a question names in another language than that of the records."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.glossary import to_english
from assistant.listing.conditions.unread import Unread
from assistant.words import stem_set

_BODY = re.compile(
    r"(?<!\w)(?:banque|banco|ministere|ministerio|institut[oa]?|organi[sz]ac(?:ion|ao)|organisation|agence|agencia|"
    r"confederac(?:ion|ao)|confederation|federac(?:ion|ao)|federation|conseil|consejo|conselho|universite|universidade?|"
    r"fondation|fundac(?:ion|ao)|commission|comis(?:ion|sao)|reseau|union|uniao|chambre|camara|centre|centro|fonds|fondo)"
    r"(?:\s+(?:de l'|d'|[\w'-]+)){1,7}"
)


def read_translated(unread: Unread, institutions: Iterable[str]) -> None:
    """Institutions asked for by their name in another language than that of the records."""
    for match in _BODY.finditer(unread.left):
        if _OWN.search(unread.folded[: match.start()]):
            continue
        words = re.split(r"\s(?:ou|o|u)\s", match.group())[0].split()
        for count in range(len(words), 1, -1):
            phrase = " ".join(words[:count])
            if words[count - 1] in _SMALL or not match.group().startswith(phrase):
                continue
            english = to_english(phrase, unread.language, vocabulary=unread.catalog.vocabulary)
            wanted = stem_set(english.text)
            if len(wanted) < 2 or english.unknown:
                continue
            names = tuple(name for name in institutions if _names(wanted, stem_set(name)))
            if names:
                unread.add("institution", names, match.start(), match.start() + len(phrase))
                break


def _names(wanted: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether the stems ``wanted`` are enough of those of a name: more than half of three or more, or two thirds."""
    share = len(wanted) / max(len(stems), 1)
    return wanted <= stems and share > (1 / 2 if len(wanted) > 2 else 2 / 3)


_OWN = re.compile(
    r"(?<!\w)(?:notre|mon|ma|nuestr[oa]|mi|noss[oa]|minha|meu|"
    r"(?:duda|pregunta|duvida|pergunta|question) d(?:e|el|a|o)(?: la)?)\s+$"
)
"""Before a body that asks: “notre confédération syndicale prépare …”."""
_SMALL = frozenset(
    ["de", "du", "des", "la", "le", "les", "del", "da", "do", "das", "dos", "e", "et", "y", "en", "em"]
)
