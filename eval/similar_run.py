"""Measures “similar initiatives”: ``python -m eval.similar_run [--data DIR] [--split test]``.

Every ranking is made in the same run over the same index. The baselines see the proposal as it was written:
``dense`` ranks records by the nearest passage to the text as the embedding model reads it, ``bm25`` by the
best passage for its words. The ablations leave columns of the features out of the fitted weights.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.proposals import Similar, SimilarFinder
from assistant.proposals.library import Library, library_of
from assistant.proposals.likeness import FEATURES, Numbers, compare
from assistant.proposals.reading import read_proposal
from assistant.proposals.weighing import STRONG, Weights, fitted, neighbourhood
from eval.metrics.ranking import capped_recall_at_k, ndcg_at_k
from eval.proposals import Proposal, load_proposals
from index.lexical import Scores
from index.opened import Index, open_index

TOP = 10
CITED_REASONS = 3

_MEANING = ("objective", "activities", "partners", "results", "whole", "nearest", "hubness")
_WORDS = ("words_title", "words_body", "bm25")
_FACETS = tuple(name for name in FEATURES if name not in _MEANING + _WORDS)
_SECTIONS = ("objective", "activities", "partners", "results")

Ranker = Callable[[Proposal], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one way of ranking, each 0–1; ``silent`` is over proposals off the topic."""

    name: str
    ndcg: float
    first: float
    recall: float
    silent: float
    seconds: float


class _Lent:
    """Lends one open index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The index."""
        yield self._index


def rankers(index: Index) -> dict[str, Ranker]:
    """Ours, its ablations and the baselines, by name."""
    library = library_of(index)
    finder = SimilarFinder(_Lent(index))
    known = fitted()
    near = neighbourhood(library, known.softness)
    return {
        "similar": lambda proposal: records_of(finder.find(proposal.proposal, top_k=TOP)),
        "without the neighbours": _weighed(library, replace(known, share=0.0), near),
        "without facets": _weighed(library, _without(known, _FACETS), near),
        "without words": _weighed(library, _without(known, _WORDS), near),
        "without meaning": _weighed(library, _without(known, _MEANING), near),
        "without sections": _weighed(library, _without(known, _SECTIONS), near),
        "dense": lambda proposal: _by_passage(
            library, index.dense_scores(index.embedder.embed_query(proposal.proposal))
        ),
        "bm25": lambda proposal: _by_passage(library, index.lexical_scores(proposal.proposal)),
    }


def records_of(found: Similar) -> list[str]:
    """The records of all matches in order; one that tells the same as a match stands right after it."""
    return [
        record
        for match in found.matches
        for record in (match.practice_id, *(also.practice_id for also in match.also))
    ]


def measure(name: str, ranker: Ranker, proposals: Sequence[Proposal]) -> Figures:
    """The figures of ``ranker`` over ``proposals``."""
    ndcg, first, recall, silent = [], [], [], []
    started = time.perf_counter()
    for proposal in proposals:
        ranked = ranker(proposal)
        grades = {record: grade for record, grade in proposal.relevance.items() if grade}
        if not grades:
            silent.append(float(not ranked))
            continue
        ndcg.append(ndcg_at_k(ranked, grades, 5, "exponential"))
        first.append(float(bool(ranked) and grades.get(ranked[0], 0) == max(grades.values())))
        recall.append(capped_recall_at_k(ranked, grades, 5))
    return Figures(
        name=name,
        ndcg=float(np.mean(ndcg)),
        first=float(np.mean(first)),
        recall=float(np.mean(recall)),
        silent=float(np.mean(silent)) if silent else 1.0,
        seconds=(time.perf_counter() - started) / len(proposals),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How matches are explained and calibrated.

    ``enough`` is the share of strong matches with at least three cited reasons, ``exact`` the share of
    citations that are exact substrings of their section; ``by_strength`` the mean grade and number of the
    matches of each strength.
    """

    enough: float
    exact: float
    by_strength: dict[str, tuple[float, int]]


def explained(index: Index, proposals: Sequence[Proposal]) -> Explained:
    """What the matches of ``proposals`` cite, and what their scores are worth."""
    finder = SimilarFinder(_Lent(index))
    enough, exact = [], []
    grades: dict[str, list[int]] = {}
    for proposal in proposals:
        for match in finder.find(proposal.proposal, top_k=TOP).matches:
            grades.setdefault(match.strength, []).append(proposal.relevance.get(match.practice_id, 0))
            if match.score >= STRONG:
                enough.append(float(len(match.reasons) >= CITED_REASONS))
            for reason in match.reasons:
                section = index.records[match.practice_id].section(reason.citation.section_id)
                held = section.text[reason.citation.start : reason.citation.end] if section else None
                exact.append(float(held == reason.citation.quote))
    return Explained(
        enough=float(np.mean(enough)) if enough else 1.0,
        exact=float(np.mean(exact)) if exact else 1.0,
        by_strength={name: (float(np.mean(held)), len(held)) for name, held in sorted(grades.items())},
    )


def _weighed(library: Library, weights: Weights, near: Numbers) -> Ranker:
    def rank(proposal: Proposal) -> Sequence[str]:
        read = read_proposal(proposal.proposal, library)
        strengths = weights.strengths(compare(read, library).features, near)
        return [library.records[at].id for at in np.argsort(-strengths, kind="stable")[:TOP]]

    return rank


def _without(weights: Weights, names: Sequence[str]) -> Weights:
    kept = [0.0 if name in names else w for name, w in zip(FEATURES, weights.weight, strict=True)]
    return replace(weights, weight=tuple(kept))


def _by_passage(library: Library, scores: Scores) -> list[str]:
    best = [float(scores[library.rows[record.id]].max()) for record in library.records]
    return [library.records[at].id for at in np.argsort(-np.array(best), kind="stable")[:TOP]]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("data"), help="data folder with the index of corpus/"
    )
    parser.add_argument("--split", choices=["dev", "test", "all"], default="test")
    asked = parser.parse_args()
    index = open_index(asked.data)
    proposals = [item for item in load_proposals() if asked.split in ("all", item.split)]
    lines = [
        "| ranking | nDCG@5 | best first | recall@5 | off topic: none | seconds |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(measure(name, ranker, proposals)) for name, ranker in rankers(index).items()]
    ours = rankers(index)["similar"]
    for language in ("en", "es", "fr", "pt"):
        own = [item for item in proposals if item.language == language]
        lines.append(_row(measure(f"similar, {language}", ours, own)))
    held = explained(index, proposals)
    lines += [
        "",
        f"strong matches with {CITED_REASONS} cited reasons: {held.enough:.2f}",
        f"citations that are exact: {held.exact:.3f}",
        *(f"{name}: mean grade {grade:.2f} of {count}" for name, (grade, count) in held.by_strength.items()),
    ]
    print("\n".join(lines))  # noqa: T201


def _row(got: Figures) -> str:
    cells = [
        f"{got.ndcg:.3f}",
        f"{got.first:.2f}",
        f"{got.recall:.3f}",
        f"{got.silent:.2f}",
        f"{got.seconds:.3f}",
    ]
    return f"| {' | '.join([got.name, *cells])} |"


if __name__ == "__main__":
    main()
