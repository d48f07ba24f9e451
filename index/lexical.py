"""Word statistics over all passages: BM25 (Lucene's variant, Robertson & Zaragoza 2009) through bm25s."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

K1 = 1.2
B = 0.75

LONGEST_WORD = 64
"""Beyond so many letters a word is none, and stemming it takes time that grows with the square."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+")

_ENGLISH = """
a about after all also am an and any are as at be because been before being both but by can could
did do does during each few for from further had has have having he her here him his how i if in
into is it its just me more most my no nor not of off on once only or other our out over own please
same she should so some such tell than that the their them then there these they this those through
to too under until up very was we were what when where which while who whom whose why will with
would you your
"""
STOP_WORDS = frozenset(_ENGLISH.split())


def fold(text: str) -> str:
    """``text`` without case, accents and typographic variants, so that spellings meet."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def tokens(text: str) -> list[str]:
    """The index terms of ``text`` in order: folded, stemmed, without stop words.

    A word in capitals is an acronym and stays even where it spells a stop word (``WHO``, ``IT``); numbers
    stay as they are written (``558.170,00``, ``2022``).
    """
    stem = _stemmer()
    terms: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        folded = fold(word)
        if word[0].isdigit() or len(word) > LONGEST_WORD:
            terms.append(folded)
        elif len(folded) > 1 and (folded not in STOP_WORDS or (word.isupper() and len(word) > 1)):
            terms.append(stem(folded))
    return terms


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("english").stemWord
    return stem


class LexicalIndex:
    """BM25 scores of all passages for a query; positions are those of the passages it was built from."""

    def __init__(self, model: Any, size: int) -> None:
        self._model = model
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """An index over ``texts``; the same texts give the same files."""
        import bm25s

        documents = [tokens(text) for text in texts]
        vocabulary = {
            term: number
            for number, term in enumerate(sorted({term for terms in documents for term in terms}))
        }
        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        if vocabulary:
            numbers = [[vocabulary[term] for term in terms] for terms in documents]
            model.index((numbers, vocabulary), show_progress=False)
        else:
            model.index([["-"] for _ in documents], show_progress=False)
        return cls(model, len(texts))

    def save(self, folder: Path) -> None:
        """Writes the index and its parameters into ``folder``."""
        self._model.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index that was saved in ``folder``, its arrays mapped from disk."""
        import bm25s

        model = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        # plain views of the same pages: every cut of a memory map pays for being one
        model.scores = {
            name: np.asarray(held) if isinstance(held, np.memmap) else held
            for name, held in model.scores.items()
        }
        return cls(model, int(model.scores["num_docs"]))

    def __len__(self) -> int:
        return self._size

    def score(self, query: str) -> Scores:
        """The BM25 score of every passage; all zero where no word of ``query`` occurs."""
        known = [term for term in tokens(query) if term in self._model.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        scores: Scores = np.asarray(self._model.get_scores(known), dtype=np.float32)
        return scores

    def top(self, query: str, k: int, mask: Mask | None = None) -> list[tuple[int, float]]:
        """Positions and scores of the ``k`` best passages that share a word with ``query``, best first."""
        scores = self.score(query)
        return [
            (i, float(scores[i]))
            for i in best(scores, k, scores > 0 if mask is None else mask & (scores > 0))
        ]


def best(scores: Scores, k: int, mask: Mask) -> list[int]:
    """The positions of the ``k`` highest ``scores`` where ``mask`` holds; ties in order of position."""
    positions = np.flatnonzero(mask)
    if len(positions) > 4 * k:
        kept = scores[positions]
        threshold = np.partition(kept, len(kept) - k)[len(kept) - k]
        positions = positions[kept >= threshold]
    order = np.argsort(-scores[positions], kind="stable")
    return [int(position) for position in positions[order][:k]]
