"""The parameters of the assistant, fitted to examples on one index, and what cross-validation says of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering import catalog_of
from assistant.asked_section import FLOOR, KEYS, inputs
from assistant.evidence import Evidence
from assistant.reading import Reading, read_question
from assistant.record_signals import RECORD_SIGNALS
from assistant.sentence_signals import SENTENCE_SIGNALS, rest_of
from eval.fitting.choice import Array, Choice, fit
from eval.fitting.examples import FOLDS, Example, examples, fold_of
from eval.fitting.refusal import refusal_parameters, trials
from index.opened import open_index

_LIKELY = SENTENCE_SIGNALS.index("section_likely")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An example with its signals: those of all records, and those of the sentences of a right record."""

    example: Example
    fold: int
    reading: Reading
    records: Choice
    sentences: Choice | None
    section_inputs: Array | None
    section_right: Array | None
    sentence_keys: tuple[int, ...] = ()


class Fitting:
    """Reads the examples once and fits every model to them."""

    def __init__(self, data: Path) -> None:
        self._index = open_index(data)
        self._catalog = catalog_of(self._index)
        self._evidence = Evidence(self._index, self._catalog, {})
        self._examples = examples(self._index)
        self._prepared = [
            self._prepare(example) for example in self._examples if example.answered and not example.history
        ]

    def parameters(self) -> dict[str, Any]:
        """All parameters with their provenance."""
        everything = self._prepared
        sections = _fit_sections([item for item in everything if item.section_inputs is not None])
        ranking = {
            "provenance": {
                "made by": "python -m eval.fitting",
                "version": version("sstc-practice-assistant"),
                "examples": len(self._examples),
                "corpus": self._index.manifest.corpus[:16],
                "embedder": self._index.manifest.model.name,
                "questions": _digest([item.example.question for item in everything]),
            },
            "records": {"weights": _named(RECORD_SIGNALS, _fit_records(everything))},
            "sentences": {"weights": _named(SENTENCE_SIGNALS, _fit_sentences(_out_of_fold(everything)))},
            "sections": {
                "embedder": self._index.manifest.model.name,
                "weights": [[round(float(value), 3) for value in row] for row in sections.weights],
                "offsets": [round(float(value), 3) for value in sections.offsets],
            },
        }
        found = list(trials(self._examples, Evidence(self._index, self._catalog, ranking)))
        return {**ranking, "refusal": refusal_parameters(found)}

    def cross_validated(self) -> Iterator[str]:
        """Lines that say how often the right record is first, and a right sentence among the first few."""
        stacked = _out_of_fold(self._prepared)
        first: dict[str, list[bool]] = {}
        among: dict[str, list[list[bool]]] = {}
        for fold in range(FOLDS):
            seen = [item for item in stacked if item.fold != fold]
            records, sentences = _fit_records(seen), _fit_sentences(seen)
            for item in stacked:
                if item.fold != fold:
                    continue
                name = f"{item.example.kind} {'en' if item.example.language == 'en' else 'es fr pt'}"
                best = int(np.argmax(item.records.signals @ records))
                first.setdefault(name, []).append(bool(item.records.right[best]))
                if item.sentences is not None:
                    order = np.argsort(-(item.sentences.signals @ sentences), kind="stable")
                    hits = [bool(item.sentences.right[order[:k]].max() > 0) for k in (1, 2, 3, 5)]
                    among.setdefault(name, []).append(hits)
        for name in sorted(first):
            shares = np.mean(among[name], axis=0).round(3).tolist() if name in among else []
            yield (
                f"{name:20s} n {len(first[name]):4d}  record {np.mean(first[name]):.3f}  "
                f"sentence among 1, 2, 3, 5: {shares}"
            )

    def _prepare(self, example: Example) -> Prepared:
        evidence = self._evidence
        reading = read_question(example.question, evidence.catalog)
        asking = evidence.asking(reading)
        right = np.array([float(i in example.records) for i in evidence.records.ids])
        records = Choice(
            signals=evidence.record_signals(asking).astype(float), right=right, weight=example.weight
        )
        record_id = _record_of(example, evidence)
        sentences: Choice | None = None
        section_inputs: Array | None = None
        section_right: Array | None = None
        keys: tuple[int, ...] = ()
        if record_id is not None:
            rows = evidence.table.rows_of[record_id]
            labels = np.array([example.right.get(int(row), 0.0) for row in rows])
            sentences = Choice(
                signals=evidence.sentence_signals(asking, record_id).astype(float),
                right=labels,
                weight=example.weight,
            )
            rest = rest_of(reading, evidence.catalog.naming_stems[record_id])
            section_inputs = inputs(reading, self._index.embedder.embed_query(rest))
            keys = tuple(KEYS.index(key) for key in evidence.table.key[rows])
            by_key = np.bincount(keys, weights=labels, minlength=len(KEYS))
            section_right = by_key / by_key.sum()
        return Prepared(
            example=example,
            fold=fold_of(example.question),
            reading=reading,
            records=records,
            sentences=sentences,
            section_inputs=section_inputs,
            section_right=section_right,
            sentence_keys=keys,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFit:
    """One row of ``weights`` and one offset for each section key."""

    weights: Array
    offsets: Array

    def log_probabilities(self, given: Array) -> Array:
        """As ``assistant.asked_section.SectionModel`` computes them."""
        scores = self.weights @ given + self.offsets
        raised = np.exp(scores - scores.max())
        logs: Array = np.log(raised / raised.sum() + FLOOR)
        return logs


def written(parameters: dict[str, Any]) -> Path:
    """Where the parameters were written: the assistant's own data folder."""
    path = Path(__file__).parents[2] / "assistant" / "data" / "weights.json"
    lines = [f"{json.dumps(name)}: {_lines(value)}" for name, value in parameters.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def _lines(model: dict[str, Any]) -> str:
    """JSON with a line for each field, and one for each row of a matrix."""
    fields = []
    for name, value in model.items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value)
            fields.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            fields.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(fields) + "\n}"


def _fit_records(items: Sequence[Prepared]) -> Array:
    return fit([item.records for item in items if item.records.right.any()])


def _fit_sentences(items: Sequence[Prepared]) -> Array:
    return fit([item.sentences for item in items if item.sentences is not None])


def _fit_sections(items: Sequence[Prepared]) -> SectionFit:
    from sklearn.linear_model import LogisticRegression

    given, keys, weights = [], [], []
    for item in items:
        if item.section_inputs is None or item.section_right is None:
            continue
        for key, share in enumerate(item.section_right):
            if share > 0.05:
                given.append(item.section_inputs)
                keys.append(key)
                weights.append(share)
    model = LogisticRegression(C=0.3, max_iter=1_000).fit(np.array(given), keys, sample_weight=weights)
    rows = np.zeros((len(KEYS), len(given[0])))
    offsets = np.full(len(KEYS), -10.0)
    rows[model.classes_], offsets[model.classes_] = model.coef_, model.intercept_
    return SectionFit(weights=rows, offsets=offsets)


def _out_of_fold(items: Sequence[Prepared]) -> list[Prepared]:
    """``items`` with section probabilities by a model that has not seen their question."""
    stacked = []
    for fold in range(FOLDS):
        sections = _fit_sections([item for item in items if item.fold != fold])
        for item in items:
            if item.fold != fold:
                continue
            if item.sentences is not None and item.section_inputs is not None:
                logs = sections.log_probabilities(item.section_inputs)
                item.sentences.signals[:, _LIKELY] = logs[list(item.sentence_keys)]
            stacked.append(item)
    return stacked


def _record_of(example: Example, evidence: Evidence) -> str | None:
    """The record that holds the rightest sentence, if one is known."""
    if not example.right:
        return None
    best = max(example.right, key=lambda row: (example.right[row], -row))
    return evidence.table.sentences[best].record_id


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
