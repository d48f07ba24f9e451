"""A made-up corpus indexed with the hash embedder, and the assistant over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import catalog_of
from assistant.assistant import Assistant
from assistant.catalog import Catalog
from assistant.evidence import Evidence
from index.build import build_index
from index.current import CurrentIndex
from index.embedder import EmbedderSource, HashEmbedder
from index.opened import Index
from ingest.records import Country, Document, Partner, Record, RecordKind, Section, SectionKey
from ingest.sources import read_sources

ZAMBIA = Country(name="Zambia", iso="ZMB")
CHINA = Country(name="China", iso="CHN")
PERU = Country(name="Peru", iso="PER")
KENYA = Country(name="Kenya", iso="KEN")
BRAZIL = Country(name="Brazil", iso="BRA")


def _record(number: int, title: str, texts: dict[SectionKey, str], **fields: object) -> Record:
    sections = tuple(Section(key=key, label=key.label, text=text) for key, text in texts.items())
    return Record(
        id=f"gp-{number:02d}",
        kind=RecordKind.PRACTICE,
        number=number,
        title=title,
        document="book",
        period="2022-2023",
        sections=sections,
        **fields,  # type: ignore[arg-type]
    )


def made_up_records() -> list[Record]:
    """Three practices that differ in theme, countries and funders."""
    return [
        _record(
            1,
            "Safer copper mines through exchange between China and Zambia",
            {
                SectionKey.OBJECTIVE: "The copper exchange set out to make open pits safer for miners.",
                SectionKey.COOPERATION: "The mine inspectorate of Zambia worked with a Chinese institute.",
                SectionKey.RESULTS: "The course trained 45 safety managers. Eleven mines renewed their plans.",
                SectionKey.CONTACTS: "- Mine Desk, mines@example.org",
                SectionKey.FUNDING: "RBTC funds paid for the copper exchange.",
                SectionKey.MATERIALS: "",
            },
            region="Africa",
            countries=(CHINA, ZAMBIA),
            themes=("occupational safety and health",),
            modalities=("training course",),
            funding=("RBTC",),
            partners=(Partner(name="Mine Inspectorate", acronym="MIZ"),),
        ),
        _record(
            2,
            "Harbour skills network of Peru and Brazil",
            {
                SectionKey.OBJECTIVE: "The harbour network helps dock workers to learn crane driving.",
                SectionKey.METHODOLOGY: "Dock workers met in Lima on 3 May 2023 for a study tour.",
                SectionKey.RESULTS: "Ninety dock workers passed the crane course in Peru.",
                SectionKey.FUNDING: "The Harbour Bank and RBTC paid for the harbour network.",
            },
            region="Americas",
            countries=(PERU, BRAZIL),
            themes=("skills",),
            modalities=("study tour",),
            funding=("Harbour Bank", "RBTC"),
        ),
        _record(
            3,
            "Seed cooperatives in Kenya",
            {
                SectionKey.OBJECTIVE: "The seed initiative brings farmers and cooperatives together.",
                SectionKey.RESULTS: "Two seed banks opened. Women lead one of them.",
                SectionKey.FUNDING: "The Seed Fund paid for the seed initiative.",
            },
            region="Africa",
            countries=(KENYA,),
            themes=("rural economy",),
            funding=("Seed Fund",),
        ),
    ]


@pytest.fixture(scope="session")
def made_up_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("made-up")
    embedder = HashEmbedder()
    build_index(
        made_up_records(),
        {"book": Document(id="book", title="The book")},
        data=data,
        embedder=EmbedderSource(name=embedder.name, load=lambda: embedder),
    )
    return data


@pytest.fixture(scope="session")
def current(made_up_data: Path) -> Iterator[CurrentIndex]:
    with CurrentIndex(made_up_data, embedder=HashEmbedder()) as current:
        yield current


@pytest.fixture(scope="session")
def assistant(current: CurrentIndex) -> Assistant:
    return Assistant(current)


@pytest.fixture(scope="session")
def index(current: CurrentIndex) -> Iterator[Index]:
    with current.lease() as index:
        yield index


@pytest.fixture(scope="session")
def catalog(index: Index) -> Catalog:
    return catalog_of(index)


@pytest.fixture(scope="session")
def evidence(index: Index, catalog: Catalog) -> Evidence:
    return Evidence(index, catalog)


@pytest.fixture(scope="session")
def corpus_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus itself, indexed without model weights."""
    data = tmp_path_factory.mktemp("corpus")
    embedder = HashEmbedder()
    ingested = read_sources([Path(__file__).parents[2] / "corpus"])
    build_index(
        ingested.records,
        ingested.documents,
        data=data,
        embedder=EmbedderSource(name=embedder.name, load=lambda: embedder),
    )
    return data


@pytest.fixture(scope="session")
def corpus_assistant(corpus_data: Path) -> Iterator[Assistant]:
    """The assistant over the corpus itself, without model weights: what the fields decide needs none."""
    with CurrentIndex(corpus_data, embedder=HashEmbedder()) as current:
        yield Assistant(current)
