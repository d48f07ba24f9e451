"""A build embeds only what changed, does nothing when nothing did, and mends what is damaged."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import BuildReport
from index.embedder import EmbedderSource, HashEmbedder, Vectors
from index.generations import Generations, building
from index.opened import open_index
from ingest.errors import IndexDamagedError, IndexLockedError, SourceError, SstcError
from ingest.records import Document, Record, SectionKey

Build = Callable[..., BuildReport]
Reword = Callable[[Record, SectionKey, str], Record]


class CountingEmbedder(HashEmbedder):
    """Remembers what it embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    @property
    def passages(self) -> list[str]:
        """What was embedded for passages: their texts stand behind a line that says where they are from."""
        return [text for text in self.texts if ":\n" in text]

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        return super().embed_documents(texts)


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


def generations_in(data: Path) -> set[str]:
    return {entry.name for entry in (data / "generations").iterdir()}


def test_the_first_build_embeds_and_publishes_everything(
    build: Build, records: list[Record], data: Path, embedder: CountingEmbedder
) -> None:
    report = build(records)
    assert report.published
    assert (report.records, report.embedded, report.reused) == (4, report.passages, 0)
    assert len(embedder.passages) == report.passages
    assert generations_in(data) == {report.generation}
    with open_index(data, embedder=embedder) as index:
        assert index.generation == report.generation
        assert list(index.records.values()) == records
        assert index.documents["book"].title == "The book"


def test_a_second_build_does_nothing_and_loads_nothing(build: Build, records: list[Record]) -> None:
    first = build(records)

    def load() -> HashEmbedder:
        raise AssertionError("the model was loaded")

    second = build(records, source=EmbedderSource(name=HashEmbedder().name, load=load))
    assert not second.published
    assert second.generation == first.generation
    assert (second.embedded, second.reused) == (0, first.passages)
    assert second.seconds < 1


def test_only_what_changed_is_embedded(
    build: Build, records: list[Record], reword: Reword, embedder: CountingEmbedder, data: Path
) -> None:
    first = build(records)
    embedder.texts.clear()
    records[1] = reword(records[1], SectionKey.RESULTS, "Two hundred dock workers passed the course.")
    second = build(records)
    assert second.published
    assert second.generation != first.generation
    assert second.embedded == len(embedder.passages) == 1
    assert len(embedder.texts) == 2
    assert second.reused == second.passages - 1
    with open_index(data, embedder=embedder) as index:
        best = index.search("two hundred dock workers")[0]
        assert best.passage.text == "Two hundred dock workers passed the course."


def test_kept_vectors_are_those_a_fresh_build_would_make(
    build: Build, records: list[Record], reword: Reword, data: Path, embedder: CountingEmbedder
) -> None:
    build(records)
    records[0] = reword(records[0], SectionKey.OBJECTIVE, "Another aim.")
    build([records[2], records[0], records[1]])
    with open_index(data, embedder=embedder) as index:
        texts = [passage.embed_text for passage in index.passages]
        np.testing.assert_allclose(index.vectors, HashEmbedder().embed_documents(texts), atol=1e-6)
        texts = [sentence.text for sentence in index.sentences]
        np.testing.assert_allclose(index.sentence_vectors, HashEmbedder().embed_documents(texts), atol=1e-6)


def test_a_record_taken_away_is_gone_without_embedding_anything(
    build: Build, records: list[Record], embedder: CountingEmbedder, data: Path
) -> None:
    build(records)
    embedder.texts.clear()
    report = build(records[1:])
    assert (report.records, report.embedded) == (3, 0)
    assert embedder.texts == []
    with open_index(data, embedder=embedder) as index:
        assert "gp-01" not in index.records
        assert all(match.passage.record_id != "gp-01" for match in index.search("copper mines", k=50))


def test_a_change_of_header_or_document_alone_is_published(
    build: Build, records: list[Record], documents: dict[str, Document]
) -> None:
    build(records)
    records[0] = replace(records[0], funding=("RBTC", "ITCILO"))
    report = build(records)
    assert report.published
    assert report.embedded == 0
    documents["book"] = replace(documents["book"], title="The new book")
    assert build(records).published


