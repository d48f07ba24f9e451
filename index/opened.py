"""An open index generation: its records, and searches over its passages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, get_args

import numpy as np

from index.chroma_store import ChromaStore, store_name
from index.embedder import Embedder, Vectors
from index.facets import Facets
from index.generation import CHROMA, Generation, read_generation, read_lexical
from index.generations import BUILD, Generations, Pointer
from index.lexical import LexicalIndex, Mask, Scores
from index.manifest import Manifest
from index.matches import Filters, Match, Route
from index.passage_store import PassageStore
from index.rankings import Rankings
from index.sentences import Sentence
from ingest.errors import IndexDamagedError, IndexMissingError, IndexStaleError, UsageError
from ingest.records import Document, Passage, Record

EXACT_LIMIT = 50_000
"""Up to so many passages the product with every vector is faster than opening Chroma and asking it."""

NO_FILTERS = Filters()


class Index:
    """One generation, open for reading by any number of threads.

    ``records`` and ``documents`` are by id, ``passages`` in the order of ``dense_scores`` and
    ``lexical_scores``, ``sentences`` in the order of ``sentence_scores``.
    """

    def __init__(
        self,
        generation: Generation,
        lexical: LexicalIndex,
        store: PassageStore | None,
        embedder: Embedder | None,
        models: Path,
    ) -> None:
        self.manifest: Manifest = generation.manifest
        self.generation: str = generation.manifest.generation
        self.records: Mapping[str, Record] = generation.records
        self.documents: Mapping[str, Document] = generation.documents
        self.passages: tuple[Passage, ...] = generation.passages
        self.vectors: Vectors = generation.vectors
        self.sentences: tuple[Sentence, ...] = generation.sentences
        self.sentence_vectors: Vectors = generation.sentence_vectors
        self._lexical = lexical
        self._store = store
        self._embedder = embedder
        self._models = models
        self._loading = Lock()
        self._facets = Facets(generation.records, generation.passages)
        self._rankings = Rankings(generation, lexical, store)

    @property
    def embedder(self) -> Embedder:
        """The model that made the vectors; loaded when first asked for."""
        with self._loading:
            if self._embedder is None:
                from index.onnx_embedder import OnnxEmbedder

                self._embedder = OnnxEmbedder(self._models / self.manifest.model.name)
                _check_model(self.manifest, self._embedder.name)
            return self._embedder

    def share_embedder(self, other: Index) -> None:
        """Takes over the model that ``other`` has loaded, where it is the same one."""
        if self._embedder is None and other.manifest.model == self.manifest.model:
            self._embedder = other._embedder

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        filters: Filters = NO_FILTERS,
        route: Route = "fused",
    ) -> list[Match]:
        """The ``k`` best passages for ``query`` that ``filters`` allow, best first.

        ``dense`` orders by cosine, ``lexical`` by BM25 (passages that share no word are left out), ``fused``
        by reciprocal rank fusion of both. In ``fused``, passages that the query names outright (a quoted
        phrase, a record id or number) come before all others. Ties go to the higher cosine, then to the
        earlier passage. Raises ``UsageError`` for an empty query, an unknown filter value, ``k`` below 1 or
        an unknown route.
        """
        if not query.strip():
            raise UsageError("the query is empty; write what to look for", field="query")
        if k < 1:
            raise UsageError(f"k is {k}; ask for at least 1 passage", field="k")
        if route not in get_args(Route):
            raise UsageError(f"there is no route {route!r}; use fused, dense or lexical", field="route")
        where = self._facets.where(filters)
        if where.empty:
            return []
        mask = self._facets.mask(where)
        if route == "lexical":
            return self._rankings.lexical(query, k, mask)
        vector = self.embedder.embed_query(query)
        if route == "dense":
            return self._rankings.dense(vector, k, where, mask)
        return self._rankings.fused(query, vector, k, where, mask)

    def dense_scores(self, query: Vectors) -> Scores:
        """The cosine of a query's vector with that of every passage, exact, in the order of ``passages``.

        One row for each query where ``query`` holds the vectors of several.
        """
        scores: Scores = np.asarray(query @ self.vectors.T, dtype=np.float32)
        return scores

    def sentence_scores(self, query: Vectors) -> Scores:
        """The same with every sentence, in the order of ``sentences``."""
        scores: Scores = np.asarray(query @ self.sentence_vectors.T, dtype=np.float32)
        return scores

    def lexical_scores(self, query: str) -> Scores:
        """The BM25 score of every passage for ``query``, in the order of ``passages``."""
        return self._lexical.score(query)

    def mask(self, filters: Filters) -> Mask:
        """Which passages ``filters`` allow, in the order of ``passages``."""
        return self._facets.mask(self._facets.where(filters))

    def facets(self) -> dict[str, dict[str, int]]:
        """How many records have each value of each field that they can be filtered by."""
        return self._facets.counts()

    def select(self, filters: Filters) -> list[Record]:
        """The records that ``filters`` allow, in order; a ``section`` filter asks for text under that key."""
        where = self._facets.where(filters)
        records = self.records.values() if where.records is None else [self.records[i] for i in where.records]
        return [
            record
            for record in records
            if where.sections is None
            or any(section.text and section.key in where.sections for section in record.sections)
        ]

    def close(self) -> None:
        """Gives back what is held open; the index is not used afterwards."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_index(
    data: Path,
    *,
    chroma_url: str | None = None,
    embedder: Embedder | None = None,
    model: str | None = None,
) -> Index:
    """The live generation in ``data``.

    The vectors of up to 50,000 passages are searched exactly, straight from their file; beyond, and whenever
    ``chroma_url`` is given, Chroma answers. ``embedder`` stands in for the compiled model of the data folder.
    ``model`` is the name of the model that the index has to be made with; without it any will do.

    Raises ``IndexMissingError``, ``IndexStaleError`` or ``IndexDamagedError``, each naming the command that
    mends it.
    """
    generations = Generations(data)
    pointer = _pointer(generations)
    while True:
        try:
            return _open(generations, pointer, chroma_url, embedder, model)
        except IndexDamagedError:
            newer = _pointer(generations)
            if newer == pointer:
                raise
            pointer = newer


