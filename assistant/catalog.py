"""What the assistant knows of its records beside their text: how each can be named in a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from assistant.words import fold, stem_set
from ingest.records import Record, RecordKind

_NUMBERED = re.compile(
    r"(?<!\w)(?:good practices?|gps?|practices?|buenas? practicas?|practicas?|bonnes? pratiques?|pratiques?|"
    r"boas? praticas?|praticas?|bp)\s*(?:no\.?|n[.o°º]*|#|number|numero|nr\.?)?[\s-]*"
    r"(\d{1,3}(?:\s*(?:,|;|&|and|und|y|et|e|or|o|ou|vs\.?|versus|with|con|avec|com|to)\s*(?:gp|#)?\s*\d{1,3}(?!\d))*)(?![\d%])"
)
_ID = re.compile(r"(?<!\w)(?:gp|init|proj|bg)-[a-z0-9-]+(?!\w)")


class Catalog:
    """Names, numbers and vocabulary of the records of one index generation."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self.by_number = {
            record.number: record.id
            for record in records.values()
            if record.kind is RecordKind.PRACTICE and record.number
        }
        self.title_stems = {record.id: stem_set(_naming(record)) for record in records.values()}
        self.body_stems = {
            record.id: self.title_stems[record.id].union(*(stem_set(s.text) for s in record.sections))
            for record in records.values()
        }
        frequency = Counter(stem for stems in self.body_stems.values() for stem in stems)
        self._idf = {stem: math.log(1 + len(records) / count) for stem, count in frequency.items()}
        self._unseen = math.log(1 + len(records))

    def idf(self, stem: str) -> float:
        """How telling a stem is among the records; a stem no record has weighs most."""
        return self._idf.get(stem, self._unseen)

    def knows(self, stem: str) -> bool:
        """Whether any record holds the stem."""
        return stem in self._idf

    def coverage(self, terms: Iterable[str], stems: frozenset[str]) -> float:
        """The share of ``terms``, weighted by how telling they are, that ``stems`` holds (0–1)."""
        weights = {term: self.idf(term) for term in terms}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in stems) / total if total else 0.0

    def named(self, folded: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
        """Records that a folded question names by number or id, unknown numbers, and the rest of it."""
        ids: list[str] = []
        unknown: list[int] = []
        for match in _ID.finditer(folded):
            if match.group() in self.records:
                ids.append(match.group())
        rest = _ID.sub(" ", folded)
        for match in _NUMBERED.finditer(rest):
            for number in map(int, re.findall(r"\d+", match.group(1))):
                if number in self.by_number:
                    ids.append(self.by_number[number])
                else:
                    unknown.append(number)
        return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(unknown)), _NUMBERED.sub(" ", rest)


def _naming(record: Record) -> str:
    """The words by which people name a record: titles, countries, groups, partners, themes."""
    pieces: list[str] = [record.title, record.short_title or "", record.institution or "", *record.themes]
    pieces += [country.name for country in record.countries]
    pieces += record.groups
    for part in record.parts:
        pieces += [part.title, *(country.name for country in part.countries)]
    pieces += [f"{partner.acronym or ''} {partner.name}" for partner in record.partners]
    return fold(" ; ".join(pieces))
