"""How much a question wants of a record: one fact, a whole section, what it is, or which one it is."""

from __future__ import annotations

import re

from assistant.evidence import Evidence
from assistant.facts import FACTS
from assistant.reading import Kind, Reading
from assistant.weighing.sentence_signals import named_share
from assistant.words import fold, without_compounds
from ingest.records import Record

_NAMED = 0.6
"""How much of a question for a description has to name the record; else a part of it is asked for."""

_TITLED = 0.55
"""The same of a question “what is …?”, by the title of the record."""

_ONLY_NAMED = 0.7
"""How much of a question for a section has to name the record, for the whole section to be asked for."""

_WHAT_IS = re.compile(
    r"^\W*(?:so )?(?:and )?(?:what(?:'s| is| are| was| were)|.{0,60}what is (?:it|that|this)\W*$)", re.I
)
_WHAT_IS_ELSEWHERE = re.compile(
    r"^\W*(?:que (?:es|son|fue)|en que consist|de que (?:se )?trata|qu'est-ce|en quoi consist|c'est quoi|"
    r"o que (?:e|sao|foi)|em que consist)|"
    r"(?:(?:que (?:es|son|era)|o que (?:e|sao|era)|c'est quoi|qu'est-ce que c'est)(?:\W+(?:eso|esto|isso|isto|afinal|"
    r"exactamente|exatamente|au juste|exactement|donc))?)\W*$"
)

_ONE_FACT = frozenset(["number", "amount", "percent", "date", "duration"])
_SEVERAL = re.compile(
    r"[,;]|(?<!\w)(?:and|y|e|et|each|which|why|how(?! (?:many|much|long|old|far|often)))(?!\w)"
)


def is_broad(reading: Reading, record: Record, evidence: Evidence) -> bool:
    """Whether the question is for a section: it asks for one, and all else in it only names the record."""
    naming = evidence.catalog.naming_stems[record.id]
    if not reading.sections or (reading.asked and naming.issuperset(reading.asked)):
        return False
    return named_share(reading, naming, evidence.catalog) >= _ONLY_NAMED and not reading.counted


def describes(reading: Reading, record: Record, evidence: Evidence) -> bool:
    """Whether the question only names ``record`` and wants to know what it is."""
    catalog = evidence.catalog
    if reading.kind is Kind.DESCRIBE:
        said = catalog.coverage(
            without_compounds((*reading.terms, *reading.asked)), catalog.naming_stems[record.id]
        )
        if reading.terms and said < _NAMED and not reading.records:
            return False
        return not is_broad(reading, record, evidence) or bool(reading.records)
    if reading.kind is not Kind.LOOKUP or reading.wanted - {"named"} or reading.counted:
        return False
    if not (_WHAT_IS.match(reading.text) or _WHAT_IS_ELSEWHERE.match(fold(reading.text))):
        return False
    titled = catalog.title_stems[record.id]
    return catalog.coverage((*reading.terms, *reading.asked), titled) >= _TITLED


def asks_one_fact(reading: Reading) -> bool:
    """Whether the question is for one number or date, and for nothing beside."""
    asked = reading.wanted.intersection(FACTS) - {"named", "place"}
    return bool(asked) and asked <= _ONE_FACT and not _SEVERAL.search(fold(reading.query))


def asks_which_record(reading: Reading) -> bool:
    """Whether the record itself is asked for: “which practice dealt with …”."""
    request = reading.request
    return bool(request and not request.loosely and reading.kinds and not reading.records)
