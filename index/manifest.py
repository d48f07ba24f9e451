"""What a generation was made of and from: enough to tell whether it can be used, reused, or is damaged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.serialise import dump

SCHEMA = 2
"""Raised whenever the files of a generation change their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """The embedding model: ``name`` holds the hash of its weights and names its folder under ``models/``."""

    name: str
    dimension: int
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunking:
    """How sections were cut: the budget of a passage in word pieces, and the hash of the cutting rules."""

    max_tokens: int
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """Size in bytes and SHA-256 of a file of the generation."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a generation holds."""

    records: int
    documents: int
    sections: int
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The description of one generation.

    ``corpus`` is the hash of all records and documents in order, ``records`` that of each record by id.
    ``store`` says where Chroma keeps the vectors: ``embedded`` or a server's fingerprint. ``files`` are by
    path within the generation; of Chroma's own files, which Chroma may touch, ``chroma`` keeps the sizes.
    """

    schema: int
    version: str
    generation: str
    created: str
    model: ModelInfo
    chunking: Chunking
    store: str
    corpus: str
    records: Mapping[str, str]
    counts: Counts
    files: Mapping[str, FileInfo]
    chroma: Mapping[str, int]

    def to_bytes(self) -> bytes:
        """The manifest as JSON."""
        return dump(asdict(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest in ``data``; ``ValueError``, ``TypeError`` or ``KeyError`` where it is none."""
        fields: dict[str, Any] = json.loads(data)
        return cls(
            **{
                **fields,
                "model": ModelInfo(**fields["model"]),
                "chunking": Chunking(**fields["chunking"]),
                "counts": Counts(**fields["counts"]),
                "files": {path: FileInfo(**info) for path, info in fields["files"].items()},
            }
        )


def schema_of(data: bytes) -> int | None:
    """The schema version in the bytes of a manifest, of whatever version it is."""
    found = json.loads(data)
    schema = found.get("schema") if isinstance(found, dict) else None
    return schema if isinstance(schema, int) else None
