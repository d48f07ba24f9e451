"""The real embedding model, compiled once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.embedder import Embedder


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """The packaged model, compiled in a process of its own (its libraries warn when imported)."""
    from index.onnx_embedder import OnnxEmbedder

    data = tmp_path_factory.mktemp("models")
    code = (
        "from pathlib import Path\n"
        "from index.model_folder import packaged_model\n"
        "from index.onnx_model import compile_model\n"
        f"print(compile_model(packaged_model(), Path({str(data)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return OnnxEmbedder(Path(done.stdout.strip()))
