"""``python -m eval.fitting.sides``: fits whether a question asks of several records, from comparisons and look-ups."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering import prepared
from assistant.evidence import Evidence
from assistant.question_reading import read_question
from assistant.reading import Kind
from assistant.side_by_side import asked_of_each
from assistant.side_by_side.asked_of_each import SIGNALS, may_ask_of_each, signals
from assistant.side_by_side.sides import Dividing
from eval.cases import load_cases
from eval.fitting.logistic import cross_validated, standardized, write_weights
from index.opened import open_index

Array = NDArray[np.float64]
COMPARISONS = "training/sides/comparisons.jsonl"
PENALTY = 3.0
MADE, REAL = 1.0, 3.0
"""How much a comparison put together from parts counts, and one that was written as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the records it asks of: several, or none where it is no comparison."""

    question: str
    records: frozenset[str] = frozenset()
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The signals of a question that can be divided, and whether it compares; ``right`` says by which records."""

    signals: Array
    compares: bool
    right: bool
    weight: float


def asked() -> Iterator[Asked]:
    """The questions to learn from: those of training, and the cases of the dev split that stand alone."""
    folder = Path(str(files("assistant"))) / "training"
    for path in sorted(folder.glob("questions_*.jsonl")):
        yield from (Asked(question=row["question"]) for row in _rows(path))
    for row in _rows(folder.parent / COMPARISONS):
        yield Asked(
            question=row["question"],
            records=frozenset(row["records"]),
            weight=MADE if row.get("made") else REAL,
        )
    for case in load_cases():
        if case.split == "dev" and not case.history:
            compares = case.kind == "compare"
            yield Asked(
                question=case.question,
                records=case.gold_records if compares else frozenset(),
                weight=REAL if compares else 1.0,
            )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def examples(questions: Iterable[Asked], evidence: Evidence) -> Iterator[Example]:
    """Those of ``questions`` that the assistant would try to divide and can."""
    allowed = list(evidence.catalog.records.values())
    for item in questions:
        reading = read_question(item.question, evidence.catalog)
        if len(reading.records) > 1 or reading.kind in (Kind.META, Kind.CHITCHAT):
            continue
        dividing = Dividing(reading, evidence, allowed)
        division = dividing.best() if may_ask_of_each(reading, dividing) else None
        if division is not None:
            yield Example(
                signals=signals(reading, division, evidence.weigh(reading), evidence.catalog),
                compares=bool(item.records),
                right={record.id for record in division.records} == item.records,
                weight=item.weight,
            )


def main() -> None:
    """Fits, prints what cross-validation says, and writes ``assistant/data/sides_weights.json``."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.sides", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    with open_index(parser.parse_args().data) as index:
        questions = list(asked())
        found = list(examples(questions, prepared(index)))
    inputs = np.array([example.signals for example in found])
    compares = np.array([float(example.compares) for example in found])
    right = np.array([example.right for example in found])
    weights = np.array([example.weight for example in found])
    scores = cross_validated(inputs, compares, weights, PENALTY)
    real = (compares == 1) & (weights == REAL)
    look_ups = sum(not item.records for item in questions)
    written = sum(item.weight == REAL for item in questions)
    for least in (0.3, 0.5, 0.7, 0.85, 0.95):
        taken = scores > np.log(least / (1 - least))
        print(  # noqa: T201
            f"from {least}: {(taken & real & right).sum()} of {written} comparisons by the right records, "
            f"{(taken & (compares == 0)).sum()} of {look_ups} other questions"
        )
    weighed = standardized(inputs, compares, weights, PENALTY)
    path = write_weights(asked_of_each.FILE, "python -m eval.fitting.sides", SIGNALS, weighed)
    print("written:", path)  # noqa: T201


if __name__ == "__main__":
    main()
