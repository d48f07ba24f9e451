"""Eval cases of “similar initiatives”: proposals with the relevance of each record to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict

from eval.cases import Split
from eval.json_lines import read_json_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal and how relevant each record is to it.

    ``relevance`` is by record id: 3 same theme, way of working and setting, 2 two of these, 1 one of them;
    a record not named has 0, and an off-topic proposal names none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)
    id: str
    proposal: str
    split: Split = "dev"
    language: Literal["en", "es", "fr", "pt"] = "en"
    relevance: dict[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def fingerprint(self) -> str:
        """A hash of everything that a ranking or a score depends on."""
        held = {key: value for key, value in asdict(self).items() if key not in ("id", "note", "split")}
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]


def shipped_proposals() -> tuple[Path, ...]:
    """The file of proposals that comes with the project."""
    path = Path(str(files("eval"))) / "proposals.jsonl"
    return (path,) if path.is_file() else ()


def load_proposals(paths: Iterable[Path] | None = None) -> tuple[Proposal, ...]:
    """All proposals of ``paths`` (by default those of the project); ``SourceError`` names every problem."""
    chosen = shipped_proposals() if paths is None else tuple(paths)
    return read_json_lines(chosen, Proposal, _problems_of)


def _problems_of(proposal: Proposal) -> list[tuple[str, str]]:
    found = [] if proposal.proposal.strip() else [("proposal", "is empty")]
    for record, grade in proposal.relevance.items():
        if not 0 <= grade <= 3:
            found.append((f"relevance.{record}", f"is {grade}; grades go from 0 to 3"))
    return found
