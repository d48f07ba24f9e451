"""A small real index, built once by the command a user would run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ("gp-04", "gp-08", "gp-10", "gp-17")
Sstc = Callable[..., subprocess.CompletedProcess[str]]


def run_sstc(*words: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """``sstc`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "COLUMNS": "100"},
        check=False,
    )


@pytest.fixture(scope="session")
def sstc() -> Sstc:
    """Runs the command line in a process of its own."""
    return run_sstc


@pytest.fixture(scope="session")
def four_practices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four practices of the corpus."""
    folder = tmp_path_factory.mktemp("sources")
    for name in RECORDS:
        shutil.copy(ROOT / "corpus" / "practices" / f"{name}.md", folder)
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, four_practices: Path) -> Path:
    """A data folder with the four practices indexed by the packaged model."""
    folder = tmp_path_factory.mktemp("data")
    done = run_sstc("index", four_practices, "--data", folder)
    assert done.returncode == 0, done.stderr
    assert "4 records" in done.stdout
    return folder
