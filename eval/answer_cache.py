"""Outcomes kept between runs, so that a run can be resumed, and repeated with the same figures."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

_KEPT = 60
_CODE = {".py", ".toml", ".tsv", ".txt", ".json", ".jsonl", ".npz", ".npy", ".onnx"}
_PACKAGES = ("ingest", "index", "assistant")
_OWN = ("naive.py", "ablation.py", "configurations.py", "asking.py", "similar_run.py")

T = TypeVar("T")


class AnswerCache(Generic[T]):
    """The outcomes of one configuration over one index generation by one version of the code, by case.

    Each is written when it is there: what a stopped run has asked is not asked again.
    """

    def __init__(self, folder: Path, key: str, shape: type[T]) -> None:
        self._path = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.jsonl"
        self._pair: TypeAdapter[tuple[str, T]] = TypeAdapter(tuple[str, shape])  # type: ignore[valid-type]
        self._held = self._read()

    def get(self, fingerprint: str) -> T | None:
        """The outcome of the case of that fingerprint, where it was kept."""
        return self._held.get(fingerprint)

    def put(self, fingerprint: str, outcome: T) -> None:
        """Keep ``outcome``."""
        self._held[fingerprint] = outcome
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as out:
            out.write(self._pair.dump_json((fingerprint, outcome)) + b"\n")

    def _read(self) -> dict[str, T]:
        """What is in the file; a line cut short by a crash is left out."""
        if not self._path.exists():
            return {}
        held: dict[str, T] = {}
        for line in self._path.read_bytes().split(b"\n"):
            try:
                fingerprint, outcome = self._pair.validate_json(line)
            except ValidationError:
                continue
            held[fingerprint] = outcome
        return held


def prune(folder: Path) -> None:
    """Delete all but the newest files of outcomes."""
    found = sorted(folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)


@cache
def code_version() -> str:
    """A hash of all code and data files that an answer depends on."""
    found = hashlib.sha256()
    for package in _PACKAGES:
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            if path.suffix in _CODE and path.is_file():
                found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    for name in _OWN:
        found.update((Path(str(files("eval"))) / name).read_bytes())
    return found.hexdigest()[:16]
