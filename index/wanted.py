"""What an index should be made of, and whether the live one already is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from index.chroma_store import ChromaStore, store_name
from index.embedder import EmbedderSource
from index.generation import check_files, read_manifest
from index.generations import Generations
from index.manifest import Manifest
from index.serialise import digest, dump, encode_document, encode_record
from ingest.errors import IndexDamagedError, IndexStateError, SourceError
from ingest.records import Document, Record

PASSAGE_TOKENS = 256
"""The budget of a passage in word pieces; a model that reads less sets a lower one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the index should be made of; compared with the manifest of the live generation."""

    model: str
    rules: str
    store: str
    corpus: str
    records: dict[str, str]


def wanted_index(
    records: Sequence[Record],
    documents: Mapping[str, Document],
    embedder: EmbedderSource,
    chroma_url: str | None,
) -> Wanted:
    """What an index of these records, documents, model and store is made of."""
    hashes: dict[str, str] = {}
    for record in records:
        if record.id in hashes:
            raise SourceError(f"two records have the id {record.id}; rename one of them")
        hashes[record.id] = digest(dump(encode_record(record)))
    held = [list(hashes.items()), [encode_document(documents[key]) for key in sorted(documents)]]
    return Wanted(
        model=embedder.name,
        rules=_cutting_rules(),
        store=store_name(chroma_url),
        corpus=digest(dump(held)),
        records=hashes,
    )


def _cutting_rules() -> str:
    """The hash of the code that cuts passages and words: by other rules the index is built again."""
    code = hashlib.sha256(str(PASSAGE_TOKENS).encode())
    for package, name in (
        ("ingest", "passages"),
        ("ingest", "sentences"),
        ("index", "lexical"),
        ("index", "sentences"),
    ):
        code.update(files(package).joinpath(f"{name}.py").read_bytes())
    return code.hexdigest()


def live_if_unchanged(
    generations: Generations, wanted: Wanted, embedder: EmbedderSource, chroma_url: str | None
) -> Manifest | None:
    """The manifest of the live generation where it is whole and just what is wanted."""
    try:
        pointer = generations.current()
        if pointer is None or not embedder.ready():
            return None
        folder = generations.folder(pointer.generation)
        manifest = read_manifest(folder, pointer)
        same = (
            manifest.model.name == wanted.model
            and manifest.chunking.rules == wanted.rules
            and manifest.store == wanted.store
            and manifest.corpus == wanted.corpus
        )
        if same:
            check_files(folder, manifest)
            if chroma_url:
                _check_server(manifest, chroma_url)
        return manifest if same else None
    except IndexStateError:
        return None


def _check_server(manifest: Manifest, chroma_url: str) -> None:
    store = ChromaStore.open(manifest.generation, url=chroma_url)
    try:
        if store.count() != manifest.counts.passages:
            raise IndexDamagedError(f"Chroma holds only part of generation {manifest.generation}")
    finally:
        store.close()
