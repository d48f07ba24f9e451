"""An answer and what it stands on: statements, and citations down to the sentence and page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Support(StrEnum):
    """How a statement stands to the passages it cites."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a statement comes from: record, section, page, and the exact words.

    ``quote`` is ``section.text[start:end]`` of the section ``section_id`` of record ``practice_id``.
    ``section`` is the section's key, ``section_label`` its heading as the document writes it.
    """

    marker: int
    practice_id: str
    title: str
    section: str
    section_id: str
    section_label: str
    part: str | None
    pages: tuple[int, ...]
    document: str
    url: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or line of an answer with the markers of the citations it stands on."""

    text: str
    citations: tuple[int, ...]
    support: Support = Support.QUOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """A record offered when a question is not answered."""

    practice_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """One passage that was looked at, in the order of its score."""

    passage_id: str
    practice_id: str
    section: str
    score: float
    cosine: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A sentence that a language model wrote and the reader is not given as true, and why.

    ``problems`` are ``number``, ``date``, ``country``, ``name``, ``address``, ``negation``, ``roles``,
    ``meaning`` or ``no_source``: what of the sentence is not in the passages.
    """

    text: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """How a language model came by an answer: its name, the version of the prompts, what was taken out.

    ``unknown_markers`` counts citations of passages that it was never shown, ``corrected_markers`` sentences
    that stand in another passage than the one cited.
    """

    model: str
    prompts: str
    shown: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    unknown_markers: int = 0
    corrected_markers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the assistant says to a question.

    ``answer`` is Markdown with ``[1]`` markers; ``statements`` are its sentences in order. When ``answered``
    is false there are no citations and ``nearest`` names the closest records. ``kind`` is how the question
    was read (``lookup``, ``describe``, ``list``, ``count``, ``compare``, ``meta``, ``chitchat``,
    ``unanswerable``, ``out_of_scope``); ``read_as`` says so in words. ``confidence`` (0–1) is how sure the
    assistant is that the corpus answers, where it says. ``timings_ms`` are wall-clock
    milliseconds by stage. ``mode`` says who answered: ``extractive`` or ``generative``. ``fallback`` is the
    reason for which a model that was asked for did not (``timeout``, ``unsupported`` …; ``notice`` says it in
    words), ``generation`` what is known of the model's part. ``index`` is the id of the generation that
    answered.
    """

    answer: str
    answered: bool
    kind: str
    mode: str
    language: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    read_as: str = ""
    notice: str | None = None
    fallback: str | None = None
    generation: Generation | None = None
    retrieval: tuple[Retrieved, ...] = ()
    confidence: float | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    index: str = ""
