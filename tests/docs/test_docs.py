"""The documentation says what the code does, and nothing in it is tied to one machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ui.cli.reference import reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_the_one_the_code_gives() -> None:
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == reference(), "docs/reference.md is stale; run `make docs`"


def test_every_relative_link_in_the_documentation_leads_somewhere() -> None:
    dead = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "corpus" / "README.md"]:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
            if not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)}: {target}")
    assert not dead


def test_every_file_that_an_example_reads_is_there() -> None:
    commands = re.findall(r"^\$ \S*sstc .*$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M)
    files = [
        word
        for command in commands
        for word in re.findall(r"(?<=\s)(?!-)[\w./-]+\.(?:md|pdf|txt)\b", command)
    ]
    assert files
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_every_make_target_named_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        named = set(re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8")))
        assert named <= targets, page.name


def test_the_readme_names_every_command_and_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8") + reference()
    for command in re.findall(r"^### `(sstc \w+)`", reference(), flags=re.M):
        assert command in (ROOT / "README.md").read_text(encoding="utf-8"), command
    for setting in re.findall(r"SSTC_[A-Z_]+", reference()):
        assert setting in readme


def test_imports_resolve_into_this_checkout() -> None:
    for name in ("ingest", "index", "assistant", "eval", "ui"):
        done = subprocess.run(
            [sys.executable, "-c", f"import {name} as found; print(found.__file__)"],
            capture_output=True,
            text=True,
            cwd="/",
            check=True,
        )
        assert Path(done.stdout.strip()).parent == ROOT / name
