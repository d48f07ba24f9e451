"""``python -m eval.fitting.request_sense``: fits whether a question asks for a set of records.

It learns from the list and count questions of the tests and of the dev split, and from the look-ups of the training
questions and of the dev split. What it prints is by weights that have seen no question of the same hand.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from assistant.answering import prepared
from assistant.catalog import Catalog
from assistant.listing import asked_census, request_sense
from assistant.listing.asked_census import Considered, consider
from assistant.listing.census import take
from assistant.listing.request_sense import AT_FIRST, LOOKED_AT, Signals, at_first
from assistant.question_reading import read_question
from assistant.reading import Kind
from eval.cases import AGGREGATES, Case, load_cases
from eval.fitting.logistic import logistic
from index.opened import open_index

Array = NDArray[np.float64]
FOLDS = 6
PENALTY = 1.0
UNTOLD = 5.0
"""How much a request counts that no rule takes for one."""
OFTEN, SEEN = 4, 20
"""In how many questions a word and a number have to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, whose hand wrote it, whether it asks for records, and whether its conditions find the right ones."""

    hand: str
    asks: bool
    right: bool
    first: Signals
    considered: Considered


def examples(lists: Path, catalog: Catalog) -> Iterator[Example]:
    """The questions to learn from; those of ``lists`` by file."""
    for path in sorted(lists.glob("lists*.jsonl")):
        for case in load_cases([path]):
            yield from _example(path.stem, case.question, catalog, case)
    for case in load_cases():
        if case.split == "dev" and not case.history:
            yield from _example("dev", case.question, catalog, case if case.kind in AGGREGATES else None)
    for path in sorted((Path(str(files("assistant"))) / "training").glob("questions_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _example(path.stem, json.loads(line)["question"], catalog, None)


def _example(hand: str, question: str, catalog: Catalog, case: Case | None) -> Iterator[Example]:
    reading = read_question(question, catalog)
    if reading.kind in (Kind.META, Kind.CHITCHAT):
        return
    considered = consider(reading, catalog)
    found = take(considered.census, catalog.records.values()).records
    right = case is not None and case.answered and {record.id for record in found} == set(case.records)
    yield Example(
        hand=hand, asks=case is not None, right=right, first=at_first(reading), considered=considered
    )


class Inputs:
    """The signals of examples as one matrix, numbers scaled to the same spread, words by whether they are there."""

    def __init__(self, signals: Sequence[Signals]) -> None:
        spread = Counter(name for one in signals for name, value in one.numbers.items() if value)
        self.numbers = sorted(name for name, count in spread.items() if count >= SEEN)
        counts = Counter(word for one in signals for word in one.words)
        self.words = sorted(word for word, count in counts.items() if count >= OFTEN)
        columns = {name: at for at, name in enumerate(self.numbers)}
        dense = np.zeros((len(signals), len(columns)))
        for row, one in enumerate(signals):
            for name, value in one.numbers.items():
                if name in columns:
                    dense[row, columns[name]] = value
        self.spread = dense.std(axis=0) + 1e-9
        places = {word: at for at, word in enumerate(self.words)}
        held = [(row, places[w]) for row, one in enumerate(signals) for w in one.words if w in places]
        rows, cols = zip(*held, strict=True)
        there = csr_matrix((np.ones(len(held)), (rows, cols)), shape=(len(signals), len(places)))
        self.matrix = hstack([csr_matrix(dense / self.spread), there]).tocsr()


def cross_validated(inputs: Any, asks: Array, counts: Array, hands: Sequence[str]) -> Array:
    """The score of each example by weights that have seen no question of its hand."""
    order = {hand: at % FOLDS for at, hand in enumerate(sorted(set(hands)))}
    folds = np.array([order[hand] for hand in hands])
    scores = np.zeros(len(asks))
    for fold in range(FOLDS):
        held = folds == fold
        found = logistic(inputs[~held], asks[~held], counts[~held], PENALTY)
        scores[held] = inputs[held] @ found[:-1] + found[-1]
    return scores


def told(found: Sequence[Example], scores: Array, likely: float, doubtful: float) -> str:
    """How many questions are taken for requests by ``scores`` that no rule takes for one, and the other way round."""
    new = [e for e, s in zip(found, scores, strict=True) if not e.considered.told and s > likely]
    new = [e for e in new if e.considered.decided]
    gone = [
        e
        for e, s in zip(found, scores, strict=True)
        if e.considered.told and not e.considered.census.sure and s <= doubtful
    ]
    return (
        f"from {likely}: {sum(e.asks for e in new)} requests more ({sum(e.right for e in new)} by the right records), "
        f"{sum(not e.asks for e in new)} look-ups; up to {doubtful}: {sum(e.asks for e in gone)} requests less, "
        f"{sum(not e.asks for e in gone)} look-ups"
    )


def main() -> None:
    """Fits, prints what cross-validation says, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.request_sense", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    parser.add_argument(
        "--lists",
        type=Path,
        default=Path("tests/assistant/cases"),
        help="folder of the list and count questions [tests/assistant/cases]",
    )
    arguments = parser.parse_args()
    with open_index(arguments.data) as index:
        found = list(examples(arguments.lists, prepared(index).catalog))
    asks = np.array([float(example.asks) for example in found])
    counts = np.array([UNTOLD if e.asks and not e.considered.told else 1.0 for e in found])
    models: dict[str, Any] = {}
    for name in (AT_FIRST, LOOKED_AT):
        inputs = Inputs([e.first if name == AT_FIRST else e.considered.signals for e in found])
        scores = cross_validated(inputs.matrix, asks, counts, [example.hand for example in found])
        models[name] = _written(inputs, logistic(inputs.matrix, asks, counts, PENALTY))
        if name == AT_FIRST:
            hidden = np.array([not e.considered.told for e in found])
            for least in (-5.0, -4.0, -3.0):
                share = [float((scores[hidden & (asks == kind)] > least).mean()) for kind in (1, 0)]
                print(f"from {least}: {share[0]:.3f} of requests, {share[1]:.3f} of look-ups looked at")  # noqa: T201
            continue
        for likely, doubtful in ((1.0, -3.0), (0.5, -2.5), (0.2, -2.0), (-0.3, -1.5)):
            print(told(found, scores, likely, doubtful))  # noqa: T201
    path = Path(asked_census.__file__).parents[1] / request_sense.FILE
    content = {"made by": "python -m eval.fitting.request_sense", "models": models}
    path.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print("written:", path)  # noqa: T201


_SLIGHT = 0.03
"""Weights of words below this are left out of what is written."""


def _written(inputs: Inputs, weights: Array) -> dict[str, dict[str, float]]:
    numbers = weights[: len(inputs.numbers)] / inputs.spread
    words = weights[len(inputs.numbers) : -1]
    return {
        "offset": {"offset": round(float(weights[-1]), 3)},
        "numbers": {n: round(float(w), 3) for n, w in zip(inputs.numbers, numbers, strict=True)},
        "words": {
            n: round(float(w), 2) for n, w in zip(inputs.words, words, strict=True) if abs(w) >= _SLIGHT
        },
    }


if __name__ == "__main__":
    main()
