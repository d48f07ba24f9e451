"""The parameters of the assistant, fitted to examples on one index, and what cross-validation says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant import lookup
from assistant.answering import catalog_of
from assistant.leaning import read_in_context
from assistant.question_reading import read_question
from eval.fitting.asked_before import Questions
from eval.fitting.choice import Array
from eval.fitting.examples import (
    FOLDS,
    FULLY_RIGHT,
    Example,
    carried_over,
    examples,
    fold_of,
    thinned,
)
from eval.fitting.inclusion import fit_inclusion, inclusions
from eval.fitting.material import Material, Unseen
from eval.fitting.ranking import Ranking
from eval.fitting.refusal import Trial, out_of_fold, refusal_parameters, refusal_scores, threshold, trials
from eval.fitting.second_look import fit_second_look, second_looks
from eval.fitting.vectors import KeptVectors
from eval.fitting.whole_answers import whole_answers
from index.opened import open_index

TOP = (1, 2, 3, 5)


class Fitting:
    """Reads the examples once and fits every model to them.

    With ``also``, an index of other texts of the same records, every model learns from both alike.
    """

    def __init__(self, data: Path, also: Path | None = None, *, plain: bool = False) -> None:
        """``plain``: as if no question had been asked before, and without maps, as of other documents."""
        self._plain = plain
        with open_index(data) as opened:
            self._vectors = KeptVectors(opened.embedder, data / "eval" / "query_vectors.npz")
        index = open_index(data, embedder=self._vectors)
        found = examples(index)
        catalog = catalog_of(index)
        queries = [read_question(example.question, catalog).query for example in found]
        wordings = None
        if also is not None:
            other = open_index(also, embedder=self._vectors)
            wordings = other, carried_over(found, index, other)
        self.questions = Questions(index, found, queries, wordings)
        asked = None if plain else self.questions
        self.sources = [Material(index, thinned(found), asked)]
        if wordings is not None:
            self.sources.append(Material(wordings[0], thinned(wordings[1]), asked))
        self._ranking = Ranking(self.sources)
        ranked = [self._ranking.without(fold) for fold in range(FOLDS)]
        self._second_looks = [
            look for source in self.sources for look in second_looks(source.examples, Unseen(source, ranked))
        ]
        ranked = [
            {**own, "second look": fit_second_look([c for f, c in self._second_looks if f != fold])}
            for fold, own in enumerate(ranked)
        ]
        self._inclusions = [
            inclusion
            for source in self.sources
            for inclusion in inclusions(source.examples, Unseen(source, ranked))
        ]
        self.by_fold = [
            {**own, "inclusion": fit_inclusion([i for i in self._inclusions if i.fold != fold])}
            for fold, own in enumerate(ranked)
        ]
        self._unseen = [Unseen(source, self.by_fold) for source in self.sources]
        self._trials = [
            _trials(source.examples, unseen)
            for source, unseen in zip(self.sources, self._unseen, strict=True)
        ]
        self._vectors.save()

    @cached_property
    def _scores(self) -> Array:
        """The scores of all trials by models of refusing that have not seen their question."""
        return out_of_fold(self.all_trials)

    @cached_property
    def _cut(self) -> float:
        """The score below which an answer is not given."""
        return threshold(self.all_trials, self._scores)

    @property
    def all_trials(self) -> list[Trial]:
        """The trials of refusing on every index."""
        return [trial for own in self._trials for trial in own]

    def parameters(self) -> dict[str, Any]:
        """All parameters with their provenance."""
        manifest = self.sources[0].index.manifest
        also = [source.index.manifest.corpus[:16] for source in self.sources[1:]]
        return {
            "provenance": {
                "made by": "python -m eval.fitting" + (" --plain" if self._plain else ""),
                "version": version("sstc-practice-assistant"),
                "examples": len(self.sources[0].examples),
                "corpus": manifest.corpus[:16],
                **({"also": also[0]} if also else {}),
                "embedder": manifest.model.name,
                "questions": _digest([example.question for example in self.sources[0].examples]),
            },
            **self._ranking.parameters(),
            "second look": fit_second_look([choice for _, choice in self._second_looks]),
            "inclusion": fit_inclusion(self._inclusions),
            "refusal": refusal_parameters(self.all_trials, manifest.model.name, self._cut),
        }

    def whole_answers(self) -> Iterator[str]:
        """Lines that say how whole answers score that are given by parameters which have not seen the question."""
        embedder = self.sources[0].index.manifest.model.name
        by_fold = []
        for fold, own in enumerate(self.by_fold):
            others = [trial for trial in self.all_trials if fold_of(trial.example.question) != fold]
            by_fold.append({**own, "refusal": refusal_parameters(others, embedder, self._cut)})
        for source in self.sources:
            if source is not self.sources[0]:
                yield "of the other index:"
            yield from whole_answers(source.index, Unseen(source, by_fold))

    def cross_validated(self) -> Iterator[str]:
        """Lines that say how often record and sentence are right, and what is refused, of unseen questions."""
        at = 0
        for source, unseen, found in zip(self.sources, self._unseen, self._trials, strict=True):
            if source is not self.sources[0]:
                yield "of the other index:"
            yield from self._ranked(source, unseen)
            yield from _quoted(source, unseen)
            yield from refusal_scores(found, self._scores[at : at + len(found)], self._cut)
            at += len(found)

    def _ranked(self, source: Material, unseen: Unseen) -> Iterator[str]:
        """Lines that say how often the best record is right, and one of its best sentences."""
        first: dict[str, list[bool]] = {}
        among: dict[str, list[list[bool]]] = {}
        for item in self._ranking.prepared:
            if item.source is not source:
                continue
            name = f"{item.example.kind} {'en' if item.example.language == 'en' else 'es fr pt'}"
            weighed = unseen(item.example.question, item.example.hand).weigh(item.asking.reading)
            first.setdefault(name, []).append(weighed.ranked[0].record.id in item.example.records)
            if item.record_id is not None:
                order = [s.row for s in weighed.sentences(source.index.records[item.record_id])]
                hits = [any(item.example.right.get(row, 0) > 0 for row in order[:k]) for k in TOP]
                among.setdefault(name, []).append(hits)
        for name in sorted(first):
            shares = np.mean(among[name], axis=0).round(3).tolist() if name in among else []
            yield (
                f"{name:20s} n {len(first[name]):4d}  record {np.mean(first[name]):.3f}  "
                f"sentence among {', '.join(map(str, TOP))}: {shares}"
            )


def _quoted(source: Material, unseen: Unseen) -> Iterator[str]:
    """Lines that say how much of what answers is quoted, and in how many words."""
    found: dict[str, list[tuple[float, int]]] = {}
    for example in source.examples:
        wanted = {row for row, share in example.right.items() if share >= FULLY_RIGHT}
        if not wanted:
            continue
        evidence = unseen(example.question, example.hand)
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


def _trials(found: Sequence[Example], unseen: Unseen) -> list[Trial]:
    """Every example tried on evidence that has not seen it."""
    return [trial for example in found for trial in trials(example, unseen(example.question, example.hand))]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
