"""Answering from a cold process loads little: no torch, no vector store, no web framework."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import BuildReport
from index.embedder import EmbedderSource
from ingest.records import Record

HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "llama_index", "gradio", "fastapi")


def loaded_after(code: str) -> list[str]:
    """Which heavy packages a new process has loaded after ``code``."""
    script = (
        f"{code}\nimport json, sys\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert (
        loaded_after("import index, index.current, index.build, index.onnx_model, index.chroma_store") == []
    )


def test_opening_and_searching_loads_nothing_heavy(
    build: Callable[..., BuildReport], records: list[Record], data: Path
) -> None:
    build(records)
    code = (
        "from pathlib import Path\nfrom index import HashEmbedder, open_index\n"
        f"with open_index(Path({str(data)!r}), embedder=HashEmbedder()) as index:\n"
        "    assert index.search('copper mines')"
    )
    assert loaded_after(code) == []


def test_a_build_with_nothing_to_do_loads_nothing_heavy(
    build: Callable[..., BuildReport], records: list[Record], data: Path
) -> None:
    build(records)
    code = (
        "from pathlib import Path\nfrom index import EmbedderSource, HashEmbedder, build_index, open_index\n"
        f"data = Path({str(data)!r})\n"
        "with open_index(data) as index:\n"
        "    held = list(index.records.values()), index.documents\n"
        "report = build_index(*held, data=data, embedder=EmbedderSource.of(HashEmbedder()))\n"
        "assert not report.published"
    )
    assert loaded_after(code) == []


@pytest.mark.models
def test_the_compiled_model_answers_without_torch(
    build: Callable[..., BuildReport], records: list[Record], data: Path, compiled_model: Path
) -> None:
    from index.onnx_embedder import OnnxEmbedder

    (data / "models").mkdir(parents=True)
    (data / "models" / compiled_model.name).symlink_to(compiled_model)
    build(records, source=EmbedderSource.of(OnnxEmbedder(compiled_model)))
    code = (
        "from pathlib import Path\nfrom index import open_index\n"
        f"with open_index(Path({str(data)!r})) as index:\n"
        "    best = index.search('Which practice is about extracting metal?')[0]\n"
        "assert best.passage.record_id == 'gp-01', best"
    )
    assert loaded_after(code) == []
