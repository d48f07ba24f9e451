"""The runs of words of a question that nothing has explained and that can say what a record is about."""

from __future__ import annotations

import re

from assistant.glossary import to_english
from assistant.listing.conditions.asides import in_quotes
from assistant.listing.conditions.general_words import frame_stems, is_general
from assistant.listing.conditions.unread import Unread
from assistant.operators import cues_of, small_words
from assistant.words import fold, plain_form, stem_set

INVERTED = re.compile(r"-(?:t-)?(?:ils?|elles?|on|vous|nous|tu|je|ce|moi|se|me|nos|lhes?|[oa]s?)$")
"""A pronoun behind a verb: “ont-ils”, “trata-se”."""

WORD = re.compile(r"[^\W_]+(?:[’'&/-][^\W_]+)*")


def phrases_left(unread: Unread, *, mentions: bool) -> list[tuple[int, str]]:
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
    for match in WORD.finditer(unread.folded, unread.starts):
        gap = unread.folded[end : match.start()]
        end, before = match.end(), word
        led_in = before in leads_in or (led_in and before in articles)
        word = INVERTED.sub("", match.group())
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
        if not mentions and is_manner(unread, match, led_in=led_in):
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


def is_manner(unread: Unread, match: re.Match[str], *, led_in: bool) -> bool:
    """Whether a word that no field explains says when or how, not what about, by the sense of its vector."""
    word, written = match.group(), unread.text[slice(*match.span())]
    if written[0].isupper() or word.isdigit() or in_quotes(unread, match.start()):
        return False
    if unread.before_records(match.start()):
        return False
    english = word if unread.language == "en" else in_english(unread, word)
    if not english.strip() or not unread.catalog.is_common_word(english):
        return False
    score = unread.catalog.topicality(english)
    return score is not None and score < _MANNER[led_in]


def _is_subject(unread: Unread, word: str) -> bool:
    """Whether a word that stands where a verb can stand is none, by the sense of its vector: “projects 2020 cotton”."""
    english = word if unread.language == "en" else in_english(unread, word)
    score = unread.catalog.topicality(english) if english.strip() else None
    return score is not None and score > SUBJECT and unread.catalog.share(plain_form(fold(english))) > 0


SUBJECT = 0.8
"""The score above which a word is a subject even where a verb can stand."""


def in_english(unread: Unread, phrase: str) -> str:
    """``phrase`` in English words; nothing where it only speaks about records; what is in capitals stays."""
    if not any(letter.islower() for letter in phrase):
        return phrase
    translation = to_english(phrase, unread.language, vocabulary=unread.catalog.vocabulary)
    unknown = stem_set(" ".join(translation.unknown))
    known = [word for word in translation.text.split() if not stem_set(word) & unknown]
    telling = [word for word in known if not is_general(fold(word), "en")]
    return " ".join(known if telling else [])
