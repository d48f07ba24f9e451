"""Draft cases to edit: from the records of an index, and from feedback on answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from eval.cases import Case, Gold, Nugget, Split
from ingest.errors import SourceError
from ingest.records import Record, RecordKind, Section, SectionKey
from ingest.sentences import split_sentences

_QUESTIONS = {
    SectionKey.OBJECTIVE: "What was the aim of {name}?",
    SectionKey.COOPERATION: "Who worked together in {name}?",
    SectionKey.METHODOLOGY: "How was {name} carried out?",
    SectionKey.INNOVATION: "What was new about {name}?",
    SectionKey.SUSTAINABILITY: "What makes the results of {name} last?",
    SectionKey.ADAPTABILITY: "Where else could {name} be used?",
    SectionKey.RESULTS: "What came of {name}?",
    SectionKey.CONTACTS: "Whom can I contact about {name}?",
    SectionKey.FUNDING: "Who paid for {name}?",
    SectionKey.MATERIALS: "What material is there on {name}?",
}
EDIT = "draft: edit question, nuggets and forms, then remove this note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader said of an answer: a line of the feedback file."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    question: str
    answer: str
    rating: Literal["up", "down"]
    comment: str = ""
    created: str = ""


def scaffold(records: Iterable[Record], *, per_record: int = 2) -> list[Case]:
    """Draft cases on ``per_record`` sections of each record, the sections taken in turn over the records.

    The question names the record by its title and the nugget is the start of the section: both are there to
    be rewritten as a user would ask and as a right answer would say.
    """
    drafts: list[Case] = []
    turn = 0
    for record in records:
        held = [section for section in record.sections if section.text.strip()]
        for offset in range(min(per_record, len(held))):
            section = held[(turn + offset) % len(held)]
            drafts.append(_draft(record, section, "dev" if len(drafts) % 2 == 0 else "test"))
        turn += per_record
    return drafts


def draft_cases(feedback: Iterable[Feedback]) -> list[Case]:
    """A draft of each distinct question that readers were not content with; the note keeps what they said.

    What a right answer is, a person has to add: the draft says only that the question should be answered.
    """
    found: dict[str, Case] = {}
    for item in feedback:
        question = " ".join(item.question.split())
        if item.rating == "up" or not question or question in found:
            continue
        said = " ".join(item.comment.split()) or "no comment"
        found[question] = Case(
            id=f"feedback-{len(found) + 1:03d}",
            kind="fact",
            question=question,
            gold=(Gold(record="name-the-record"),),
            nuggets=(Nugget(text="name the fact", forms=("name the fact",)),),
            note=f"{EDIT}; reader: {said}; answer was: {' '.join(item.answer.split())[:300]}",
        )
    return list(found.values())


def read_feedback(path: Path) -> list[Feedback]:
    """The lines of a feedback file; ``SourceError`` names file, line and field of what is wrong."""
    adapter = TypeAdapter(Feedback)
    rows, problems = [], []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}); name a file of JSON Lines") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(adapter.validate_json(line))
        except ValidationError as error:
            problems += [
                f"{path}:{number}: {'.'.join(map(str, item['loc'])) or 'line'}: {item['msg']}"
                for item in error.errors()
            ]
    if problems:
        raise SourceError("\n".join(problems[:20]))
    return rows


def as_json_lines(cases: Sequence[Case]) -> str:
    """``cases`` as the lines of a file that ``load_cases`` reads."""
    return "".join(json.dumps(asdict(case), ensure_ascii=False) + "\n" for case in cases)


def _draft(record: Record, section: Section, split: Split) -> Case:
    name = record.short_title or record.title
    asked = _QUESTIONS.get(section.key, "What does {name} say on “{label}”?")
    start, end = split_sentences(section.text)[0]
    words = section.text[start:end].lstrip("-• ").split()[:12]
    return Case(
        id=f"draft-{record.id}-{section.id}",
        split=split,
        kind="section" if record.kind is not RecordKind.BACKGROUND else "fact",
        question=asked.format(name=name, label=section.label),
        gold=(Gold(record=record.id, sections=(str(section.key),)),),
        nuggets=(Nugget(text=" ".join(words), forms=(" ".join(words[:6]),)),),
        note=EDIT,
    )
