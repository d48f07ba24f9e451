"""When to say that the corpus does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, RankedRecord, Sentence, Weighed
from assistant.reading import Reading


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
    """Answer."""
    return Decision(answer=bool(sentences), confidence=1.0)
