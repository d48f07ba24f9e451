"""A proposal in, the records like it out, with reasons."""

from __future__ import annotations

import difflib
import time
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assistant.assistant import Assistant, IndexSource
from assistant.citing import CitationBook
from assistant.proposals.differing import differences
from assistant.proposals.evidence import Evidence
from assistant.proposals.excerpts import Excerpts
from assistant.proposals.explaining import Explainer
from assistant.proposals.lessons import gaps, recurring
from assistant.proposals.library import Library, library_of
from assistant.proposals.likeness import Likeness, Numbers, compare
from assistant.proposals.matches import Also, ReadAs, ReadPart, Similar, SimilarMatch
from assistant.proposals.merging import merged, same
from assistant.proposals.proposal import PartKey, Proposal
from assistant.proposals.reading import read_proposal
from assistant.proposals.weighing import MARGINAL, SHOWN, STRONG, USEFUL, fitted, neighbourhood
from assistant.proposals.wording import part_label, phrase
from index.matches import Filters
from index.opened import Index
from ingest.errors import UsageError
from ingest.records import Record, SectionKey

MOST_CHARACTERS = 1_000_000
MOST_MATCHES = 50
_FIRST = "Safer work. Training of trainers in two countries."
_FEWEST_LETTERS = 12
_LONGEST_CONTACTS = 900
_LONGEST_FUNDING = 400
_MOST_FOR_LESSONS = 8


class SimilarFinder:
    """Finds the records like a proposal. Safe to share between threads; keeps nothing of a proposal."""

    def __init__(self, source: IndexSource) -> None:
        self._source = source

    def prepare(self) -> None:
        """Makes ready what every search needs, so that the first one does not wait for it."""
        with self._source.lease() as index:
            library = library_of(index)
            _neighbours(library)
            compare(read_proposal(_FIRST, library, language="en"), library)
            library.prepare()

    def find(
        self,
        proposal: str,
        *,
        top_k: int = 5,
        filters: Filters | None = None,
        exclude: Sequence[str] = (),
        language: str | None = None,
    ) -> Similar:
        """The ``top_k`` records most like ``proposal``, none for one that is off the topic.

        ``exclude`` names records that are not to be shown; one that tells the same as an excluded one is not
        shown either.

        Raises:
            UsageError: the proposal is empty or too long, ``top_k`` is out of range, or a filter or an
                excluded id is unknown.
            IndexStateError: there is no usable index.
        """
        _check(proposal, top_k)
        with self._source.lease() as index:
            return _Finding(index, proposal, language).similar(top_k, filters or Filters(), exclude)


def finder_of(assistant: Assistant) -> SimilarFinder:
    """The finder over the index that ``assistant`` answers from."""
    return SimilarFinder(assistant._source)


def _check(proposal: str, top_k: int) -> None:
    if not proposal.strip():
        raise UsageError("The proposal is empty. Write or give what you plan to do.", field="proposal")
    if len(proposal) > MOST_CHARACTERS:
        raise UsageError(
            f"The proposal has {len(proposal):,} characters; at most {MOST_CHARACTERS:,} are read. "
            "Shorten it.",
            field="proposal",
        )
    if not 1 <= top_k <= MOST_MATCHES:
        raise UsageError(f"top_k is {top_k}; ask for 1 to {MOST_MATCHES} matches.", field="top_k")


@lru_cache(maxsize=2)
def _neighbours(library: Library) -> Numbers:
    return neighbourhood(library, fitted().softness)


