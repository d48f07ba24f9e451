"""The generations in a data folder, and the pointer that says which one answers.

    DATA/current.json                the pointer, replaced atomically
    DATA/generations/<id>/           one immutable generation each
    DATA/index.lock                  held by the one process that builds
    DATA/models/<name>/              compiled embedding models

Only the pointer makes a generation live: a folder that it does not name is a build under way or a leftover.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.serialise import dump
from ingest.errors import IndexDamagedError, IndexLockedError, SstcError

BUILD = "run `sstc index` to build it"
REBUILD = "run `sstc index` to build it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """The live generation, the SHA-256 of its manifest, and the generation before it."""

    generation: str
    manifest: str
    previous: str | None = None


Signature = tuple[int, int, int]


class Generations:
    """The generations under one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.pointer_path = data / "current.json"
        self._root = data / "generations"

    def folder(self, generation: str) -> Path:
        """The folder of that generation."""
        return self._root / generation

    def current(self) -> Pointer | None:
        """What the pointer says; ``None`` without one, ``IndexDamagedError`` where it cannot be read."""
        try:
            return Pointer(**json.loads(self.pointer_path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamagedError(
                f"{self.pointer_path} does not name an index generation ({error}); {REBUILD}"
            ) from error

    def signature(self) -> Signature | None:
        """A value that changes whenever the pointer does; costs one ``stat``."""
        try:
            status = self.pointer_path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size

    def begin(self) -> str:
        """The id of a new generation, whose empty folder now exists."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        generation = f"{stamp}-{secrets.token_hex(3)}"
        self.folder(generation).mkdir(parents=True)
        return generation

    def publish(self, pointer: Pointer) -> None:
        """Makes a complete generation the live one, in one step."""
        sync_tree(self.folder(pointer.generation))
        sync_folder(self._root)
        fields = {
            "generation": pointer.generation,
            "manifest": pointer.manifest,
            "previous": pointer.previous,
        }
        write_atomically(self.pointer_path, dump(fields))

    def leftovers(self, keep: Pointer | None) -> list[str]:
        """The generations on disk that ``keep`` does not name; empty without a pointer to go by."""
        if keep is None or not self._root.is_dir():
            return []
        return sorted(
            entry.name for entry in self._root.iterdir() if entry.name not in (keep.generation, keep.previous)
        )

    def sweep(self, keep: Pointer | None, forget: Callable[[str], None]) -> None:
        """Deletes what ``keep`` does not name; ``forget`` first drops what lies outside the folder.

        A file that another process holds open (Windows) stays for the next sweep.
        """
        for generation in self.leftovers(keep):
            forget(generation)
            shutil.rmtree(self.folder(generation), ignore_errors=True)


@contextmanager
def building(data: Path) -> Iterator[None]:
    """Holds the one right to build in ``data``; ``IndexLockedError`` while another process has it.

    The operating system takes the lock from a process that dies, so a stale one never stands in the way.
    """
    from filelock import FileLock, Timeout

    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / "index.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexLockedError(
            f"another process{_holder(data)} is building an index in {data}; "
            "wait until it is done, or stop it and run `sstc index` again"
        ) from error
    except OSError as error:
        raise SstcError(
            f"the data folder {data} cannot be written ({error.strerror or error}); "
            "choose another with --data or SSTC_DATA"
        ) from error
    holder = data / "index.holder.json"
    try:
        holder.write_bytes(dump({"pid": os.getpid(), "since": time.strftime("%H:%M:%S")}))
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        lock.release()


def _holder(data: Path) -> str:
    try:
        holder = json.loads((data / "index.holder.json").read_bytes())
        return f" (process {holder['pid']}, since {holder['since']})"
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def write_atomically(path: Path, data: bytes) -> None:
    """Replaces ``path`` by ``data``; at any moment a reader sees the old bytes or the new, whole."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Puts every file below ``folder`` on disk, and the folders that name them."""
    for parent, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(parent, name), "rb+") as file:
                os.fsync(file.fileno())
        sync_folder(Path(parent))


def sync_folder(folder: Path) -> None:
    """Puts the names in ``folder`` on disk, where the system can (Windows has no such call)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
