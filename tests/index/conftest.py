"""Made-up records of the shapes that the corpus has, and an index over them without model weights."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import BuildReport, build_index
from index.embedder import EmbedderSource, HashEmbedder
from ingest.records import (
    Country,
    Document,
    Link,
    Part,
    Partner,
    Record,
    RecordKind,
    Section,
    SectionKey,
)

ZAMBIA = Country(name="Zambia", iso="ZMB")
CHINA = Country(name="China", iso="CHN")
BRAZIL = Country(name="Brazil", iso="BRA")
PERU = Country(name="Peru", iso="PER")

MADE_UP: dict[str, dict[SectionKey, str]] = {
    "gp-01": {
        SectionKey.OBJECTIVE: "The copper exchange set out to make open pits safer. It began in two mines.",
        SectionKey.RESULTS: "Eleven copper mines renewed their rescue plans. Crews of WHO partners joined.",
        SectionKey.FUNDING: "",
    },
    "gp-02": {
        SectionKey.OBJECTIVE: "The harbour network helps dock workers learn from each other.",
        SectionKey.RESULTS: "Ninety dock workers passed the crane course. The fee was USD 1,250.00 for each.",
        SectionKey.CONTACTS: "- Harbour Desk, harbour@example.org",
    },
    "init-2024-01": {
        SectionKey.OBJECTIVE: "The seed initiative brings farmers and cooperatives of two regions together.",
        SectionKey.OTHER: "Policy outcome 4 is named.",
    },
    "bg-why": {SectionKey.OTHER: "Triangular cooperation joins two partners of the South with a third."},
}


def made_up_records() -> list[Record]:
    """Two practices, an initiative and a background text."""
    practice = Record(
        id="gp-01",
        kind=RecordKind.PRACTICE,
        number=1,
        title="Safer copper mines",
        short_title="Copper",
        region="Africa",
        period="2022-2023",
        authors=("Mines Desk",),
        institution="Mines Institute",
        countries=(ZAMBIA, CHINA),
        groups=("SADC",),
        partners=(Partner(name="Miners' Union", acronym="MU"),),
        themes=("occupational safety and health",),
        modalities=("training course",),
        sdgs=(8,),
        funding=("RBTC",),
        links=(Link(url="https://example.org/a", label="A"),),
        pages=(3, 4),
        document="book",
        sections=_sections("gp-01"),
    )
    return [
        practice,
        replace(
            practice,
            id="gp-02",
            number=2,
            title="Harbour network",
            region="Americas",
            countries=(BRAZIL,),
            groups=("CPLP",),
            themes=("skills",),
            parts=(Part(label="Part I", title="Cranes", countries=(PERU,)),),
            sections=_sections("gp-02"),
        ),
        replace(
            practice,
            id="init-2024-01",
            kind=RecordKind.INITIATIVE,
            number=None,
            title="Seeds",
            region="Americas",
            countries=(BRAZIL, PERU),
            groups=(),
            themes=("rural economy", "skills"),
            document="paper",
            sections=_sections("init-2024-01"),
        ),
        Record(
            id="bg-why",
            kind=RecordKind.BACKGROUND,
            title="Why",
            document="paper",
            sections=_sections("bg-why"),
        ),
    ]


def _sections(record_id: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            key=key, label="Policy outcome" if key is SectionKey.OTHER else key.label, text=text, pages=(3,)
        )
        for key, text in MADE_UP[record_id].items()
    )


@pytest.fixture
def records() -> list[Record]:
    return made_up_records()


@pytest.fixture
def documents() -> dict[str, Document]:
    return {name: Document(id=name, title=f"The {name}", year=2023) for name in ("book", "paper")}


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def build(data: Path, embedder: HashEmbedder, documents: dict[str, Document]) -> Callable[..., BuildReport]:
    """Builds the index of the given records in ``data``."""

    def build(records: list[Record], **options: object) -> BuildReport:
        source = options.pop("source", EmbedderSource.of(embedder))
        return build_index(records, documents, data=data, embedder=source, **options)  # type: ignore[arg-type]

    return build


@pytest.fixture
def reword() -> Callable[[Record, SectionKey, str], Record]:
    """A copy of a record with another text in one section."""

    def reword(record: Record, key: SectionKey, text: str) -> Record:
        sections = tuple(
            replace(section, text=text) if section.key is key else section for section in record.sections
        )
        return replace(record, sections=sections)

    return reword


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"]
    server = subprocess.Popen(
        [*command, "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert server.poll() is None, "chroma run ended"
            assert time.monotonic() < deadline, "chroma run does not listen"
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)