def test_equal_texts_are_embedded_once(
    build: Build, records: list[Record], embedder: CountingEmbedder
) -> None:
    report = build([records[0], replace(records[0], id="gp-09", number=9)])
    assert report.passages == 2 * len(embedder.passages)
    assert len(embedder.texts) == len(set(embedder.texts))


def test_another_model_embeds_everything_anew(build: Build, records: list[Record], data: Path) -> None:
    first = build(records)
    other = HashEmbedder(dimension=32)
    report = build(records, source=EmbedderSource.of(other))
    assert report.embedded == first.passages
    with open_index(data, embedder=other) as index:
        assert index.vectors.shape == (report.passages, 32)


def test_force_reuses_nothing(build: Build, records: list[Record]) -> None:
    first = build(records)
    again = build(records, force=True)
    assert again.published
    assert again.embedded == first.passages


def test_a_model_not_compiled_is_compiled_though_nothing_changed(
    build: Build, records: list[Record], embedder: CountingEmbedder
) -> None:
    build(records)
    loaded: list[str] = []

    def load() -> HashEmbedder:
        loaded.append("loaded")
        return embedder

    report = build(records, source=EmbedderSource(name=embedder.name, load=load, ready=lambda: False))
    assert loaded == ["loaded"]
    assert report.reused == report.passages


def test_the_generation_before_is_kept_and_older_ones_go(
    build: Build, records: list[Record], data: Path
) -> None:
    made = [build(records[: count + 1]).generation for count in range(4)]
    assert generations_in(data) == set(made[-2:])


def test_leftovers_are_swept_even_when_nothing_changed(
    build: Build, records: list[Record], data: Path
) -> None:
    report = build(records)
    left = data / "generations" / "20200101-000000-abcdef"
    left.mkdir()
    (left / "vectors.npy").write_bytes(b"half")
    assert not build(records).published
    assert generations_in(data) == {report.generation}


def test_progress_is_told_stage_by_stage(build: Build, records: list[Record]) -> None:
    told: list[tuple[str, int, int]] = []
    build(records, progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert sorted(stages) == sorted(["load", "cut", "embed", "store", "verify", "publish"])
    assert stages[-4:] == ["embed", "store", "verify", "publish"]
    for stage in stages:
        steps = [(done, total) for name, done, total in told if name == stage]
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1]


