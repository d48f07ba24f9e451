"""The table of a practice → its sections: which label heads which text, across rows, pages and gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.audit import EXPECTED
from ingest.blocks import (
    Cell,
    ListItem,
    Paragraph,
    TableRow,
    block_links,
    cell_text,
    compose,
    page_starts,
    pages_of,
)
from ingest.labels import Label, exact_key, read_label
from ingest.records import Link, Section, SectionKey
from ingest.seams import append

_LISTLIKE = frozenset({SectionKey.CONTACTS, SectionKey.MATERIALS, SectionKey.FUNDING, SectionKey.OTHER})
_LONGEST_LABEL = 14
_ENDED = re.compile(r"[.!?:;…]['\"’”»)\]]*$")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A section while it is being read."""

    key: SectionKey
    label: str
    part: str | None = None
    pieces: list[Paragraph | ListItem] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    joined: int = 0

    @property
    def id(self) -> str:
        """The id that the finished section will have."""
        return self.section().id

    @property
    def text(self) -> str:
        """The text so far."""
        return compose(self.pieces)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links so far."""
        return tuple(link for piece in self.pieces for link in piece.links)

    def add(self, pieces: Sequence[Paragraph | ListItem], *, seam: bool, page: int | None = None) -> None:
        """Set ``pieces`` behind what is there; ``seam``: a break of table or page lies between."""
        self.joined += append(self.pieces, pieces, seam=seam, prose=self.key not in _LISTLIKE)
        exact = [number for piece in pieces for number in pages_of(piece)]
        for number in exact or ([page] if page is not None and pieces else []):
            if number not in self.pages:
                self.pages.append(number)

    def section(self, pages: tuple[int, ...] = ()) -> Section:
        """The section, on the pages it was read on or else on ``pages``."""
        own = tuple(sorted(self.pages)) or pages
        return Section(
            key=self.key,
            label=self.label,
            text=self.text,
            part=self.part,
            pages=own,
            page_starts=page_starts(self.pieces),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """What the first cell of a row says: the label (over ``rows`` rows), or none; and the text beside it."""

    label: Label | None
    words: str
    rows: int = 1


def content_of(row: TableRow) -> Cell:
    """The text of a row beside its label."""
    return tuple(part for cell in row.cells[1:] for part in cell)


def read_row_label(rows: Sequence[TableRow], at: int) -> RowLabel:
    """The label in the first cell of row ``at``, put together where it is split over rows."""
    words = cell_text(rows[at].cells[0])
    if not words:
        return RowLabel(label=None, words="")
    own = read_label(words)
    if exact_key(words) is None:
        joined = words
        for count in range(1, 3):
            if at + count >= len(rows):
                break
            more = cell_text(rows[at + count].cells[0])
            if not more or (exact_key(more) is not None and exact_key(f"{joined} {more}") is None):
                break
            joined = f"{joined} {more}"
            if key := exact_key(joined):
                return RowLabel(label=Label(key=key, words=joined), words=joined, rows=count + 1)
    return RowLabel(label=own, words=words)


def is_label_row(row: TableRow) -> bool:
    """Whether ``row`` is shaped like label and text: two columns with words at most, and a short label."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if len(row.cells) < 2 or not filled or len([at for at in filled if at > 0]) > 1:
        return False
    words = cell_text(row.cells[0])
    return not words or read_label(words) is not None or len(words.split()) <= _LONGEST_LABEL


def key_of_unlabelled(
    current: Draft,
    text: Sequence[Paragraph | ListItem],
    *,
    coming: Iterable[SectionKey],
    have: Iterable[SectionKey],
) -> SectionKey | None:
    """The section that a row without a label opens, or ``None`` where it goes on with the row above.

    It opens one where three things agree: the text above ends a sentence, the new text begins one, and the
    order of the form leaves out exactly there a section that the practice has nowhere else.
    """
    if not current.pieces or not text or current.key not in EXPECTED:
        return None
    before, after = current.pieces[-1].text.rstrip(), text[0].text.lstrip()
    if not _ENDED.search(before) or not after[:1].isupper():
        return None
    following = [key for key in coming if key in EXPECTED]
    if not following:
        return None
    gap = EXPECTED[EXPECTED.index(current.key) + 1 : EXPECTED.index(following[0])]
    taken = {*have, *following}
    return next((key for key in gap if key not in taken), None)


def is_image_text(text: str) -> bool:
    """Whether ``text`` is what a poster yields: several words, none in small letters."""
    letters = [char for char in text if char.isalpha()]
    return len(text.split()) >= 2 and len(letters) >= 8 and not has_small_letters(text)


def has_small_letters(text: str) -> bool:
    """Whether ``text`` has Latin letters that are not capitals."""
    return any("a" <= char <= "z" for char in text)


def row_line(row: TableRow) -> Paragraph:
    """A row of a table that is not the practice's own, on one line."""
    return Paragraph(
        text=" | ".join(words for cell in row.cells if (words := cell_text(cell))),
        links=block_links(row),
        pages=tuple((0, page) for page in pages_of(row)[:1]),
    )
