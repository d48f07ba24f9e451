"""How alike a proposal and every record are: one number for each way of comparing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.proposals.facets import Weights, about_work, likeness, nearest_values, patterns, strongest
from assistant.proposals.library import SIDES, Library, regions_of
from assistant.proposals.proposal import SUBSTANCE, PartKey, Piece, Proposal
from assistant.words import content_stems
from index.embedder import Vectors
from ingest.gazetteer import members

Numbers = NDArray[np.float64]

PARTS: Mapping[str, tuple[PartKey, ...]] = {
    "objective": (PartKey.TITLE, PartKey.OBJECTIVE, PartKey.PROBLEM),
    "activities": (PartKey.ACTIVITIES, PartKey.MODALITY),
    "partners": (PartKey.PARTNERS, PartKey.TARGET_GROUP),
    "results": (PartKey.RESULTS, PartKey.SUSTAINABILITY),
}
"""For each side of a record the parts of a proposal that are held against it."""

FEATURES = (
    "objective",
    "activities",
    "partners",
    "results",
    "whole",
    "nearest",
    "words_title",
    "words_body",
    "bm25",
    "themes",
    "main_theme",
    "modalities",
    "rare_modality",
    "targets",
    "countries",
    "groups",
    "region",
    "hubness",
)
"""The ways of comparing, in the order of the columns of ``Likeness.features``."""

CHUNK_WORDS = 110
MOST_CHUNKS = 28
TERMS = 30
_MOST_PIECES = 200
_MEANT = 0.3
_FOREIGN = 0.5
"""A word that could not be put into English may be known under another name: it counts half."""
_BM25_HALF = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Neighbouring pieces of one part, short enough to be embedded whole."""

    part: PartKey
    pieces: tuple[Piece, ...]

    @property
    def english(self) -> str:
        return " ".join(piece.english for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The features of a proposal against each record (one row each), and what they were made from.

    ``cosines`` are those of each chunk with each passage of the index; ``terms`` are the words that say what
    the proposal is about, ``known`` the share of them, by weight, that any record holds; ``work`` is how surely
    its themes are of the world of work.
    """

    features: Numbers
    chunks: tuple[Chunk, ...]
    cosines: Vectors
    terms: tuple[str, ...]
    known: float
    work: float


def compare(proposal: Proposal, library: Library) -> Likeness:
    """The likeness of ``proposal`` to every record of ``library``."""
    chunks = cut(proposal)
    index = library.index
    vectors = index.embedder.embed_documents([chunk.english for chunk in chunks])
    cosines: Vectors = vectors @ index.vectors.T
    terms = _terms(proposal, library)
    names, described = library.described("themes")
    meant = nearest_values(names, described @ _mean(vectors[_telling(chunks)]))
    themes = _together(proposal.facets.themes, meant)
    columns = {
        **_by_meaning(chunks, vectors, library),
        **_by_words(tuple(terms), library),
        **_by_facets(proposal, themes, library),
        "hubness": library.hubness.astype(np.float64),
    }
    return Likeness(
        features=np.stack([columns[name] for name in FEATURES], axis=1),
        chunks=chunks,
        cosines=cosines,
        terms=tuple(terms),
        known=_known(terms, proposal, library),
        work=about_work(proposal.facets.themes),
    )


def cut(proposal: Proposal) -> tuple[Chunk, ...]:
    """The substance of ``proposal`` in chunks; of a long one, chunks spread evenly over each part."""
    pieces = proposal.of(*SUBSTANCE) or proposal.pieces
    chunks: list[Chunk] = []
    for part in dict.fromkeys(piece.part for piece in pieces):
        chunks += _filled(part, [piece for piece in pieces if piece.part is part])
    if len(chunks) <= MOST_CHUNKS:
        return tuple(chunks)
    share = MOST_CHUNKS / len(chunks)
    kept: list[Chunk] = []
    for part in dict.fromkeys(chunk.part for chunk in chunks):
        own = [chunk for chunk in chunks if chunk.part is part]
        most = max(1, int(share * len(own)))
        kept += [own[at * len(own) // most] for at in range(most)]
    return tuple(kept)


def _filled(part: PartKey, pieces: Sequence[Piece]) -> list[Chunk]:
    chunks: list[list[Piece]] = []
    count = 0
    for piece in pieces:
        length = len(piece.english.split())
        if not chunks or count + length > CHUNK_WORDS:
            chunks.append([])
            count = 0
        chunks[-1].append(piece)
        count += length
    return [Chunk(part=part, pieces=tuple(chunk)) for chunk in chunks]


def _by_meaning(chunks: Sequence[Chunk], vectors: Vectors, library: Library) -> dict[str, Numbers]:
    whole = _mean(vectors)
    nearest = _best(whole @ library.index.vectors.T, [library.rows[r.id] for r in library.records])
    columns = {"whole": (library.centroids @ whole).astype(np.float64), "nearest": nearest}
    for side in SIDES:
        own = [at for at, chunk in enumerate(chunks) if chunk.part in PARTS[side]]
        vector = _mean(vectors[own]) if own else whole
        rows = [library.side(record.id, side) for record in library.records]
        columns[side] = _best(vector @ library.index.vectors.T, rows, otherwise=nearest)
    return columns


def _telling(chunks: Sequence[Chunk]) -> list[int]:
    """The chunks of title, aim and problem, or all where there are none."""
    own = [at for at, chunk in enumerate(chunks) if chunk.part in PARTS["objective"]]
    return own or list(range(len(chunks)))


def _by_words(terms: Sequence[str], library: Library) -> dict[str, Numbers]:
    catalog = library.catalog
    scores = library.index.lexical_scores(" ".join(terms))
    best = _best(scores, [library.rows[record.id] for record in library.records])
    return {
        "words_title": np.array(
            [catalog.coverage(terms, catalog.title_stems[r.id]) for r in library.records]
        ),
        "words_body": np.array([catalog.coverage(terms, catalog.body_stems[r.id]) for r in library.records]),
        "bm25": best / (best + _BM25_HALF),
    }


def _together(shown: Weights, meant: Weights) -> Weights:
    """Themes by words and by meaning; the words say more."""
    total = {name: shown.get(name, 0.0) + _MEANT * meant.get(name, 0.0) for name in {**shown, **meant}}
    most = max(total.values(), default=1.0)
    return {name: weight / most for name, weight in total.items()}


def _by_facets(proposal: Proposal, themes: Weights, library: Library) -> dict[str, Numbers]:
    facets = proposal.facets
    places = set(facets.countries)
    own = set(facets.regions) | set(regions_of(facets.countries))
    wide = places | {place.name for name in facets.groups for place in members(name)}
    return {
        "themes": np.array([likeness(themes, t, library.rare_themes) for t in library.themes]),
        "main_theme": np.array([strongest(themes, t) for t in library.themes]),
        "rare_modality": np.array(
            [strongest(facets.modalities, m, library.rare_modalities) for m in library.modalities]
        ),
        "modalities": np.array(
            [likeness(facets.modalities, m, library.rare_modalities) for m in library.modalities]
        ),
        "targets": np.array([likeness(facets.targets, t, library.rare_targets) for t in library.targets]),
        "countries": np.array([_share(places, held) for held in library.places]),
        "groups": np.array(
            [
                float(bool(set(facets.groups) & set(r.groups)) or 0.3 * bool(wide & held))
                for r, held in zip(library.records, library.places, strict=True)
            ]
        ),
        "region": np.array([_share(own, held) for held in library.regions]),
    }


def _terms(proposal: Proposal, library: Library) -> dict[str, float]:
    """The stems that say most of what a proposal is about, frequent in it and rare among the records, weighed."""
    counts: dict[str, float] = defaultdict(float)
    places = _place_words(proposal)
    for piece in proposal.of(*SUBSTANCE) or proposal.pieces:
        weight = 2 if piece.part in (PartKey.TITLE, PartKey.OBJECTIVE) else 1
        foreign = frozenset(content_stems(" ".join(piece.foreign)))
        for stem in content_stems(piece.english):
            if stem not in places:
                counts[stem] += weight * (_FOREIGN if stem in foreign else 1.0)
    telling = {stem: float(np.log1p(n)) * library.catalog.idf(stem) for stem, n in counts.items()}
    most = sorted(telling, key=lambda stem: (-telling[stem], stem))[:TERMS]
    return {stem: telling[stem] for stem in most}


def _place_words(proposal: Proposal) -> frozenset[str]:
    """The stems of the places that a proposal names: they are compared as places, not as words."""
    facets = proposal.facets
    return frozenset(content_stems(" ; ".join((*facets.countries, *facets.groups, *facets.regions))))


def _known(terms: Mapping[str, float], proposal: Proposal, library: Library) -> float:
    """The share of ``terms``, by weight, that any record holds or that stand for a theme or target group."""
    shown = _facet_stems(proposal)
    held = sum(weight for term, weight in terms.items() if library.catalog.knows(term) or term in shown)
    return held / sum(terms.values()) if terms else 0.0


def _facet_stems(proposal: Proposal) -> frozenset[str]:
    """The stems of the words that show the themes and target groups of a proposal."""
    facets = proposal.facets
    tables = (("theme", facets.themes), ("target", facets.targets))
    return frozenset(
        stem
        for table, weights in tables
        for value in weights
        for piece in proposal.pieces[:_MOST_PIECES]
        for match in patterns(table)[value].finditer(piece.english)
        for stem in content_stems(match.group())
    )


def _mean(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def _best(
    scores: NDArray[np.float32],
    rows: Sequence[Sequence[int] | NDArray[np.int64]],
    *,
    otherwise: Numbers | None = None,
) -> Numbers:
    """For each list of ``rows`` the highest score; an empty list takes that of ``otherwise``, or 0."""
    return np.array(
        [
            float(scores[np.asarray(own)].max())
            if len(own)
            else (float(otherwise[at]) if otherwise is not None else 0.0)
            for at, own in enumerate(rows)
        ]
    )


def _share(asked: set[str], held: frozenset[str]) -> float:
    return len(asked & held) / len(asked) if asked else 0.0
