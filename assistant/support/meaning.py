"""Whether a sentence means what its source means: nearness of vectors and of words, weighed together."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from assistant.support.source import Source, SourceSentence, Vectors
from assistant.words import STOP_WORDS, content_stems, stem, words
from index.embedder import Embedder

_CACHED = 20_000
_LIKE = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near a sentence is to the source sentences it aligns with.

    ``cosine`` is that of the two texts. ``coverage`` is the share of the sentence's telling words that the
    source has, ``soft`` the same where a word near in meaning counts for as much as it is near. ``gap`` is
    the largest mean strangeness of three neighbouring words, as an added detail has.
    """

    cosine: float
    coverage: float
    soft: float
    gap: float

    @property
    def score(self) -> float:
        """The probability (0–1) that the source supports the sentence."""
        weights = (BIAS, *WEIGHTS)
        terms = (1.0, self.cosine, self.coverage, self.soft, self.gap)
        return 1 / (1 + math.exp(-sum(weight * term for weight, term in zip(weights, terms, strict=True))))


BIAS = -2.6
WEIGHTS = (4.9, 1.2, 2.0, -9.8)
THRESHOLD = 0.3


class Meaning:
    """Vectors of texts and words, kept for the next sentence about the same passages."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, in order."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= dict(zip(missing, self._embedder.embed_documents(missing), strict=True))
            with self._lock:
                self._vectors |= {text: known[text] for text in missing}
                while len(self._vectors) > _CACHED:
                    self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])

    def likeness(self, text: str, source: Source, aligned: Sequence[SourceSentence]) -> Likeness:
        """How near the English ``text`` is to the sentences it aligns with and to their headers."""
        against = " ".join(sentence.text for sentence in aligned)
        held = f"{against} {source.headers}"
        vectors = self.embed([text, against, aligned[0].text])
        cosine = float(max(vectors[0] @ vectors[1], vectors[0] @ vectors[2]))
        strange = self._strangeness(text, held)
        coverage = sum(value == 0 for value in strange) / len(strange) if strange else 1.0
        soft = 1 - sum(strange) / len(strange) if strange else 1.0
        runs = [sum(strange[at : at + 3]) / 3 for at in range(max(1, len(strange) - 2))]
        return Likeness(cosine=cosine, coverage=coverage, soft=soft, gap=max(runs, default=0.0))

    def _strangeness(self, text: str, held: str) -> list[float]:
        """For each telling word of ``text`` how far (0–1) it is from the nearest word of ``held``."""
        have = frozenset(content_stems(held))
        ours = [word for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
        strange = [word for word in dict.fromkeys(ours) if stem(word) not in have]
        if not strange:
            return [0.0] * len(ours)
        theirs = list(dict.fromkeys(word for word in words(held) if word not in STOP_WORDS and len(word) > 1))
        if not theirs:
            return [1.0] * len(ours)
        near = (self.embed(strange) @ self.embed(theirs).T).max(axis=1)
        far = {word: float(np.clip(1 - value, 0.0, 1.0)) for word, value in zip(strange, near, strict=True)}
        return [far.get(word, 0.0) for word in ours]
