"""What there is to learn from: an index, the evidence it gives, and the examples it answers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering import catalog_of
from assistant.evidence import Evidence
from eval.fitting.examples import Example
from index.opened import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One index with its evidence, weighed by nothing yet, and its examples."""

    index: Index
    evidence: Evidence
    examples: list[Example]


def material(index: Index, examples: list[Example]) -> Material:
    """The material of ``index``."""
    return Material(index=index, evidence=Evidence(index, catalog_of(index), {}), examples=examples)
