"""The examples and error responses of the OpenAPI document."""

from __future__ import annotations

from typing import Any

QUESTION = "How many mining companies took part in the China–Zambia safety training?"

CITATION: dict[str, Any] = {
    "marker": 1,
    "practice_id": "gp-10",
    "title": "China–Zambia cooperation on safety and health in mining",
    "section": "results",
    "section_id": "results",
    "section_label": "Results",
    "part": None,
    "pages": [42],
    "document": "Promoting Social Justice through South-South and Triangular Cooperation",
    "url": None,
    "quote": "Seven mining companies took part.",
    "start": 0,
    "end": 33,
}

ANSWER: dict[str, Any] = {
    "answer": "Seven mining companies took part. [1]",
    "answered": True,
    "kind": "lookup",
    "mode": "extractive",
    "language": "en",
    "statements": [{"text": "Seven mining companies took part.", "citations": [1], "support": "quoted"}],
    "citations": [CITATION],
    "nearest": [],
    "read_as": "lookup: Results, gp-10",
    "notice": None,
    "retrieval": [],
    "confidence": 0.97,
    "timings_ms": {"read": 0.5, "retrieve": 8.1, "compose": 0.9, "trace": 0.8},
    "index": "20250101-120000-a1b2c3",
}

ASKED = {
    "a fact": {"summary": "A fact", "value": {"question": QUESTION}},
    "a follow-up": {
        "summary": "A follow-up, narrowed to two sections",
        "value": {
            "question": "Who funded it?",
            "history": [
                {"role": "user", "content": "What were the results of GP 10?"},
                {"role": "assistant", "content": "Seven mining companies took part."},
            ],
            "filters": {"section": ["funding", "contacts"]},
        },
    },
    "another language": {
        "summary": "In Spanish, without a language model",
        "value": {"question": "¿Quién financió la práctica 4?", "mode": "extractive"},
    },
}

EVENT_SCHEMA: dict[str, Any] = {
    "description": "One event; `data` is JSON.",
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
}

STREAM = (
    'event: retrieved\ndata: {"index":"20250101-120000-a1b2c3","retrieval":[]}\n\n'
    'event: delta\ndata: {"text":"Seven mining companies took part. [1]"}\n\n'
    'event: answer\ndata: {"answer":"Seven mining companies took part. [1]","answered":true}\n\n'
)

PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "An error (RFC 9457). `type` is stable; `detail` says what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "Stable name of the error: `urn:sstc:problem:…`."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened, to which field, and what to do."},
        "field": {"type": ["string", "null"], "description": "The field at fault."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "instance": {"type": "string", "description": "The request: `urn:sstc:request:` and its id."},
        "error": {"type": "object", "description": "The same for OpenAI clients, on their routes only."},
    },
}

_PROBLEMS: dict[int, tuple[str, str, str, str]] = {
    400: (
        "unreadable-body",
        "The body cannot be read",
        "The body is no JSON.",
        "The body or file cannot be read.",
    ),
    401: ("key-missing", "A key is needed", "Send a key as Authorization: Bearer KEY.", "No valid key."),
    403: ("admin-only", "Only for administrators", "Use the admin key.", "The key may not do this."),
    404: ("not-found", "There is no record of that id", "There is no record “gp-99”.", "Not there."),
    408: ("http-408", "Request Timeout", "The body did not arrive in time.", "The body came too slowly."),
    409: ("index-locked", "Another process is building", "Wait until it is done.", "A build is under way."),
    413: ("too-large", "The request is too large", "At most 2 MiB are read. Send less.", "Too large."),
    422: (
        "bad-request",
        "The request itself is wrong",
        "The question is empty.",
        "It was read, but a field is wrong.",
    ),
    429: ("too-many-requests", "Too many requests", "Try again in 12 seconds.", "Slow down."),
    500: ("internal", "Something went wrong here", "The server log has the details.", "A fault here."),
    502: ("model-error", "A model cannot be used", "Check SSTC_LLM_BASE_URL.", "The model failed."),
    503: ("index-missing", "The index cannot be used", "Run `sstc index`.", "No index, busy or too slow."),
}

ALWAYS = (401, 413, 429, 500, 503)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of a route for OpenAPI: ``statuses`` and those that any route may give."""
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*statuses, *ALWAYS}):
        slug, title, detail, meaning = _PROBLEMS[status]
        found[status] = {
            "description": meaning,
            "content": {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": {
                        "type": f"urn:sstc:problem:{slug}",
                        "title": title,
                        "status": status,
                        "detail": detail,
                    },
                }
            },
        }
    return found
