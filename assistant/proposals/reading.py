"""A text read as a proposal: its parts found by heading or by meaning, its sentences in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from assistant.glossary import Translation, to_english
from assistant.language import LANGUAGES, detect_language
from assistant.proposals.facets import read_facets
from assistant.proposals.headings import LONGEST, numbering_off, part_of_heading, table
from assistant.proposals.library import Library
from assistant.proposals.proposal import PartKey, Piece, Proposal
from ingest.sentences import split_sentences

_LINE = re.compile(r"[^\n]+")
_RUN_IN = re.compile(r"^(?P<label>[^:.!?\n]{3,60}?)[*_]*\s*(?:[:.][*_]*(?=\s)|:|\s[–—-]\s)\s*(?P<rest>\S.*)$")
_WITHIN = re.compile(
    r"(?<=[.;!?])\s+[*_]*(?P<label>[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ ’'][^\W\d_]+){0,3})[*_]*\s?(?:[:.][*_]*|[–—-])\s+(?=\S)"
)
_NUMBERED = re.compile(r"^\s*(?:#|(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})[.)]?\s)")
WEIGHTS = {
    PartKey.TITLE: 3.0,
    PartKey.OBJECTIVE: 2.0,
    PartKey.PROBLEM: 1.0,
    PartKey.ACTIVITIES: 1.0,
    PartKey.MODALITY: 1.0,
    PartKey.TARGET_GROUP: 1.0,
    PartKey.RESULTS: 0.7,
    PartKey.SUSTAINABILITY: 0.3,
    PartKey.PARTNERS: 0.3,
}
"""How much a mention in each part says of what a proposal is about; lists of partners name everybody."""

_GREETS = 8
_TITLE_LINES = 3
_LINE_ENDS = "\n\r\f\v\x85\u2028\u2029"
_SOFT_HYPHEN = "\u00ad"
_TOO_LONG = re.compile(r"[^\s]{80,}")
_BY_NEARNESS = 50
"""So many sentences without heading or cue are placed by nearness; those beyond are ``other``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """``text[start:end]`` under one heading; ``part`` is ``None`` where there was none that is known."""

    start: int
    end: int
    part: PartKey | None


def read_proposal(text: str, library: Library, *, language: str | None = None) -> Proposal:
    """``text`` as a proposal, to be compared with the records of ``library``.

    A heading that is known in one of the four languages puts what follows into its part; other sentences go
    by their words, then by their nearness to what each part is about.
    """
    text = _clean(text)
    language = language if language in LANGUAGES else detect_language(text)
    pieces = []
    for stretch in _stretches(text):
        for start, end in _sentences(text, stretch):
            english = _english(text[start:end], language, library)
            pieces.append(
                Piece(
                    part=stretch.part or PartKey.OTHER,
                    start=start,
                    end=end,
                    english=english.text,
                    foreign=english.unknown,
                    by_heading=stretch.part is not None,
                )
            )
    pieces = _by_meaning(pieces, library)
    facets = read_facets(text, [(piece.english, WEIGHTS.get(piece.part, 0.0)) for piece in pieces])
    return Proposal(text=text, language=language, pieces=tuple(pieces), facets=facets)


def _clean(text: str) -> str:
    """``text`` with plain line ends and spaces for what cannot be seen, every character in its place."""
    text = text.replace("\r\n", " \n")
    return "".join(
        "\n" if c in _LINE_ENDS else c if c.isprintable() or c == _SOFT_HYPHEN else " " for c in text
    )


def _english(text: str, language: str, library: Library) -> Translation:
    """A piece of a proposal in English; what is too long for a word is left out."""
    plain = _TOO_LONG.sub(" ", text.replace(_SOFT_HYPHEN, ""))
    return to_english(plain, language, vocabulary=library.vocabulary)


