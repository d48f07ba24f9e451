"""Conditions on the text of the records: words that no field speaks of, and what a record has to mention."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from assistant.conditions.condition import Condition
from assistant.conditions.unread import Unread
from assistant.glossary import to_english
from assistant.operators import cues, small_words
from assistant.words import STOP_WORDS, plain_forms, stem_set

COMMON = 0.4
"""The share of the records from which on a word tells none of them from the others."""

_WORD = re.compile(r"[^\W_]+(?:[’'&/-][^\W_]+)*")


@cache
def frame_stems() -> frozenset[str]:
    """Stems that set no condition: they only say that a record is to be such as the other words say."""
    words = files("assistant").joinpath("data/frame_words.txt").read_text(encoding="utf-8")
    return stem_set(words) | frozenset(STOP_WORDS)


def read_words(unread: Unread, *, mentions: bool) -> None:
    """What is left of ``unread``: phrase by phrase, the records whose text holds all its words."""
    catalog = unread.catalog
    for phrase in _phrases(unread, mentions=mentions):
        every = plain_forms(phrase)
        forms = [form for form in every if not stem_set(form) <= frame_stems()]
        telling = [form for form in forms if catalog.share(form) <= COMMON]
        alone = mentions and not any(condition.field == "mention" for condition in unread.conditions)
        unread.passed_over += len(forms) - len(telling)
        forms = telling or (forms or every if alone else [])
        if not forms:
            continue
        partners = _with_partner(unread, forms)
        found = partners or catalog.holding(forms) or catalog.holding(forms, together=False)
        field = "mention" if mentions or partners else "text"
        unread.add_plain(Condition(field=field, values=tuple(sorted(found)) or ("",), words=" ".join(forms)))


def _with_partner(unread: Unread, forms: list[str]) -> frozenset[str]:
    """The records with a partner whose name holds all of ``forms``, where partners are asked for."""
    if not cues("partners", unread.language).search(unread.folded):
        return frozenset()
    return frozenset(
        record.id
        for record in unread.catalog.records.values()
        if any(set(forms) <= set(plain_forms(partner.name)) for partner in record.partners)
    )


def _phrases(unread: Unread, *, mentions: bool) -> list[str]:
    """The runs of words that are left and can say what a record is about, in English.

    Left out are the words before the request, and verbs: the first word after the records, after what has been
    understood or after an auxiliary, where nothing leads in an object.
    """
    phrases: list[list[str]] = [[]]
    auxiliary = small_words("auxiliary", unread.language)
    leads_in = small_words("leads_in", unread.language)
    articles = small_words("articles", unread.language)
    verb, end = True, unread.starts
    for match in _WORD.finditer(unread.folded, unread.starts):
        gap = unread.folded[end : match.start()]
        end = match.end()
        word = match.group()
        if not unread.is_free(*match.span()):
            phrases.append([])
            verb = True
            continue
        if re.search(r"[,;:.?!(]", gap):
            phrases.append([])
        if word in auxiliary:
            continue
        if word in leads_in or word in articles:
            verb = verb and word in articles
            continue
        if verb and not mentions and not unread.before_records(match.start()):
            verb = False
            unread.passed_over += not stem_set(word) <= frame_stems()
            continue
        phrases[-1].append(unread.text[match.start() : match.end()])
    return [_in_english(unread, " ".join(words)) for words in phrases if words]


def _in_english(unread: Unread, phrase: str) -> str:
    if unread.language == "en" or not any(letter.islower() for letter in phrase):
        return phrase
    translation = to_english(phrase, unread.language, vocabulary=unread.catalog.vocabulary)
    unknown = stem_set(" ".join(translation.unknown))
    return " ".join(word for word in translation.text.split() if not stem_set(word) & unknown)
