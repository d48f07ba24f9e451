"""What a build takes over from the generation before: passages of unchanged records, vectors of unchanged texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.embedder import Embedder, Vectors
from index.generation import Generation, read_generation
from index.generations import Generations, Pointer
from index.stages import Progress
from index.wanted import PASSAGE_TOKENS, Wanted
from ingest.errors import IndexDamagedError, IndexStateError, SourceError
from ingest.records import Passage, Record

EMBED_STEP = 64
"""How many texts are embedded at once."""


def previous_generation(generations: Generations) -> tuple[Pointer | None, Generation | None]:
    """The pointer and what can be read behind it; a damaged or stale generation is not reused."""
    try:
        pointer = generations.current()
    except IndexDamagedError:
        return None, None
    if pointer is None:
        return None, None
    try:
        return pointer, read_generation(generations.folder(pointer.generation), pointer)
    except IndexStateError:
        return pointer, None


def cut_records(
    records: Sequence[Record],
    wanted: Wanted,
    previous: Generation | None,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> list[Passage]:
    """The passages of ``records``; those of a record that is as it was are taken over.

    ``embedder`` is called where a record has to be cut, and not before. Raises ``SourceError`` where the
    records hold no text.
    """
    from ingest.passages import cut_passages

    kept: dict[str, list[Passage]] = {}
    hashes: Mapping[str, str] = {}
    if previous and previous.manifest.chunking.rules == wanted.rules:
        hashes = previous.manifest.records
        for passage in previous.passages:
            kept.setdefault(passage.record_id, []).append(passage)
    passages: list[Passage] = []
    for done, record in enumerate(records):
        progress("cut", done, len(records))
        if hashes.get(record.id) == wanted.records[record.id]:
            passages.extend(kept.get(record.id, ()))
        else:
            model = embedder()
            most = min(model.max_tokens, PASSAGE_TOKENS)
            passages.extend(cut_passages(record, count_tokens=model.count_tokens, max_tokens=most))
    progress("cut", len(records), len(records))
    if not passages:
        raise SourceError("the records hold no text to index; name a source with `sstc index SOURCE`")
    return passages


def embed_texts(
    of_passages: Sequence[str],
    of_sentences: Sequence[str],
    previous: Generation | None,
    embedder: Callable[[], Embedder],
    progress: Progress,
) -> tuple[Vectors, Vectors, int]:
    """The vectors of the texts of passages and of sentences, and how many passages were embedded anew."""
    known: dict[str, Vectors] = {}
    if previous:
        known = {s.text: previous.sentence_vectors[row] for row, s in enumerate(previous.sentences)}
        known |= {p.embed_text: previous.vectors[row] for row, p in enumerate(previous.passages)}
    wanted = {*of_passages, *of_sentences}
    fresh = sorted(wanted - known.keys(), key=lambda text: (len(text), text))
    for start in range(0, len(fresh), EMBED_STEP):
        progress("embed", start, len(fresh))
        texts = fresh[start : start + EMBED_STEP]
        known.update(zip(texts, embedder().embed_documents(texts), strict=True))
    progress("embed", len(fresh), len(fresh))
    anew = set(fresh)
    embedded = sum(text in anew for text in of_passages)
    return _rows(of_passages, known), _rows(of_sentences, known), embedded


def _rows(texts: Sequence[str], known: Mapping[str, Vectors]) -> Vectors:
    """The vectors of ``texts``, a row each."""
    rows: Vectors = np.empty((len(texts), len(next(iter(known.values())))), dtype=np.float32)
    for row, text in enumerate(texts):
        rows[row] = known[text]
    return rows