def _stretches(text: str) -> Iterator[_Stretch]:
    """The stretches of ``text`` between its headings; a heading belongs to none, a title to itself."""
    lines = list(_LINE.finditer(text))
    part: PartKey | None = None
    since = 0
    top = len(lines) > 2  # only titles so far
    for number, line in enumerate(lines):
        heading, opened, rest = _heading(line.group())
        within = list(_run_in(line.group(), rest))
        titled = top and not (heading or within) and number < _TITLE_LINES and _is_title(line.group())
        top = top and (titled or opened is PartKey.TITLE)
        if heading or titled:
            yield _Stretch(start=since, end=line.start(), part=part)
            since, part = line.start() + rest, opened
        for begin, after, named in within:
            yield _Stretch(start=since, end=line.start() + begin, part=part)
            since, part = line.start() + after, named
        if titled or part is PartKey.TITLE:
            yield _Stretch(start=since, end=line.end(), part=PartKey.TITLE)
            since, part = line.end(), None
    yield _Stretch(start=since, end=len(text), part=part)


def _heading(line: str) -> tuple[bool, PartKey | None, int]:
    """Whether ``line`` begins with a heading, which part that opens, and where the text after it begins."""
    bare = line.strip()
    if (part := part_of_heading(bare.rstrip(" :.*_#"))) is not None:
        return True, part, len(line)
    run_in = _RUN_IN.match(numbering_off(bare).strip("*_ "))
    if run_in and (part := part_of_heading(run_in["label"].strip("*_ "))) is not None:
        after = line.index(run_in["label"]) + len(run_in["label"])
        return True, part, line.index(run_in["rest"].split()[0], after)
    marked = bare.startswith("#") or (bare.isupper() and not re.search(r"\d", bare))
    if marked and len(bare.split()) <= LONGEST:
        return True, None, len(line)
    return False, None, 0


def _run_in(line: str, since: int) -> Iterator[tuple[int, int, PartKey]]:
    """Headings within ``line`` from ``since`` on, as e-mails run them in: begin, end and the part they open."""
    for found in _WITHIN.finditer(line, since):
        part = part_of_heading(found["label"])
        if part is not None:
            yield found.start(), found.end(), part


def _is_title(line: str) -> bool:
    """Whether a line at the top reads as a title: short, and no sentence."""
    bare = line.strip()
    return (
        2 <= len(bare.split()) <= 25 and bare[-1:] not in ".,;:!?" and not _NUMBERED.match(bare.lstrip("#"))
    )


def _sentences(text: str, stretch: _Stretch) -> Iterator[tuple[int, int]]:
    for span in split_sentences(text[stretch.start : stretch.end]):
        start, end = stretch.start + span.start, stretch.start + span.end
        first, _, rest = text[start:end].partition("\n")
        greeting = rest and first.rstrip().endswith((",", ":")) and len(first.split()) <= _GREETS
        middle = start + len(first) if greeting else start
        for begin, finish in ((start, middle), (middle, end)):
            words = text[begin:finish]
            if re.search(r"[^\W\d_]{2}", words):
                yield begin + len(words) - len(words.lstrip()), finish


def _by_meaning(pieces: list[Piece], library: Library) -> list[Piece]:
    """``pieces`` with a part for those that stand under no heading."""
    open_ = [at for at, piece in enumerate(pieces) if not piece.by_heading]
    if len(open_) == 1 and len(pieces) == 1:
        return [replace(pieces[0], part=PartKey.OBJECTIVE)]
    placed = list(pieces)
    unsure: list[int] = []
    for at in open_:
        cued = _cued(pieces[at].english)
        if cued is None:
            unsure.append(at)
        else:
            placed[at] = replace(pieces[at], part=cued)
    unsure = unsure[:_BY_NEARNESS]
    if unsure:
        names, meanings = library.described("meanings")
        near = library.index.embedder.embed_documents([pieces[at].english for at in unsure]) @ meanings.T
        for at, row in zip(unsure, near, strict=True):
            placed[at] = replace(pieces[at], part=PartKey(names[int(np.argmax(row))]))
    return placed


def _cued(english: str) -> PartKey | None:
    """The part that the words of a sentence show; only a short one is a mere greeting."""
    short = len(english.split()) <= _GREETS
    return next(
        (part for part, cue in _cues() if cue.search(english) and (short or part is not PartKey.OTHER)), None
    )


@cache
def _cues() -> tuple[tuple[PartKey, re.Pattern[str]], ...]:
    return tuple((PartKey(cue["part"]), re.compile("|".join(cue["words"]), re.I)) for cue in table()["cues"])
