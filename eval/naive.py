"""The outside baseline: LlamaIndex with Chroma and MiniLM, everything at its defaults.

Documents are the same records, chunks are LlamaIndex's own (1,024 tokens, 200 of overlap), the two nearest
are the answer as they stand, and every section that a chunk touches is cited. Nothing is ever refused.
Imported only when this configuration is asked for.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from typing import Any

from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.constants import DEFAULT_SIMILARITY_TOP_K
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from assistant.answer import Answer, Citation, Retrieved, Statement, Support
from assistant.citing import citation
from assistant.reading import Turn
from index.embedder import Embedder
from index.opened import Index
from ingest.records import Record, Section

_TRACE = 10


class _Vectors(BaseEmbedding):  # type: ignore[misc]
    """The embedder of the index as LlamaIndex calls one."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name, embed_batch_size=8)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_query(query)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in vector] for vector in self._embedder.embed_documents(texts)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class NaivePipeline:
    """Answers with the two nearest chunks; ranks records by their nearest chunk."""

    def __init__(self, index: Index) -> None:
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        self._records = index.records
        self._documents = index.documents
        self._texts = {record.id: _written(record) for record in index.records.values()}
        folder = tempfile.mkdtemp(prefix="sstc-naive-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        store = ChromaVectorStore.from_params(
            collection_name="naive",
            persist_dir=folder,
            collection_kwargs={"embedding_function": None},
        )
        found = VectorStoreIndex.from_documents(
            [Document(text=text, doc_id=record_id) for record_id, (text, _) in self._texts.items()],
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=_Vectors(index.embedder),
            transformations=[SentenceSplitter()],
        )
        self._retriever = found.as_retriever(similarity_top_k=_TRACE)
        self._generation = index.generation

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        """The nearest chunks as an answer; ``history`` and ``mode`` make no difference."""
        nodes = self._retriever.retrieve(question)
        citations: list[Citation] = []
        statements: list[Statement] = []
        blocks: list[str] = []
        for found in nodes[:DEFAULT_SIMILARITY_TOP_K]:
            for record, section, start, end in self._touched(found.node):
                marker = len(citations) + 1
                document = self._documents.get(record.document)
                citations.append(citation(marker, record, section, start, end, document))
                quote = section.text[start:end]
                lines = [f"{line} [{marker}]" for line in quote.split("\n") if line.strip()]
                blocks.append("\n".join(lines))
                statements.append(Statement(text=quote, citations=(marker,), support=Support.QUOTED))
        return Answer(
            answer="\n\n".join(blocks),
            answered=True,
            kind="lookup",
            mode="extractive",
            language="en",
            statements=tuple(statements),
            citations=tuple(citations),
            retrieval=tuple(item for found in nodes for item in self._trace(found)),
            confidence=float(nodes[0].score) if nodes else 0.0,
            index=self._generation,
        )

    def rank(self, proposal: str, k: int) -> Sequence[str]:
        """The records of the chunks nearest to ``proposal``."""
        nodes = self._retriever.retrieve(proposal)
        return list(dict.fromkeys(found.node.ref_doc_id for found in nodes))[:k]

    def _touched(self, node: Any) -> list[tuple[Record, Section, int, int]]:
        """The stretches of sections that a chunk holds."""
        record = self._records[node.ref_doc_id]
        text, starts = self._texts[record.id]
        begin = node.start_char_idx if node.start_char_idx is not None else text.find(node.text)
        finish = begin + len(node.text)
        touched = []
        for section, at in zip(record.sections, starts, strict=True):
            start, end = max(begin - at, 0), min(finish - at, len(section.text))
            stretch = section.text[start:end] if start < end else ""
            if stretch.strip():
                start += len(stretch) - len(stretch.lstrip())
                touched.append((record, section, start, start + len(stretch.strip())))
        return touched

    def _trace(self, found: Any) -> list[Retrieved]:
        return [
            Retrieved(
                passage_id=found.node.node_id,
                practice_id=record.id,
                section=str(section.key),
                score=float(found.score),
                cosine=None,
                text=section.text[start:end],
            )
            for record, section, start, end in self._touched(found.node)
        ]


def _written(record: Record) -> tuple[str, list[int]]:
    """The record as one text, and where each of its sections starts in it."""
    head = [
        f"{record.name}: {record.title}" if record.name != record.title else record.title,
        f"Region: {record.region}" if record.region else "",
        f"Authors: {', '.join(record.authors)}" if record.authors else "",
        f"Institution: {record.institution}" if record.institution else "",
        f"Countries: {', '.join(country.name for country in record.countries)}" if record.countries else "",
    ]
    text = "\n".join(line for line in head if line)
    starts = []
    for section in record.sections:
        text += f"\n\n{section.label}\n"
        starts.append(len(text))
        text += section.text
    return text, starts
