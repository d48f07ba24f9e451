"""Why a record is like a proposal: reasons by aspect, each with its sentence and the words it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.citing import CitationBook
from assistant.proposals.evidence import Evidence, tells
from assistant.proposals.facets import Weights, patterns
from assistant.proposals.matches import Reason
from assistant.proposals.proposal import PartKey, Piece
from assistant.proposals.reading import WEIGHTS
from assistant.proposals.wording import phrase, shortened, term
from index.sentences import Sentence
from ingest.gazetteer import find_countries
from ingest.records import Record, SectionKey

_NEAR = 0.3
"""From this cosine on, a sentence counts as an answer to a piece of the proposal."""

_FARTHER = 0.15
_FEWEST = 3
"""Where there are fewer reasons, sentences that are farther off are taken as well."""

_SHARED = 0.25
"""From this product of weights on, a theme, modality or target group counts as shared."""

_MOST_VALUES = 2
_FIGURES = 0.08

SUBSTANTIAL = (
    SectionKey.OBJECTIVE,
    SectionKey.METHODOLOGY,
    SectionKey.COOPERATION,
    SectionKey.INNOVATION,
    SectionKey.RESULTS,
    SectionKey.SUSTAINABILITY,
    SectionKey.ADAPTABILITY,
    SectionKey.OTHER,
)
"""The sections that tell what was done; contacts, funding and materials do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    name: str
    parts: tuple[PartKey, ...]
    keys: tuple[SectionKey, ...]


_ASPECTS = (
    _Aspect(
        name="objective",
        parts=(PartKey.TITLE, PartKey.OBJECTIVE, PartKey.PROBLEM),
        keys=(SectionKey.OBJECTIVE,),
    ),
    _Aspect(
        name="methodology",
        parts=(PartKey.ACTIVITIES, PartKey.MODALITY),
        keys=(SectionKey.METHODOLOGY, SectionKey.INNOVATION),
    ),
    _Aspect(
        name="cooperation", parts=(PartKey.PARTNERS, PartKey.TARGET_GROUP), keys=(SectionKey.COOPERATION,)
    ),
    _Aspect(name="results", parts=(PartKey.RESULTS,), keys=(SectionKey.RESULTS,)),
    _Aspect(
        name="sustainability",
        parts=(PartKey.SUSTAINABILITY,),
        keys=(SectionKey.SUSTAINABILITY, SectionKey.ADAPTABILITY),
    ),
)
_ORDER = (
    "objective", "theme", "methodology", "target_group", "modality", "cooperation", "countries", "results",
    "sustainability",
)  # fmt: skip


