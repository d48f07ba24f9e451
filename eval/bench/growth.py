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
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.machine import Watch, highest_mib, resident_mib, wait_for_quiet
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

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._real.embed_queries(texts)

    def _joined(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
        noise = np.random.default_rng(seed).standard_normal(self.dimension)
        vector = NOISE * noise / np.linalg.norm(noise)
        for span in split_sentences(text):
            vector = vector + self._known.get(text[span.start : span.end], 0.0)
        unit: Vectors = np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
        return unit


def measure(
    data: Path, questions: Sequence[str], sizes: Sequence[int], *, patience: float
) -> list[dict[str, Any]]:
    """For each number of passages: build time and memory; retrieval latency, recall@10 and memory of a reader."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sstc-growth-") as folder:
            built = _alone(_build, data, Path(folder), size)
            rows.append({**built, **_alone(_retrieval, data, Path(folder), questions, patience)})
    return rows


def _alone(call: Callable[..., dict[str, Any]], *given: object) -> dict[str, Any]:
    """What ``call`` gives in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(call, *given).result()


def _build(data: Path, folder: Path, size: int) -> dict[str, Any]:
    with open_index(data) as real:
        embedder = JoinedEmbedder(real)
        sentences = sorted({s.text for s in real.sentences if 6 <= len(s.text.split()) <= 60})
    since = time.perf_counter()
    report = build_index(_records(sentences, size), {}, data=folder, embedder=EmbedderSource.of(embedder))
    return {
        "passages": report.passages,
        "build_s": round(time.perf_counter() - since, 1),
        "build_mib": highest_mib(),
    }


def _retrieval(data: Path, folder: Path, questions: Sequence[str], patience: float) -> dict[str, Any]:
    taken, recalled = [], []
    with open_index(data) as real, open_index(folder, embedder=JoinedEmbedder(real)) as index:
        index.search(questions[0], k=K)
        wait_for_quiet(patience)
        watch, processor = Watch(), 0.0
        for question in questions:
            index.embedder.embed_query(question)
            since, used = time.perf_counter(), time.process_time()
            index.search(question, k=K)
            taken.append((time.perf_counter() - since) * 1000)
            processor += time.process_time() - used
        others = watch.others()
        held = resident_mib()
        for question in questions:
            found = {match.passage.id for match in index.search(question, k=K, route="dense")}
            cosines = index.dense_scores(index.embedder.embed_query(question))
            exact = {index.passages[row].id for row in np.argsort(-cosines, kind="stable")[:K]}
            recalled.append(len(found & exact) / K)
        return {
            "search": "exact" if index._store is None else "Chroma",
            **percentiles(taken),
            "recall_at_10": round(float(np.mean(recalled)), 4),
            "processor_ms": round(processor * 1000 / len(questions), 2),
            "reader_mib": held,
            "others": others,
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
