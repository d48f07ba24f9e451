"""The same records in other words: which sentence says what another says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from eval.fitting.alignment import aligned
from index.build import build_index
from index.embedder import EmbedderSource, HashEmbedder
from index.opened import Index, open_index
from ingest.records import Document, Record, RecordKind, Section, SectionKey


def _record(results: str, funding: str) -> Record:
    return Record(
        id="gp-01",
        kind=RecordKind.PRACTICE,
        number=1,
        title="Mines of the Moon",
        document="moon",
        pages=(1,),
        sections=(
            Section(key=SectionKey.RESULTS, label="Results", text=results),
            Section(key=SectionKey.FUNDING, label="Funding", text=funding),
        ),
    )


@pytest.fixture
def indexes(tmp_path: Path) -> Iterator[tuple[Index, Index]]:
    own = _record("The course trained 45 miners. It ended in a feast.", "The tin bank paid for it.")
    other = _record(
        "A course in the craters trained 45 miners of tin. Visitors came from Mars.",
        "The tin bank paid for it, as it paid for the rockets. Nobody else gave.",
    )
    document = Document(id="moon", title="Moon")
    embedder = HashEmbedder()
    with ExitStack() as opened:
        found = []
        for name, record in (("own", own), ("other", other)):
            source = EmbedderSource(name=embedder.name, load=lambda: embedder)
            build_index([record], {"moon": document}, data=tmp_path / name, embedder=source)
            found.append(opened.enter_context(open_index(tmp_path / name, embedder=embedder)))
        yield found[0], found[1]


def test_a_sentence_finds_the_one_that_says_it_in_its_section(indexes: tuple[Index, Index]) -> None:
    own, other = indexes
    found = {
        own.sentences[row].text: [other.sentences[there].text for there in rows]
        for row, rows in aligned(own, other).items()
    }
    assert found["The course trained 45 miners."] == ["A course in the craters trained 45 miners of tin."]
    assert found["The tin bank paid for it."] == ["The tin bank paid for it, as it paid for the rockets."]


def test_what_no_sentence_says_is_not_forced_on_one(indexes: tuple[Index, Index]) -> None:
    own, other = indexes
    said = {own.sentences[row].text for row in aligned(own, other)}
    assert "It ended in a feast." not in said
