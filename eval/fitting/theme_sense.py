"""``python -m eval.fitting.theme_sense``: fits which theme a phrase means, from those of ``theme_phrases.toml``."""

from __future__ import annotations

import argparse
import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.listing import theme_sense
from eval.fitting.choice import Array
from eval.fitting.logistic import FOLDS, multinomial
from index.embedder import Embedder
from index.opened import open_index

PENALTY = 0.0001


def examples() -> tuple[list[str], list[str]]:
    """The phrases, and the theme that each of them means."""
    text = files("assistant").joinpath(theme_sense.PHRASES).read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    pairs = [(phrase, theme) for theme, phrases in table.items() for phrase in phrases]
    return [phrase for phrase, _ in pairs], [theme for _, theme in pairs]


def cross_validated(vectors: Array, told: NDArray[np.int64], classes: int) -> Array:
    """The chances of every class for phrases that the weights have not seen (ten folds)."""
    folds = np.arange(len(told)) % FOLDS
    chances = np.zeros((len(told), classes))
    for number in range(FOLDS):
        held = folds == number
        weights = multinomial(vectors[~held], told[~held], PENALTY)
        scores = vectors[held] @ weights[:, :-1].T + weights[:, -1]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances[held] = scores / scores.sum(axis=1, keepdims=True)
    return chances


def written(embedder: Embedder, themes: list[str], weights: Array) -> Path:
    """Where the weights were written: the assistant's own data folder."""
    path = Path(theme_sense.__file__).parents[1] / theme_sense.FILE
    content: dict[str, Any] = {
        "made by": "python -m eval.fitting.theme_sense",
        "embedder": embedder.name,
        "themes": themes,
        "offsets": [round(float(offset), 2) for offset in weights[:, -1]],
    }
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items())
    rows = ",\n".join(json.dumps([round(float(w), 2) for w in row[:-1]]) for row in weights)
    path.write_text(f'{{\n{lines},\n"weights": [\n{rows}\n]\n}}\n', encoding="utf-8")
    return path


def main() -> None:
    """Fits, prints what cross-validation says, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.theme_sense", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    phrases, meant = examples()
    themes = list(dict.fromkeys(meant))
    told = np.array([themes.index(theme) for theme in meant])
    with open_index(parser.parse_args().data) as index:
        vectors = np.asarray(index.embedder.embed_documents(phrases), dtype=np.float64)
        chances = cross_validated(vectors, told, len(themes))
        best, sure = chances.argmax(axis=1), chances.max(axis=1)
        none = themes.index(theme_sense.NONE)
        for least in (0.0, 0.3, 0.4, 0.5, 0.6):
            named = (best != none) & (sure >= least)
            found = (named & (best == told)).sum() / (told != none).sum()
            right = (named & (best == told)).sum() / max(named.sum(), 1)
            print(f"from {least}: {found:.2f} of themes found, {right:.2f} of what is found right")  # noqa: T201
        print("written:", written(index.embedder, themes, multinomial(vectors, told, PENALTY)))  # noqa: T201


if __name__ == "__main__":
    main()
