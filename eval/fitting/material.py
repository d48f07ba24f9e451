"""What there is to learn from: an index, the evidence it gives, and the examples it answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.answering import catalog_of
from assistant.evidence import Evidence
from assistant.weighing import adapted, asked_before
from assistant.weights import Parameters
from eval.fitting.asked_before import Questions
from eval.fitting.examples import Example, fold_of
from index.opened import Index

NOTHING = (asked_before.nothing(), adapted.nothing())


class Material:
    """One index, its examples, and its evidence as it is weighed by nothing yet."""

    def __init__(self, index: Index, examples: list[Example], asked: Questions | None) -> None:
        """``asked`` is what is remembered: nothing where it is ``None``."""
        self.index = index
        self.examples = examples
        self.evidence = Evidence(index, catalog_of(index), {}, asked.without("") if asked else NOTHING)
        self.without = cache(self._without)
        self._asked = asked

    def _without(self, hand: str) -> Evidence:
        """The evidence that remembers no question that ``hand`` wrote."""
        return self.evidence.remembering(*self._asked.without(hand)) if self._asked else self.evidence


class Unseen:
    """The evidence of one index that has not seen a question.

    It is weighed by the parameters of the other folds, and remembers nothing of the hand that wrote the question:
    who writes many questions writes many that are alike.
    """

    def __init__(self, source: Material, by_fold: Sequence[Parameters]) -> None:
        self._source = source
        self._by_fold = by_fold
        self._weighed = cache(self._weigh)

    def __call__(self, question: str, hand: str = "") -> Evidence:
        return self._weighed(fold_of(question), hand)

    def _weigh(self, fold: int, hand: str) -> Evidence:
        return self._source.without(hand).with_parameters(self._by_fold[fold])
