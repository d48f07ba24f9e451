"""Questions that lean on the conversation: what “it”, “they” or “and in Brazil?” mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.reading import Kind, Reading, Turn, clean, read_question
from assistant.words import fold

_LEANING = re.compile(
    r"(?<!\w)(it|its|they|them|their|that|this|these|those|there|he|she|his|her|"
    r"the (first|second|third|last|other) one|"
    r"same|el|ella|ellos|su|sus|eso|esa|ese|esta|este|esto|aquella|alli|elle|il|ils|elles|son|sa|ses|leur|leurs|"
    r"cela|ca|celle-ci|celui-ci|cette|ce|y|ele|dele|dela|seu|sua|seus|suas|isso|isto|essa|esse|nela|nele|la)(?!\w)"
)
_ADDING = re.compile(
    r"^\W*(and|y|et|e|what about|how about|que tal|qu'en est-il|e quanto|also|tambien|aussi|tambem)(?!\w)"
)


def read_in_context(
    text: str, history: Sequence[Turn], catalog: Catalog, *, language: str | None = None
) -> Reading:
    """The reading of ``text``; one that leans on the conversation takes its subject from ``history``."""
    reading = read_question(text, catalog, language=language)
    if history and _leans(fold(clean(text)), reading):
        return _carried(reading, history, catalog)
    return reading


def _leans(folded: str, reading: Reading) -> bool:
    if reading.records or reading.kind in (Kind.META, Kind.CHITCHAT):
        return False
    short = len(reading.terms) <= 3
    return bool(_ADDING.match(folded)) or (short and bool(_LEANING.search(folded))) or not reading.terms


def _carried(reading: Reading, history: Sequence[Turn], catalog: Catalog) -> Reading:
    """``reading`` with the subject of the last question of the user that had one."""
    for turn in reversed(history):
        if turn.role != "user":
            continue
        before = read_question(turn.content, catalog, language=reading.language)
        if before.records or before.terms or before.countries:
            return replace(
                reading,
                kind=Kind.LOOKUP if reading.kind is Kind.DESCRIBE and reading.sections else reading.kind,
                records=before.records,
                terms=tuple(dict.fromkeys((*reading.terms, *before.terms))),
                query=f"{reading.query} {before.query}",
                sections=reading.sections or before.sections,
                countries=reading.countries or before.countries,
                groups=reading.groups or before.groups,
            )
    return reading
