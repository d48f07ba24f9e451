"""The assistant inside a LlamaIndex pipeline: a retriever and a query engine, citations in node metadata.

    from assistant.llamaindex import PracticeQueryEngine, PracticeRetriever
    from assistant.settings import Settings
    from assistant.wiring import build_assistant

    assistant = build_assistant(Settings())
    print(PracticeQueryEngine(assistant).query("Who funded the cotton project in Tanzania?"))

The only module here that imports LlamaIndex's core; nothing of ours imports it.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from index.matches import Filters, Match


class PracticeRetriever(BaseRetriever):  # type: ignore[misc]
    """Retrieves passages as nodes, best first; their metadata says record, section, pages and offsets.

    A node's text is the passage as it stands in the section, so that it can be quoted. The score is that of
    the fused ranking; ``cosine`` in the metadata is the raw similarity.
    """

    def __init__(self, assistant: Assistant, *, top_k: int = 10, filters: Filters | None = None) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant
        self._top_k = top_k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        matches = self._assistant.search(query_bundle.query_str, k=self._top_k, filters=self._filters)
        return [self._node(match) for match in matches]

    def _node(self, match: Match) -> NodeWithScore:
        passage = match.passage
        record = self._assistant.record(passage.record_id)
        document = self._assistant.document(record.document)
        section = record.section(passage.section_id)
        pages = section.pages_between(passage.start, passage.end) if section else ()
        node = _node(
            passage.text,
            passage.id,
            {
                "practice_id": record.id,
                "title": record.title,
                "section": str(passage.section_key),
                "section_id": passage.section_id,
                "section_label": section.label if section else "",
                "part": section.part if section else None,
                "pages": list(pages or record.pages),
                "document": document.title if document else record.document,
                "url": document.url if document else None,
                "start": passage.start,
                "end": passage.end,
                "countries": [country.name for country in record.countries],
                "cosine": match.cosine,
            },
        )
        return NodeWithScore(node=node, score=match.score)


class PracticeQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """Answers questions; each citation of the answer is a source node that holds the exact quotation.

    ``response.metadata["answer"]`` is the whole answer as values. A question that the records do not answer
    gives a response without source nodes.
    """

    def __init__(self, assistant: Assistant, *, mode: str = "auto", filters: Filters | None = None) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant
        self._mode = mode
        self._filters = filters

    def _query(self, query_bundle: QueryBundle) -> Response:
        return _response(self._assistant.ask(query_bundle.query_str, mode=self._mode, filters=self._filters))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        import asyncio

        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _response(answer: Answer) -> Response:
    return Response(
        response=answer.answer,
        source_nodes=[
            NodeWithScore(node=_cited(citation, answer.index), score=1.0) for citation in answer.citations
        ],
        metadata={"answer": dataclasses.asdict(answer)},
    )


def _cited(citation: Citation, generation: str) -> TextNode:
    held = dataclasses.asdict(citation)
    quote = held.pop("quote")
    held["pages"] = list(citation.pages)
    span = f"{citation.practice_id}/{citation.section_id}/{citation.start}-{citation.end}"
    return _node(quote, span, {**held, "index": generation})


def _node(text: str, node_id: str, metadata: dict[str, Any]) -> TextNode:
    """A node whose metadata is for reading: none is embedded, a prompt shows only where the text stands."""
    shown = {"practice_id", "title", "section_label", "pages"}
    return TextNode(
        text=text,
        id_=node_id,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=[name for name in metadata if name not in shown],
    )
