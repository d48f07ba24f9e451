"""How retrieval grows: synthetic records whose sections join sentences of the real ones, two each.

A synthetic passage's vector is the sum of its sentences' real vectors with a little noise of its own, so that
the space is crowded as a real one is, without embedding a hundred thousand texts. Queries are real questions,
embedded by the real model.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.machine import resident_mib
from eval.bench.timing import percentiles
from index.build import build_index
from index.embedder import Embedder, EmbedderSource, Vectors
from index.opened import Index, open_index
from ingest.records import Record, RecordKind, Section, SectionKey
from ingest.sentences import split_sentences

SECTIONS = (SectionKey.OBJECTIVE, SectionKey.METHODOLOGY, SectionKey.RESULTS, SectionKey.FUNDING)
NOISE = 0.2
K = 10


class JoinedEmbedder:
    """Documents by the vectors of the real sentences in them, queries by the real model."""

    name = "bench-joined"

    def __init__(self, index: Index) -> None:
        self._real: Embedder = index.embedder
        self.dimension = self._real.dimension
        self.max_tokens = self._real.max_tokens
        self._known = {s.text: index.sentence_vectors[row] for row, s in enumerate(index.sentences)}

    def count_tokens(self, text: str) -> int:
        return len(text.split()) * 3 // 2

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._joined(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        return self._real.embed_query(text)

    def _joined(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
        noise = np.random.default_rng(seed).standard_normal(self.dimension)
        vector = NOISE * noise / np.linalg.norm(noise)
        for span in split_sentences(text):
            vector = vector + self._known.get(text[span.start : span.end], 0.0)
        unit: Vectors = np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
        return unit


def measure(data: Path, questions: Sequence[str], sizes: Sequence[int]) -> list[dict[str, Any]]:
    """For each number of passages: build time, retrieval latency, recall@10 and memory."""
    rows = []
    with open_index(data) as real:
        embedder = JoinedEmbedder(real)
        sentences = sorted({s.text for s in real.sentences if 6 <= len(s.text.split()) <= 60})
        for size in sizes:
            records = _records(sentences, size)
            with tempfile.TemporaryDirectory(prefix="sstc-growth-") as folder:
                since = time.perf_counter()
                report = build_index(records, {}, data=Path(folder), embedder=EmbedderSource.of(embedder))
                built = time.perf_counter() - since
                del records
                with open_index(Path(folder), embedder=embedder) as index:
                    row = _retrieval(index, questions)
            rows.append({"passages": report.passages, "build_s": round(built, 1), **row})
    return rows


def _retrieval(index: Index, questions: Sequence[str]) -> dict[str, Any]:
    taken, recalled = [], []
    index.search(questions[0], k=K)
    for question in questions:
        index.embedder.embed_query(question)
        since = time.perf_counter()
        index.search(question, k=K)
        taken.append((time.perf_counter() - since) * 1000)
        found = {match.passage.id for match in index.search(question, k=K, route="dense")}
        cosines = index.dense_scores(question)
        exact = {index.passages[row].id for row in np.argsort(-cosines, kind="stable")[:K]}
        recalled.append(len(found & exact) / K)
    return {
        "search": "exact" if index._store is None else "Chroma",
        **percentiles(taken),
        "recall_at_10": round(float(np.mean(recalled)), 4),
        "process_mib": resident_mib(),
    }


def _records(sentences: Sequence[str], passages: int) -> list[Record]:
    chance = random.Random(7)
    return [
        Record(
            id=f"syn-{number:06}",
            kind=RecordKind.PRACTICE,
            title=f"Synthetic practice {number}",
            document="synthetic",
            sections=tuple(
                Section(key=key, label=key.label, text=" ".join(chance.sample(sentences, 2)))
                for key in SECTIONS
            ),
        )
        for number in range(-(-passages // len(SECTIONS)))
    ]
