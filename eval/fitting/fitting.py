"""The parameters of the assistant, fitted to examples on one index, and what cross-validation says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant import lookup
from assistant.answering import catalog_of
from assistant.evidence import Evidence
from assistant.leaning import read_in_context
from eval.fitting.examples import FOLDS, Example, examples, fold_of
from eval.fitting.inclusion import FULLY_RIGHT, fit_inclusion, inclusions
from eval.fitting.ranking import Ranking
from eval.fitting.refusal import Trial, out_of_fold, refusal_parameters, refusal_scores, threshold, trials
from eval.fitting.vectors import KeptVectors
from index.opened import open_index

TOP = (1, 2, 3, 5)


class Fitting:
    """Reads the examples once and fits every model to them.

    Refusing is learnt from the index in ``also`` as well, of other texts of the same records: it is weighed by
    what was fitted to ``data``.
    """

    def __init__(self, data: Path, also: Path | None = None) -> None:
        with open_index(data) as plain:
            self._vectors = KeptVectors(plain.embedder, data / "eval" / "query_vectors.npz")
        self._index = open_index(data, embedder=self._vectors)
        self._evidence = Evidence(self._index, catalog_of(self._index), {})
        self._examples = examples(self._index)
        self._ranking = Ranking(self._index, self._evidence, self._examples)
        ranked = [self._ranking.without(fold) for fold in range(FOLDS)]
        self._inclusions = list(
            inclusions(self._examples, [self._evidence.with_parameters(own) for own in ranked])
        )
        self._unseen = [
            self._evidence.with_parameters(
                {**own, "inclusion": fit_inclusion([i for i in self._inclusions if i.fold != fold])}
            )
            for fold, own in enumerate(ranked)
        ]
        self._trials = _trials(self._examples, self._unseen)
        self._also = ""
        self._other_trials: list[Trial] = []
        if also is not None:
            other = open_index(also, embedder=self._vectors)
            evidence = Evidence(other, catalog_of(other), {})
            unseen = [evidence.with_parameters(own.parameters) for own in self._unseen]
            self._other_trials = _trials(examples(other), unseen)
            self._also = other.manifest.corpus[:16]
        self._vectors.save()

    @property
    def evidence_by_fold(self) -> Sequence[Evidence]:
        """For each fold the evidence weighed by what was fitted to the others."""
        return self._unseen

    @property
    def all_trials(self) -> list[Trial]:
        """The trials of refusing on every index."""
        return [*self._trials, *self._other_trials]

    def parameters(self) -> dict[str, Any]:
        """All parameters with their provenance."""
        manifest = self._index.manifest
        return {
            "provenance": {
                "made by": "python -m eval.fitting",
                "version": version("sstc-practice-assistant"),
                "examples": len(self._examples),
                "corpus": manifest.corpus[:16],
                **({"refusal also from": self._also} if self._also else {}),
                "embedder": manifest.model.name,
                "questions": _digest([example.question for example in self._examples]),
            },
            **self._ranking.parameters(),
            "inclusion": fit_inclusion(self._inclusions),
            "refusal": refusal_parameters(self.all_trials, manifest.model.name),
        }

    def cross_validated(self) -> Iterator[str]:
        """Lines that say how often record and sentence are right, and what is refused, of unseen questions."""
        first: dict[str, list[bool]] = {}
        among: dict[str, list[list[bool]]] = {}
        for item in self._ranking.prepared:
            name = f"{item.example.kind} {'en' if item.example.language == 'en' else 'es fr pt'}"
            evidence = self._unseen[item.fold]
            weighed = evidence.weigh(item.asking.reading)
            first.setdefault(name, []).append(weighed.ranked[0].record.id in item.example.records)
            if item.record_id is not None:
                order = [s.row for s in weighed.sentences(self._index.records[item.record_id])]
                hits = [any(item.example.right.get(row, 0) > 0 for row in order[:k]) for k in TOP]
                among.setdefault(name, []).append(hits)
        for name in sorted(first):
            shares = np.mean(among[name], axis=0).round(3).tolist() if name in among else []
            yield (
                f"{name:20s} n {len(first[name]):4d}  record {np.mean(first[name]):.3f}  "
                f"sentence among {', '.join(map(str, TOP))}: {shares}"
            )
        yield from self._quoted()
        scores = out_of_fold(self.all_trials)
        cut = threshold(self.all_trials, scores)
        yield from refusal_scores(self._trials, scores[: len(self._trials)], cut)
        if self._other_trials:
            yield "of the other index:"
            yield from refusal_scores(self._other_trials, scores[len(self._trials) :], cut)

    def _quoted(self) -> Iterator[str]:
        """Lines that say how much of what answers is quoted, and in how many words."""
        found: dict[str, list[tuple[float, int]]] = {}
        for example in self._examples:
            wanted = {row for row, share in example.right.items() if share >= FULLY_RIGHT}
            if not wanted:
                continue
            evidence = self._unseen[fold_of(example.question)]
            reading = read_in_context(example.question, example.history, evidence)
            weighed = evidence.weigh(reading)
            record = lookup.choose_records(reading, weighed)[0].record
            chosen = lookup.choose_sentences(reading, record, weighed, evidence)
            share = len(wanted & {sentence.row for sentence in chosen}) / len(wanted)
            found.setdefault(example.kind, []).append((share, sum(sentence.words for sentence in chosen)))
        for kind, results in sorted(found.items()):
            shares, words = zip(*results, strict=True)
            yield (
                f"{kind:20s} n {len(results):4d}  quoted of what answers {np.mean(shares):.3f}  "
                f"words {np.median(words):.0f}"
            )


def _trials(found: Sequence[Example], unseen: Sequence[Evidence]) -> list[Trial]:
    """Every example tried on evidence that has not seen it."""
    return [trial for example in found for trial in trials(example, unseen[fold_of(example.question)])]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
