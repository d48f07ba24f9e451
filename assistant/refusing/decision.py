"""When to say that the corpus does not answer.

A small network over signals of the answer that would be given (how much of the question it holds, whether it
shows the types of fact asked for, whether the places and names are there, how clearly its record came first), over
the vector of the question, and over its words. A question that says no more than which record and which section is
answered whatever they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from weakref import WeakKeyDictionary

import numpy as np

from assistant.evidence import Evidence
from assistant.reading import Reading
from assistant.refusing.network import Network, unpacked
from assistant.refusing.plain_asking import asks_for_person, asks_plainly
from assistant.refusing.signals import REFUSAL_SIGNALS, question_vector, question_words, refusal_signals
from assistant.weighed import RankedRecord, Weighed
from assistant.weighing.ranked_sentences import Sentence


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
    record = chosen[0].record
    found = refusal_signals(reading, weighed, chosen, sentences, evidence)
    fitted = evidence.parameters["refusal"]
    signals = np.array([[found[name] for name in REFUSAL_SIGNALS]], dtype=np.float32)
    vector = question_vector(weighed, record)
    if fitted["embedder"] != evidence.embedder:
        vector = np.zeros(fitted["dimension"], dtype=np.float32)
    words = question_words(reading, record, evidence)
    said = np.array([[word in words for word in fitted["words"]]], dtype=np.float32)
    score = float(_network(evidence).scores(signals, vector[np.newaxis], said)[0])
    confidence = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
    if asks_plainly(reading, chosen, evidence) or asks_for_person(reading, sentences):
        return Decision(answer=True, confidence=max(confidence, fitted["threshold"]))
    return Decision(answer=confidence >= fitted["threshold"], confidence=confidence)


_networks: WeakKeyDictionary[Evidence, Network] = WeakKeyDictionary()


def _network(evidence: Evidence) -> Network:
    """The network of the parameters of ``evidence``.

    Raises ``KeyError`` for a signal that has no weight: the parameters are of another version of the code.
    """
    if evidence not in _networks:
        fitted = evidence.parameters["refusal"]
        middle, scale = np.array([fitted["signals"][name] for name in REFUSAL_SIGNALS], dtype=np.float32).T
        _networks[evidence] = unpacked(fitted["network"], middle, scale)
    return _networks[evidence]
