"""Which of the facts that an answer should hold are in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from eval.cases import Nugget
from eval.metrics.words import first_words, stems, without_markers
from ingest.sentences import split_sentences

GAP = " ... "


def holds(text: str, nugget: Nugget) -> bool:
    """Whether ``text`` says ``nugget`` in one of its forms.

    Words are compared folded and stemmed. The pieces of a form that a gap separates stand in that order
    within one sentence (or list line) of the text.
    """
    lines, sentences = _pieces(text)
    return any(
        _in_order(piece, form) for form in nugget.forms for piece in (sentences if GAP in form else lines)
    )


def strict_vital(text: str, nuggets: Sequence[Nugget]) -> float:
    """V_strict: vital nuggets in ``text`` / vital nuggets. 0 where there are none.

    Source: Pradeep et al. 2024, TREC RAG track (AutoNuggetizer), with surface forms instead of a judge: a
    nugget is there in full or it is not.
    """
    vital = [nugget for nugget in nuggets if nugget.vital]
    return strict_all(text, vital)


def strict_all(text: str, nuggets: Sequence[Nugget]) -> float:
    """A_strict: nuggets in ``text`` / nuggets, vital or not, all of one weight. 0 where there are none.

    Source: as for ``strict_vital``.
    """
    return sum(holds(text, nugget) for nugget in nuggets) / len(nuggets) if nuggets else 0.0


def strict_vital_within(text: str, nuggets: Sequence[Nugget], words: int = 200) -> float:
    """V_strict of the first ``words`` words: what a reader meets who does not read on."""
    return strict_vital(first_words(without_markers(text), words), nuggets)


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The stems of every line of ``text``, and those of every sentence."""
    lines = without_markers(text).split("\n")
    sentences = [line[start:end] for line in lines for start, end in split_sentences(line)]
    return [stems(line) for line in lines], [stems(sentence) for sentence in sentences]


def _in_order(sentence: Sequence[str], form: str) -> bool:
    at = 0
    for piece in form.split(GAP):
        wanted = stems(piece)
        found = _find(sentence, wanted, at)
        if not wanted or found < 0:
            return False
        at = found + len(wanted)
    return True


def _find(sentence: Sequence[str], wanted: Sequence[str], start: int) -> int:
    last = len(sentence) - len(wanted)
    return next((i for i in range(start, last + 1) if sentence[i : i + len(wanted)] == wanted), -1)
