"""The real embedding model."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedder import Embedder


@pytest.fixture(scope="session")
def embedder(compiled_model: Path) -> Embedder:
    """The packaged model on ONNX Runtime."""
    from index.onnx_embedder import OnnxEmbedder

    return OnnxEmbedder(compiled_model)
