"""Why the extractive answer was given in place of a written one, and how the reader is told."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Fallback(StrEnum):
    """The reason for which an answer was quoted though one was asked for from the language model."""

    NO_MODEL = "no_model"
    """No language model is configured."""
    EXACT = "exact"
    """Lists, counts and talk about the assistant come from the records' fields, never from a model."""
    NO_EVIDENCE = "no_evidence"
    """The corpus does not answer; the model was not asked."""
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    REJECTED = "rejected"
    """The server does not accept the request: a wrong key, an unknown model, a parameter it does not know."""
    CONTEXT_OVERFLOW = "context_overflow"
    BUSY = "busy"
    """All the places of ``SSTC_LLM_CONCURRENCY`` are taken."""
    CUT_OFF = "cut_off"
    EMPTY = "empty"
    GARBAGE = "garbage"
    REFUSED = "refused"
    """The model declined to answer."""
    FOUND_NOTHING = "found_nothing"
    """The model saw no answer in the evidence, where the assistant is sure that there is one."""
    UNSUPPORTED = "unsupported"
    """Too little of what the model wrote stands in the passages it was given."""


@cache
def _notices() -> dict[str, dict[str, str]]:
    found: dict[str, Any] = tomllib.loads(
        files("assistant").joinpath("data/notices.toml").read_text(encoding="utf-8")
    )
    return found


def notice(name: str, language: str, **values: object) -> str | None:
    """What the reader is told of ``name``, a reason or another notice; ``None`` where nothing is."""
    text = _notices()[language].get(name)
    return text.format(**values) if text else None
