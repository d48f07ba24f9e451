"""What the search for similar initiatives gives: matches with reasons, what differs, gaps and lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answer import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One aspect in which a record is like the proposal.

    ``text`` says so in the language of the proposal, ``citation`` is where the record says it, and
    ``quote`` the words of the proposal that it answers, ``proposal[start:end]``. ``value`` is the shared
    theme, modality, target group or country where the aspect is one of these.
    """

    aspect: str
    text: str
    citation: Citation
    quote: str
    start: int
    end: int
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One aspect in which a record differs from the proposal: what is ``yours``, and what is ``theirs``."""

    aspect: str
    text: str
    yours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """A record that tells the same as a match, nearly word for word; ``citation`` is its own passage."""

    practice_id: str
    title: str
    citation: Citation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarMatch:
    """A record like the proposal.

    ``score`` runs from 0 to 1: from 0.75 on (``strong``) the record is more likely than not a must-read, from
    0.5 on (``useful``) of good use, from 0.25 on (``marginal``) worth a look. What a record does not say is
    ``None``. ``also`` holds records that tell the same.
    """

    practice_id: str
    kind: str
    title: str
    region: str | None
    countries: tuple[str, ...]
    score: float
    strength: str
    reasons: tuple[Reason, ...]
    differences: tuple[Difference, ...]
    adaptability: Citation | None
    results: Citation | None
    funding: Citation | None
    contacts: Citation | None
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """A part of the proposal as it was found; ``by_heading`` says whether a heading named it."""

    part: str
    label: str
    quotes: tuple[str, ...]
    by_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """How the proposal was understood; themes, modalities and target groups come strongest first."""

    parts: tuple[ReadPart, ...]
    countries: tuple[str, ...]
    groups: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    modalities: tuple[str, ...]
    target_groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words of the proposal, ``proposal[start:end]``, that nothing in the corpus speaks to."""

    part: str
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson that at least two of the matches draw, with one citation of each of them."""

    lesson: str
    label: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """The records like a proposal, best first.

    Where there is none, ``reason`` says why. ``searched`` is the number of records that were compared.
    ``confidence`` (0–1) is how sure it is that the proposal is on the topic of the records at all.
    """

    matches: tuple[SimilarMatch, ...]
    language: str
    searched: int
    confidence: float
    read_as: ReadAs
    reason: str | None = None
    gaps: tuple[Gap, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    notice: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    index: str = ""
