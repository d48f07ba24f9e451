"""Which of the facts that an answer should hold are in it."""

from __future__ import annotations

from collections.abc import Sequence

from eval.cases import Nugget
from eval.metrics.words import first_words, stems, without_markers
from ingest.sentences import split_sentences

GAP = " ... "


def holds(text: str, nugget: Nugget) -> bool:
    """Whether ``text`` says ``nugget`` in one of its forms.

    Words are compared folded and stemmed. The pieces of a form that a gap separates stand in that order
    within one sentence (or list line) of the text.
    """
    plain = without_markers(text)
    lines = [stems(line) for line in plain.split("\n")]
    sentences = [stems(sentence) for sentence in _sentences(plain)]
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


def _sentences(text: str) -> list[str]:
    return [line[start:end] for line in text.split("\n") for start, end in split_sentences(line)]


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