class TestRefusals:
    def test_nothing_to_index(self, build: Build, records: list[Record], reword: Reword) -> None:
        with pytest.raises(SourceError, match="no text to index"):
            build([])
        blank = replace(records[3], sections=(replace(records[3].sections[0], text=""),))
        with pytest.raises(SourceError, match="no text to index"):
            build([blank])

    def test_two_records_of_one_id(self, build: Build, records: list[Record]) -> None:
        with pytest.raises(SourceError, match="gp-01"):
            build([records[0], records[0]])

    def test_a_failed_build_leaves_the_index_as_it_was(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        report = build(records[:2])

        class Failing(HashEmbedder):
            def embed_documents(self, texts: Sequence[str]) -> Vectors:
                raise SstcError("the model broke")

        with pytest.raises(SstcError, match="the model broke"):
            build(records, source=EmbedderSource.of(Failing()))
        with open_index(data, embedder=HashEmbedder()) as index:
            assert index.generation == report.generation
        assert build(records).published

    def test_a_store_that_loses_vectors_is_not_published(
        self, build: Build, records: list[Record], data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        report = build(records[:2])
        monkeypatch.setattr("index.chroma_store.ChromaStore.count", lambda self: 1)
        with pytest.raises(IndexDamagedError, match="holds 1 of"):
            build(records)
        monkeypatch.undo()
        pointer = Generations(data).current()
        assert pointer is not None
        assert pointer.generation == report.generation

    def test_a_data_folder_that_cannot_be_written(
        self, records: list[Record], build: Build, data: Path
    ) -> None:
        data.write_text("a file, not a folder")
        with pytest.raises(SstcError, match="--data"):
            build(records)


class TestLock:
    def test_a_second_builder_is_turned_away_by_name(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        with building(data), pytest.raises(IndexLockedError, match=r"process \d+.*sstc index"):
            build(records)
        assert build(records).published

    def test_nothing_to_do_needs_no_lock(self, build: Build, records: list[Record], data: Path) -> None:
        build(records)
        with building(data):
            assert not build(records).published

    def test_of_two_threads_one_builds(self, build: Build, records: list[Record]) -> None:
        inside, go = threading.Event(), threading.Event()

        def wait(stage: str, done: int, total: int) -> None:
            inside.set()
            go.wait(10)

        reports: list[BuildReport] = []
        builder = threading.Thread(target=lambda: reports.append(build(records, progress=wait)))
        builder.start()
        assert inside.wait(10)
        try:
            with pytest.raises(IndexLockedError):
                build(records)
        finally:
            go.set()
            builder.join(timeout=30)
        assert reports[0].published

    def test_the_lock_of_a_dead_process_does_not_stand_in_the_way(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        code = (
            "import os, signal\nfrom pathlib import Path\nfrom index.generations import building\n"
            f"with building(Path({str(data)!r})):\n    os.kill(os.getpid(), signal.SIGKILL)"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False)
        assert done.returncode == -9
        assert (data / "index.lock").exists()
        assert build(records).published


class TestDamage:
    """`sstc index` mends whatever `open_index` complains of, although no record changed."""

    @pytest.mark.parametrize(
        "name", ["manifest.json", "records.json", "passages.json", "vectors.npy", "lexical/vocab.index.json"]
    )
    @pytest.mark.parametrize("damage", ["missing", "short", "changed"])
    def test_a_damaged_file_is_named_and_mended(
        self, build: Build, records: list[Record], data: Path, embedder: HashEmbedder, name: str, damage: str
    ) -> None:
        report = build(records)
        file = data / "generations" / report.generation / name
        held = file.read_bytes()
        if damage == "missing":
            file.unlink()
        elif damage == "short":
            file.write_bytes(held[: len(held) // 2])
        else:
            file.write_bytes(held[:-3] + bytes(255 - byte for byte in held[-3:]))
        with pytest.raises(IndexDamagedError, match=r"sstc index") as caught:
            open_index(data, embedder=embedder)
        assert Path(name).name in str(caught.value)
        assert build(records).published
        with open_index(data, embedder=embedder) as index:
            assert index.search("copper mines")

    @pytest.mark.parametrize("pointer", ["", "{", "[]", '{"generation": "x"}', "null"])
    def test_a_damaged_pointer_is_named_and_mended(
        self, build: Build, records: list[Record], data: Path, embedder: HashEmbedder, pointer: str
    ) -> None:
        build(records)
        (data / "current.json").write_text(pointer)
        with pytest.raises(IndexDamagedError, match=r"current\.json.*sstc index"):
            open_index(data, embedder=embedder)
        report = build(records)
        assert report.published
        assert generations_in(data) == {report.generation}

    def test_a_missing_chroma_folder_is_mended(self, build: Build, records: list[Record], data: Path) -> None:
        report = build(records)
        (data / "generations" / report.generation / "chroma" / "chroma.sqlite3").unlink()
        with pytest.raises(IndexDamagedError, match=r"chroma\.sqlite3"):
            open_index(data)
        assert build(records).published

    def test_a_generation_folder_that_is_gone_is_mended(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        report = build(records)
        (data / "generations" / report.generation).rename(data / "elsewhere")
        with pytest.raises(IndexDamagedError, match="sstc index"):
            open_index(data)
        assert build(records).embedded == report.passages

    def test_an_index_of_another_schema_is_built_again(
        self, build: Build, records: list[Record], data: Path
    ) -> None:
        report = build(records)
        manifest = data / "generations" / report.generation / "manifest.json"
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "schema": 99}))
        assert build(records).embedded == report.passages
