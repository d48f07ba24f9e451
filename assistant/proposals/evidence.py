"""Which sentence of a record answers which piece of the proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.proposals.library import Library
from assistant.proposals.likeness import Likeness
from assistant.proposals.proposal import SUBSTANCE, PartKey, Piece, Proposal
from assistant.words import content_stems, stem_set
from index.embedder import Vectors
from index.sentences import Sentence
from ingest.records import Record, SectionKey

MOST_PIECES = 50
_SHORTEST = 6
_PAIRS = 12
_SHARED_WORDS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A piece of the proposal and the sentence of a record that is nearest to it."""

    piece: Piece
    sentence: Sentence
    cosine: float


def tells(sentence: Sentence) -> bool:
    """Whether a sentence is long enough to say something; names in a list are not."""
    return len(sentence.text.strip("- ").split()) >= _SHORTEST


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
        used: Collection[tuple[str, int]] = (),
    ) -> Pair | None:
        """The nearest pair of a piece of ``parts`` and a sentence under ``keys`` that is not ``used``.

        A proposal without these parts is compared as a whole.
        """
        rows = [row for row in self.library.sentence_rows(record.id, keys) if self._fresh(row, used)]
        own = [at for at, piece in enumerate(self.pieces) if piece.part in parts] or list(
            range(len(self.pieces))
        )
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
            total = cosine + _SHARED_WORDS * shared
            if best is None or total > best[0]:
                best = (total, Pair(piece=piece, sentence=sentence, cosine=cosine))
        return best[1] if best else None

    def nearest(self, record: Record, rows: Iterable[int]) -> Sentence | None:
        """The one of ``rows`` that is nearest to the proposal as a whole."""
        listed = list(rows)
        if not listed:
            return None
        index = self.library.index
        return index.sentences[listed[int(np.argmax(index.sentence_vectors[listed] @ self.whole))]]

    def _fresh(self, row: int, used: Collection[tuple[str, int]]) -> bool:
        sentence = self.library.index.sentences[row]
        return tells(sentence) and (sentence.section_id, sentence.start) not in used

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
