"""Conditions on partners that a question names by what they are: “with a development bank as a partner”."""

from __future__ import annotations

import re

from assistant.glossary import to_english
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues_of, small_words
from assistant.words import plain_forms

_BODY = r"(?P<body>[\w&’'/-]+(?:[ -][\w&’'/-]+){0,5}?)"
_LEADS = (
    r"(?:there (?:is|are)|ha|hay|y a-t-il|il y a|counting|with|list|"
    r"lists|listing|have|has|having|count|counts|include|includes|name|names|where|in which|is|are|"
    r"con|tienen?|cuentan con|incluyen?|donde|es|son|listan?|figuran?|avec|ont|comptent|comptant|citent|ou|est|sont|"
    r"com|tem|contam com|incluem|onde|e|sao|listam|figuram)"
)
_SHORT = 3
_MAY_LEAD = re.compile(
    r"(?:an?|the|any|some|la|el|los|las|un|una|unas|unos|une|des|les|le|l'|o|os|as|um|uma|umas|uns)\s+"
)


def read_kinds_of_partners(unread: Unread) -> None:
    """The records with a partner whose name holds the words that stand before “as a partner” in ``unread``."""
    cue = cues_of("as_partner", unread.language)
    named = r"(?:(?:list|nam|cit|mention|figur|cont|compt|nombr|mencion|nome)\w+\s+)?"
    verb = r"(?:est|sont)[ -](?:elles?|ils?)[ -]"
    for pattern in (
        rf"(?<!\w){_LEADS}\s+{_BODY}[,]?\s+{named}(?:{cue})(?!\w)",
        rf"(?:^|[:;,.?!]\s*){_BODY}\s+{named}(?:{cue})(?!\w)",
        rf"(?<!\w)(?:practicas|pratiques|practices|praticas)\s+{_BODY}\s+(?:{verb})?(?:{cue})(?!\w)",
    ):
        for match in re.finditer(pattern, unread.left):
            start, end = match.span("body")
            led = _MAY_LEAD.match(unread.folded, start)
            start = led.end() if led and led.end() < end else start
            phrase = unread.text[start:end]
            if len(phrase) < _SHORT and phrase.isupper():
                continue  # “la UE”
            found = _with_any(unread, phrase)
            if found:
                negated = unread.turns_not(start)
                unread.blank(start, match.end())
                unread.add_plain(
                    Condition(
                        field="mention",
                        values=tuple(sorted(found)),
                        negated=negated,
                        words=unread.folded[start:end],
                    )
                )
                return


_EITHER = re.compile(r"^(?:either|o bien|soit|ou)\s+(?:the |la |el |o |a )?")
_ACRONYM = re.compile(r"(?<!\w)[A-Z]{3,}(?!\w)")


def _with_any(unread: Unread, phrase: str) -> frozenset[str]:
    """The records with a partner that is any of the bodies of ``phrase``, which “or” joins."""
    said = _EITHER.sub("", phrase)
    pieces = re.split(rf"\s(?:{cues_of('or', unread.language)})\s", said)
    if len(pieces) > 1 and not any(_ACRONYM.search(piece) for piece in pieces):
        first, last = pieces[0].split(), pieces[-1].split()
        pieces[-1] = " ".join([*first[: len(first) - len(last)], *last])
    found: frozenset[str] = frozenset()
    for piece in pieces:
        acronym = _ACRONYM.search(piece)
        found |= _with_acronym(unread, acronym.group()) if acronym else _with_partner(unread, piece)
    return found


def _with_acronym(unread: Unread, acronym: str) -> frozenset[str]:
    named = re.compile(rf"(?<!\w){acronym}(?!\w)")
    return frozenset(
        record.id
        for record in unread.catalog.records.values()
        if any(acronym == partner.acronym or named.search(partner.name) for partner in record.partners)
    )


def _with_partner(unread: Unread, phrase: str) -> frozenset[str]:
    english = phrase
    if unread.language != "en":
        english = to_english(phrase, unread.language, vocabulary=unread.catalog.vocabulary).text
    small = frozenset().union(*(small_words(name, "en") for name in ("articles", "leads_in", "auxiliary")))
    forms = set(plain_forms(" ".join(word for word in english.lower().split() if word not in small)))
    return frozenset(
        record.id
        for record in unread.catalog.records.values()
        if any(forms and forms <= set(plain_forms(partner.name)) for partner in record.partners)
    )
