"""Records to a published index generation: cut, embed what changed, store, verify, publish.

A generation is built aside and becomes visible in one step at the very end. Whatever stops a build before
leaves the previous generation answering; the next build sweeps what was left behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from index.chroma_store import ChromaStore
from index.embedder import Embedder, EmbedderSource, Vectors
from index.generation import (
    CHROMA,
    Generation,
    chroma_sizes,
    write_files,
    write_manifest,
)
from index.generations import Generations, Pointer, building
from index.manifest import SCHEMA, Chunking, Counts, Manifest, ModelInfo
from index.reuse import cut_records, embed_texts, previous_generation
from index.sentences import sentences_of
from index.stages import Progress
from index.verifying import verify
from index.wanted import PASSAGE_TOKENS, Wanted, live_if_unchanged, wanted_index
from ingest.errors import IndexLockedError, SstcError
from ingest.records import Document, Passage, Record

STORE_STEP = 1_000
"""How many passages are stored at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. ``published`` is false where nothing had changed and the old generation stays."""

    generation: str
    records: int
    passages: int
    embedded: int
    reused: int
    seconds: float
    published: bool


def build_index(
    records: Sequence[Record],
    documents: Mapping[str, Document],
    *,
    data: Path,
    embedder: EmbedderSource,
    chroma_url: str | None = None,
    progress: Progress | None = None,
    force: bool = False,
) -> BuildReport:
    """Brings the index in ``data`` up to date with ``records`` and ``documents``.

    Does nothing where the live generation is whole and made of the same records, cutting rules, model and
    store. Otherwise publishes a new generation; passages whose embedded text is unchanged keep their vectors.
    ``force`` builds anew and reuses nothing.

    Raises ``SourceError`` where there is nothing to index, ``IndexLockedError`` while another process builds,
    ``ModelError`` where the model cannot be used.
    """
    started = perf_counter()
    wanted = wanted_index(records, documents, embedder, chroma_url)
    generations = Generations(data)
    if not force and (unchanged := live_if_unchanged(generations, wanted, embedder, chroma_url)):
        _sweep_if_free(generations, chroma_url)
        return _nothing_done(unchanged, started)
    try:
        with building(data):
            if not force and (unchanged := live_if_unchanged(generations, wanted, embedder, chroma_url)):
                return _nothing_done(unchanged, started)
            build = _Build(generations, wanted, embedder, chroma_url, progress or _silent)
            return build.run(records, documents, started, reuse=not force)
    except OSError as error:
        raise SstcError(
            f"the index in {data} cannot be written ({error.strerror or error}); "
            "make room or choose another folder with --data; the previous index is untouched"
        ) from error


class _Build:
    """One build, from records to the published pointer, under the lock."""

    def __init__(
        self,
        generations: Generations,
        wanted: Wanted,
        source: EmbedderSource,
        chroma_url: str | None,
        progress: Progress,
    ) -> None:
        self._generations = generations
        self._wanted = wanted
        self._source = source
        self._chroma_url = chroma_url
        self._progress = progress
        self._loaded: Embedder | None = None

    def run(
        self,
        records: Sequence[Record],
        documents: Mapping[str, Document],
        started: float,
        *,
        reuse: bool,
    ) -> BuildReport:
        live, previous = previous_generation(self._generations)
        if live is not None:
            self._generations.sweep(live, self._forget)
        if not reuse or (previous and previous.manifest.model.name != self._wanted.model):
            previous = None
        if not self._source.ready():
            self._embedder()
        passages = cut_records(records, self._wanted, previous, self._embedder, self._progress)
        sentences = sentences_of(records)
        vectors, sentence_vectors, embedded = embed_texts(
            [passage.embed_text for passage in passages],
            [sentence.text for sentence in sentences],
            previous,
            self._embedder,
            self._progress,
        )
        generation = self._generations.begin()
        folder = self._generations.folder(generation)
        files = write_files(
            folder,
            records=records,
            documents=documents,
            passages=passages,
            vectors=vectors,
            sentences=sentences,
            sentence_vectors=sentence_vectors,
        )
        del sentence_vectors  # Chroma is about to need the room
        self._store(generation, folder, passages, vectors)
        manifest = Manifest(
            schema=SCHEMA,
            version=version("sstc-practice-assistant"),
            generation=generation,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self._model(previous),
            chunking=Chunking(max_tokens=self._budget(previous), rules=self._wanted.rules),
            store=self._wanted.store,
            corpus=self._wanted.corpus,
            records=self._wanted.records,
            counts=Counts(
                records=len(records),
                documents=len(documents),
                sections=sum(len(record.sections) for record in records),
                passages=len(passages),
                sentences=len(sentences),
            ),
            files=files,
            chroma=chroma_sizes(folder),
        )
        pointer = Pointer(
            generation=generation,
            manifest=write_manifest(folder, manifest),
            previous=live.generation if live else None,
        )
        verify(
            folder,
            pointer,
            passages=passages,
            vectors=vectors,
            sentences=sentences,
            chroma_url=self._chroma_url,
            progress=self._progress,
        )
        self._progress("publish", 0, 1)
        self._generations.publish(pointer)
        self._progress("publish", 1, 1)
        self._generations.sweep(pointer, self._forget)
        return BuildReport(
            generation=generation,
            records=len(records),
            passages=len(passages),
            embedded=embedded,
            reused=len(passages) - embedded,
            seconds=perf_counter() - started,
            published=True,
        )

    def _store(self, generation: str, folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
        where = None if self._chroma_url else folder / CHROMA
        store = ChromaStore.create(generation, folder=where, url=self._chroma_url)
        try:
            for start in range(0, len(passages), STORE_STEP):
                self._progress("store", start, len(passages))
                part = slice(start, start + STORE_STEP)
                store.add(passages[part], vectors[part])
            self._progress("store", len(passages), len(passages))
        finally:
            store.close()

    def _embedder(self) -> Embedder:
        if self._loaded is None:
            self._progress("load", 0, 1)
            self._loaded = self._source.load()
            self._progress("load", 1, 1)
        return self._loaded

    def _model(self, previous: Generation | None) -> ModelInfo:
        if self._loaded is None and previous:
            return previous.manifest.model
        embedder = self._embedder()
        return ModelInfo(name=embedder.name, dimension=embedder.dimension, max_tokens=embedder.max_tokens)

    def _budget(self, previous: Generation | None) -> int:
        return min(self._model(previous).max_tokens, PASSAGE_TOKENS)

    def _forget(self, generation: str) -> None:
        _forget(generation, self._chroma_url)


def _nothing_done(manifest: Manifest, started: float) -> BuildReport:
    return BuildReport(
        generation=manifest.generation,
        records=manifest.counts.records,
        passages=manifest.counts.passages,
        embedded=0,
        reused=manifest.counts.passages,
        seconds=perf_counter() - started,
        published=False,
    )


def _sweep_if_free(generations: Generations, chroma_url: str | None) -> None:
    if not generations.leftovers(generations.current()):
        return
    try:
        with building(generations.data):
            generations.sweep(generations.current(), lambda generation: _forget(generation, chroma_url))
    except IndexLockedError:
        return


def _forget(generation: str, chroma_url: str | None) -> None:
    if chroma_url:
        ChromaStore.drop(generation, url=chroma_url)


def _silent(stage: str, done: int, total: int) -> None:
    return