class _Finding:
    """One proposal on its way to its matches."""

    def __init__(self, index: Index, text: str, language: str | None) -> None:
        self._since = time.perf_counter()
        self._timings: dict[str, float] = {}
        self._index = index
        self._library = library_of(index)
        self._clock("prepare")
        self._proposal = read_proposal(text, self._library, language=language)
        self._clock("read")

    def similar(self, top_k: int, filters: Filters, exclude: Sequence[str]) -> Similar:
        allowed = self._allowed(filters, exclude)
        language = self._proposal.language
        pieces = self._proposal.pieces
        if sum(len(self._proposal.quote(piece)) for piece in pieces) < _FEWEST_LETTERS:
            return self._made((), len(allowed), 0.0, reason=phrase("too_little", language))
        likeness = compare(self._proposal, self._library)
        weights = fitted()
        strengths = weights.strengths(likeness.features, _neighbours(self._library))
        scores = weights.scores(strengths)
        confidence = weights.topical(likeness, strengths)
        self._clock("compare")
        if confidence < weights.topical_from:
            reason = phrase("off_topic", language, searched=len(self._library.records))
            return self._made((), len(allowed), confidence, reason=reason)
        ranked = [
            self._library.records[at]
            for at in np.argsort(-strengths, kind="stable")
            if self._library.records[at].id in allowed and scores[at] >= SHOWN
        ]
        if not ranked:
            reason = phrase("none_close", language, searched=len(allowed))
            return self._made((), len(allowed), confidence, reason=reason)
        return self._explained(ranked, scores, likeness, top_k, len(allowed), confidence)

    def _explained(
        self,
        ranked: Sequence[Record],
        scores: Numbers,
        likeness: Likeness,
        top_k: int,
        searched: int,
        confidence: float,
    ) -> Similar:
        language = self._proposal.language
        evidence = Evidence(self._proposal, likeness, self._library)
        book = CitationBook(self._index.documents)
        excerpts = Excerpts(evidence, book)
        explainer = Explainer(evidence, excerpts, language)
        groups = merged(ranked, self._library)
        matches = tuple(
            self._match(record, others, float(scores[self._library.position[record.id]]), explainer, excerpts)
            for record, others in groups[:top_k]
        )
        telling = [
            record
            for record, _ in groups[:_MOST_FOR_LESSONS]
            if scores[self._library.position[record.id]] >= MARGINAL
        ]
        lessons = recurring(telling, self._library, book, language)
        open_ = gaps(evidence, language)
        self._clock("explain")
        return self._made(matches, searched, confidence, gaps=open_, lessons=lessons)

    def _match(
        self,
        record: Record,
        others: Sequence[Record],
        score: float,
        explainer: Explainer,
        excerpts: Excerpts,
    ) -> SimilarMatch:
        places = self._library.places[self._library.position[record.id]]
        return SimilarMatch(
            practice_id=record.id,
            kind=str(record.kind),
            title=record.title,
            region=record.region,
            countries=tuple(sorted(places)),
            score=round(score, 4),
            strength=_strength(score),
            reasons=explainer.reasons(record),
            differences=differences(self._proposal, record, self._library, self._proposal.language),
            adaptability=excerpts.adaptability(record),
            results=excerpts.results(record),
            funding=excerpts.whole(record, SectionKey.FUNDING, _LONGEST_FUNDING),
            contacts=excerpts.whole(record, SectionKey.CONTACTS, _LONGEST_CONTACTS),
            also=tuple(
                Also(practice_id=other.id, title=other.title, citation=excerpts.of(other)) for other in others
            ),
        )

    def _made(
        self,
        matches: tuple[SimilarMatch, ...],
        searched: int,
        confidence: float,
        *,
        reason: str | None = None,
        **found: object,
    ) -> Similar:
        language = self._proposal.language
        return Similar(
            matches=matches,
            language=language,
            searched=searched,
            confidence=round(confidence, 4),
            read_as=_read_as(self._proposal),
            reason=reason,
            notice=phrase("quoted_in_english", language) if matches and language != "en" else None,
            timings_ms=self._timings,
            index=self._index.generation,
            **found,  # type: ignore[arg-type]
        )

    def _allowed(self, filters: Filters, exclude: Sequence[str]) -> frozenset[str]:
        known = self._library.position
        for record_id in exclude:
            if record_id not in self._index.records:
                near = difflib.get_close_matches(record_id.lower(), known, n=3, cutoff=0.5)
                hint = f" Did you mean {', '.join(near)}?" if near else ""
                raise UsageError(f"There is no record “{record_id}” to leave out.{hint}", field="exclude")
        left_out = [self._index.records[record_id] for record_id in exclude if record_id in known]
        return frozenset(
            record.id
            for record in self._index.select(filters)
            if record.id in known
            and not any(record.id == other.id or same(record, other, self._library) for other in left_out)
        )

    def _clock(self, stage: str) -> None:
        now = time.perf_counter()
        self._timings[stage] = round((now - self._since) * 1000, 2)
        self._since = now


def _strength(score: float) -> str:
    return "strong" if score >= STRONG else "useful" if score >= USEFUL else "marginal"


def _read_as(proposal: Proposal) -> ReadAs:
    parts = []
    for key in proposal.parts:
        if key is PartKey.OTHER:
            continue
        pieces = proposal.of(key)
        parts.append(
            ReadPart(
                part=str(key),
                label=part_label(str(key), proposal.language),
                quotes=tuple(proposal.quote(piece) for piece in pieces[:6]),
                by_heading=all(piece.by_heading for piece in pieces),
            )
        )
    facets = proposal.facets
    return ReadAs(
        parts=tuple(parts),
        countries=facets.countries,
        groups=facets.groups,
        regions=facets.regions,
        themes=_first(facets.themes),
        modalities=_first(facets.modalities),
        target_groups=_first(facets.targets),
    )


def _first(weights: object, most: int = 5) -> tuple[str, ...]:
    held: dict[str, float] = dict(weights)  # type: ignore[call-overload]
    return tuple(sorted(held, key=lambda value: -held[value])[:most])
