"""Every store keeps the same promises: the one in memory, Chroma in files, and a Chroma server."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.chroma_store import ChromaStore, server_address
from index.embedder import Vectors
from index.passage_store import MemoryStore, PassageStore, Where
from ingest.errors import IndexDamagedError, IndexStateError, UsageError
from ingest.records import Passage, SectionKey

DIMENSION = 8


def passages(count: int, start: int = 0) -> list[Passage]:
    keys = (SectionKey.RESULTS, SectionKey.FUNDING)
    return [
        Passage(
            id=f"p{number:04}",
            record_id=f"gp-{number % 5:02}",
            section_id=str(keys[number % 2]),
            section_key=keys[number % 2],
            ordinal=number,
            text="t",
            start=0,
            end=1,
            embed_text="t",
        )
        for number in range(start, start + count)
    ]


def vectors(count: int, seed: int = 1) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


@pytest.fixture(params=["memory", "chroma", "server"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], PassageStore]]:
    made: list[PassageStore] = []

    def make() -> PassageStore:
        name = f"g{time.monotonic_ns()}"
        if request.param == "memory":
            store: PassageStore = MemoryStore()
        elif request.param == "chroma":
            store = ChromaStore.create(name, folder=tmp_path / name)
        else:
            store = ChromaStore.create(name, url=request.getfixturevalue("chroma_server"))
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


class TestPassageStore:
    def test_a_passage_finds_itself_first_with_cosine_one(
        self, make_store: Callable[[], PassageStore]
    ) -> None:
        store = make_store()
        unit = vectors(40)
        store.add(passages(40), unit)
        for number in (0, 17, 39):
            hits = store.query(unit[number], 3)
            assert hits[0].id == f"p{number:04}"
            assert hits[0].cosine == pytest.approx(1, abs=1e-5)

    def test_hits_are_the_nearest_in_order_with_their_raw_cosine(
        self, make_store: Callable[[], PassageStore]
    ) -> None:
        store = make_store()
        unit = vectors(60)
        store.add(passages(60), unit)
        query = vectors(1, seed=2)[0]
        cosines = unit @ query
        nearest = np.argsort(-cosines)[:10]
        hits = store.query(query, 10)
        assert [hit.id for hit in hits] == [f"p{number:04}" for number in nearest]
        assert [hit.cosine for hit in hits] == pytest.approx(cosines[nearest].tolist(), abs=1e-5)

    def test_an_empty_store_finds_nothing(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        assert store.count() == 0
        assert store.query(vectors(1)[0], 5) == []
        store.add([], np.empty((0, DIMENSION), dtype=np.float32))
        assert store.count() == 0

    def test_asking_for_more_than_there_is_gives_all(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        store.add(passages(7), vectors(7))
        assert len(store.query(vectors(1, seed=3)[0], 100)) == 7

    def test_filters_leave_only_what_they_name(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        stored = passages(50)
        store.add(stored, vectors(50))
        query = vectors(1, seed=4)[0]

        def found(where: Where) -> set[str]:
            return {hit.id for hit in store.query(query, 50, where)}

        assert found(Where(records=("gp-01", "gp-03"))) == {
            passage.id for passage in stored if passage.record_id in ("gp-01", "gp-03")
        }
        assert found(Where(sections=("funding",))) == {
            passage.id for passage in stored if passage.section_key is SectionKey.FUNDING
        }
        assert found(Where(records=("gp-01",), sections=("funding",))) == {
            passage.id
            for passage in stored
            if passage.record_id == "gp-01" and passage.section_key is SectionKey.FUNDING
        }
        assert found(Where(records=("gp-99",))) == set()
        assert found(Where(records=())) == set()

    def test_a_filter_on_thousands_of_records_holds(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        store.add(passages(20), vectors(20))
        many = tuple(f"gp-{number:02}" for number in range(3, 4_000))
        hits = store.query(vectors(1, seed=5)[0], 20, Where(records=many))
        assert {hit.id for hit in hits} == {f"p{n:04}" for n in range(20) if n % 5 >= 3}

    def test_an_id_is_stored_once(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        store.add(passages(3), vectors(3))
        with pytest.raises(ValueError, match="stored already"):
            store.add(passages(2, start=2), vectors(2))
        with pytest.raises(ValueError, match="stored already"):
            store.add([*passages(1, start=8), *passages(1, start=8)], vectors(2))
        assert store.count() == 3

    def test_equal_vectors_come_in_order_of_their_ids(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        store.add(passages(6), np.repeat(vectors(1), 6, axis=0))
        assert [hit.id for hit in store.query(vectors(1)[0], 4)] == ["p0000", "p0001", "p0002", "p0003"]

    def test_passages_can_be_added_in_several_batches(self, make_store: Callable[[], PassageStore]) -> None:
        store = make_store()
        unit = vectors(30)
        store.add(passages(10), unit[:10])
        store.add(passages(20, start=10), unit[10:])
        assert store.count() == 30
        assert store.query(unit[25], 1)[0].id == "p0025"


def test_more_passages_than_chroma_takes_at_once_are_stored_whole(tmp_path: Path) -> None:
    unit = vectors(6_000)
    store = ChromaStore.create("big", folder=tmp_path)
    store.add(passages(6_000), unit)
    assert store.count() == 6_000
    assert store.query(unit[5_999], 1)[0].id == "p5999"
    store.close()


def test_a_closed_folder_can_be_opened_again_and_deleted(tmp_path: Path) -> None:
    unit = vectors(10)
    store = ChromaStore.create("once", folder=tmp_path / "c")
    store.add(passages(10), unit)
    store.close()
    again = ChromaStore.open("once", folder=tmp_path / "c")
    assert again.query(unit[4], 1)[0].id == "p0004"
    again.close()
    for file in sorted((tmp_path / "c").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    with pytest.raises(IndexDamagedError, match="sstc index"):
        ChromaStore.open("once", folder=tmp_path / "c")


def test_another_generation_is_not_taken_for_this_one(tmp_path: Path) -> None:
    ChromaStore.create("this", folder=tmp_path).close()
    with pytest.raises(IndexDamagedError, match="that"):
        ChromaStore.open("that", folder=tmp_path)


def test_a_garbled_database_is_called_damaged(tmp_path: Path) -> None:
    ChromaStore.create("this", folder=tmp_path).close()
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 500)
    with pytest.raises(IndexDamagedError, match="sstc index"):
        ChromaStore.open("this", folder=tmp_path)


def test_a_server_forgets_a_dropped_generation(chroma_server: str) -> None:
    ChromaStore.create("gone", url=chroma_server).close()
    ChromaStore.drop("gone", url=chroma_server)
    ChromaStore.drop("gone", url=chroma_server)
    with pytest.raises(IndexDamagedError, match="gone"):
        ChromaStore.open("gone", url=chroma_server)


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(IndexStateError, match=f"{port}.*SSTC_CHROMA_URL"):
            ChromaStore.create("g", url=f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:port", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="Chroma server"):
        server_address(url)


def test_an_address_gives_host_port_and_encryption() -> None:
    assert server_address("http://chroma:9000") == ("chroma", 9000, False)
    assert server_address("https://chroma.example") == ("chroma.example", 443, True)
