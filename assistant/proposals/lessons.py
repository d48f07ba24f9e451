"""What recurs across the matches, and what of the proposal nothing in the corpus speaks to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from assistant.answer import Citation
from assistant.citing import CitationBook
from assistant.proposals.evidence import Evidence
from assistant.proposals.library import Library
from assistant.proposals.matches import Gap, Lesson
from assistant.proposals.proposal import PartKey
from assistant.proposals.wording import lesson_label, part_label
from assistant.words import content_stems
from ingest.records import Record, SectionKey

_DRAWN_IN = (SectionKey.SUSTAINABILITY, SectionKey.ADAPTABILITY, SectionKey.INNOVATION)
_CLOSE = 0.35
"""From this cosine on, a sentence with a lesson's words is taken to draw the lesson."""

_SPOKEN_TO = 0.42
"""Below this cosine with every sentence of the corpus, nothing speaks to a piece of a proposal."""

_MOST_LESSONS = 5
_MOST_GAPS = 8
_FEWEST_WORDS = 3
_COUNTED = (PartKey.PROBLEM, PartKey.OBJECTIVE, PartKey.ACTIVITIES, PartKey.TARGET_GROUP, PartKey.RESULTS)


def recurring(
    records: Sequence[Record], library: Library, book: CitationBook, language: str
) -> tuple[Lesson, ...]:
    """Lessons that at least two of ``records`` draw, the most frequent first, one sentence of each cited."""
    index = library.index
    names, meanings = library.described("lessons")
    found: list[tuple[int, float, Lesson]] = []
    for at, name in enumerate(names):
        pattern = _words(name)
        citations: list[Citation] = []
        total = 0.0
        for record in records:
            rows = library.sentence_rows(record.id, _DRAWN_IN)
            telling = [row for row in rows if row in library.telling]
            able = [row for row in telling if pattern.search(index.sentences[row].text)]
            if not able:
                continue
            near = index.sentence_vectors[able] @ meanings[at]
            best = int(near.argmax())
            if near[best] < _CLOSE:
                continue
            sentence = index.sentences[able[best]]
            section = record.section(sentence.section_id)
            if section is None:
                continue
            total += float(near[best])
            marker = book.cite(record, section, sentence.start, sentence.end)
            citations.append(book.citations[marker - 1])
        if len(citations) > 1:
            lesson = Lesson(lesson=name, label=lesson_label(name, language), citations=tuple(citations))
            found.append((len(citations), total, lesson))
    found.sort(key=lambda item: (-item[0], -item[1]))
    return tuple(lesson for _, _, lesson in found[:_MOST_LESSONS])


def gaps(evidence: Evidence, language: str) -> tuple[Gap, ...]:
    """The pieces of a proposal that no sentence of any record is near to, in their order."""
    index = evidence.library.index
    near = evidence.vectors @ index.sentence_vectors.T
    found = []
    for at, piece in enumerate(evidence.pieces):
        stems = content_stems(piece.english)
        if piece.part not in _COUNTED or len(stems) < _FEWEST_WORDS:
            continue
        if float(near[at].max()) < _SPOKEN_TO:
            found.append(
                Gap(
                    part=str(piece.part),
                    label=part_label(str(piece.part), language),
                    quote=evidence.proposal.quote(piece),
                    start=piece.start,
                    end=piece.end,
                )
            )
    return tuple(found[:_MOST_GAPS])


@cache
def _words(lesson: str) -> re.Pattern[str]:
    source = files("assistant.proposals").joinpath("data/lesson_words.toml")
    table: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    return re.compile("|".join(rf"(?<!\w)(?:{words})(?!\w)" for words in table[lesson]), re.I)
