"""The tools: ask, similar, get_practice, list_practices."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated, Any, Literal

import anyio.to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from assistant.proposals import finder_of
from index.matches import Filters
from ingest.errors import NotFoundError, SstcError
from ui.api.asking import Asking
from ui.api.openai_compat.sources import sources_text
from ui.api.records import select, summary
from ui.api.tagged import json_bytes, record_bytes

INSTRUCTIONS = (
    "Good practices of South-South and Triangular Cooperation of the International Labour Organization. "
    "Use `ask` for questions: its answers are quoted from the records; pass their citations on as given, and "
    "where `answered` is false, say that the records do not answer. `similar` finds what has been done like a "
    "proposal, with cited reasons; no match means that nothing like it is recorded. `list_practices` finds "
    "records by country, region or theme, `get_practice` gives one whole."
)
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
Values = Annotated[list[str], Field(default_factory=list, max_length=50)]


def build_server(asking: Asking, version: str) -> MCPServer[Any]:
    """A server whose tools answer from ``asking``."""
    server: MCPServer[Any] = MCPServer(
        "sstc",
        title="SSTC practice assistant",
        instructions=INSTRUCTIONS,
        version=version,
        log_level="WARNING",
    )

    @server.tool(title="Ask the practices", annotations=READS)
    async def ask(
        question: Annotated[
            str, Field(min_length=1, description="In English, Spanish, French or Portuguese.")
        ],
        country: Values,
        region: Values,
        theme: Values,
        record: Annotated[list[str], Field(default_factory=list, description="Only these records, by id.")],
        language: Literal["en", "es", "fr", "pt"] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the records, with citations to practice, section and page."""
        filters = Filters(
            country=tuple(country), region=tuple(region), theme=tuple(theme), record=tuple(record)
        )

        def answered() -> dict[str, Any]:
            answer = asking.ask(question, filters=filters, language=language)
            return {
                "answer": answer.answer + sources_text(answer),
                "answered": answer.answered,
                "citations": [dataclasses.asdict(citation) for citation in answer.citations],
                "nearest": [dataclasses.asdict(near) for near in answer.nearest],
                "index": answer.index,
            }

        return await _told(answered)

    @server.tool(title="What has been done like it", annotations=READS)
    async def similar(
        proposal: Annotated[
            str,
            Field(min_length=1, description="What is planned: a line, an e-mail or a whole concept note."),
        ],
        country: Values,
        region: Values,
        theme: Values,
        exclude: Annotated[
            list[str], Field(default_factory=list, description="Ids of records to leave out.")
        ],
        top_k: Annotated[int, Field(ge=1, le=50, description="The most matches to give.")] = 5,
        language: Literal["en", "es", "fr", "pt"] | None = None,
    ) -> dict[str, Any]:
        """Find the practices, initiatives and projects like a proposal, best first, each with cited reasons."""
        filters = Filters(country=tuple(country), region=tuple(region), theme=tuple(theme))

        def found() -> dict[str, Any]:
            finder = finder_of(asking.assistant)
            matches = asking.following(
                lambda: finder.find(
                    proposal, top_k=top_k, filters=filters, exclude=exclude, language=language
                )
            )
            given: dict[str, Any] = json.loads(json_bytes(matches))
            return given

        return await _told(found)

    @server.tool(title="One practice", annotations=READS)
    async def get_practice(
        practice_id: Annotated[str, Field(description="The id of a record, such as gp-08.")],
    ) -> dict[str, Any]:
        """Give one record with all its sections."""
        return await _told(lambda: json.loads(record_bytes(asking.assistant.record(practice_id))))

    @server.tool(title="List practices", annotations=READS)
    async def list_practices(
        country: Values,
        region: Values,
        theme: Values,
        group: Values,
        funder: Values,
        kind: Annotated[
            list[str],
            Field(
                default_factory=list,
                description="practice, initiative, project (of 2020-2021) or background.",
            ),
        ],
        text: Annotated[
            str | None, Field(description="Words that the record must hold, in any language.")
        ] = None,
    ) -> dict[str, Any]:
        """List the records that meet all filters, without their sections."""
        filters = Filters(
            country=tuple(country),
            region=tuple(region),
            theme=tuple(theme),
            group=tuple(group),
            kind=tuple(kind),
        )

        def listed() -> dict[str, Any]:
            found = select(asking.assistant, filters, tuple(funder), text)
            return {"total": len(found), "practices": [summary(record) for record in found]}

        return await _told(listed)

    return server


async def _told(call: Any) -> dict[str, Any]:
    """What ``call`` gives; an error of ours becomes the message that the model reads."""
    try:
        found: dict[str, Any] = await anyio.to_thread.run_sync(call)
    except NotFoundError as error:
        raise ToolError(f"{error} `list_practices` lists all ids.") from None
    except SstcError as error:
        raise ToolError(str(error)) from None
    return found
