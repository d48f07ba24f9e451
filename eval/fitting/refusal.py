"""The network that decides when to refuse, fitted to answered and unanswerable questions.

Beside those that were written to be unanswerable, an answerable question becomes one when the records that
answer it are taken away: then the best of the others has to be turned down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import lookup
from assistant.evidence import Evidence
from assistant.leaning import read_in_context
from assistant.refusing.network import Network
from assistant.refusing.plain_asking import asks_for_person, asks_plainly
from assistant.refusing.signals import REFUSAL_SIGNALS, question_vector, question_words, refusal_signals
from eval.fitting.choice import Array
from eval.fitting.examples import DEV_WEIGHT, FOLDS, Example, fold_of
from eval.fitting.network import fit_network
from index.embedder import Vectors

WRONGLY_REFUSED = 0.03
"""The share of answerable questions of the dev split to refuse; training questions are harder.

By cross-validation nine of ten questions without an answer are refused with it."""

LEAST_QUESTIONS = 5
"""In how many questions a word has to be that the model knows."""

TAKEN_AWAY = 0.05
"""How much a question counts whose records were taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The signals of the answer that would be given, the vector of its question, and whether it should be given.

    ``words`` are those of the question that do not name the record. ``plain``: the question leaves nothing to
    doubt, and is answered whatever the signals say.
    """

    example: Example
    signals: Array
    vector: Vectors
    words: frozenset[str]
    answer: bool
    weight: float
    made: bool = False
    plain: bool = False


def trials(example: Example, evidence: Evidence) -> Iterator[Trial]:
    """``example`` as it stands, and with its records taken away where it can be answered."""
    found = _tried(example, evidence, None)
    if found is not None:
        yield found
    if example.answered and not example.history:
        found = _tried(example, evidence, frozenset(evidence.records.ids) - example.records)
        if found is not None:
            yield replace(found, answer=False, weight=TAKEN_AWAY, made=True)


def vocabulary(found: Sequence[Trial]) -> list[str]:
    """The words of enough questions, in order."""
    words_of = {trial.example.question: trial.words for trial in found if not trial.made}
    held = Counter(word for words in words_of.values() for word in words)
    return sorted(word for word, count in held.items() if count >= LEAST_QUESTIONS)


def fit_refusal(found: Sequence[Trial], words: Sequence[str]) -> Network:
    """The network over the signals, the vectors and ``words`` of the trials."""
    answers = np.array([trial.answer for trial in found])
    weights = np.array([trial.weight for trial in found], dtype=np.float32)
    return fit_network(*_given(found, words), answers, weights)


def refusal_parameters(found: Sequence[Trial], embedder: str, cut: float) -> dict[str, Any]:
    """The network, and the threshold at the score ``cut``."""
    words = vocabulary(found)
    network = fit_refusal(found, words)
    middle, scale = (values.round(5).astype(float).tolist() for values in (network.middle, network.scale))
    return {
        "embedder": embedder,
        "dimension": len(found[0].vector),
        "threshold": round(1 / (1 + float(np.exp(-cut))), 4),
        "signals": {
            name: list(own)
            for name, own in zip(REFUSAL_SIGNALS, zip(middle, scale, strict=True), strict=True)
        },
        "words": words,
        "network": network.packed(),
    }


def out_of_fold(found: Sequence[Trial]) -> Array:
    """The score of each trial by a network fitted without its question."""
    folds = np.array([fold_of(trial.example.question) for trial in found])
    scores = np.zeros(len(found))
    words = vocabulary(found)
    for fold in range(FOLDS):
        network = fit_refusal([t for t, own in zip(found, folds, strict=True) if own != fold], words)
        unseen = [t for t, own in zip(found, folds, strict=True) if own == fold]
        scores[folds == fold] = network.scores(*_given(unseen, words))
    return scores


def _given(
    found: Sequence[Trial], words: Sequence[str]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """For each trial its signals, the vector of its question, and which of ``words`` it says."""
    said = np.array([[word in trial.words for word in words] for trial in found], dtype=np.float32)
    signals = np.array([trial.signals for trial in found], dtype=np.float32)
    return signals, np.array([trial.vector for trial in found], dtype=np.float32), said


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
            if t.answer and not (t.made or t.example.history) and t.example.weight == DEV_WEIGHT
        ]
    )
    return float(answered[int(wrongly * len(answered))])


def _tried(example: Example, evidence: Evidence, allowed: frozenset[str] | None) -> Trial | None:
    """The answer that would be given from the ``allowed`` records; ``None`` where there would be none anyway."""
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
    plain = asks_plainly(reading, chosen, evidence) or asks_for_person(reading, sentences)
    return Trial(
        example=example,
        signals=np.array([signals[name] for name in REFUSAL_SIGNALS]),
        vector=question_vector(weighed, chosen[0].record),
        words=question_words(reading, chosen[0].record, evidence),
        answer=example.answered,
        weight=example.weight,
        plain=plain,
    )
