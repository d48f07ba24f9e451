"""The support check: a sentence, the passages it cites, and whether it stands in them.

Numbers, dates, countries, names, addresses and negations must be those of the cited text; the meaning must be
near. How often it errs is measured on ``eval/support_pairs.jsonl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import Support
from assistant.glossary import to_english
from assistant.support.figures import Figure, figures_in_digits, in_digits, months
from assistant.support.meaning import THRESHOLD, Likeness, Meaning
from assistant.support.names import addresses, names
from assistant.support.order import exchanged
from assistant.support.polarity import contradicts, denied, opposes
from assistant.support.roles import swapped, usurps
from assistant.support.source import Premise, Source, SourceSentence, places
from assistant.support.standing import displaces
from assistant.words import content_stems, stem, words
from index.embedder import Embedder

__all__ = ["Premise", "Problem", "SupportCheck", "Verdict"]


class Problem(StrEnum):
    """Why a sentence is not supported."""

    NO_SOURCE = "no_source"
    NUMBER = "number"
    DATE = "date"
    COUNTRY = "country"
    NAME = "name"
    ADDRESS = "address"
    NEGATION = "negation"
    ROLES = "roles"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the check found. ``aligned`` are the source sentences that the sentence speaks of, best first."""

    support: Support
    problems: tuple[Problem, ...] = ()
    aligned: tuple[SourceSentence, ...] = ()
    score: float = 1.0


class SupportCheck:
    """Checks sentences against passages. Deterministic; safe to share between threads."""

    def __init__(self, embedder: Embedder, *, threshold: float = THRESHOLD) -> None:
        self._meaning = Meaning(embedder)
        self._threshold = threshold

    def check(self, sentence: str, premises: Sequence[Premise], *, language: str = "en") -> Verdict:
        """The verdict on ``sentence``, written in ``language``, against English ``premises``."""
        source = Source(premises)
        if not source.sentences:
            return Verdict(support=Support.UNSUPPORTED, problems=(Problem.NO_SOURCE,), score=0.0)
        quoted = _quoted(sentence, source)
        if quoted:
            return Verdict(support=Support.QUOTED, aligned=quoted)
        claim = _Claim(sentence, language)
        aligned = source.align(claim.english, claim.stems, self._meaning.embed)
        likeness = self._meaning.likeness(claim.english, source, aligned)
        problems = tuple(dict.fromkeys(claim.problems(source, aligned)))
        if likeness.score < self._threshold:
            problems += (Problem.MEANING,)
        return Verdict(
            support=Support.UNSUPPORTED if problems else Support.SUPPORTED,
            problems=problems,
            aligned=aligned,
            score=likeness.score,
        )

    def likeness(self, sentence: str, premises: Sequence[Premise], *, language: str = "en") -> Likeness:
        """The figures that the meaning is judged by, to fit its weights."""
        source, claim = Source(premises), _Claim(sentence, language)
        return self._meaning.likeness(
            claim.english, source, source.align(claim.english, claim.stems, self._meaning.embed)
        )


class _Claim:
    """A sentence with what has to be found in its source."""

    def __init__(self, sentence: str, language: str) -> None:
        self.text = sentence
        self.language = language
        digits = in_digits(sentence, language)
        self.english = sentence if language == "en" else to_english(digits, language).text
        self.stems = frozenset(content_stems(self.english))
        self.every_stem = frozenset(stem(word) for word in words(self.english))
        self.figures = _counting(figures_in_digits(digits), figures_in_digits(self.english))
        self.places = places(sentence)

    def problems(self, source: Source, aligned: Sequence[SourceSentence]) -> Iterator[Problem]:
        against = " ".join(sentence.text for sentence in aligned)
        if any(not self._counts(figure, source, aligned) for figure in self.figures):
            yield Problem.NUMBER
        if not months(self.text) <= source.months:
            yield Problem.DATE
        if self._misplaced(source, aligned):
            yield Problem.COUNTRY
        if self._misnamed(source, aligned):
            yield Problem.NAME
        known = addresses(source.all)
        if any(not any(one in other for other in known) for one in addresses(self.text)):
            yield Problem.ADDRESS
        others = frozenset(stem(word) for word in words(against))
        if contradicts(self.text, against, self.language, self.stems, others) or opposes(
            self.every_stem, others
        ):
            yield Problem.NEGATION
        moved = self.language == "en" and exchanged(self.text, aligned[0].text)
        if moved or swapped(self.english, against):
            yield Problem.ROLES

    def _counts(self, figure: Figure, source: Source, aligned: Sequence[SourceSentence]) -> bool:
        """Whether the number is in the source, counting the same thing where that can be told."""
        near = [other for sentence in aligned for other in sentence.figures]
        same = [other for other in near if other.values & figure.values]
        if any(not figure.counted or not o.counted or o.counted & figure.counted for o in same):
            return True
        if any(not o.values & figure.values and o.counted & figure.counted for o in near):
            return False  # the source has another number of the same
        if figure.weak or same or figure.values & {float(len(self.places)), float(_enumerated(self.text))}:
            return True
        elsewhere = any(other.values & figure.values for other in source.figures)
        left_out = any(not o.weak and not any(o.values & f.values for f in self.figures) for o in near)
        return elsewhere and not left_out

    def _misplaced(self, source: Source, aligned: Sequence[SourceSentence]) -> bool:
        """Whether a country or region is not in the source, or stands where the source has another."""
        if not self.places <= source.places:
            return True
        near = frozenset[str]().union(*(sentence.places for sentence in aligned))
        return bool(self.places - near) and bool(aligned[0].places - self.places)

    def _misnamed(self, source: Source, aligned: Sequence[SourceSentence]) -> bool:
        ours = names(self.text)
        if not ours:
            return False
        if not all(source.book.holds(name, self.language) for name in ours):
            return True
        if usurps(self.text, source) or displaces(self.text, self.english, source, aligned, self.language):
            return True
        near = source.book_of(aligned)
        strangers = [name for name in ours if not near.holds(name, self.language)]
        if not strangers:
            return False
        mine = {word for name in ours for word in name.words}
        return any(
            not mine & set(name.words) and name.is_acronym == stranger.is_acronym
            for sentence in aligned[:1]
            for name in sentence.names
            for stranger in strangers
        )


def _counting(figures: tuple[Figure, ...], english: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """``figures`` with what they count in English; with nothing where the translation has other numbers."""
    if figures == english:
        return figures
    counted = {figure.values: figure.counted for figure in english}
    return tuple(replace(figure, counted=counted.get(figure.values, frozenset())) for figure in figures)


def _enumerated(text: str) -> int:
    """How many things ``text`` lists after a colon; 0 without one."""
    _, colon, listed = text.partition(":")
    items = [item for item in re.split(r"[,;]|\b(?:and|y|e|et)\b", listed) if item.strip(" .")]
    return len(items) if colon else 0


def _quoted(sentence: str, source: Source) -> tuple[SourceSentence, ...]:
    """The source sentences that hold ``sentence`` word for word; none if it is not a quotation."""
    bare = _bare(sentence)
    if len(bare.split()) < 4:
        return ()
    for found in source.sentences:
        before, held, after = f" {_bare(found.text)} ".partition(f" {bare} ")
        if held and not denied(before) and not denied(after):  # what is left out denies nothing
            return (found,)
    return ()


def _bare(text: str) -> str:
    text = re.sub(r"[“”„«»\"*_]", "", text.replace("’", "'").replace("‘", "'"))
    return re.sub(r"\s+", " ", re.sub(r"^[-•\s]+", "", text)).strip(" .;,")
