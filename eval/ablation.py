"""Views of an index with some of its knowledge taken away: what each part of it is worth.

The assistant stays as it is; only what it stands on changes. So an ablation says what the index gives, and
needs no switch in the assistant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from assistant.answer import Answer, Citation, Retrieved
from assistant.assistant import Assistant, IndexSource
from assistant.reading import Turn
from index.embedder import Vectors
from index.lexical import Scores
from index.matches import Match
from index.opened import Index
from index.sentences import Sentence
from ingest.records import Passage, Record, Section, SectionKey

View = Callable[[Index], Index]
Shape = TypeVar("Shape", bound=Index)
Piece = TypeVar("Piece", Passage, Sentence)


class DenseIndex(Index):
    """An index that knows no words, only vectors."""

    def search(self, query: str, **options: Any) -> list[Match]:
        return super().search(query, **{**options, "route": "dense"})

    def lexical_scores(self, query: str) -> Scores:
        return np.zeros(len(self.passages), dtype=np.float32)


class LexicalIndex(Index):
    """An index that knows no vectors, only words."""

    def search(self, query: str, **options: Any) -> list[Match]:
        return super().search(query, **{**options, "route": "lexical"})

    def dense_scores(self, query: Vectors) -> Scores:
        return np.zeros((*query.shape[:-1], len(self.passages)), dtype=np.float32)

    def sentence_scores(self, query: Vectors) -> Scores:
        return np.zeros((*query.shape[:-1], len(self.sentences)), dtype=np.float32)


def dense_only(index: Index) -> Index:
    """``index`` without its lexical half."""
    return _copy(index, DenseIndex)


def lexical_only(index: Index) -> Index:
    """``index`` without its dense half."""
    view = _copy(index, LexicalIndex)
    view.sentence_vectors = np.zeros_like(index.sentence_vectors)
    return view


def without_facets(index: Index) -> Index:
    """``index`` whose records have titles and sections, but no countries, groups, partners or themes."""
    view = _copy(index, Index)
    view.records = {record_id: _bare(record) for record_id, record in index.records.items()}
    return view


def without_section_keys(index: Index) -> Index:
    """``index`` whose sections have headings but no meaning: every key is ``other``.

    Ids of sections become ``other.<key>…``; ``SectionsRestored`` turns them back in the answers.
    """
    view = _copy(index, Index)
    view.records = {
        record_id: replace(record, sections=tuple(_keyless(section) for section in record.sections))
        for record_id, record in index.records.items()
    }
    ids = {
        (record.id, old.id): new.id
        for record in index.records.values()
        for old, new in zip(record.sections, view.records[record.id].sections, strict=True)
    }
    view.passages = tuple(_renamed(passage, ids) for passage in index.passages)
    view.sentences = tuple(_renamed(sentence, ids) for sentence in index.sentences)
    return view


class AblatedSource:
    """Lends a view of the index that another source lends; one view for each generation."""

    def __init__(self, source: IndexSource, *views: View) -> None:
        self._source = source
        self._views = views
        self._made: tuple[Index, Index] | None = None

    def lease(self) -> AbstractContextManager[Index]:
        """The view, open until the block ends."""
        return self._lend()

    @contextmanager
    def _lend(self) -> Iterator[Index]:
        with self._source.lease() as index:
            if self._made is None or self._made[0] is not index:
                view = index
                for change in self._views:
                    view = change(view)
                self._made = (index, view)
            yield self._made[1]


class SectionsRestored:
    """An assistant over ``without_section_keys`` whose answers name the sections as the index does."""

    def __init__(self, assistant: Assistant, source: IndexSource) -> None:
        self._assistant = assistant
        self._source = source

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        """The answer of the assistant with the true keys and ids of its sections."""
        answer = self._assistant.ask(question, history=history, mode=mode)
        with self._source.lease() as index:
            names = {
                (record.id, _keyless(section).id): section
                for record in index.records.values()
                for section in record.sections
            }
            keys = {passage.id: str(passage.section_key) for passage in index.passages}

        def cited(citation: Citation) -> Citation:
            section = names[citation.practice_id, citation.section_id]
            return replace(
                citation, section=str(section.key), section_id=section.id, section_label=section.label
            )

        def retrieved(item: Retrieved) -> Retrieved:
            return replace(item, section=keys[item.passage_id])

        return replace(
            answer,
            citations=tuple(map(cited, answer.citations)),
            retrieval=tuple(map(retrieved, answer.retrieval)),
        )


def _copy(index: Index, shape: type[Shape]) -> Shape:
    view = shape.__new__(shape)
    view.__dict__.update(vars(index))
    return view


def _bare(record: Record) -> Record:
    return replace(
        record,
        region=None,
        period=None,
        authors=(),
        institution=None,
        countries=(),
        groups=(),
        partners=(),
        themes=(),
        modalities=(),
        outcomes=(),
        sdgs=(),
        funding=(),
        contacts=(),
        links=(),
        parts=tuple(replace(part, countries=(), authors=(), institution=None) for part in record.parts),
    )


def _keyless(section: Section) -> Section:
    own = re.sub(r".*\.", "", section.id) if section.key is SectionKey.OTHER else str(section.key)
    return replace(section, key=SectionKey.OTHER, label=own.replace("-", " "))


def _renamed(piece: Piece, ids: dict[tuple[str, str], str]) -> Piece:
    return replace(piece, section_key=SectionKey.OTHER, section_id=ids[piece.record_id, piece.section_id])
