"""With a Chroma server the vectors live there, and every generation has its own collection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.build import BuildReport
from index.chroma_store import ChromaStore
from index.embedder import HashEmbedder
from index.matches import Filters
from index.opened import open_index
from ingest.errors import IndexDamagedError, IndexStateError
from ingest.records import Record

Build = Callable[..., BuildReport]


def test_a_search_on_the_server_gives_what_the_files_give(
    build: Build, records: list[Record], data: Path, embedder: HashEmbedder, chroma_server: str
) -> None:
    report = build(records, chroma_url=chroma_server)
    assert not (data / "generations" / report.generation / "chroma").exists()
    with (
        open_index(data, embedder=embedder) as files,
        open_index(data, chroma_url=chroma_server, embedder=embedder) as server,
    ):
        for filters in (Filters(), Filters(country=("Brazil",)), Filters(section=("results",))):
            ours = files.search("harbour workers and mines", filters=filters)
            theirs = server.search("harbour workers and mines", filters=filters)
            assert [match.passage.id for match in ours] == [match.passage.id for match in theirs]
            np.testing.assert_allclose([m.score for m in ours], [m.score for m in theirs], atol=1e-6)


def test_moving_to_a_server_keeps_the_vectors(
    build: Build, records: list[Record], chroma_server: str
) -> None:
    build(records)
    moved = build(records, chroma_url=chroma_server)
    assert moved.published
    assert moved.embedded == 0
    assert not build(records, chroma_url=chroma_server).published


def test_old_collections_leave_the_server_with_their_generation(
    build: Build, records: list[Record], chroma_server: str
) -> None:
    made = [build(records[: count + 1], chroma_url=chroma_server).generation for count in range(3)]
    with pytest.raises(IndexDamagedError):
        ChromaStore.open(made[0], url=chroma_server)
    for generation in made[1:]:
        ChromaStore.open(generation, url=chroma_server).close()


def test_a_collection_lost_by_the_server_is_named_and_mended(
    build: Build, records: list[Record], data: Path, chroma_server: str, embedder: HashEmbedder
) -> None:
    report = build(records, chroma_url=chroma_server)
    ChromaStore.drop(report.generation, url=chroma_server)
    with pytest.raises(IndexDamagedError, match=r"sstc index"):
        open_index(data, chroma_url=chroma_server)
    assert build(records, chroma_url=chroma_server).published
    with open_index(data, chroma_url=chroma_server, embedder=embedder) as index:
        assert index.search("copper mines")


def test_a_server_that_is_down_is_named_and_the_index_stays(
    build: Build, records: list[Record], data: Path
) -> None:
    report = build(records)
    with pytest.raises(IndexStateError, match="SSTC_CHROMA_URL"):
        build(records, chroma_url="http://127.0.0.1:9")
    with open_index(data) as index:
        assert index.generation == report.generation