class Explainer:
    """Explains the matches of one proposal; all citations go into one book."""

    def __init__(self, evidence: Evidence, book: CitationBook, language: str) -> None:
        self._evidence = evidence
        self._book = book
        self._language = language
        self._library = evidence.library

    def reasons(self, record: Record) -> tuple[Reason, ...]:
        """The reasons for ``record``, no sentence cited twice."""
        used: set[tuple[str, int]] = set()
        found = self._country_reasons(record, used)
        for aspect in _ASPECTS:
            found += self._paired(aspect, record, used, _NEAR)
        found += self._facet_reasons(record, used)
        for aspect in _ASPECTS:
            if len(found) < _FEWEST and not any(reason.aspect == aspect.name for reason in found):
                found += self._paired(aspect, record, used, _FARTHER)
        return tuple(sorted(found, key=lambda reason: _ORDER.index(reason.aspect)))

    def _paired(
        self, aspect: _Aspect, record: Record, used: set[tuple[str, int]], least: float
    ) -> list[Reason]:
        """The nearest pair of the aspect as a reason, where it is at least so near."""
        pair = self._evidence.pair(record, aspect.parts, aspect.keys, used=used)
        if pair is None or pair.cosine < least:
            return []
        used.add((pair.sentence.section_id, pair.sentence.start))
        return [self._reason(aspect.name, record, pair.sentence, pair.piece)]

    def adaptability(self, record: Record) -> Citation | None:
        """What ``record`` says on being taken over elsewhere, nearest to the proposal."""
        return self._cited(record, (SectionKey.ADAPTABILITY,))

    def results(self, record: Record) -> Citation | None:
        """The result of ``record`` that is nearest to the proposal; one with figures rather than without."""
        rows = self._library.sentence_rows(record.id, (SectionKey.RESULTS,))
        index = self._library.index
        if not rows:
            return None
        near = index.sentence_vectors[rows] @ self._evidence.whole
        best = max(
            range(len(rows)),
            key=lambda at: (
                float(near[at]) + _FIGURES * any(c.isdigit() for c in index.sentences[rows[at]].text)
            ),
        )
        return self._cite(record, index.sentences[rows[best]])

    def whole(self, record: Record, key: SectionKey, most: int) -> Citation | None:
        """The section of ``record`` under ``key``; of a long one, whole lines up to ``most`` characters."""
        section = next((s for s in record.sections if s.key is key and s.text.strip()), None)
        if section is None:
            return None
        end = len(section.text)
        if end > most:
            end = max(section.text.rfind("\n", 0, most), section.text.rfind(". ", 0, most) + 1)
            end = end if end > 0 else most
        start = len(section.text) - len(section.text.lstrip())
        marker = self._book.cite(record, section, start, start + len(section.text[start:end].rstrip()))
        return self._book.citations[marker - 1]

    def of(self, record: Record) -> Citation | None:
        """The sentence of ``record`` on its aim that is nearest to the proposal."""
        return self._cited(record, (SectionKey.OBJECTIVE,))

    def _cited(self, record: Record, keys: tuple[SectionKey, ...]) -> Citation | None:
        sentence = self._evidence.nearest(record, self._library.sentence_rows(record.id, keys))
        return self._cite(record, sentence) if sentence else None

    def _facet_reasons(self, record: Record, used: set[tuple[str, int]]) -> list[Reason]:
        at = self._library.position[record.id]
        facets = self._evidence.proposal.facets
        shared = [
            ("theme", "theme", _shared(facets.themes, self._library.themes[at])),
            ("modality", "modality", _shared(facets.modalities, self._library.modalities[at])),
            ("target_group", "target", _shared(facets.targets, self._library.targets[at])),
        ]
        found = []
        for aspect, table, values in shared:
            for value in values:
                pattern = patterns(table)[value]
                sentence = self._sentence(record, pattern, used)
                piece = self._piece(pattern)
                if sentence is not None and piece is not None:
                    used.add((sentence.section_id, sentence.start))
                    found.append(self._reason(aspect, record, sentence, piece, value))
        return found

    def _country_reasons(self, record: Record, used: set[tuple[str, int]]) -> list[Reason]:
        proposal = self._evidence.proposal
        held = self._library.places[self._library.position[record.id]]
        for name in proposal.facets.countries:
            if name not in held:
                continue
            sentence = self._sentence(record, re.compile(re.escape(name)), used)
            piece = next(
                (
                    piece
                    for piece in proposal.pieces
                    if any(c.name == name for c in find_countries(proposal.quote(piece), adjectives=True))
                ),
                None,
            )
            if sentence is not None and piece is not None:
                used.add((sentence.section_id, sentence.start))
                return [self._reason("countries", record, sentence, piece, name)]
        return []

    def _sentence(
        self, record: Record, pattern: re.Pattern[str], used: set[tuple[str, int]]
    ) -> Sentence | None:
        rows = [
            row
            for row in self._library.sentence_rows(record.id, SUBSTANTIAL)
            if (s := self._library.index.sentences[row])
            and (s.section_id, s.start) not in used
            and tells(s)
            and pattern.search(s.text)
        ]
        return self._evidence.nearest(record, rows)

    def _piece(self, pattern: re.Pattern[str]) -> Piece | None:
        """The piece of the proposal with words of ``pattern`` in the part that says most."""
        able = [piece for piece in self._evidence.proposal.pieces if pattern.search(piece.english)]
        return max(able, key=lambda piece: WEIGHTS.get(piece.part, 0.0), default=None)

    def _reason(
        self, aspect: str, record: Record, sentence: Sentence, piece: Piece, value: str | None = None
    ) -> Reason:
        proposal = self._evidence.proposal
        quote = proposal.quote(piece)
        named = {"value": term(value, self._language)} if value else {}
        return Reason(
            aspect=aspect,
            text=phrase(aspect, self._language, quote=shortened(quote).removesuffix("."), **named),
            citation=self._cite(record, sentence),
            quote=quote,
            start=piece.start,
            end=piece.end,
            value=value,
        )

    def _cite(self, record: Record, sentence: Sentence) -> Citation:
        section = record.section(sentence.section_id)
        if section is None:
            raise KeyError(f"{record.id} has no section {sentence.section_id}")
        marker = self._book.cite(record, section, sentence.start, sentence.end)
        return self._book.citations[marker - 1]


def _shared(yours: Weights, theirs: Mapping[str, float]) -> list[str]:
    """The values that both speak of, strongest first."""
    products = {value: yours[value] * theirs[value] for value in yours if value in theirs}
    able = [value for value, product in products.items() if product >= _SHARED]
    return sorted(able, key=lambda value: -products[value])[:_MOST_VALUES]
