"""The logistic model that decides when to refuse, fitted to answered and unanswerable questions.

Beside those that were written to be unanswerable, an answerable question becomes one when the records that
answer it are taken away: then the best of the others has to be turned down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant import lookup
from assistant.evidence import Evidence
from assistant.leaning import read_in_context
from assistant.refusing.plain_asking import asks_for_person, asks_plainly
from assistant.refusing.signals import REFUSAL_SIGNALS, question_vector, question_words, refusal_signals
from eval.fitting.choice import Array
from eval.fitting.examples import DEV_WEIGHT, FOLDS, Example, fold_of

WRONGLY_REFUSED = 0.045
"""The share of answerable questions of the dev split to refuse; training questions are harder."""

WORD_SCALE = 1.5

LEAST_QUESTIONS = 5
"""In how many questions a word has to be that the model knows."""

TAKEN_AWAY = 0.05
"""How much a question counts whose records were taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The signals of the answer that would be given with the vector of its question, and whether it should be.

    ``words`` are those of the question that do not name the record. ``plain``: the question leaves nothing to
    doubt, and is answered whatever the signals say.
    """

    example: Example
    signals: Array
    words: frozenset[str]
    answer: bool
    weight: float
    made: bool = False
    plain: bool = False


def trials(example: Example, evidence: Evidence) -> Iterator[Trial]:
    """``example`` as it stands, and with its records taken away where it can be answered."""
    found = _tried(example, evidence, None)
    if found is not None:
        yield Trial(
            example=example,
            signals=found.signals,
            words=found.words,
            answer=example.answered,
            weight=example.weight,
            plain=found.plain,
        )
    if example.answered and not example.history:
        everything = frozenset(evidence.records.ids)
        found = _tried(example, evidence, everything - example.records)
        if found is not None:
            yield Trial(
                example=example,
                signals=found.signals,
                words=found.words,
                answer=False,
                weight=TAKEN_AWAY,
                made=True,
                plain=found.plain,
            )


def vocabulary(found: Sequence[Trial]) -> list[str]:
    """The words of enough questions, in order."""
    words_of = {trial.example.question: trial.words for trial in found if not trial.made}
    held = Counter(word for words in words_of.values() for word in words)
    return sorted(word for word, count in held.items() if count >= LEAST_QUESTIONS)


def fit_refusal(found: Sequence[Trial], words: Sequence[str], penalty: float = 25.0) -> Array:
    """Weights in the order of the signals, the vector and ``words``: maximum likelihood, L2-penalised.

    The penalty is on weights of signals scaled to unit deviation, of the vector as it is, and of words as said
    ``WORD_SCALE`` times.
    """
    from sklearn.linear_model import LogisticRegression

    given = inputs(found, words)
    middle, scale = given.mean(axis=0), given.std(axis=0)
    scale[scale < 1e-6] = 1.0
    scale[len(REFUSAL_SIGNALS) :] = 1.0
    scale[len(scale) - len(words) :] = 1 / WORD_SCALE
    model = LogisticRegression(C=1 / penalty, max_iter=400)
    model.fit(
        (given - middle) / scale, [trial.answer for trial in found], sample_weight=[t.weight for t in found]
    )
    weights: Array = model.coef_[0] / scale
    weights[REFUSAL_SIGNALS.index("constant")] = model.intercept_[0] - weights @ middle
    return weights


def refusal_parameters(found: Sequence[Trial], embedder: str, cut: float) -> dict[str, Any]:
    """The weights, and the threshold at the score ``cut``."""
    words = vocabulary(found)
    weights = fit_refusal(found, words).round(4)
    of_signals, of_vector, of_words = np.split(weights, [len(REFUSAL_SIGNALS), len(weights) - len(words)])
    return {
        "weights": dict(zip(REFUSAL_SIGNALS, map(float, of_signals), strict=True)),
        "words": {w: weight for w, weight in zip(words, map(float, of_words), strict=True) if weight},
        "embedder": embedder,
        "vector": list(map(float, of_vector)),
        "threshold": round(1 / (1 + float(np.exp(-cut))), 4),
    }


def out_of_fold(found: Sequence[Trial]) -> Array:
    """The score of each trial by a model fitted without its question."""
    folds = np.array([fold_of(trial.example.question) for trial in found])
    scores = np.zeros(len(found))
    words = vocabulary(found)
    for fold in range(FOLDS):
        weights = fit_refusal([t for t, own in zip(found, folds, strict=True) if own != fold], words)
        scores[folds == fold] = (
            inputs([t for t, own in zip(found, folds, strict=True) if own == fold], words) @ weights
        )
    return scores


def inputs(found: Sequence[Trial], words: Sequence[str]) -> Array:
    """For each trial its signals, the vector of its question, and which of ``words`` it says."""
    said = np.array([[word in trial.words for word in words] for trial in found], dtype=np.float64)
    return np.hstack([np.array([trial.signals for trial in found]), said])


def refusal_scores(found: Sequence[Trial], scores: Array, cut: float) -> Iterator[str]:
    """Lines that say how many questions of each kind are refused, those whose score is below ``cut``."""
    refused: dict[str, list[bool]] = {}
    for trial, score in zip(found, scores, strict=True):
        name = "records taken away" if trial.made else "answerable" if trial.answer else trial.example.kind
        refused.setdefault(name, []).append(bool(score < cut and not trial.plain))
        if not trial.made and not trial.answer:
            refused.setdefault("all unanswerable", []).append(bool(score < cut and not trial.plain))
    for name in sorted(refused):
        yield f"{name:28s} n {len(refused[name]):4d}  refused {np.mean(refused[name]):.3f}"


def threshold(found: Sequence[Trial], scores: Array, wrongly: float = WRONGLY_REFUSED) -> float:
    """The score below which the share ``wrongly`` of the answerable questions of the dev split is refused.

    Of those that stand alone: one that leans on a conversation may be read wrongly, and is better refused then.
    """
    answered = np.sort(
        [
            np.inf if t.plain else s
            for s, t in zip(scores, found, strict=True)
            if t.answer and not t.made and t.example.weight == DEV_WEIGHT and not t.example.history
        ]
    )
    return float(answered[int(wrongly * len(answered))])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    signals: Array
    words: frozenset[str]
    plain: bool


def _tried(example: Example, evidence: Evidence, allowed: frozenset[str] | None) -> _Tried | None:
    """What is known of the answer that would be given; ``None`` where there would be none anyway."""
    reading = read_in_context(example.question, example.history, evidence)
    if reading.unknown_numbers and not reading.records:
        return None
    weighed = evidence.weigh(reading, allowed)
    chosen = lookup.choose_records(reading, weighed)
    sentences = [
        sentence
        for item in chosen
        for sentence in lookup.choose_sentences(reading, item.record, weighed, evidence)
    ]
    if not sentences:
        return None
    signals = refusal_signals(reading, weighed, chosen, sentences, evidence)
    vector = question_vector(weighed, chosen[0].record)
    plain = asks_plainly(reading, chosen, evidence) or asks_for_person(reading, sentences)
    return _Tried(
        signals=np.concatenate([[signals[name] for name in REFUSAL_SIGNALS], vector]),
        words=question_words(reading, chosen[0].record, evidence),
        plain=plain,
    )
