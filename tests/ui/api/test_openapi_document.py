"""Schemathesis makes requests from the OpenAPI document, good and bad, and holds the answers to it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.api.app import build_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode

pytestmark = [pytest.mark.models, pytest.mark.slow]
EXAMPLES = 15


@pytest.fixture(scope="module")
def operations(data: Path, assistant: Assistant) -> list[Any]:
    document = schemathesis.openapi.from_asgi("/openapi.json", build_app(assistant, Settings(data=data)))
    return [found.ok() for found in document.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_service_does_what_the_document_says(operations: list[Any], mode: GenerationMode) -> None:
    failures = []
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate()

        try:
            holds()
        except Exception as error:
            failures.append(f"{operation.label}: {error}\n{getattr(error, 'exceptions', '')}")
    assert not failures, "\n\n".join(failures)
