"""Passage vectors in Chroma: in files of the generation, or on a Chroma server.

Cosine space and search effort are set when a collection is made, because Chroma ignores later changes to a
loaded one. Vectors are always ours, so Chroma's own embedding function (which downloads) never runs. A
collection is written once and never reopened for writing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.embedder import Vectors
from index.passage_store import EVERYWHERE, Hit, Where
from index.serialise import digest
from ingest.errors import IndexDamagedError, IndexStateError, SstcError, UsageError
from ingest.records import Passage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

REBUILD = "run `sstc index` to build it again"
EF = 400
MARGIN = 16
"""How many hits beyond ``k`` are asked for, so that ties at the end fall the same way each time."""

GET_BATCH = 1_000
"""How many ids are looked for at once."""


class ChromaStore:
    """A collection of one generation."""

    def __init__(self, client: ClientAPI, collection: Any, place: _Place) -> None:
        self._client = client
        self._collection = collection
        self._place = place
        self._size: int | None = None

    @classmethod
    def create(cls, generation: str, *, folder: Path | None = None, url: str | None = None) -> ChromaStore:
        """A new, empty collection in ``folder``, or on the server at ``url``."""
        place = _Place(folder=folder, url=url)
        client = place.connect()
        with place.errors(client):
            collection = client.create_collection(
                _collection_name(generation),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_construction": EF, "ef_search": EF}},
            )
        return cls(client, collection, place)

    @classmethod
    def open(cls, generation: str, *, folder: Path | None = None, url: str | None = None) -> ChromaStore:
        """The collection of a published generation; ``IndexDamagedError`` where it is not there."""
        if folder is not None and not (folder / "chroma.sqlite3").is_file():
            raise IndexDamagedError(f"{folder} holds no Chroma database; {REBUILD}")
        from chromadb.errors import NotFoundError

        place = _Place(folder=folder, url=url)
        client = place.connect()
        with place.errors(client):
            try:
                collection = client.get_collection(_collection_name(generation), embedding_function=None)
            except NotFoundError as error:
                raise IndexDamagedError(
                    f"Chroma in {place} does not hold generation {generation}; {REBUILD}"
                ) from error
        return cls(client, collection, place)

    @staticmethod
    def drop(generation: str, *, url: str) -> None:
        """Removes the collection of ``generation`` from the server; nothing where it is not there."""
        from chromadb.errors import NotFoundError

        place = _Place(folder=None, url=url)
        client = place.connect()
        with place.errors(client), suppress(NotFoundError):
            client.delete_collection(_collection_name(generation))
        _release(client)

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        ids = [passage.id for passage in passages]
        known = self._known(ids)
        if known or len(set(ids)) < len(ids):
            raise ValueError(f"a passage is given twice or stored already ({', '.join(known[:3])})")
        with self._place.errors():
            size = self._client.get_max_batch_size()
            for start in range(0, len(ids), size):
                part = slice(start, start + size)
                self._collection.add(
                    ids=ids[part],
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[_metadata(passage) for passage in passages[part]],
                )
        self._size = None

    def query(self, vector: Vectors, k: int, where: Where = EVERYWHERE) -> list[Hit]:
        if self._size is None:
            self._size = self.count()
        wanted = min(k + MARGIN, self._size)
        if where.empty or wanted == 0:
            return []
        with self._place.errors():
            found = self._collection.query(
                query_embeddings=[np.asarray(vector, dtype=np.float32)],
                n_results=wanted,
                where=_conditions(where),
                include=["distances"],
            )
        hits = [
            Hit(id=passage_id, cosine=1.0 - distance)
            for passage_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]
        return sorted(hits, key=lambda hit: (-round(hit.cosine, 6), hit.id))[:k]

    def count(self) -> int:
        with self._place.errors():
            return int(self._collection.count())

    def close(self) -> None:
        """Releases the client; with the last one of a folder Chroma closes its files."""
        _release(self._client)

    def _known(self, ids: Sequence[str]) -> list[str]:
        known: list[str] = []
        with self._place.errors():
            for start in range(0, len(ids), GET_BATCH):
                part = list(dict.fromkeys(ids[start : start + GET_BATCH]))
                known.extend(self._collection.get(ids=part, include=[])["ids"])
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a collection is: a folder, or a server."""

    folder: Path | None
    url: str | None

    def __str__(self) -> str:
        if self.url is None:
            return str(self.folder)
        host, port, _ = server_address(self.url)
        return f"{host}:{port}"

    def connect(self) -> ClientAPI:
        """A client of its own; close it to release the files or the connection."""
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        with self.errors():
            if self.url is None:
                return chromadb.PersistentClient(path=str(self.folder), settings=settings)
            host, port, ssl = server_address(self.url)
            return chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=settings)

    @contextmanager
    def errors(self, client: ClientAPI | None = None) -> Iterator[None]:
        """Turns whatever Chroma raises into an error of ours, after closing ``client``."""
        try:
            yield
        except Exception as error:
            if client is not None:
                _release(client)
            if isinstance(error, SstcError):
                raise
            if self.url is None:
                raise IndexDamagedError(
                    f"the Chroma database in {self} cannot be used ({error}); "
                    "run `sstc index --force` to build it again"
                ) from error
            raise IndexStateError(
                f"the Chroma server at {self} does not answer as it should ({error}); "
                "start it, or unset SSTC_CHROMA_URL"
            ) from error


def _release(client: ClientAPI) -> None:
    """Closes ``client`` and the HTTP sessions that Chroma 1.5 leaves open: its own and its admin client's."""
    client.close()
    for holder in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(holder, "_server", None), "_session", None)
        if session is not None:
            session.close()


def store_name(url: str | None) -> str:
    """What a manifest calls the place of the vectors: ``embedded``, or the fingerprint of a server."""
    if url is None:
        return "embedded"
    host, port, ssl = server_address(url)
    return f"server-{digest(f'{host}:{port}:{ssl}'.encode())[:12]}"


def _collection_name(generation: str) -> str:
    return f"sstc-{generation}"


def _conditions(where: Where) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if where.records is not None:
        conditions.append({"record_id": {"$in": list(where.records)}})
    if where.sections is not None:
        conditions.append({"section_key": {"$in": list(where.sections)}})
    return {"$and": conditions} if len(conditions) > 1 else conditions[0] if conditions else None


def _metadata(passage: Passage) -> dict[str, str | int]:
    return {
        "record_id": passage.record_id,
        "section_id": passage.section_id,
        "section_key": str(passage.section_key),
        "ordinal": passage.ordinal,
    }


def server_address(url: str) -> tuple[str, int, bool]:
    """Host, port and whether to use TLS; ``UsageError`` where ``url`` names no server."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"{url!r} is not the address of a Chroma server; write it like http://localhost:8000",
            field="SSTC_CHROMA_URL",
        )
    ssl = parts.scheme == "https"
    return parts.hostname, port or (443 if ssl else 8000), ssl
