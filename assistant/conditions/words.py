"""Conditions on the text of the records: words that no field speaks of, and what a record has to mention."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.conditions.asides import SENTENCE, TO_SUBJECT, in_quotes, is_aside
from assistant.conditions.condition import Condition
from assistant.conditions.general_words import frame_stems, is_general
from assistant.conditions.meant_themes import means_theme
from assistant.conditions.unread import Unread
from assistant.glossary import to_english
from assistant.operators import cues, cues_of, small_words
from assistant.words import fold, plain_form, plain_forms, stem_set

COMMON = 0.4
"""The share of the records from which on a word tells none of them from the others."""

_INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|vous|nous|tu|je|ce|moi|se|me|nos|lhes?|[oa]s?)$")
"""A pronoun behind a verb: “ont-ils”, “trata-se”."""

_WORD = re.compile(r"[^\W_]+(?:[’'&/-][^\W_]+)*")


def read_words(unread: Unread, *, mentions: bool, fields: Callable[[Unread], None] | None = None) -> None:
    """What is left of ``unread``: phrase by phrase, the records whose text holds all its words.

    ``fields`` reads a phrase that was asked in another language once more, in English.
    """
    for start, phrase in _phrases(unread, mentions=mentions):
        said = any(condition.field == "mention" for condition in unread.conditions)
        if not unread.is_free(start, start + 1):
            continue
        if mentions and said and SENTENCE.search(unread.folded[unread.starts : start]):
            continue
        english = phrase if unread.language == "en" else _in_english(unread, phrase)
        if not english.strip():
            if not mentions and unread.language != "en" and TO_SUBJECT.search(unread.folded[:start]):
                _add_unknown(unread, phrase, start)
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
    for match in _WORD.finditer(unread.folded, starts, unread.asks_at):
        word = _INVERTED.sub("", match.group())
        if (
            word in skipped
            or not unread.is_free(*match.span())
            or stem_set(word) <= frame_stems()
            or is_general(word, unread.language)
            or _is_manner(unread, match, led_in=False)
        ):
            runs.append([])
        else:
            runs[-1].append(match.span())
    for run in runs:
        phrase = " ".join(unread.text[start:end] for start, end in run)
        english = phrase if unread.language == "en" else _in_english(unread, phrase)
        if english.strip():
            _add_text(unread, english, (run[0][0], run[-1][1]), mentions=False)


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
    if not mentions and not denied and _joins_subject(unread, start, end, condition):
        return
    before = unread.conditions[-1:] if _joins_text(unread, start) else []
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
    return all(score is not None and score < _SUBJECT for score in scores)


def _is_said(unread: Unread, forms: list[str]) -> bool:
    """Whether a condition has been read already from the same words: “Governança (Governance)”."""
    return any(
        c.field not in ("text", "mention", "kind") and set(forms) <= set(plain_forms(c.words))
        for c in unread.conditions
    )


def _joins_text(unread: Unread, start: int) -> bool:
    """Whether “or” stands before the phrase at ``start``."""
    return bool(
        re.search(
            rf"(?:^|\s)(?:{cues_of('or', unread.language)})\s+(?:\w{{1,3}}\s+)?$", unread.folded[:start]
        )
    )


def _joins_subject(unread: Unread, start: int, end: int, condition: Condition) -> bool:
    """Whether “or” joins the phrase from ``start`` to ``end`` to a theme or way of working: either is enough.

    A phrase before one of two that “or” joins narrows that one alone, so that the other stays: “paid care work
    or the care economy”.
    """
    if not unread.is_asked:
        return False
    either = rf"(?:{cues_of('or', unread.language)})\s+(?:\w{{1,4}}\s+)?"
    before = re.search(rf"(\w+)\s*,?\s+{either}$", unread.folded[:start])
    after = re.match(rf"\s+{either}(\w+)", unread.folded[end:])
    beside = re.match(r"\s+(\w+)", unread.folded[end:])
    for at, known in enumerate(unread.conditions):
        if known.field not in ("theme", "modality", "institution") or known.negated:
            continue
        words = known.words.split()
        if len(words) > 1 and beside and beside.group(1) == words[0] and _joined_later(unread, start, known):
            unread.passed_over += 1
            return True
        if (before and before.group(1) == words[-1]) or (after and after.group(1) == words[0]):
            held = {record.id for record in unread.catalog.records.values() if known.holds(record)}
            ids = tuple(sorted({*held, *condition.values} - {""}))
            unread.conditions[at] = replace(
                known, field="id", values=ids or ("",), words=f"{known.words} {condition.words}"
            )
            return True
    return False


def _joined_later(unread: Unread, start: int, known: Condition) -> bool:
    """Whether ``known`` was read from two places behind ``start`` with “or” between them."""
    text = unread.folded[start:]
    first, last = known.words.split()[0], known.words.split()[-1]
    return bool(
        re.search(
            rf"(?<!\w){re.escape(first)}(?!\w)[^.;:?!]*?\s(?:{cues_of('or', unread.language)})\s[^.;:?!]*?"
            rf"(?<!\w){re.escape(last)}(?!\w)",
            text,
        )
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


def _with_partner(unread: Unread, forms: list[str]) -> frozenset[str]:
    """The records with a partner whose name holds all of ``forms``, where partners are asked for."""
    if not cues("partners", unread.language).search(unread.folded):
        return frozenset()
    return frozenset(
        record.id
        for record in unread.catalog.records.values()
        if any(set(forms) <= set(plain_forms(partner.name)) for partner in record.partners)
    )


def _phrases(unread: Unread, *, mentions: bool) -> list[tuple[int, str]]:
    """The runs of words that are left and can say what a record is about, each with where it begins.

    Left out are the words before the request, and verbs: the first word after the records, after what has been
    understood or after an auxiliary, where nothing leads in an object.
    """
    runs: list[list[tuple[int, int]]] = [[]]
    auxiliary = small_words("auxiliary", unread.language)
    relative = small_words("relative", unread.language)
    leads_in = small_words("leads_in", unread.language)
    articles = small_words("articles", unread.language)
    either = re.compile(cues_of("or", unread.language))
    verb, led_in, end, word = True, False, unread.starts, ""
    for match in _WORD.finditer(unread.folded, unread.starts):
        gap = unread.folded[end : match.start()]
        end, before = match.end(), word
        led_in = before in leads_in or (led_in and before in articles)
        word = _INVERTED.sub("", match.group())
        if not unread.is_free(*match.span()):
            runs.append([])
            verb = True
            continue
        breaks = re.search(r"[,;:.?!()]", gap) and gap != "." and not (gap == ". " and before == "no")
        if breaks or either.fullmatch(word):
            runs.append([])
        if word in auxiliary:
            verb = verb or word in relative
            continue
        if word in leads_in or word in articles or either.fullmatch(word):
            verb = verb and word in articles
            continue
        if not mentions and is_general(word, unread.language) and not in_quotes(unread, match.start()):
            unread.passed_over += 1
            verb = False
            continue
        if not mentions and _is_manner(unread, match, led_in=led_in):
            unread.passed_over += 1
            verb = False
            continue
        shouted = unread.text[match.start() : match.end()].isupper() and not unread.text.isupper()
        told_apart = unread.reading.request is not None and unread.reading.request.keywords
        if (
            verb
            and not mentions
            and not shouted
            and not unread.before_records(match.start())
            and not (told_apart and not unread.folded[end:].strip(" .!?") and _is_subject(unread, word))
        ):
            verb = False
            unread.passed_over += not stem_set(word) <= frame_stems()
            continue
        runs[-1].append(match.span())
    return [(run[0][0], " ".join(unread.text[start:end] for start, end in run)) for run in runs if run]


_MANNER = {False: 0.0, True: -1.2}
"""The score below which a word is no subject, by whether what leads in a subject stands before it."""


def _is_manner(unread: Unread, match: re.Match[str], *, led_in: bool) -> bool:
    """Whether a word that no field explains says when or how, not what about, by the sense of its vector."""
    word, written = match.group(), unread.text[slice(*match.span())]
    if written[0].isupper() or word.isdigit() or in_quotes(unread, match.start()):
        return False
    if unread.before_records(match.start()):
        return False
    english = word if unread.language == "en" else _in_english(unread, word)
    if not english.strip() or not unread.catalog.is_common_word(english):
        return False
    score = unread.catalog.topicality(english)
    return score is not None and score < _MANNER[led_in]


def _is_subject(unread: Unread, word: str) -> bool:
    """Whether a word that stands where a verb can stand is none, by the sense of its vector: “projects 2020 cotton”."""
    english = word if unread.language == "en" else _in_english(unread, word)
    score = unread.catalog.topicality(english) if english.strip() else None
    return score is not None and score > _SUBJECT and unread.catalog.share(plain_form(fold(english))) > 0


_SUBJECT = 0.8
"""The score above which a word is a subject even where a verb can stand."""


def _in_english(unread: Unread, phrase: str) -> str:
    if not any(letter.islower() for letter in phrase):
        return phrase
    translation = to_english(phrase, unread.language, vocabulary=unread.catalog.vocabulary)
    unknown = stem_set(" ".join(translation.unknown))
    return " ".join(word for word in translation.text.split() if not stem_set(word) & unknown)
