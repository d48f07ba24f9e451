"""When to say that the corpus does not answer.

A logistic model over signals of the answer that would be given (how much of the question it holds, whether it
shows the types of fact asked for, whether the places and names are there, how clearly its record came first), over
the vector of the question, and over its words. A question that says no more than which record and which section is
answered whatever they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from assistant.evidence import Evidence, RankedRecord, Weighed
from assistant.reading import Reading
from assistant.refusing.plain_asking import asks_for_person, asks_plainly
from assistant.refusing.signals import REFUSAL_SIGNALS, question_vector, question_words, refusal_signals
from assistant.weighing.ranked_sentences import Sentence
from assistant.weights import weights_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the evidence answers the question, and how sure that is (0–1)."""

    answer: bool
    confidence: float


def decide(
    reading: Reading,
    weighed: Weighed,
    chosen: Sequence[RankedRecord],
    sentences: Sequence[Sentence],
    evidence: Evidence,
) -> Decision:
    """Whether to give ``sentences`` as the answer."""
    if not chosen or not sentences:
        return Decision(answer=False, confidence=0.0)
    signals = refusal_signals(reading, weighed, chosen, sentences, evidence)
    fitted = evidence.parameters["refusal"]
    weights = weights_of(evidence.parameters, "refusal", REFUSAL_SIGNALS)
    score = float(np.array([signals[name] for name in REFUSAL_SIGNALS]) @ weights)
    said = question_words(reading, chosen[0].record, evidence)
    score += sum(weight for word, weight in fitted["words"].items() if word in said)
    if fitted["embedder"] == evidence.embedder:
        score += float(np.array(fitted["vector"]) @ question_vector(weighed, chosen[0].record))
    confidence = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
    if asks_plainly(reading, chosen, evidence) or asks_for_person(reading, sentences):
        return Decision(answer=True, confidence=max(confidence, fitted["threshold"]))
    return Decision(answer=confidence >= fitted["threshold"], confidence=confidence)
