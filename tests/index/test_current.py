"""A server follows publications without dropping or mixing up a request."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import BuildReport
from index.current import CurrentIndex
from index.embedder import HashEmbedder
from index.opened import Index
from ingest.errors import IndexMissingError
from ingest.records import Record, SectionKey

Build = Callable[..., BuildReport]
Reword = Callable[[Record, SectionKey, str], Record]


@pytest.fixture
def current(
    build: Build, records: list[Record], data: Path, embedder: HashEmbedder
) -> Iterator[CurrentIndex]:
    build(records)
    with CurrentIndex(data, embedder=embedder) as current:
        yield current


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The generations that were closed."""
    generations: list[str] = []
    close = Index.close

    def record(self: Index) -> None:
        generations.append(self.generation)
        close(self)

    monkeypatch.setattr(Index, "close", record)
    return generations


def test_without_an_index_it_says_so(data: Path) -> None:
    with pytest.raises(IndexMissingError, match="sstc index"):
        CurrentIndex(data)


def test_a_new_generation_takes_over(current: CurrentIndex, build: Build, records: list[Record]) -> None:
    with current.lease() as index:
        assert len(index.records) == 4
    report = build(records[:2])
    with current.lease() as index:
        assert index.generation == report.generation == current.generation
        assert len(index.records) == 2


def test_a_new_generation_is_prepared_before_it_answers(
    build: Build, records: list[Record], data: Path, embedder: HashEmbedder
) -> None:
    build(records)
    prepared: list[tuple[str, str]] = []
    with CurrentIndex(
        data, embedder=embedder, prepare=lambda fresh: prepared.append((fresh.generation, current.generation))
    ) as current:
        before = current.generation
        after = build(records[:2]).generation
        with current.lease() as index:
            assert index.generation == after
        assert prepared == [(after, before)]


def test_a_request_under_way_ends_on_the_index_it_began_with(
    current: CurrentIndex, build: Build, records: list[Record], closed: list[str]
) -> None:
    with current.lease() as old:
        before = old.search("copper mines")
        for count in (3, 2, 1):
            build(records[:count])
        with current.lease() as fresh:
            assert len(fresh.records) == 1
        assert old.search("copper mines") == before
        assert closed == []
    assert closed == [old.generation]


def test_an_unused_old_generation_is_closed_at_once(
    current: CurrentIndex, build: Build, records: list[Record], closed: list[str]
) -> None:
    first = current.generation
    build(records[:2])
    with current.lease():
        assert closed == [first]


def test_a_generation_that_cannot_be_opened_is_passed_over(
    current: CurrentIndex,
    build: Build,
    records: list[Record],
    data: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = current.generation
    pointer = json.loads((data / "current.json").read_text())
    (data / "current.json").write_text(json.dumps({**pointer, "generation": "nowhere"}))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with current.lease() as index:
                assert index.generation == first
                assert index.search("copper mines")
    assert caplog.text.count("stays in use") == 1
    report = build(records[:2])
    with current.lease() as index:
        assert index.generation == report.generation


def test_a_pointer_that_is_gone_changes_nothing(current: CurrentIndex, data: Path) -> None:
    (data / "current.json").unlink()
    with current.lease() as index:
        assert index.search("copper mines")


def test_threads_see_whole_generations_while_others_are_published(
    current: CurrentIndex, build: Build, records: list[Record], reword: Reword
) -> None:
    done = threading.Event()
    failures: list[BaseException] = []
    seen: set[str] = set()

    def ask() -> None:
        try:
            while not done.is_set():
                with current.lease() as index:
                    text = index.records["gp-01"].sections[0].text
                    matches = index.search("words of round", k=50, route="dense")
                    assert {
                        match.passage.text for match in matches if match.passage.id == "gp-01/objective/0"
                    } == {text}
                    seen.add(index.generation)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(8):
            text = f"Words of round {number}."
            report = build([reword(records[0], SectionKey.OBJECTIVE, text), *records[1:]])
        deadline = time.monotonic() + 30
        while report.generation not in seen and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        done.set()
        for thread in threads:
            thread.join(timeout=30)
    assert failures == []
    assert report.generation in seen, "the threads came to the last generation"
    assert len(seen) > 2, "and saw others on the way"
    with current.lease() as index:
        assert index.generation == report.generation
