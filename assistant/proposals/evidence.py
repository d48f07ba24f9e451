"""Which sentence of a record answers which piece of the proposal."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.proposals.library import Library
from assistant.proposals.likeness import Likeness
from assistant.proposals.proposal import SUBSTANCE, PartKey, Piece, Proposal
from assistant.proposals.shown import mentions, names_people, speaks_of, tells
from assistant.words import content_stems, stem_set
from index.embedder import Vectors
from index.sentences import Sentence
from ingest.records import Record, SectionKey

MOST_PIECES = 50
_PAIRS = 12
_SHARED_WORDS = 0.3
_HIT = 0.06
_MOST_HITS = 3
_FAVOUR = 0.15
_REPEATED = 0.1
_CUE = 0.15
"""So much nearer counts a sentence whose words show the aspect that it is to bear out."""

_STANDING_IN = (PartKey.TITLE, PartKey.OBJECTIVE, PartKey.PROBLEM, PartKey.ACTIVITIES)
"""The parts that stand in for one that a proposal does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A piece of the proposal and the sentence of a record that is nearest to it."""

    piece: Piece
    sentence: Sentence
    cosine: float


class Evidence:
    """The pieces of one proposal against the sentences of the records."""

    def __init__(self, proposal: Proposal, likeness: Likeness, library: Library) -> None:
        self.proposal = proposal
        self.library = library
        self._likeness = likeness
        self.pieces = self._chosen()
        self.vectors: Vectors = library.index.embedder.embed_documents(
            [piece.english for piece in self.pieces]
        )

    @cached_property
    def whole(self) -> Vectors:
        """The direction of the proposal as a whole."""
        mean = self.vectors.mean(axis=0)
        unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return unit

    def pair(
        self,
        record: Record,
        parts: Sequence[PartKey],
        keys: Sequence[SectionKey],
        *,
        aspect: str = "",
        used: Collection[tuple[str, int]] = (),
    ) -> Pair | None:
        """The nearest pair of a piece of ``parts`` and a sentence under ``keys`` that is not ``used``.

        Sentences whose words show the ``aspect`` come before others. Of a proposal without these parts the
        title, aim, problem and activities stand in.
        """
        rows = [
            row
            for row in self.library.sentence_rows(record.id, keys)
            if self._fresh(row, used, listed=aspect == "cooperation")
        ]
        own = self._of(parts) or self._of(_STANDING_IN) or list(range(len(self.pieces)))
        if not rows or not own:
            return None
        index = self.library.index
        near = self.vectors[own] @ index.sentence_vectors[rows].T
        best: tuple[float, Pair] | None = None
        for flat in np.argsort(-near, axis=None)[:_PAIRS]:
            at, row = np.unravel_index(int(flat), near.shape)
            piece, sentence = self.pieces[own[int(at)]], index.sentences[rows[int(row)]]
            cosine = float(near[at, row])
            shared = self.library.catalog.coverage(content_stems(piece.english), stem_set(sentence.text))
            total = cosine + _SHARED_WORDS * shared + _CUE * speaks_of(sentence.text, aspect)
            if best is None or total > best[0]:
                best = (total, Pair(piece=piece, sentence=sentence, cosine=cosine))
        return best[1] if best else None

    def shown(
        self,
        record: Record,
        keys: Sequence[SectionKey],
        pattern: re.Pattern[str],
        *,
        favoured: Sequence[PartKey] = (),
        people: bool = False,
        by_name: bool = False,
        used: Collection[tuple[str, int]] = (),
        quoted: Collection[int] = (),
    ) -> Pair | None:
        """The sentence and the piece with most words of ``pattern``, nearest to each other where several have.

        Words in the name that a record gives itself count ``by_name`` only. With ``people``, only sentences
        that speak of some count. Pieces of the ``favoured`` parts come first, those whose start was ``quoted``
        before come later.
        """
        sentences = self.library.index.sentences
        rows = {
            row: hits
            for row in self.library.sentence_rows(record.id, keys)
            if self._fresh(row, used)
            and (hits := mentions(sentences[row].text, pattern, by_name=by_name))
            and (not people or names_people(sentences[row].text))
        }
        own = {at: p for at, p in enumerate(self.pieces) if pattern.search(p.english)}
        if not rows or not own:
            return None
        vectors = self.library.index.sentence_vectors[list(rows)]
        near = self.vectors[list(own)] @ vectors.T + vectors @ self.whole
        best: tuple[float, Pair] | None = None
        for i, piece in enumerate(own.values()):
            favour = _FAVOUR * (piece.part in favoured) - _REPEATED * (piece.start in quoted)
            for j, (row, hits) in enumerate(rows.items()):
                total = float(near[i, j]) / 2 + favour + _HIT * min(hits, _MOST_HITS)
                if best is None or total > best[0]:
                    pair = Pair(piece=piece, sentence=sentences[row], cosine=float(near[i, j]) / 2)
                    best = (total, pair)
        return best[1] if best else None

    def _of(self, parts: Sequence[PartKey]) -> list[int]:
        return [at for at, piece in enumerate(self.pieces) if piece.part in parts]

    def _fresh(self, row: int, used: Collection[tuple[str, int]], *, listed: bool = False) -> bool:
        """Whether a sentence can stand alone and was not ``used``; names in a list do so where ``listed``."""
        sentence = self.library.index.sentences[row]
        able = tells(sentence.text) if listed else row in self.library.telling
        return able and (sentence.section_id, sentence.start) not in used

    def _chosen(self) -> tuple[Piece, ...]:
        """The pieces to compare; of a long proposal those of the chunks nearest to any record."""
        pieces = [p for p in self.proposal.of(*SUBSTANCE) or self.proposal.pieces if p.english.strip()]
        pieces = pieces or list(self.proposal.pieces)
        if len(pieces) <= MOST_PIECES:
            return tuple(pieces)
        order = np.argsort(-self._likeness.cosines.max(axis=1))
        kept: set[int] = set()
        for at in order:
            kept.update(piece.start for piece in self._likeness.chunks[int(at)].pieces)
            if len(kept) >= MOST_PIECES:
                break
        return tuple([piece for piece in pieces if piece.start in kept][:MOST_PIECES])
