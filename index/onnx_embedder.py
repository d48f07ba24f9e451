"""Text to vectors with a compiled model: ONNX Runtime and the model's own tokenizer, without torch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import Vectors
from index.serialise import dump
from ingest.errors import ModelError

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CARD = "model.json"
OUTPUT = "vector"

BATCH = 8
THREADS = 2
CACHED_QUERIES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What there is to know about a compiled model; kept beside it.

    ``inputs`` are the tensors the graph takes. ``query_prompt`` and ``document_prompt`` go before every text
    of their kind, ``pad_id`` and ``pad_type_id`` fill up shorter texts on the ``padding_side``.
    """

    name: str
    dimension: int
    max_tokens: int
    inputs: tuple[str, ...]
    padding_side: str
    pad_id: int
    pad_type_id: int
    pad_token: str
    query_prompt: str
    document_prompt: str
    bytes: int


def write_card(folder: Path, card: ModelCard) -> None:
    """Writes ``card`` beside the compiled model."""
    (folder / CARD).write_bytes(dump(asdict(card)))


def read_card(folder: Path) -> ModelCard:
    """The card in ``folder``; ``ModelError`` where there is no whole compiled model."""
    try:
        fields = json.loads((folder / CARD).read_bytes())
        card = ModelCard(**{**fields, "inputs": tuple(fields["inputs"])})
        if (folder / MODEL).stat().st_size != card.bytes:
            raise ValueError(f"{MODEL} has another size than it was written with")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"there is no usable compiled embedding model in {folder} ({error}); "
            "run `sstc index` to compile it"
        ) from error
    return card


class OnnxEmbedder:
    """The embedder over a model that :func:`index.onnx_model.compile_model` compiled.

    Texts are grouped by length, eight to a batch, and ``threads`` batches are under way at a time; the same texts
    in the same call give the same vectors. Those of the last 256 calls with queries are kept.
    """

    def __init__(self, folder: Path, *, threads: int = THREADS) -> None:
        card = read_card(folder)
        self.card = card
        self.name = card.name
        self.dimension = card.dimension
        self.max_tokens = card.max_tokens
        try:
            self._tokenizer = _tokenizer(folder)
            self._session = _session(folder / MODEL)
        except Exception as error:
            raise ModelError(
                f"the compiled embedding model in {folder} cannot be loaded ({error}); "
                "delete the folder and run `sstc index`"
            ) from error
        self._tokenizer.enable_truncation(card.max_tokens)
        self._tokenizer.no_padding()
        self._threads = threads
        self._queries = lru_cache(maxsize=CACHED_QUERIES)(self._embed_queries)

    def count_tokens(self, text: str) -> int:
        return len(self._counter.encode(text).ids)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embed([self.card.document_prompt + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self.embed_queries([text])[0]
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._queries(tuple(texts))

    def _embed_queries(self, texts: tuple[str, ...]) -> Vectors:
        vectors = self._embed([self.card.query_prompt + text for text in texts])
        vectors.flags.writeable = False
        return vectors

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i]))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]

        def embed(batch: list[int]) -> None:
            encodings = self._encoded([texts[i] for i in batch])
            tensors = {
                "input_ids": [encoding.ids for encoding in encodings],
                "attention_mask": [encoding.attention_mask for encoding in encodings],
                "token_type_ids": [encoding.type_ids for encoding in encodings],
            }
            feed = {name: np.array(tensors[name], dtype=np.int64) for name in self.card.inputs}
            vectors[batch] = self._session.run([OUTPUT], feed)[0]

        if len(batches) == 1:
            embed(batches[0])
        else:
            with ThreadPoolExecutor(self._threads) as threads:
                list(threads.map(embed, batches))
        return vectors

    def _encoded(self, texts: Sequence[str]) -> list[Any]:
        """The word pieces of ``texts``, all filled up to the same length.

        One by one: the tokenizer spreads a batch over threads of its own, which for short texts costs far more than
        it gains.
        """
        encodings = [self._tokenizer.encode(text) for text in texts]
        longest = max(len(encoding.ids) for encoding in encodings)
        for encoding in encodings:
            encoding.pad(
                longest,
                direction=self.card.padding_side,
                pad_id=self.card.pad_id,
                pad_type_id=self.card.pad_type_id,
                pad_token=self.card.pad_token,
            )
        return encodings

    @cached_property
    def _counter(self) -> Any:
        """The tokenizer without limits, for counting."""
        from tokenizers import Tokenizer

        counter = Tokenizer.from_str(self._tokenizer.to_str())
        counter.no_truncation()
        counter.no_padding()
        return counter


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / TOKENIZER))


def _session(path: Path) -> Any:
    """The model, each run in the thread that asks for it: short texts gain nothing from a second one."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
