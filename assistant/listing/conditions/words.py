"""Conditions on the text of the records: words that no field speaks of, and what a record has to mention."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.glossary import to_english
from assistant.listing.conditions.alternatives import joins_subject, joins_text
from assistant.listing.conditions.asides import SENTENCE, TO_SUBJECT, in_quotes, is_aside
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.general_words import frame_stems, is_general
from assistant.listing.conditions.left_phrases import (
    INVERTED,
    SUBJECT,
    WORD,
    in_english,
    is_manner,
    phrases_left,
)
from assistant.listing.conditions.meant_themes import means_theme
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues, small_words
from assistant.words import fold, plain_forms, stem_set

COMMON = 0.4
"""The share of the records from which on a word tells none of them from the others."""


def read_words(unread: Unread, *, mentions: bool, fields: Callable[[Unread], None] | None = None) -> None:
    """What is left of ``unread``: phrase by phrase, the records whose text holds all its words.

    ``fields`` reads a phrase that was asked in another language once more, in English.
    """
    unknown: tuple[str, int] | None = None
    for start, phrase in phrases_left(unread, mentions=mentions):
        said = any(condition.field == "mention" for condition in unread.conditions)
        if not unread.is_free(start, start + 1):
            continue
        if mentions and said and SENTENCE.search(unread.folded[unread.starts : start]):
            continue
        english = phrase if unread.language == "en" else in_english(unread, phrase)
        if not english.strip():
            has_english = unread.language == "en" or not to_english(phrase, unread.language).unknown
            if not mentions and not has_english and TO_SUBJECT.search(unread.folded[:start]):
                _add_unknown(unread, phrase, start)
            unknown = unknown or (None if has_english else (phrase, start))
            continue
        if not mentions and is_aside(unread, start, start + len(phrase)):
            unread.passed_over += 1
            continue
        if unread.language != "en" and fields is not None:
            again = Unread(unread.reading, unread.catalog, english)
            fields(again)
            for condition in again.conditions:
                unread.take(condition, start)
            english = " ".join(again.left.split()) if again.conditions else english
        if not mentions and means_theme(unread, english, start, start + len(phrase)):
            continue
        _add_text(unread, english, (start, start + len(phrase)), mentions=mentions)
    if unknown and mentions and all(c.field != "mention" for c in unread.conditions):
        _add_unknown(unread, *unknown)
    elif unknown and not mentions and all(c.field in ("kind", "period") for c in unread.conditions):
        before = re.findall(r"\w+", unread.folded[: unknown[1]])[-1:]
        if small_words("leads_in", unread.language).intersection(before):
            _add_unknown(unread, *unknown)


_BODIES = stem_set(
    "agency organisation organization institute institution bank fund ministry government body donor funder company "
    "union cooperation"
)
"""What bodies are, before the name of one that is understood: “da agência sueca SIDA”."""


_POINTING = frozenset(["esto", "ello", "aquello", "isso", "isto", "aquilo", "cela", "ceci"])


def _add_unknown(unread: Unread, phrase: str, start: int) -> None:
    """A condition on a subject that has no English: what writes it alike meets it, or nothing does."""
    forms = [form for form in plain_forms(phrase) if len(form) > 3 and form not in _POINTING]
    if forms and unread.is_asked:
        denied = unread.turns_not(start)
        found = unread.catalog.holding(forms)
        values = tuple(sorted(found)) or ("",)
        unread.add_plain(Condition(field="mention", values=values, negated=denied, words=" ".join(forms)))


def read_subject_before(unread: Unread) -> None:
    """What stands before the request in its sentence, where nothing else says which records are meant.

    It becomes a condition on the text: “Are volcanoes covered by any of the practices?”.
    """
    starts = max(unread.folded.rfind(mark, 0, unread.asks_at) + 1 for mark in ".?!:;")
    skipped = frozenset().union(
        *(small_words(name, unread.language) for name in ("auxiliary", "relative", "leads_in", "articles"))
    )
    runs: list[list[tuple[int, int]]] = [[]]
    for match in WORD.finditer(unread.folded, starts, unread.asks_at):
        word = INVERTED.sub("", match.group())
        if (
            word in skipped
            or not unread.is_free(*match.span())
            or stem_set(word) <= frame_stems()
            or is_general(word, unread.language)
            or is_manner(unread, match, led_in=False)
        ):
            runs.append([])
        else:
            runs[-1].append(match.span())
    for run in runs:
        phrase = " ".join(unread.text[start:end] for start, end in run)
        english = phrase if unread.language == "en" else in_english(unread, phrase)
        if english.strip():
            _add_text(unread, english, (run[0][0], run[-1][1]), mentions=False)
        elif run and _is_name(unread, *run[0], run[-1][1]):
            _add_unknown(unread, phrase, run[0][0])


_AS_WHAT = re.compile(r"\s*[,:]|\s(?:como|comme)(?!\w)")


def _is_name(unread: Unread, start: int, first_end: int, end: int) -> bool:
    """Whether a phrase that no word of English renders is a name: “Greenpeace como socio: ¿cuántas prácticas?”."""
    word = unread.text[start:first_end]
    opens = not unread.text[:start].strip(" ¿¡")
    if not word[:1].isupper() or unread.text.isupper() or unread.text.istitle():
        return False
    return not opens or (word.isupper() and len(word) > 2) or bool(_AS_WHAT.match(unread.folded, end))


_TOPIC = re.compile(r"\W*(?P<topic>[^\W\d_][\w'-]+(?: [\w'-]+){0,3})\s*[:–—]\s")
"""What a question puts before its request, alone: “Refugees: how many projects …”."""


def read_topic(unread: Unread) -> None:
    """The topic at the head of ``unread``, where nothing else says which records are meant."""
    match = _TOPIC.match(unread.folded)
    if match is None:
        return
    first = WORD.match(unread.folded, match.start("topic"))
    if first and unread.is_free(*first.span()) and _is_unheard_name(unread, *first.span()):
        _add_unknown(unread, unread.text[slice(*first.span())], first.start())
        return
    if not unread.is_free(*match.span("topic")):
        return
    start, end = match.span("topic")
    spoken = [word for word in WORD.findall(match["topic"]) if is_general(word, unread.language)]
    phrase = unread.text[start:end]
    english = phrase if unread.language == "en" else in_english(unread, phrase)
    if not spoken and all(unread.catalog.share(form) for form in plain_forms(english)):
        _add_text(unread, english, (start, end), mentions=False)


def _is_unheard_name(unread: Unread, start: int, end: int) -> bool:
    """Whether a capitalised word is a name that no record has: “Greenpeace as a partner: how many practices?”."""
    word = unread.text[start:end]
    if not word[:1].isupper() or unread.text.isupper() or is_general(fold(word), unread.language):
        return False
    if any(unread.catalog.share(form) for form in plain_forms(word)):
        return False
    if unread.language == "en":
        return not unread.catalog.is_common_word(word)
    return bool(to_english(word, unread.language).unknown)


def _add_text(unread: Unread, phrase: str, span: tuple[int, int], *, mentions: bool) -> None:
    start, end = span
    catalog = unread.catalog
    every = plain_forms(phrase)
    forms = [form for form in every if not stem_set(form) <= frame_stems()]
    telling = [f for f in forms if catalog.share(f) <= COMMON and (mentions or not f.isdigit())]
    alone = mentions and not any(condition.field == "mention" for condition in unread.conditions)
    unread.passed_over += len(forms) - len(telling)
    if telling and not any(catalog.share(form) for form in telling) and _is_gloss(unread, start, phrase):
        return
    if _is_spelt_out(unread, end) or (stem_set(phrase) <= _BODIES and _leads_to_a_body(unread, end)):
        return
    if forms and _is_said(unread, forms) and not mentions:
        return
    if telling and not mentions and _is_courtesy(unread, start, telling):
        unread.passed_over += len(telling)
        return
    forms = telling or (forms or every if alone else [])
    if not forms:
        return
    partners = _with_partner(unread, forms)
    exactly = _naming(catalog, phrase, every) if mentions and len(every) > 1 else frozenset()
    found = partners or exactly or catalog.holding(forms) or catalog.holding(forms, together=False)
    field = "mention" if mentions or partners else "text"
    denied = not mentions and bool(found) and unread.turns_not(start)
    condition = Condition(
        field=field, values=tuple(sorted(found)) or ("",), negated=denied, words=" ".join(forms)
    )
    if not mentions and not denied and joins_subject(unread, start, end, condition):
        return
    before = unread.conditions[-1:] if joins_text(unread, start) else []
    if before and before[0].field == field and (found or before[0].values != ("",)):
        values = tuple(sorted({*before[0].values, *condition.values} - {""})) or ("",)
        unread.conditions[-1] = replace(before[0], values=values)
    else:
        unread.add_plain(condition)


_CITED = ("convention no. {}", "convention {}", "c.{}", "c. {}", "c{}", "convention no {}")
"""How texts cite a Convention of the ILO by its number."""


def _naming(catalog: Catalog, phrase: str, forms: list[str]) -> frozenset[str]:
    """The records whose text holds ``phrase`` word for word, or cites the Convention that it names."""
    number = next((form for form in forms if form.isdigit()), None)
    if number is None or "convention" not in forms:
        return catalog.holding_phrase(phrase)
    return frozenset().union(*(catalog.holding_phrase(way.format(number)) for way in _CITED))


def _is_courtesy(unread: Unread, start: int, forms: list[str]) -> bool:
    """Whether no record holds the words, no subject is led in, and fields say enough: “I'd be grateful for …”."""
    fields = {condition.field for condition in unread.conditions}
    if "kind" not in fields or not fields - {"text", "kind", "period", "id"}:
        return False
    if any(unread.catalog.share(form) for form in forms) or unread.text[start].isupper():
        return False
    before = re.findall(r"\w+", unread.folded[:start])[-2:]
    if small_words("leads_in", unread.language).intersection(before) or in_quotes(unread, start):
        return False
    scores = [unread.catalog.topicality(form) for form in forms]
    return all(score is not None and score < SUBJECT for score in scores)


