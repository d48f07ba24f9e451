"""A proposal as it was read: its sentences, the part each belongs to, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PartKey(StrEnum):
    """The parts of a proposal, in the order in which they are reported."""

    TITLE = "title"
    PROBLEM = "problem"
    OBJECTIVE = "objective"
    ACTIVITIES = "activities"
    PARTNERS = "partners"
    COUNTRIES = "countries"
    TARGET_GROUP = "target_group"
    MODALITY = "modality"
    RESULTS = "results"
    SUSTAINABILITY = "sustainability"
    BUDGET = "budget"
    OTHER = "other"


SUBSTANCE = (
    PartKey.TITLE,
    PartKey.PROBLEM,
    PartKey.OBJECTIVE,
    PartKey.ACTIVITIES,
    PartKey.PARTNERS,
    PartKey.TARGET_GROUP,
    PartKey.MODALITY,
    PartKey.RESULTS,
    PartKey.SUSTAINABILITY,
)
"""The parts that say what a proposal is about; budget, countries and greetings do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence, list item or line of a proposal.

    ``proposal.text[start:end]`` are its words; ``english`` is what is compared with the records, ``foreign``
    the words in it that no table put into English. ``by_heading`` says whether a heading put it into its
    part, and not its meaning.
    """

    part: PartKey
    start: int
    end: int
    english: str
    foreign: tuple[str, ...] = ()
    by_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a text is about, by the words in it; themes, modalities and targets with their weights (0–1)."""

    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: Mapping[str, float] = field(default_factory=dict)
    modalities: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal: its text, language, sentences in order, and what it is about."""

    text: str
    language: str
    pieces: tuple[Piece, ...]
    facets: Facets

    def quote(self, piece: Piece) -> str:
        """The words of ``piece`` as they were written, without the sign of a heading or of a quotation."""
        return self.text[piece.start : piece.end].lstrip("#> ")

    def of(self, *parts: PartKey) -> tuple[Piece, ...]:
        """The pieces of ``parts``, in order."""
        return tuple(piece for piece in self.pieces if piece.part in parts)

    @property
    def parts(self) -> tuple[PartKey, ...]:
        """The parts that it has."""
        found = {piece.part for piece in self.pieces}
        return tuple(key for key in PartKey if key in found)
