"""Which files a source consists of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.documents import FILE_NAME
from ingest.errors import SourceError


def files_of(source: Path) -> tuple[Path, ...]:
    """The file ``source``, or the files to read in that folder and the folders within, sorted by name.

    Hidden files, ``README.md``, ``documents.toml`` and the lock files of word processors are passed over.
    Raises SourceError where there is no such file, a folder cannot be listed, or there is nothing in it.
    """
    if not source.exists():
        raise SourceError(f"{source}: there is no such file or folder; check the path")
    if not source.is_dir():
        return (source,)
    files = tuple(_walk(source))
    if not files:
        raise SourceError(f"{source}: there is nothing to read in the folder; put records or documents there")
    return files


def is_source_file(name: str) -> bool:
    """Whether a file of that name is read from a folder."""
    return not name.startswith((".", "~$")) and name.lower() not in {"readme.md", FILE_NAME}


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise SourceError(f"{error.filename}: cannot be listed ({error.strerror}); check the permissions")

    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_source_file(name):
                yield Path(where, name)
