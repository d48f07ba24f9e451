"""The live generation, followed through publications while requests are being answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from index.embedder import Embedder
from index.generations import Generations, Signature
from index.opened import Index, open_index
from ingest.errors import SstcError

logger = logging.getLogger(__name__)


class _Held:
    """An open index and how many requests are using it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.users = 0
        self.retired = False


class CurrentIndex:
    """Lends out the live index; a newly published one takes over between requests.

    Every ``lease`` looks at the pointer, which costs one ``stat``. The thread that finds it changed opens the
    new generation while the others go on with the old one, which is closed after its last user. Where the new
    generation cannot be opened, the old one stays and the failure is logged once. ``prepare`` is given a new
    generation before anybody else is.
    """

    def __init__(
        self,
        data: Path,
        *,
        chroma_url: str | None = None,
        embedder: Embedder | None = None,
        model: str | None = None,
        prepare: Callable[[Index], object] | None = None,
    ) -> None:
        self._data = data
        self._chroma_url = chroma_url
        self._embedder = embedder
        self._model = model
        self._prepare = prepare
        self._generations = Generations(data)
        self._lock = Lock()
        self._swapping = Lock()
        self._seen: Signature | None = self._generations.signature()
        self._held = _Held(self._open())

    @property
    def generation(self) -> str:
        """The id of the generation that the next lease lends, unless another is published by then."""
        return self._held.index.generation

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The live index, which stays open until the block ends."""
        self._follow()
        with self._lock:
            held = self._held
            held.users += 1
        try:
            yield held.index
        finally:
            with self._lock:
                held.users -= 1
                unused = held.retired and held.users == 0
            if unused:
                held.index.close()

    def close(self) -> None:
        """Closes the index once its last user is done."""
        self._retire(self._held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> Index:
        return open_index(self._data, chroma_url=self._chroma_url, embedder=self._embedder, model=self._model)

    def _follow(self) -> None:
        signature = self._generations.signature()
        if signature is None or signature == self._seen or not self._swapping.acquire(blocking=False):
            return
        try:
            self._swap(signature)
        finally:
            self._swapping.release()

    def _swap(self, signature: Signature) -> None:
        old = self._held
        try:
            fresh = self._open()
        except SstcError as error:
            logger.warning("generation %s stays in use: %s", old.index.generation, error)
            self._seen = signature
            return
        fresh.share_embedder(old.index)
        if self._prepare is not None:
            self._prepare(fresh)
        with self._lock:
            self._held = _Held(fresh)
            self._seen = signature
        self._retire(old)

    def _retire(self, held: _Held) -> None:
        with self._lock:
            first = not held.retired
            held.retired = True
            unused = first and held.users == 0
        if unused:
            held.index.close()
