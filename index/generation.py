"""The files of one generation: written once, checked against the manifest whenever they are read.

manifest.json   what it is made of (index.manifest)
records.json    records and documents
passages.json   offsets of the passages
vectors.npy     their vectors, float32, one row each
sentences.json  offsets of the sentences
sentences.npy   their vectors
lexical/        the BM25 index
chroma/         the Chroma database, unless a server holds the collection
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.embedder import Vectors
from index.generations import REBUILD, Pointer
from index.lexical import LexicalIndex
from index.manifest import SCHEMA, FileInfo, Manifest, schema_of
from index.sentences import Sentence, decode_sentences, encode_sentences
from index.serialise import (
    decode_document,
    decode_passages,
    decode_record,
    digest,
    dump,
    encode_document,
    encode_passages,
    encode_record,
)
from ingest.errors import IndexDamagedError, IndexStaleError
from ingest.records import Document, Passage, Record

MANIFEST = "manifest.json"
RECORDS = "records.json"
PASSAGES = "passages.json"
VECTORS = "vectors.npy"
SENTENCES = "sentences.json"
SENTENCE_VECTORS = "sentences.npy"
LEXICAL = "lexical"
CHROMA = "chroma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What a generation holds.

    Row ``i`` of ``vectors`` belongs to passage ``i``, row ``i`` of ``sentence_vectors`` to sentence ``i``.
    """

    manifest: Manifest
    records: dict[str, Record]
    documents: dict[str, Document]
    passages: tuple[Passage, ...]
    vectors: Vectors
    sentences: tuple[Sentence, ...]
    sentence_vectors: Vectors


def write_files(
    folder: Path,
    *,
    records: Sequence[Record],
    documents: Mapping[str, Document],
    passages: Sequence[Passage],
    vectors: Vectors,
    sentences: Sequence[Sentence],
    sentence_vectors: Vectors,
) -> dict[str, FileInfo]:
    """Writes everything but Chroma's files and the manifest; sizes and hashes of what was written."""
    held = {
        "records": [encode_record(record) for record in records],
        "documents": [encode_document(documents[key]) for key in sorted(documents)],
    }
    (folder / RECORDS).write_bytes(dump(held))
    (folder / PASSAGES).write_bytes(dump(encode_passages(passages)))
    np.save(folder / VECTORS, vectors)
    (folder / SENTENCES).write_bytes(dump(encode_sentences(sentences)))
    np.save(folder / SENTENCE_VECTORS, sentence_vectors)
    LexicalIndex.build([passage.embed_text for passage in passages]).save(folder / LEXICAL)
    return {
        path.relative_to(folder).as_posix(): FileInfo(size=path.stat().st_size, sha256=_hash(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Writes the manifest; its SHA-256, for the pointer."""
    data = manifest.to_bytes()
    (folder / MANIFEST).write_bytes(data)
    return digest(data)


def read_manifest(folder: Path, pointer: Pointer) -> Manifest:
    """The manifest that ``pointer`` means; ``IndexStaleError`` for another schema version."""
    path = folder / MANIFEST
    data = _read(path)
    try:
        schema = schema_of(data)
        if schema is not None and schema != SCHEMA:
            raise IndexStaleError(
                f"the index in {folder} has schema version {schema}, this program reads {SCHEMA}; {REBUILD}"
            )
        if digest(data) != pointer.manifest:
            raise ValueError("it is not the one that was published")
        return Manifest.from_bytes(data)
    except (ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error}); {REBUILD}") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """``IndexDamagedError`` where a file of the generation is missing or not what was written."""
    for name, info in manifest.files.items():
        path = folder / name
        if _size(path) != info.size or _hash(path) != info.sha256:
            raise IndexDamagedError(f"{path} is missing or has changed since it was written; {REBUILD}")
    for name, size in manifest.chroma.items():
        path = folder / CHROMA / name
        if _size(path) < size:
            raise IndexDamagedError(f"{path} is missing or was cut short; {REBUILD}")


def read_generation(folder: Path, pointer: Pointer) -> Generation:
    """The generation in ``folder``, its vectors mapped from disk.

    Raises ``IndexStaleError`` for another schema version, ``IndexDamagedError`` where the files do not hold
    what the manifest says.
    """
    manifest = read_manifest(folder, pointer)
    check_files(folder, manifest)
    try:
        held = json.loads(_read(folder / RECORDS))
        records = {record.id: record for record in map(decode_record, held["records"])}
        documents = {document.id: document for document in map(decode_document, held["documents"])}
        passages = decode_passages(json.loads(_read(folder / PASSAGES)), records)
        vectors = _vectors(folder / VECTORS, len(passages), manifest.counts.passages, manifest)
        sentences = decode_sentences(json.loads(_read(folder / SENTENCES)), records)
        sentence_vectors = _vectors(
            folder / SENTENCE_VECTORS, len(sentences), manifest.counts.sentences, manifest
        )
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise IndexDamagedError(f"the index in {folder} cannot be read ({error}); {REBUILD}") from error
    return Generation(
        manifest=manifest,
        records=records,
        documents=documents,
        passages=passages,
        vectors=vectors,
        sentences=sentences,
        sentence_vectors=sentence_vectors,
    )


def read_lexical(folder: Path, manifest: Manifest) -> LexicalIndex:
    """The BM25 index of the generation in ``folder``."""
    try:
        lexical = LexicalIndex.load(folder / LEXICAL)
        if len(lexical) != manifest.counts.passages:
            raise ValueError(f"{len(lexical)} passages, not {manifest.counts.passages}")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(f"{folder / LEXICAL} cannot be read ({error}); {REBUILD}") from error
    return lexical


def chroma_sizes(folder: Path) -> dict[str, int]:
    """Chroma's own files with their sizes; empty where a server holds the collection."""
    root = folder / CHROMA
    return {
        path.relative_to(root).as_posix(): path.stat().st_size
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _vectors(path: Path, held: int, counted: int, manifest: Manifest) -> Vectors:
    """The vectors in ``path``, mapped from disk; ``ValueError`` where they are not one for each text."""
    vectors: Vectors = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    shape = (counted, manifest.model.dimension)
    if vectors.shape != shape or held != counted:
        raise ValueError(f"{held} texts and vectors of shape {vectors.shape} in {path.name}, not {shape}")
    return vectors


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexDamagedError(f"{path} cannot be read ({error.strerror or error}); {REBUILD}") from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise IndexDamagedError(f"{path} cannot be read ({error.strerror or error}); {REBUILD}") from error
