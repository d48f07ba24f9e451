"""Questions with the records and sentences that answer them: training questions and the dev split."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

from assistant.reading import Turn
from eval.cases import Case, load_cases, select
from eval.fitting.alignment import aligned
from eval.metrics.nuggets import holds
from index.opened import Index
from index.sentences import Sentence

FOLDS = 5
DEV_KINDS = ("fact", "section", "describe", "unanswerable", "out_of_scope", "followup")
DEV_WEIGHT = 2.0
EVERY_SENTENCE = frozenset("pqrstu")
"""The hands (files) that asked for every sentence of their records."""

FULLY_RIGHT = 0.9
ELSEWHERE = 0.4
"""How right a sentence is that says what answers, but in another section than the one that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, the records that answer it, and how right each of their sentences is (by row; 0–1).

    ``answered`` is false where the index does not answer it. ``hand`` tells who wrote a training question: each file
    is by another.
    """

    id: str
    question: str
    answered: bool
    language: str
    kind: str
    records: frozenset[str]
    right: dict[int, float]
    weight: float = 1.0
    history: tuple[Turn, ...] = ()
    hand: str = ""


def fold_of(question: str) -> int:
    """Which part of the cross-validation ``question`` belongs to; the same question always to the same."""
    return _hash(question) % FOLDS


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def examples(index: Index) -> list[Example]:
    """All examples whose records ``index`` holds, of an index of ``corpus/``."""
    return _held([*_from_training(index), *_from_dev(index)], index)


def thinned(found: Iterable[Example]) -> list[Example]:
    """``found`` with every third of the answered questions of hands that asked for each sentence of their records.

    All of theirs are remembered; to learn from, so many of the easiest kind only take time.
    """
    return [e for e in found if e.hand not in EVERY_SENTENCE or not e.answered or not _hash(e.question) % 3]


def carried_over(found: Iterable[Example], index: Index, other: Index) -> list[Example]:
    """The examples ``found`` in ``index`` as ``other`` answers them, an index of other texts of the same records.

    Training questions quote the sentences of ``corpus/``: right is what says the same in ``other``. Where that
    is not sure, only the record is known.
    """
    same = aligned(index, other)
    carried = []
    for example in found:
        if example.kind in DEV_KINDS:
            continue
        right: dict[int, float] = {}
        for row, share in example.right.items():
            for there in same.get(row, ()):
                right[there] = max(share, right.get(there, 0.0))
        carried.append(replace(example, right=right))
    return _held([*carried, *_from_dev(other)], other)


def _held(found: Iterable[Example], index: Index) -> list[Example]:
    return [example for example in found if example.records <= index.records.keys()]


def _from_training(index: Index) -> Iterator[Example]:
    rows = _rows_by_record(index)
    for path in sorted(files("assistant").joinpath("training").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".jsonl"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            answers = [_plain(answer) for answer in item["answer"] or ()]
            right = {
                row: 1.0 if item["section"] in (None, sentence.section_id) else ELSEWHERE
                for row, sentence in rows.get(item["record"], ())
                if answers and _one_of(_plain(sentence.text), answers)
            }
            yield Example(
                id=item["id"],
                question=item["question"],
                answered=item["answered"],
                language=item["language"],
                kind="training" if item["answered"] else f"missing {item.get('missing', 'other')}",
                records=frozenset({item["record"]} if item["record"] else ()),
                right=right,
                hand=path.name.removeprefix("questions_").removesuffix(".jsonl"),
            )


def _from_dev(index: Index) -> Iterator[Example]:
    rows = _rows_by_record(index)
    for case in select(load_cases(), split="dev"):
        if case.kind not in DEV_KINDS:
            continue
        yield Example(
            id=case.id,
            question=case.question,
            answered=case.answered,
            language=case.language,
            kind=case.kind,
            records=case.gold_records,
            right=_right(case, rows),
            weight=DEV_WEIGHT,
            history=tuple(Turn(role=turn.role, content=turn.content) for turn in case.history),
        )


def _right(case: Case, rows: dict[str, list[tuple[int, Sentence]]]) -> dict[int, float]:
    vital = [nugget for nugget in case.nuggets if nugget.vital]
    return {
        row: 1.0 if not gold.sections or sentence.section_key in gold.sections else ELSEWHERE
        for gold in case.gold
        for row, sentence in rows.get(gold.record, ())
        if any(holds(sentence.text, nugget) for nugget in vital)
    }


def _rows_by_record(index: Index) -> dict[str, list[tuple[int, Sentence]]]:
    rows: dict[str, list[tuple[int, Sentence]]] = {}
    for row, sentence in enumerate(index.sentences):
        rows.setdefault(sentence.record_id, []).append((row, sentence))
    return rows


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("-•* ")


def _one_of(sentence: str, answers: list[str]) -> bool:
    return len(sentence) > 2 and any(sentence in answer or answer in sentence for answer in answers)
