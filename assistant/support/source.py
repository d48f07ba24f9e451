"""What a sentence is held against: the cited passages, sentence by sentence, and those it aligns with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.support.figures import Figure, figures, months
from assistant.support.names import Name, NameBook, names
from assistant.words import content_stems, stem_set
from ingest.gazetteer import find_mentions
from ingest.records import Country
from ingest.sentences import split_sentences

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

MOST_ALIGNED = 3
_LANGUAGE = re.compile(r"\b(?:in|em|en) (?:Portuguese|Spanish|French|English|Russian|Arabic|Chinese)$")
_LATIN_AMERICAN = re.compile(r"\bLatin[ -]American\b")
_LATIN_AMERICAN_AND = re.compile(r"\bLatin[ -]American? and (?:the )?Caribbean\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """A cited passage: its ``text``, and what a reader sees above it (record and section) as ``header``.

    ``aliases`` are acronyms of the record with their full names.
    """

    text: str
    header: str = ""
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourceSentence:
    """A sentence of a premise: ``premises[premise].text[start:end]``."""

    premise: int
    start: int
    end: int
    text: str

    @cached_property
    def stems(self) -> frozenset[str]:
        return stem_set(self.text)

    @cached_property
    def places(self) -> frozenset[str]:
        return places(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return names(self.text)


class Source:
    """The premises of one check with everything that is looked up in them."""

    def __init__(self, premises: Sequence[Premise]) -> None:
        self.premises = tuple(premises)
        self.sentences = tuple(
            sentence for number, premise in enumerate(premises) for sentence in _sentences(number, premise)
        )
        self.text = "\n".join(premise.text for premise in premises)
        self.headers = "\n".join(premise.header for premise in premises)

    @cached_property
    def all(self) -> str:
        return f"{self.headers}\n{self.text}"

    @cached_property
    def places(self) -> frozenset[str]:
        return places(self.all)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures(self.text) + figures(self.headers)

    @cached_property
    def months(self) -> frozenset[int]:
        return months(self.all)

    @cached_property
    def book(self) -> NameBook:
        return NameBook(self.all, self._aliases())

    def book_of(self, sentences: Sequence[SourceSentence]) -> NameBook:
        """The names of some sentences and of the headers."""
        return NameBook("\n".join([self.headers, *(s.text for s in sentences)]), self._aliases())

    def align(self, text: str, stems: frozenset[str], embed: Embed) -> tuple[SourceSentence, ...]:
        """The one to three sentences that ``text`` speaks of, nearest first.

        The first is the best by cosine and shared words; each further one brings words that those before it
        lack.
        """
        if not self.sentences:
            return ()
        vectors = embed([text, *(sentence.text for sentence in self.sentences)])
        cosines = vectors[1:] @ vectors[0]
        nearness = {
            sentence: 0.55 * float(cosine) + 0.45 * _share(stems, sentence.stems)
            for sentence, cosine in zip(self.sentences, cosines, strict=True)
        }
        ranked = sorted(self.sentences, key=lambda s: (-nearness[s], s.premise, s.start))
        chosen = [ranked[0]]
        stems = stems - _place_stems(text)
        left = stems - ranked[0].stems
        while len(chosen) < MOST_ALIGNED and left:
            _, best = max(
                (
                    (_share(left, s.stems) * len(left) + nearness[s], s)
                    for s in ranked[1:8]
                    if s not in chosen
                ),
                key=lambda pair: pair[0],
                default=(0.0, ranked[0]),
            )
            if (
                len(left & best.stems) < max(2, 0.2 * len(stems))
                or nearness[best] < 0.5 * nearness[ranked[0]]
            ):
                break
            chosen.append(best)
            left -= best.stems
        return tuple(chosen)

    def _aliases(self) -> list[tuple[str, str]]:
        return [alias for premise in self.premises for alias in premise.aliases]


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[str]:
    """Countries, groups of countries and parts of the world that ``text`` names, by adjective too."""
    text = re.sub(r"\bCEE\b", "Central and Eastern Europe", text)
    text = _LATIN_AMERICAN.sub(
        "Latin America", _LATIN_AMERICAN_AND.sub("Latin America and the Caribbean", text)
    )
    return frozenset(
        mention.place.iso if isinstance(mention.place, Country) else mention.place.acronym
        for mention in find_mentions(text, adjectives=True, regions=True)
        if not _LANGUAGE.search(text[max(0, mention.start - 4) : mention.end])
    )


@lru_cache(maxsize=4096)
def _place_stems(text: str) -> frozenset[str]:
    mentions = find_mentions(text, adjectives=True, regions=True)
    return frozenset(content_stems(" ".join(text[m.start : m.end] for m in mentions)))


@lru_cache(maxsize=1024)
def _split(number: int, text: str) -> tuple[SourceSentence, ...]:
    return tuple(
        SourceSentence(premise=number, start=span.start, end=span.end, text=text[span.start : span.end])
        for span in split_sentences(text)
    )


def _sentences(number: int, premise: Premise) -> tuple[SourceSentence, ...]:
    return _split(number, premise.text)


def _share(stems: frozenset[str], others: frozenset[str]) -> float:
    return len(stems & others) / len(stems) if stems else 0.0
