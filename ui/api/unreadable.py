"""What is wrong with a body that cannot be read at all, and how to send it."""

from __future__ import annotations

import json

from fastapi.exceptions import RequestValidationError

SEND = "Send JSON in UTF-8 with Content-Type: application/json."


def body_fault(error: BaseException | None) -> str:
    """What is wrong, told from what the reader of the body raised."""
    match error:
        case json.JSONDecodeError():
            return f"The body is no JSON: error at character {error.pos} ({error.msg}). {SEND}"
        case UnicodeDecodeError():
            return f"The body is not in UTF-8: error at byte {error.start}. {SEND}"
        case RecursionError():
            return "The body is nested too deeply. Send what /openapi.json describes; it needs four levels."
        case _:
            return f"The body cannot be read. {SEND}"


def fault_of(error: RequestValidationError, content_type: str) -> str | None:
    """What is wrong with a body that was not read; ``None`` where it was, but does not have the right form."""
    [first, *others] = error.errors() or [{}]
    if first.get("type") == "json_invalid":
        return body_fault(error.__cause__)
    whole = tuple(first.get("loc", ())) == ("body",) and not others
    if whole and isinstance(first.get("input"), bytes | str) and "json" not in content_type.lower():
        named = f"is sent as {content_type.partition(';')[0]}" if content_type else "names no type"
        return f"The body {named} and is not read. Send Content-Type: application/json with it."
    return None
