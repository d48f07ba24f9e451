"""Word statistics over all passages: BM25 (Lucene's variant, Robertson & Zaragoza 2009) through bm25s."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
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
    """BM25 scores of all passages for a query; positions are those of the passages it was built from.

    bm25s builds and saves it. What was saved is read without bm25s, whose import takes longer than a whole answer:
    ``scores`` of the passages at ``positions``, for the term with number ``n`` from ``starts[n]`` to ``starts[n + 1]``.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        scores: Scores,
        positions: NDArray[np.integer],
        starts: NDArray[np.integer],
        size: int,
        model: Any = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._scores, self._positions, self._starts = scores, positions, starts
        self._size = size
        self._model = model

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
        held = model.scores
        return cls(model.vocab_dict, held["data"], held["indices"], held["indptr"], len(texts), model)

    def save(self, folder: Path) -> None:
        """Writes the index, as it was built, and its parameters into ``folder``."""
        self._model.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index that was saved in ``folder``, its arrays mapped from disk."""
        vocabulary = json.loads((folder / "vocab.index.json").read_bytes())
        size = int(json.loads((folder / "params.index.json").read_bytes())["num_docs"])
        scores, positions, starts = (
            _mapped(folder / f"{name}.csc.index.npy") for name in ("data", "indices", "indptr")
        )
        return cls(vocabulary, scores, positions, starts, size)

    def __len__(self) -> int:
        return self._size

    def score(self, query: str) -> Scores:
        """The BM25 score of every passage; all zero where no word of ``query`` occurs."""
        scores = np.zeros(self._size, dtype=np.float32)
        for term in tokens(query):
            number = self._vocabulary.get(term)
            if number is not None:
                held = slice(self._starts[number], self._starts[number + 1])
                scores[self._positions[held]] += self._scores[held]
        return scores

    def top(self, query: str, k: int, mask: Mask | None = None) -> list[tuple[int, float]]:
        """Positions and scores of the ``k`` best passages that share a word with ``query``, best first."""
        scores = self.score(query)
        return [
            (i, float(scores[i]))
            for i in best(scores, k, scores > 0 if mask is None else mask & (scores > 0))
        ]


def _mapped(path: Path) -> NDArray[Any]:
    """The array in ``path`` as a plain view of its pages: every cut of a memory map pays for being one."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def best(scores: Scores, k: int, mask: Mask) -> list[int]:
    """The positions of the ``k`` highest ``scores`` where ``mask`` holds; ties in order of position."""
    positions = np.flatnonzero(mask)
    if len(positions) > 4 * k:
        kept = scores[positions]
        threshold = np.partition(kept, len(kept) - k)[len(kept) - k]
        positions = positions[kept >= threshold]
    order = np.argsort(-scores[positions], kind="stable")
    return [int(position) for position in positions[order][:k]]
