"""Fits the weights of “similar initiatives”: ``python -m eval.similar_fit [--data DIR]``.

Writes ``assistant/proposals/data/weights.json`` with where it comes from. Only the dev split is read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.proposals.library import Library, library_of
from assistant.proposals.likeness import FEATURES, Likeness, compare
from assistant.proposals.reading import read_proposal
from assistant.proposals.weighing import Weights, from_json, neighbourhood, topic_signs
from eval.metrics.ranking import ndcg_at_k
from eval.proposals import Proposal, load_proposals, shipped_proposals
from index.opened import open_index

Numbers = NDArray[np.float64]

L2 = 20.0
"""Strength of the prior on the weights; the best of 5, 20, 60 and 150 by leaving out dev proposals."""

SHARE, SOFTNESS = 0.2, 0.1
"""How far a record leans towards its neighbours; chosen by leaving one proposal out."""

TOPIC_L2 = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A proposal with its likeness to the records and their grades."""

    proposal: Proposal
    likeness: Likeness
    grades: NDArray[np.int64]


def examples(proposals: Sequence[Proposal], library: Library) -> list[Example]:
    """The likeness of each proposal to every record."""
    found = []
    for proposal in proposals:
        read = read_proposal(proposal.proposal, library)
        grades = np.array([proposal.relevance.get(record.id, 0) for record in library.records])
        found.append(Example(proposal=proposal, likeness=compare(read, library), grades=grades))
    return found


