"""Why a record is like a proposal: reasons by aspect, each with its sentence and the words it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.proposals.evidence import Evidence
from assistant.proposals.excerpts import Excerpts
from assistant.proposals.facets import Weights, patterns
from assistant.proposals.matches import Reason
from assistant.proposals.proposal import PartKey, Piece
from assistant.proposals.shown import names_country, speaks_of
from assistant.proposals.wording import phrase, shortened, term
from index.sentences import Sentence
from ingest.records import Record, SectionKey

_NEAR = 0.36
"""From this cosine on, a sentence counts as an answer to a piece of the proposal."""

_FARTHER = 0.15
_FEWEST = 3
"""Where there are fewer reasons, sentences that are farther off are taken as well."""

_SHARED = 0.25
"""From this product of weights on, a theme, modality or target group counts as shared."""

_MOST_VALUES = 2

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


_NAMING = (SectionKey.COOPERATION, *(key for key in SUBSTANTIAL if key is not SectionKey.COOPERATION))
_FAVOURED = {
    "theme": (PartKey.TITLE, PartKey.OBJECTIVE, PartKey.PROBLEM),
    "modality": (PartKey.MODALITY, PartKey.ACTIVITIES),
    "target_group": (PartKey.TARGET_GROUP,),
}
"""The parts of a proposal that say best what its theme, way of working and target group are."""


class Explainer:
    """Explains the matches of one proposal; the sentences are cut out by ``excerpts``."""

    def __init__(self, evidence: Evidence, excerpts: Excerpts, language: str) -> None:
        self._evidence = evidence
        self._excerpts = excerpts
        self._language = language
        self._library = evidence.library

    def reasons(self, record: Record) -> tuple[Reason, ...]:
        """The reasons for ``record``, no sentence cited twice unless there is too little to cite."""
        used: set[tuple[str, int]] = set()
        found = self._country_reasons(record, used)
        for aspect in _ASPECTS:
            found += self._paired(aspect, record, used, _NEAR)
        found += self._facet_reasons(record, used)
        for aspect in _ASPECTS:
            if len(found) < _FEWEST and not any(reason.aspect == aspect.name for reason in found):
                found += self._paired(aspect, record, used, _FARTHER)
        if len(found) < _FEWEST:
            known = {(reason.aspect, reason.value) for reason in found}
            named = self._facet_reasons(record, set(), by_name=True)
            found += [reason for reason in named if (reason.aspect, reason.value) not in known]
        return tuple(sorted(found, key=lambda reason: _ORDER.index(reason.aspect)))

    def _paired(
        self, aspect: _Aspect, record: Record, used: set[tuple[str, int]], least: float
    ) -> list[Reason]:
        """The nearest pair of the aspect as a reason, where it is at least so near."""
        pair = self._evidence.pair(record, aspect.parts, aspect.keys, aspect=aspect.name, used=used)
        if pair is None or pair.cosine < least:
            return []
        used.add((pair.sentence.section_id, pair.sentence.start))
        return [self._reason(aspect.name, record, pair.sentence, pair.piece)]

    def _facet_reasons(
        self, record: Record, used: set[tuple[str, int]], *, by_name: bool = False
    ) -> list[Reason]:
        at = self._library.position[record.id]
        facets = self._evidence.proposal.facets
        shared = (
            ("theme", "theme", _shared(facets.themes, self._library.themes[at])),
            ("modality", "modality", _shared(facets.modalities, self._library.modalities[at])),
            ("target_group", "target", _shared(facets.targets, self._library.targets[at])),
        )
        found: list[Reason] = []
        for aspect, table, values in shared:
            for value in values:
                pair = self._evidence.shown(
                    record,
                    SUBSTANTIAL,
                    patterns(table)[value],
                    favoured=_FAVOURED[aspect],
                    people=aspect == "target_group",
                    by_name=by_name,
                    used=used,
                    quoted=[reason.start for reason in found],
                )
                if pair is not None:
                    used.add((pair.sentence.section_id, pair.sentence.start))
                    found.append(self._reason(aspect, record, pair.sentence, pair.piece, value))
        return found

    def _country_reasons(self, record: Record, used: set[tuple[str, int]]) -> list[Reason]:
        """That a country of the proposal took part, by a sentence that names it, those on partners first."""
        proposal = self._evidence.proposal
        sentences = self._library.index.sentences
        held = self._library.places[self._library.position[record.id]]
        for name in proposal.facets.countries:
            if name not in held:
                continue
            rows = [
                row
                for row in self._library.sentence_rows(record.id, _NAMING)
                if row in self._library.telling and names_country(sentences[row].text, name)
            ]
            piece = next((p for p in proposal.pieces if names_country(proposal.quote(p), name)), None)
            if not rows or piece is None:
                continue
            part = [row for row in rows if speaks_of(sentences[row].text, "cooperation")]
            sentence = sentences[(part or rows)[0]]
            used.add((sentence.section_id, sentence.start))
            return [self._reason("countries", record, sentence, piece, name)]
        return []

    def _reason(
        self, aspect: str, record: Record, sentence: Sentence, piece: Piece, value: str | None = None
    ) -> Reason:
        proposal = self._evidence.proposal
        quote = proposal.quote(piece)
        named = {"value": term(value, self._language)} if value else {}
        return Reason(
            aspect=aspect,
            text=phrase(aspect, self._language, quote=shortened(quote).removesuffix("."), **named),
            citation=self._excerpts.sentence(record, sentence),
            quote=quote,
            start=piece.start,
            end=piece.end,
            value=value,
        )


def _shared(yours: Weights, theirs: Mapping[str, float]) -> list[str]:
    """The values that both speak of, strongest first."""
    products = {value: yours[value] * theirs[value] for value in yours if value in theirs}
    able = [value for value, product in products.items() if product >= _SHARED]
    return sorted(able, key=lambda value: -products[value])[:_MOST_VALUES]
