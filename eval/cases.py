"""Eval cases: questions with what a right answer holds, read from JSON Lines and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict

from eval.json_lines import read_json_lines

Kind = Literal[
    "fact",
    "section",
    "describe",
    "list",
    "count",
    "compare",
    "followup",
    "unanswerable",
    "out_of_scope",
    "chitchat",
    "meta",
]
Split = Literal["dev", "test"]
Language = Literal["en", "es", "fr", "pt"]

LOOKUPS: tuple[Kind, ...] = ("fact", "section", "describe", "compare", "followup")
"""Kinds that are answered from passages."""

AGGREGATES: tuple[Kind, ...] = ("list", "count")
"""Kinds that are answered from all records."""

REFUSALS: tuple[Kind, ...] = ("unanswerable", "out_of_scope")
"""Kinds that no answer is right for."""

TALK: tuple[Kind, ...] = ("chitchat", "meta")
"""Kinds about the assistant itself."""

_STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier turn of the conversation."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A record from which a right answer may be cited, and the keys of its sections that hold the answer.

    Several of one case are alternatives or parts; no ``sections`` means any.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    record: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nugget:
    """An atomic fact of 1–12 words with the surface forms that count as saying it.

    A ``vital`` one must be in a good answer. In a form `` ... `` stands for a gap within a sentence.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    text: str
    forms: tuple[str, ...]
    vital: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and what a right answer to it holds.

    ``answered`` is false where refusing is right. ``records`` is the exact set for a list or count,
    ``count`` the number asked for. ``split`` is ``test`` for the part that is never tuned on.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: str
    kind: Kind
    question: str
    split: Split = "dev"
    language: Language = "en"
    answered: bool = True
    history: tuple[Turn, ...] = ()
    gold: tuple[Gold, ...] = ()
    records: tuple[str, ...] = ()
    count: int | None = None
    nuggets: tuple[Nugget, ...] = ()
    note: str = ""

    @property
    def fingerprint(self) -> str:
        """A hash of everything that an answer or a score depends on."""
        held = {key: value for key, value in asdict(self).items() if key not in ("id", "note", "split")}
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def gold_records(self) -> frozenset[str]:
        """The records that may be cited: those of ``gold``, or the set of a list or count."""
        return frozenset(item.record for item in self.gold) or frozenset(self.records)


def shipped_cases() -> tuple[Path, ...]:
    """The files of cases that come with the project."""
    folder = Path(str(files("eval"))) / "cases"
    return tuple(sorted(folder.glob("*.jsonl")))


def load_cases(paths: Iterable[Path] | None = None) -> tuple[Case, ...]:
    """All cases of ``paths`` (by default those that come with the project), in order.

    Raises ``SourceError`` naming every problem by file, line and field: bad JSON, unknown or missing keys,
    an id used twice, or an expectation that contradicts the kind.
    """
    chosen = shipped_cases() if paths is None else tuple(paths)
    return read_json_lines(chosen, Case, problems_of)


def select(
    cases: Sequence[Case], *, split: str = "all", kinds: Sequence[str] = (), languages: Sequence[str] = ()
) -> tuple[Case, ...]:
    """The cases of that split, those kinds and languages; nothing named means all."""
    return tuple(
        case
        for case in cases
        if split in ("all", case.split)
        and (not kinds or case.kind in kinds)
        and (not languages or case.language in languages)
    )


def problems_of(case: Case) -> list[tuple[str, str]]:
    """What contradicts itself in ``case``: pairs of field and explanation."""
    found: list[tuple[str, str]] = []
    if not case.id.strip():
        found.append(("id", "is empty"))
    if not case.question.strip():
        found.append(("question", "is empty"))
    if case.kind in REFUSALS and case.answered:
        found.append(("answered", f"must be false for kind {case.kind}"))
    if case.kind not in LOOKUPS + AGGREGATES and (case.gold or case.records or case.nuggets):
        found.append(("gold", f"kind {case.kind} takes no gold, records or nuggets"))
    if case.kind in LOOKUPS and case.answered:
        if not case.gold:
            found.append(("gold", "name at least one record that holds the answer"))
        if not any(nugget.vital for nugget in case.nuggets):
            found.append(("nuggets", "give at least one vital nugget"))
    if case.kind == "list" and case.answered and not case.records:
        found.append(("records", "name the records that a list must hold"))
    if case.kind == "count" and case.answered and case.count is None:
        found.append(("count", "give the number asked for"))
    if case.kind == "followup" and not case.history:
        found.append(("history", "a follow-up needs the turns before it"))
    if len(set(case.records)) != len(case.records):
        found.append(("records", "names a record twice"))
    for number, nugget in enumerate(case.nuggets):
        if not any(form.strip() for form in nugget.forms):
            found.append((f"nuggets.{number}.forms", "give at least one form"))
        if not 1 <= len(nugget.text.split()) <= 12:
            found.append((f"nuggets.{number}.text", "has to be 1–12 words"))
    return found