def fit(chosen: Sequence[Example], neighbours: Numbers) -> Weights:
    """Weights, none of them against its sense, and thresholds that make the scores hold on those on the topic."""
    features = np.concatenate([item.likeness.features for item in chosen])
    grades = np.concatenate([item.grades for item in chosen])
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    weight = _ordinal((features - mean) / scale, grades, L2)[0]
    draft: dict[str, Any] = {
        "features": {
            name: {"mean": float(m), "scale": float(s), "weight": float(w)}
            for name, m, s, w in zip(FEATURES, mean, scale, weight, strict=True)
        },
        "thresholds": [0.0, 1.0, 2.0],
        "neighbours": {"share": SHARE, "softness": SOFTNESS},
        "on_topic": {},
        "topical_from": 0.5,
    }
    weights = from_json(draft)
    found = [weights.strengths(item.likeness.features, neighbours) for item in chosen]
    draft["on_topic"] = _topic(chosen, found)
    shown = [at for at, item in enumerate(chosen) if item.proposal.relevance]
    strengths = np.concatenate([found[at] for at in shown])
    graded = np.concatenate([chosen[at].grades for at in shown])
    slope, thresholds = _ordinal(strengths[:, None], graded, 0.0)
    draft["thresholds"] = [float(threshold / slope[0]) for threshold in thresholds]
    return from_json(draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What leaving one proposal out at a time says of weights fitted on all others.

    ``topical_from`` divides the proposals on the topic from those off it.
    """

    figures: dict[str, float]
    topical_from: float


def left_out(chosen: Sequence[Example], library: Library, neighbours: Numbers) -> LeftOut:
    """The figures on ``chosen``, each proposal by weights fitted on all others."""
    ids = [record.id for record in library.records]
    ndcg, first, on, off = [], [], [], []
    for at, item in enumerate(chosen):
        weights = fit([*chosen[:at], *chosen[at + 1 :]], neighbours)
        strengths = weights.strengths(item.likeness.features, neighbours)
        topical = weights.topical(item.likeness, strengths)
        grades = item.proposal.relevance
        if not grades:
            off.append(topical)
            continue
        on.append(topical)
        order = [ids[i] for i in np.argsort(-strengths, kind="stable")]
        ndcg.append(ndcg_at_k(order, grades, 5, "exponential"))
        first.append(float(grades.get(order[0], 0) == max(grades.values())))
    figures = {
        "ndcg_5": float(np.mean(ndcg)),
        "first": float(np.mean(first)),
        "surest_off_topic": max(off),
        "least_sure_on_topic": min(on),
    }
    return LeftOut(figures=figures, topical_from=_dividing(off, on))


def _dividing(off: Sequence[float], on: Sequence[float]) -> float:
    """The middle of the widest gap that lets the fewest proposals fall on the wrong side.

    One off the topic that gets matches weighs as much as two on it that get none.
    """
    sure = sorted({0.0, *off, *on, 1.0})

    def wrong(border: float) -> int:
        return 2 * sum(value >= border for value in off) + sum(value < border for value in on)

    middles = [((low + high) / 2, high - low) for low, high in pairwise(sure)]
    return min(middles, key=lambda middle: (wrong(middle[0]), -middle[1]))[0]


def _ordinal(features: Numbers, grades: NDArray[np.int64], l2: float) -> tuple[Numbers, Numbers]:
    """Weights and thresholds of a proportional-odds regression with a Gaussian prior on the weights."""
    from scipy.optimize import minimize

    width = features.shape[1]
    ends = np.ones((len(features), 1))

    def thresholds(free: Numbers) -> Numbers:
        found: Numbers = free[width] + np.cumsum([0.0, *np.exp(free[width + 1 :])])
        return found

    def loss(free: Numbers) -> float:
        reached = _sigmoid((features @ free[:width])[:, None] - thresholds(free)[None])
        reached = np.concatenate([ends, reached, 0 * ends], axis=1)
        rows = np.arange(len(features))
        likely = np.clip(reached[rows, grades] - reached[rows, grades + 1], 1e-9, 1)
        return float(l2 * (free[:width] ** 2).sum() - np.log(likely).sum())

    names = FEATURES if width == len(FEATURES) else ("strength",)
    signs = [(None, 0.0) if name == "hubness" else (0.0, None) for name in names]
    start = np.array([*([0.0] * width), 2.0, 0.0, 0.0])
    found = minimize(loss, start, method="L-BFGS-B", bounds=[*signs, *[(None, None)] * 3])
    return found.x[:width], thresholds(found.x)


def _topic(chosen: Sequence[Example], strengths: Sequence[Numbers]) -> Mapping[str, float]:
    """A logistic regression, proposals on and off the topic counting the same in all."""
    from scipy.optimize import minimize

    signs = [topic_signs(item.likeness, found) for item, found in zip(chosen, strengths, strict=True)]
    names = list(signs[0])
    inputs = np.array([[sign[name] for name in names] + [1.0] for sign in signs])
    right = np.array([1.0 if item.proposal.relevance else 0.0 for item in chosen])
    share = np.where(right == 1, 0.5 / right.sum(), 0.5 / (1 - right).sum())

    def loss(free: Numbers) -> float:
        likely = np.clip(_sigmoid(inputs @ free), 1e-9, 1 - 1e-9)
        entropy = right * np.log(likely) + (1 - right) * np.log(1 - likely)
        return float(TOPIC_L2 / len(chosen) * (free[:-1] ** 2).sum() - (share * entropy).sum())

    found = minimize(loss, np.zeros(len(names) + 1), method="L-BFGS-B")
    return dict(zip([*names, "bias"], map(float, found.x), strict=True))


def _sigmoid(total: Numbers) -> Numbers:
    value: Numbers = 1 / (1 + np.exp(-np.clip(total, -60, 60)))
    return value


def as_json(weights: Weights, provenance: Mapping[str, Any]) -> str:
    """``weights`` as the file holds them, rounded to four places."""
    columns = zip(FEATURES, weights.mean, weights.scale, weights.weight, strict=True)
    held = {
        "provenance": provenance,
        "features": {
            name: {"mean": round(m, 4), "scale": round(s, 4), "weight": round(w, 4)}
            for name, m, s, w in columns
        },
        "thresholds": [round(value, 4) for value in weights.thresholds],
        "neighbours": {"share": weights.share, "softness": weights.softness},
        "on_topic": {name: round(value, 4) for name, value in weights.on_topic.items()},
        "topical_from": round(weights.topical_from, 4),
    }
    return json.dumps(held, indent=2) + "\n"


def main() -> None:
    """Fits and writes the weights, and prints what leaving one proposal out says of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("data"), help="data folder with the index of corpus/"
    )
    asked = parser.parse_args()
    index = open_index(asked.data)
    library = library_of(index)
    neighbours = neighbourhood(library, SOFTNESS)
    chosen = examples([item for item in load_proposals() if item.split == "dev"], library)
    held_out = left_out(chosen, library, neighbours)
    weights = replace(fit(chosen, neighbours), topical_from=held_out.topical_from)
    proposals = b"".join(path.read_bytes() for path in shipped_proposals())
    provenance = {
        "made_by": "python -m eval.similar_fit",
        "fitted_on": f"{len(chosen)} dev proposals of eval/proposals.jsonl",
        "proposals_sha256": hashlib.sha256(proposals).hexdigest(),
        "corpus_sha256": index.manifest.corpus,
        "model": index.manifest.model.name,
        "leaving_one_out": {name: round(value, 4) for name, value in held_out.figures.items()},
    }
    target = Path(str(files("assistant.proposals"))) / "data" / "weights.json"
    target.write_text(as_json(weights, provenance), encoding="utf-8")
    print(f"{target}: {held_out.figures}")  # noqa: T201


if __name__ == "__main__":
    main()
