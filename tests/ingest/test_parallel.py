"""Large files are read in processes; one that a reader dies on takes no other with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.parallel import readers


class DyingPool:
    """Stands for processes that end without a word as soon as they meet one of the files."""

    def __init__(self, deadly: str) -> None:
        self.deadly = deadly
        self.broken = False

    def __enter__(self) -> DyingPool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, call: Callable[..., Any], path: Path, limits: Limits) -> Future[Any]:
        future: Future[Any] = Future()
        self.broken = self.broken or path.name == self.deadly
        if self.broken:
            future.set_exception(BrokenProcessPool("a process ended abruptly"))
        else:
            future.set_result(call(path, limits))
        return future

    def shutdown(self, **_: object) -> None:
        pass


def test_a_file_that_kills_its_reader_is_told_and_the_others_are_read(
    tmp_path: Path, make_pdf: Any, new_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.parallel._WORTH_IT", 0)
    monkeypatch.setattr("ingest.parallel._pool", lambda _: DyingPool("b.pdf"))
    page = new_page().text(60, 100, "Bread is baked.")
    paths = [make_pdf(name, page) for name in ("a.pdf", "b.pdf", "c.pdf")]
    with readers(paths, Limits(), 2) as reading:
        assert reading.read(paths[0]).blocks
        with pytest.raises(SourceError, match=r"b\.pdf: the program that reads it died"):
            reading.read(paths[1])
        assert reading.read(paths[2]).blocks


def test_little_to_read_starts_no_process(
    make_pdf: Any, new_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("ingest.parallel._pool", refuse)
    page = new_page().text(60, 100, "Bread is baked.")
    paths = [make_pdf(name, page) for name in ("a.pdf", "b.pdf")]
    with readers(paths, Limits(), 8) as reading:
        assert all(reading.read(path).pages == 1 for path in paths)
