"""When to say that the corpus does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog import Catalog
from assistant.evidence import RankedRecord, Sentence
from assistant.reading import Reading
from assistant.words import stem_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the evidence answers the question, and how sure that is (0–1)."""

    answer: bool
    confidence: float


def decide(
    reading: Reading, best: RankedRecord | None, chosen: Sequence[Sentence], catalog: Catalog
) -> Decision:
    """Answer if the chosen sentences and the names of their record hold what the question speaks of."""
    if best is None or not chosen:
        return Decision(answer=False, confidence=0.0)
    held = catalog.title_stems[best.record.id].union(
        *(stem_set(sentence.text) for sentence in chosen),
        *(stem_set(sentence.section.label) for sentence in chosen),
    )
    covered = catalog.coverage(reading.terms, frozenset(held)) if reading.terms else 1.0
    named = best.record.id in reading.records
    confidence = min(1.0, 0.6 * covered + 0.6 * max(0.0, best.cosine) + (0.25 if named else 0.0))
    if best.agreement < 0 and not named:
        confidence -= 0.25
    return Decision(answer=confidence >= 0.55, confidence=max(0.0, confidence))
