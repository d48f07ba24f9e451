"""The OpenAPI document: FastAPI's own, with the problem schema and the values that filters take."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.assistant import Assistant
from ingest.errors import SstcError
from ui.api.examples import PROBLEM_SCHEMA


def install(app: FastAPI, assistant: Assistant) -> None:
    """Serves the document at ``/openapi.json``, made anew whenever another generation is published."""
    made: dict[str, dict[str, Any]] = {}

    def document() -> dict[str, Any]:
        generation, values = _values(assistant)
        if generation not in made:
            made.clear()
            made[generation] = _document(app, values)
        return made[generation]

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI, values: dict[str, list[str]]) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    components["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "Needed only where the server was started with SSTC_API_KEY.",
        }
    }
    document["security"] = [{}, {"key": []}]
    for name, schema in schemas.get("FilterFields", {}).get("properties", {}).items():
        _allow(schema, values.get(name))
    similar = (
        document["paths"].get("/v1/similar", {}).get("post", {}).get("requestBody", {}).get("content", {})
    )
    for name, schema in similar.get("application/json", {}).get("schema", {}).get("properties", {}).items():
        _allow(schema, values.get(name))
    for parameter in document["paths"].get("/v1/practices", {}).get("get", {}).get("parameters", []):
        _allow(parameter["schema"], values.get(parameter["name"]))
    return document


def _allow(schema: dict[str, Any], values: list[str] | None) -> None:
    if values is None or schema.get("type") != "array":
        return
    if values:
        schema["items"] = {"type": "string", "enum": values}
    else:
        schema["maxItems"] = 0


def _values(assistant: Assistant) -> tuple[str, dict[str, list[str]]]:
    """The values that a filter finds something by now; none while there is no usable index."""
    try:
        facets = assistant.facets()
        values = {name: sorted(counts) for name, counts in facets.items()}
        values["funder"] = values.get("funding", [])
        values["record"] = values["exclude"] = [record.id for record in assistant.records()]
        return assistant.generation(), values
    except SstcError:
        return "", {}
