"""``python -m eval.fitting.talk``: what tells talk to the assistant from questions to the records, fitted."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.manner import without_manner
from assistant.reading import clean
from assistant.talk import example_topics, features
from assistant.words import fold
from eval.cases import load_cases, select
from eval.fitting.examples import FOLDS, fold_of

_SOFT = 40.0
"""The inverse of the penalty on large weights."""

_QUESTION = 0.45
"""How much a question to the records counts beside a text of talk: there are far more of them."""

_RARE = 3
"""A feature of fewer texts gets no weight."""

_TALK = frozenset({"meta", "chitchat"})


def main() -> None:
    """Prints what cross-validation says and writes ``assistant/data/talk_weights.json``."""
    talk, others = _talk(), _questions()
    texts = [*talk, *others]
    label = np.array([1] * len(talk) + [0] * len(others))
    parts = np.array([fold_of(text) for text in texts])
    held = [features(fold(without_manner(clean(text)))) for text in texts]
    told = np.zeros(len(texts))
    for part in range(FOLDS):
        rest = np.flatnonzero(parts != part)
        weights, constant = _fitted([held[at] for at in rest], label[rest])
        for at in np.flatnonzero(parts == part):
            told[at] = _score(held[at], weights, constant)
    for sure in (0.5, 0.6, 0.7, 0.85):
        least = math.log(sure / (1 - sure))
        print(  # noqa: T201
            f"from {sure} on: {(told >= least)[label == 1].mean():.3f} of {len(talk)} talk told, "
            f"{(told >= least)[label == 0].mean():.4f} of {len(others)} questions taken for talk"
        )
    weights, constant = _fitted(held, label)
    kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05}
    about = f"{len(talk)} texts of talk, {len(others)} questions; fitted by python -m eval.fitting.talk"
    path = Path(str(files("assistant").joinpath("data/talk_weights.json")))
    written = {"about": about, "constant": round(constant, 4), "weights": kept}
    path.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"written: {path.name}, {len(kept)} weights")  # noqa: T201


def _talk() -> list[str]:
    own = [
        t for kind, topics in example_topics().items() if kind in _TALK for ts in topics.values() for t in ts
    ]
    cases = [case.question for case in select(load_cases(), split="dev") if case.kind in _TALK]
    return list(dict.fromkeys([*own, *cases]))


def _questions() -> list[str]:
    """Questions to the records: of the training, the dev split, and the examples of what is no talk."""
    found = [text for texts in example_topics()["records"].values() for text in texts]
    for path in sorted(files("assistant").joinpath("training").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".jsonl"):
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [json.loads(line)["question"] for line in lines]
    found += [case.question for case in select(load_cases(), split="dev") if case.kind not in _TALK]
    return list(dict.fromkeys(found))


def _fitted(
    held: Sequence[frozenset[str]], label: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> tuple[dict[str, float], float]:
    """A weight for each feature, and the constant, by logistic regression on texts of equal length."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for own in held for feature in own)
    column = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= _RARE))}
    rows, columns, values = [], [], []
    for row, own in enumerate(held):
        for name in sorted(own & column.keys()):
            rows.append(row)
            columns.append(column[name])
            values.append(1 / math.sqrt(len(own)))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(held), len(column)))
    model = LogisticRegression(
        C=_SOFT, solver="liblinear", random_state=0, class_weight={0: _QUESTION, 1: 1.0}
    ).fit(matrix, label)
    return dict(zip(column, model.coef_[0].tolist(), strict=True)), float(model.intercept_[0])


def _score(own: frozenset[str], weights: dict[str, float], constant: float) -> float:
    return sum(weights.get(name, 0.0) for name in own) / math.sqrt(len(own)) + constant


if __name__ == "__main__":
    main()
