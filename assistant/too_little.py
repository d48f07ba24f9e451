"""Questions that say too little to be looked up: no words that tell anything, no subject, or none that is known."""

from __future__ import annotations

import re

from assistant.catalog import Catalog
from assistant.language import is_only_function_words
from assistant.reading import Reading
from assistant.words import fold

_SHORT = 5
"""Words of the longest question of which it is sure that it names nothing."""

_PROGRAMME = re.compile(r"(?<!\w)(?:triangula\w+|(?:south|sur|sud|sul)-(?:south|sur|sud|sul))(?!\w)")
"""What all records are about, and what one of them defines."""


def says_nothing(reading: Reading) -> bool:
    """Whether a question names nothing that could be looked up: “?”, “the the”, “what is”."""
    asks = reading.records or reading.unknown_numbers or reading.request or reading.unread
    return not asks and is_only_function_words(reading.text)


def says_of_nothing(reading: Reading) -> bool:
    """Whether a short question says what it wants to know, and nothing of what: “and the results?”."""
    if len(reading.text.split()) > _SHORT:
        return False
    named = reading.records or reading.unknown_numbers or reading.names or reading.countries or reading.groups
    if named or reading.regions or reading.themes or reading.request:
        return False
    return reading.only_asks and not _PROGRAMME.search(fold(reading.text))


def says_nothing_known(reading: Reading, catalog: Catalog) -> bool:
    """Whether a question in a language that is not read has no word of the records, and names none of them."""
    return reading.unread and not (
        reading.records
        or reading.countries
        or reading.groups
        or any(catalog.knows(stem) for stem in (*reading.terms, *reading.asked))
    )
