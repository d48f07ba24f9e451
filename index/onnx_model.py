"""Compiles a sentence-transformers model to ONNX, once; everything after runs without torch.

The graph holds the whole model: transformer, pooling, further layers, and the normalisation to unit length.
What is compiled is held to the original on sample texts before it is kept.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import EmbedderSource
from index.generations import sync_tree
from index.model_folder import ModelFolder, model_folder, packaged_model
from index.onnx_embedder import (
    MODEL,
    OUTPUT,
    TOKENIZER,
    ModelCard,
    OnnxEmbedder,
    read_card,
    write_card,
)
from ingest.errors import ModelError

OPSET = 17
UNDER_WAY = ".compiling-"
LONGEST_COMPILATION = 3_600.0
TENSORS = ("input_ids", "attention_mask", "token_type_ids")
SAME = 0.9999
SAMPLES = (
    "Mining",
    "Cooperação Sul-Sul e triangular entre países de língua portuguesa, ÉTÉ, Ñandú, Çiğdem",
    "How many officials of the ministries of labour took part in the second training, and who paid?",
    "Seven companies sent forty-two trainers. " * 8,
    "The steering committee of employers, workers and governments met in 2022, 2023 and 2024. " * 60,
)

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def embedder_source(data: Path, model: Path | None = None) -> EmbedderSource:
    """The embedder for ``model``, or for the packaged one; compiled below ``data`` when first loaded."""
    source = packaged_model() if model is None else model_folder(model)
    folder = data / "models" / source.name
    return EmbedderSource(
        name=source.name,
        load=lambda: OnnxEmbedder(compile_model(source, data)),
        ready=lambda: _is_compiled(folder),
    )


def compile_model(source: ModelFolder, data: Path) -> Path:
    """The folder of the compiled ``source`` below ``data``, compiled now if it is not there.

    Made aside and moved into place in one step, so that it is there whole or not at all; of two processes
    that compile at once one wins, and both get the same. Raises ``ModelError`` for a model that cannot be
    compiled faithfully.
    """
    folder = data / "models" / source.name
    if _is_compiled(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder.parent)
    made = Path(tempfile.mkdtemp(prefix=f"{UNDER_WAY}{source.name}-", dir=folder.parent))
    try:
        _compile(source, made)
        sync_tree(made)
        if folder.is_dir() and not _is_compiled(folder):
            shutil.rmtree(folder)
        try:
            os.replace(made, folder)
        except OSError:
            if not _is_compiled(folder):
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _sweep(models: Path) -> None:
    """Deletes what killed compilations left; one that is under way is younger."""
    for left in models.glob(f"{UNDER_WAY}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > LONGEST_COMPILATION:
                shutil.rmtree(left)


def _is_compiled(folder: Path) -> bool:
    try:
        read_card(folder)
    except ModelError:
        return False
    return (folder / TOKENIZER).is_file()


def _compile(source: ModelFolder, folder: Path) -> None:
    model = _load(source.path)
    tokenizer = model.tokenizer
    if not getattr(tokenizer, "is_fast", False):
        raise _refused(source, "it has no fast tokenizer")
    prompts = _prompts(source, model)
    try:
        inputs = _export(model, folder / MODEL)
        tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    except Exception as error:
        raise _refused(source, f"{type(error).__name__}: {error}") from error
    card = ModelCard(
        name=source.name,
        dimension=int(model.get_embedding_dimension()),
        max_tokens=int(model.max_seq_length or tokenizer.model_max_length),
        inputs=inputs,
        padding_side=str(tokenizer.padding_side),
        pad_id=int(tokenizer.pad_token_id or 0),
        pad_type_id=int(tokenizer.pad_token_type_id),
        pad_token=str(tokenizer.pad_token or ""),
        query_prompt=prompts[0],
        document_prompt=prompts[1],
        bytes=(folder / MODEL).stat().st_size,
    )
    write_card(folder, card)
    _compare(source, model, OnnxEmbedder(folder))


def _load(path: Path) -> Any:
    os.environ.update(OFFLINE)
    try:
        with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(
                str(path), device="cpu", local_files_only=True, trust_remote_code=False
            ).eval()
    except Exception as error:
        raise ModelError(
            f"the embedding model in {path} cannot be loaded ({type(error).__name__}: {error}); "
            "name another sentence-transformers folder"
        ) from error


def _prompts(source: ModelFolder, model: Any) -> tuple[str, str]:
    """What goes before a query and before a document."""
    prompts: dict[str, str] = {kind: text for kind, text in model.prompts.items() if text}
    default = prompts.get(model.default_prompt_name or "", "")
    query = prompts.get("query", default)
    document = next((prompts[kind] for kind in ("document", "passage", "corpus") if kind in prompts), default)
    if (query or document) and any(getattr(module, "include_prompt", True) is False for module in model):
        raise _refused(source, "its pooling leaves the prompt out")
    return query, document


def _export(model: Any, path: Path) -> tuple[str, ...]:
    """Writes the graph of the whole ``model``; the names of its inputs."""
    import torch

    features = model.preprocess(["one text", "another text, somewhat longer than the first"])
    names = tuple(name for name in TENSORS if name in features)
    unknown = {name for name, value in features.items() if hasattr(value, "shape")} - set(names)
    if unknown or "input_ids" not in names:
        raise ValueError(
            f"it takes other inputs than texts ({', '.join(sorted(unknown)) or 'no word pieces'})"
        )

    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.stages = torch.nn.ModuleList(list(model))

        def forward(self, *tensors: Any) -> Any:
            held: dict[str, Any] = dict(zip(names, tensors, strict=True))
            for stage in self.stages:
                held = stage(held)
            return torch.nn.functional.normalize(held["sentence_embedding"], dim=-1)

    axes = {name: {0: "batch", 1: "length"} for name in names}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(features[name] for name in names),
            str(path),
            input_names=list(names),
            output_names=[OUTPUT],
            dynamic_axes={**axes, OUTPUT: {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    return names


def _compare(source: ModelFolder, model: Any, compiled: OnnxEmbedder) -> None:
    """``ModelError`` unless the compiled model gives the vectors of the original."""
    texts = list(SAMPLES)
    ours = np.concatenate(
        [compiled.embed_documents(texts), np.stack([compiled.embed_query(text) for text in texts])]
    )
    theirs = np.concatenate(
        [
            model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False),
            model.encode_query(texts, normalize_embeddings=True, show_progress_bar=False),
        ]
    )
    lowest = float((ours * theirs).sum(axis=1).min())
    if not lowest >= SAME:
        raise _refused(source, f"compiled it gives other vectors (cosine {lowest:.4f})")


def _refused(source: ModelFolder, reason: str) -> ModelError:
    return ModelError(
        f"the embedding model in {source.path} cannot be compiled: {reason}; "
        "name another model with SSTC_EMBEDDER"
    )
