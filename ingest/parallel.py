"""Reading several large files at once, each in a process of its own.

A PDF of a hundred pages takes about a second to read; eight took 14 s in one process and 5–6 s in two.
A file that a reader dies on does not take the rest with it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.readers.content import Content
from ingest.readers.file import PAGED, read_file

_WORTH_IT = 2_000_000


class Readers:
    """Gives the content of files, those that were asked for beforehand from other processes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool: ProcessPoolExecutor | None = None
        self._coming: dict[Path, Future[Content]] = {}

    def read(self, path: Path) -> Content:
        """The content of ``path``. Raises SourceError where it cannot be read."""
        coming = self._coming.pop(path, None)
        if coming is None:
            return read_file(path, self._limits)
        try:
            return coming.result()
        except BrokenProcessPool:  # some file killed its process; this one may be another
            return self._alone(path)

    def _start(self, paths: Sequence[Path], workers: int) -> None:
        self._pool = _pool(min(workers, len(paths)))
        self._coming = {path: self._pool.submit(read_file, path, self._limits) for path in paths}

    def _alone(self, path: Path) -> Content:
        with _pool(1) as pool:
            try:
                return pool.submit(read_file, path, self._limits).result()
            except BrokenProcessPool:
                raise SourceError(
                    f"{path}: the program that reads it died of it, or ran out of memory; "
                    "export the file again or leave it out"
                ) from None

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def readers(paths: Sequence[Path], limits: Limits, workers: int | None) -> Iterator[Readers]:
    """Readers for ``paths``, in up to ``workers`` processes (``None``: one for each processor).

    No process is started for a single large file, nor for little to read.
    """
    found = Readers(limits)
    large = [path for path in paths if path.suffix.lower() in PAGED and path.is_file()]
    count = workers if workers is not None else len(os.sched_getaffinity(0)) if _CAN_TELL else os.cpu_count()
    if count and count > 1 and len(large) > 1 and sum(path.stat().st_size for path in large) >= _WORTH_IT:
        found._start(large, count)
    try:
        yield found
    finally:
        found._stop()


_CAN_TELL = hasattr(os, "sched_getaffinity")


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=workers, mp_context=multiprocessing.get_context("spawn"))
