"""``python -m eval.fitting.topicality``: fits which words say what a record is about, from the project's own words."""

from __future__ import annotations

import argparse
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from assistant.listing import topicality
from assistant.listing.conditions.general_words import frame_stems, general_words
from assistant.words import STOP_WORDS, fold, stem
from eval.fitting.choice import Array
from eval.fitting.logistic import FOLDS, logistic
from index.embedder import Embedder
from index.opened import Index, open_index

PENALTY = 0.5


def examples(index: Index) -> dict[str, bool]:
    """Words of titles, themes and the world of work, which name subjects; and words that only speak about records."""
    subject_words = (files("assistant") / "data" / "subject_words.txt").read_text(encoding="utf-8").split()
    frame = (files("assistant") / "data" / "frame_words.txt").read_text(encoding="utf-8").split()
    manner = {*general_words("en")[0], *frame, *STOP_WORDS}
    subjects = {
        fold(word)
        for record in index.records.values()
        for text in (record.title, record.short_title or "", *record.themes)
        for word in re.findall(r"[^\W\d_]{3,}", text)
    }
    titled = {word for word in subjects if word not in manner and stem(word) not in frame_stems()}
    manner -= set(subject_words)
    known = dict.fromkeys(sorted({*titled, *subject_words}), True)
    return {**known, **{word: False for word in sorted(manner) if word.isascii()}}


def fitted(vectors: Array, subjects: Array) -> Array:
    """The weights, the offset last, of a logistic model that weighs subjects and other words alike."""
    share = np.where(subjects > 0, 0.5 / max(subjects.sum(), 1), 0.5 / max((1 - subjects).sum(), 1))
    return logistic(vectors, subjects, share * len(subjects), PENALTY)


def cross_validated(vectors: Array, subjects: Array) -> float:
    """The area under the curve of scores that have not seen the word (ten folds)."""
    from sklearn.metrics import roc_auc_score

    folds = np.arange(len(subjects)) % FOLDS
    scores = np.zeros(len(subjects))
    for fold_number in range(FOLDS):
        held = folds == fold_number
        weights = fitted(vectors[~held], subjects[~held])
        scores[held] = vectors[held] @ weights[:-1] + weights[-1]
    return float(roc_auc_score(subjects, scores))


def written(embedder: Embedder, weights: Array) -> Path:
    """Where the weights were written: the assistant's own data folder."""
    path = Path(topicality.__file__).parents[1] / topicality.FILE
    content: dict[str, Any] = {
        "made by": "python -m eval.fitting.topicality",
        "embedder": embedder.name,
        "offset": round(float(weights[-1]), 3),
        "weights": [round(float(weight), 3) for weight in weights[:-1]],
    }
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return path


def main() -> None:
    """Fits, prints what cross-validation says, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.topicality", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    with open_index(parser.parse_args().data) as index:
        words = examples(index)
        vectors = np.asarray(index.embedder.embed_documents(list(words)), dtype=np.float64)
        subjects = np.array([float(is_subject) for is_subject in words.values()])
        print(f"words: {len(words)}, AUC: {cross_validated(vectors, subjects):.3f}")  # noqa: T201
        print("written:", written(index.embedder, fitted(vectors, subjects)))  # noqa: T201


if __name__ == "__main__":
    main()
