"""Conditions on a theme that a question names in other words: “kids who have to work”."""

from __future__ import annotations

import re

from assistant.glossary import to_english
from assistant.listing.conditions.asides import CLAUSE, in_quotes
from assistant.listing.conditions.general_words import is_general
from assistant.listing.conditions.unread import Unread
from assistant.listing.request_reading import names_records
from assistant.operators import small_words
from assistant.words import stem_set

_SURE_OF_THEME = 0.5
"""How likely a phrase has to mean a theme."""


def _widened(unread: Unread, start: int) -> int:
    """Where the general words before a phrase begin that belong to it: “small firms”."""
    small = frozenset().union(
        *(small_words(n, unread.language) for n in ("auxiliary", "relative", "leads_in"))
    )
    while before := re.search(r"(\w+)\s+$", unread.left[:start]):
        word = before.group(1)
        if word in small or not is_general(word, unread.language) or before.start() < (unread.noun_at or 0):
            break
        start = before.start()
    return start


def means_theme(unread: Unread, english: str, start: int, end: int) -> bool:
    """Whether a phrase means a theme in other words, alone or with the rest of its clause; then it is a condition.

    What records name in their titles is looked for by those words instead.
    """
    catalog, request = unread.catalog, unread.reading.request
    if not unread.is_asked or request is None or not (request.several or request.loosely or request.softly):
        return False
    if in_quotes(unread, start) or unread.text[start:end].isupper():
        return False
    if names_records(unread.folded[start:end], unread.language):
        return False
    stems = stem_set(english)
    if any(stems <= titled for titled in catalog.title_stems.values()):
        return False
    tail, reach = english, end
    if start >= (unread.noun_at or 0):
        found = CLAUSE.match(unread.left, start)
        reach = found.end() if found else end
        tail = unread.text[_widened(unread, start) : reach]
        if unread.language != "en":
            tail = to_english(tail, unread.language, vocabulary=catalog.vocabulary).text
    told = [
        (catalog.theme_sense(text), stop) for text, stop in ((english, end), (tail, reach)) if text.strip()
    ]
    sure = [(sense, stop) for sense, stop in told if sense is not None and sense[1] >= _SURE_OF_THEME]
    if not sure:
        return False
    (theme, _), stop = max(sure, key=lambda item: item[0][1])
    if any(theme in c.values for c in unread.conditions if c.field == "theme"):
        return True
    unread.add("theme", [theme], start, max(stop, end))
    return True