def _pointer(generations: Generations) -> Pointer:
    pointer = generations.current()
    if pointer is None:
        raise IndexMissingError(f"there is no index in {generations.data} yet; {BUILD}")
    return pointer


def _open(
    generations: Generations,
    pointer: Pointer,
    chroma_url: str | None,
    embedder: Embedder | None,
    model: str | None,
) -> Index:
    folder = generations.folder(pointer.generation)
    generation = read_generation(folder, pointer)
    manifest = generation.manifest
    if model is not None:
        _check_model(manifest, model)
    if embedder is not None:
        _check_model(manifest, embedder.name)
    lexical = read_lexical(folder, manifest)
    store: PassageStore | None = None
    if chroma_url or (manifest.counts.passages > EXACT_LIMIT and manifest.store == "embedded"):
        store = _open_store(folder, manifest, chroma_url)
    return Index(generation, lexical, store, embedder, generations.data / "models")


def _open_store(folder: Path, manifest: Manifest, chroma_url: str | None) -> PassageStore:
    if manifest.store != store_name(chroma_url):
        raise IndexStaleError(
            f"generation {manifest.generation} is not on the Chroma server of SSTC_CHROMA_URL; "
            "run `sstc index` with the same setting to put it there"
        )
    store = ChromaStore.open(
        manifest.generation, folder=None if chroma_url else folder / CHROMA, url=chroma_url
    )
    if store.count() != manifest.counts.passages:
        held = store.count()
        store.close()
        raise IndexDamagedError(
            f"Chroma holds {held} of the {manifest.counts.passages} vectors of generation "
            f"{manifest.generation}; run `sstc index --force` to build it again"
        )
    return store


def _check_model(manifest: Manifest, name: str) -> None:
    if name != manifest.model.name:
        raise IndexStaleError(
            f"the index was made with the embedding model {manifest.model.name}, not {name}; "
            "run `sstc index` to build it with this one"
        )