def _is_said(unread: Unread, forms: list[str]) -> bool:
    """Whether a condition has been read already from the same words: “Governança (Governance)”."""
    return any(
        c.field not in ("text", "mention", "kind") and set(forms) <= set(plain_forms(c.words))
        for c in unread.conditions
    )


def _is_gloss(unread: Unread, start: int, phrase: str) -> bool:
    """Whether the phrase only says once more, before or in brackets, what is understood: “CTBO (RBTC)”."""
    end = start + len(phrase)
    after = re.match(r"\s*[(]\s*", unread.folded[end:])
    if after and not unread.left[end + after.end() :][:3].strip():
        return True
    return (
        bool(re.search(r"[(]\s*$", unread.folded[:start]))
        and not unread.left[: start - 1].rstrip()[-2:].isalpha()
    )


def _leads_to_a_body(unread: Unread, end: int) -> bool:
    """Whether a body that has been understood is named right behind ``end``."""
    behind = unread.folded[end:].lstrip()
    return any(
        c.words and behind.startswith(c.words)
        for c in unread.conditions
        if c.field in ("funding", "institution")
    )


def _is_spelt_out(unread: Unread, end: int) -> bool:
    """Whether an acronym that has been understood stands in brackets behind ``end``: “… exteriores (MAECI)”."""
    after = re.match(r"\s*[(]\s*([A-Z]{3,})\s*[)]", unread.text[end:])
    return after is not None and not unread.left[end + after.start(1) : end + after.end(1)].strip()


def _with_partner(unread: Unread, forms: list[str]) -> frozenset[str]:
    """The records with a partner whose name holds all of ``forms``, where partners are asked for."""
    if not cues("partners", unread.language).search(unread.folded):
        return frozenset()
    return frozenset(
        record.id
        for record in unread.catalog.records.values()
        if any(set(forms) <= set(plain_forms(partner.name)) for partner in record.partners)
    )
