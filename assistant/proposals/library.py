"""The records of one index generation, prepared to be compared with proposals."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files

import numpy as np

from assistant.catalog import Catalog
from assistant.proposals.facets import Weights, rarity, weigh
from assistant.proposals.shown import introduces, is_item, tells
from assistant.words import words
from index.embedder import Vectors
from index.opened import Index
from ingest.gazetteer import country, region
from ingest.records import Record, RecordKind, SectionKey

SIDES: Mapping[str, tuple[SectionKey, ...]] = {
    "objective": (SectionKey.OBJECTIVE,),
    "activities": (SectionKey.METHODOLOGY, SectionKey.INNOVATION),
    "partners": (SectionKey.COOPERATION,),
    "results": (SectionKey.RESULTS, SectionKey.SUSTAINABILITY, SectionKey.ADAPTABILITY),
}
"""For each side of a proposal the sections of a record that it is held against."""

_SECTION_WEIGHTS = {
    SectionKey.OBJECTIVE: 2.0,
    SectionKey.METHODOLOGY: 1.0,
    SectionKey.INNOVATION: 1.0,
    SectionKey.RESULTS: 1.0,
    SectionKey.COOPERATION: 0.3,
    SectionKey.SUSTAINABILITY: 0.3,
    SectionKey.ADAPTABILITY: 0.3,
}
_MENTIONED = 0.3
_LATER_THEME = 0.35


class Library:
    """Practices, initiatives and projects with their vectors, words and facets; no background texts."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.records: tuple[Record, ...] = tuple(
            record for record in index.records.values() if record.kind is not RecordKind.BACKGROUND
        )
        self.position = {record.id: at for at, record in enumerate(self.records)}
        self.catalog = Catalog({record.id: record for record in self.records})
        rows: dict[str, list[int]] = defaultdict(list)
        sides: dict[tuple[str, SectionKey], list[int]] = defaultdict(list)
        for row, passage in enumerate(index.passages):
            rows[passage.record_id].append(row)
            sides[passage.record_id, passage.section_key].append(row)
        self.rows = {record.id: np.asarray(rows[record.id], dtype=np.int64) for record in self.records}
        self._sides = sides
        self._described: dict[str, tuple[tuple[str, ...], Vectors]] = {}
        self._sentences: dict[tuple[str, SectionKey], list[int]] = defaultdict(list)
        for row, sentence in enumerate(index.sentences):
            self._sentences[sentence.record_id, sentence.section_key].append(row)
        self.centroids: Vectors = np.stack([_centroid(index.vectors[self.rows[r.id]]) for r in self.records])
        self.themes = [_themes(record) for record in self.records]
        self.modalities = [_modalities(record) for record in self.records]
        self.targets = [weigh("target", _weighed(record)) for record in self.records]
        self.places = [_places(record) for record in self.records]
        self.regions = [_regions(record) for record in self.records]
        self.rare_themes = rarity(self.themes)
        self.rare_modalities = rarity(self.modalities)
        self.rare_targets = rarity(self.targets)

    def prepare(self) -> None:
        """Makes at once what the first explanation would wait for."""
        self.described("lessons")
        _ = self.telling

    def side(self, record_id: str, name: str) -> list[int]:
        """The rows of the passages of a record on one side; empty where it has none of these sections."""
        return [row for key in SIDES[name] for row in self._sides.get((record_id, key), ())]

    def sentence_rows(self, record_id: str, keys: Sequence[SectionKey]) -> list[int]:
        """The rows of the sentences of a record under ``keys``."""
        return [row for key in keys for row in self._sentences.get((record_id, key), ())]

    @cached_property
    def telling(self) -> frozenset[int]:
        """The rows of the sentences that say something when they stand alone."""
        found: list[int] = []
        listing: str | None = None  # the section in which a sentence has opened a list
        for row, sentence in enumerate(self.index.sentences):
            section = f"{sentence.record_id} {sentence.section_id}"
            introduced = listing == section and is_item(sentence.text)
            if not introduced:
                listing = section if introduces(sentence.text) else None
            if tells(sentence.text, introduced=introduced):
                found.append(row)
        return frozenset(found)

    def described(self, table: str) -> tuple[tuple[str, ...], Vectors]:
        """What ``data/<table>.toml`` describes: the names, and the vectors of the descriptions."""
        if table not in self._described:
            source = files("assistant.proposals").joinpath(f"data/{table}.toml")
            held: dict[str, str] = tomllib.loads(source.read_text(encoding="utf-8"))
            vectors = self.index.embedder.embed_documents(list(held.values()))
            self._described[table] = tuple(held), vectors
        return self._described[table]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the records, folded."""
        return frozenset(word for record in self.records for word in words(_text(record)))

    @cached_property
    def hubness(self) -> Vectors:
        """For each record, how near it is on average to all others: some are near to everything."""
        near = self.centroids @ self.centroids.T
        count = len(self.records)
        means: Vectors = ((near.sum(axis=1) - 1.0) / max(1, count - 1)).astype(np.float32)
        return means


@lru_cache(maxsize=2)
def library_of(index: Index) -> Library:
    """The library of an open index, made once."""
    return Library(index)


def _centroid(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
    length = float(np.linalg.norm(mean))
    centroid: Vectors = (mean / length if length else mean).astype(np.float32)
    return centroid


def _text(record: Record) -> str:
    left_out = (SectionKey.CONTACTS, SectionKey.FUNDING, SectionKey.MATERIALS)
    return "\n".join([record.title, *(s.text for s in record.sections if s.key not in left_out)])


def _weighed(record: Record) -> list[tuple[str, float]]:
    """The texts of a record with what each says of what it is about."""
    return [(record.title, 3.0), *((s.text, _SECTION_WEIGHTS.get(s.key, 0.0)) for s in record.sections)]


def _themes(record: Record) -> Weights:
    """The themes of a record: those of its header, the first counting most, and those its words show."""
    listed = {theme: 1.0 / (1.0 + _LATER_THEME * at) for at, theme in enumerate(record.themes)}
    shown = weigh("theme", _weighed(record))
    return {
        theme: max(listed.get(theme, 0.0), _MENTIONED * shown.get(theme, 0.0))
        for theme in dict.fromkeys([*listed, *shown])
    }


def _modalities(record: Record) -> Weights:
    shown = weigh("modality", _weighed(record))
    listed = dict.fromkeys(record.modalities, 1.0)
    return {
        name: max(listed.get(name, 0.0), _MENTIONED * weight) for name, weight in (shown | listed).items()
    }


def _places(record: Record) -> frozenset[str]:
    own = [*record.countries, *(place for part in record.parts for place in part.countries)]
    return frozenset(place.name for place in own)


def _regions(record: Record) -> frozenset[str]:
    named = {record.region} if record.region and record.region != "Global" else set()
    return frozenset(named | set(regions_of(_places(record))))


def regions_of(names: Iterable[str]) -> list[str]:
    """The ILO regions of the countries of those names, each once."""
    found = (country(name) for name in names)
    return list(dict.fromkeys(region(place) for place in found if place is not None))
