"""One good practice: its heading, header and table → a record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.audit import Ledger
from ingest.blocks import (
    Block,
    Heading,
    ListItem,
    Omission,
    PageBreak,
    Paragraph,
    TableRow,
    cell_text,
    pages_of,
    visible_text,
)
from ingest.compendium_contents import Contents, practice_number
from ingest.compendium_header import Header, HeaderField, part_label, read_header
from ingest.compendium_record import make_record
from ingest.compendium_sections import (
    Draft,
    content_of,
    has_small_letters,
    is_image_text,
    is_label_row,
    key_of_unlabelled,
    read_row_label,
    row_line,
)
from ingest.labels import Label, Likeness, exact_key, guess_label, read_label
from ingest.passcodes import REASON, without_passcodes
from ingest.records import Record, SectionKey

UNLABELLED = "Text without a heading"
IMAGE = "Text in an image"
COUNTRIES = "Countries involved"


class PracticeReader:
    """Reads the blocks of one practice from its first to its last; ``name`` is its title if no block states it."""

    def __init__(
        self,
        record_id: str,
        *,
        number: int | None,
        contents: Contents,
        ledger: Ledger,
        document_id: str,
        last_page: int | None = None,
        likeness: Likeness | None = None,
        name: str = "",
    ) -> None:
        self._id = record_id
        self._number = number
        self._ledger = ledger
        self._likeness = likeness
        self._document = document_id
        entry = contents.entry(number) if number is not None else None
        self._name = entry.name if entry else name
        self._pages = contents.pages(entry, last=last_page) if entry else ()
        self._headers = [Header()]
        self._drafts: list[Draft] = []
        self._current: Draft | None = None
        self._seam = False
        self._page: int | None = None
        self._rows: list[TableRow] = []
        self._in_image = False  # whether the block before was read from an image
        self._split = ""  # what is still to come of a label that is split over rows

    def read(self, blocks: Sequence[Block], *, period: str | None) -> Record:
        """The record of the practice."""
        self._rows = [block for block in blocks if isinstance(block, TableRow)]
        rows = 0
        for at, block in enumerate(blocks):
            match block:
                case PageBreak():
                    self._seam = True
                    self._page = block.number or self._page
                case Omission():
                    self._ledger.drop(block.text, block.reason)
                    self._seam = True
                case TableRow():
                    self._seam = self._seam or block.opens
                    rows += self._row(rows, block)
                    self._seam = True
                case Heading() | Paragraph() | ListItem():
                    if at == 0 and practice_number(block.text) is not None:
                        self._name = self._name or block.text
                        self._ledger.keep(block.text, self._id, "heading")
                    else:
                        self._line(block)
                    self._seam = isinstance(block, ListItem) and self._seam
        return self._finish(period)

    def _line(self, block: Heading | Paragraph | ListItem) -> None:
        text = block.text
        if part := part_label(text):
            self._headers.append(Header(part=part))
            self._current = None
            self._ledger.keep(text, self._id, "part")
            return
        if (fields := read_header(text)) and self._takes_header(fields):
            self._take_header(fields, block)
            return
        if not isinstance(block, ListItem) and (label := self._line_label(block)):
            self._open(label.key, label.words)
            self._keep_label(label, text)
            return
        piece = (
            block
            if isinstance(block, ListItem)
            else Paragraph(
                text=text, bold=isinstance(block, Heading) or block.bold, links=block.links, pages=block.pages
            )
        )
        imaged = is_image_text(text) or (self._in_image and not has_small_letters(text))
        if imaged and self._current is not None and not text.startswith("http"):
            self._image([piece])
        else:
            self._add([piece], outside=True)

    def _line_label(self, block: Heading | Paragraph) -> Label | None:
        """The label that a line of its own states: word for word, or as a heading that the document marks."""
        if key := exact_key(block.text):
            return Label(key=key, words=block.text)
        label = read_label(block.text)
        if label and label.question and (block.bold if isinstance(block, Paragraph) else True):
            return label
        if isinstance(block, Heading):
            return label or (None if self._rows else self._unknown_label(block.text))
        return None

    def _row(self, at: int, row: TableRow) -> int:
        """Take a row; always one, rows of a split label are told by what stands above them."""
        if len(row.cells) == 1 or not is_label_row(row):
            self._loose_row(row)
            return 1
        label_text, content = cell_text(row.cells[0]), content_of(row)
        as_header = f"{label_text.rstrip(':')}: {' '.join(part.text for part in content)}"
        if (fields := read_header(as_header)) and not self._drafts_of_part() and self._takes_header(fields):
            self._take_header(fields, row)
            return 1
        found = read_row_label(self._rows, at)
        if self._continues_label(label_text):
            self._ledger.keep(label_text, self._id, "label")
            self._add(content, seam=True)
        elif found.label is not None:
            self._open(found.label.key, found.words if found.rows > 1 else found.label.words)
            self._split = found.words[len(label_text) :].strip() if found.rows > 1 else ""
            if found.rows > 1:
                self._note(f"label “{found.words}” stands in {found.rows} rows, joined")
                self._ledger.keep(label_text, self._id, "label")
            else:
                self._keep_label(found.label, label_text)
            self._add(content)
        elif found.words and self._current is not None and is_image_text(visible_text(row)):
            self._image([row_line(row)], source=visible_text(row))
        elif found.words:
            unknown = self._unknown_label(found.words)
            self._open(unknown.key, unknown.words)
            self._ledger.keep(label_text, self._id, "label")
            self._add(content)
        else:
            self._unlabelled(at, content)
        return 1

    def _unknown_label(self, words: str) -> Label:
        """What a label that no table knows heads: the section that it resembles in meaning, or else other."""
        if guess := guess_label(words, self._likeness):
            self._note(
                f"label “{words}” is in no table of labels: taken for {guess.key} by its likeness "
                f"to “{guess.wording}” ({guess.score:.2f})"
            )
            return Label(key=guess.key, words=words)
        self._note(f"label “{words}” is in no table of labels: kept as other")
        return Label(key=SectionKey.OTHER, words=words)

    def _continues_label(self, label_text: str) -> bool:
        """Whether this is the rest of a label whose first words stood in the row above."""
        if not label_text or not self._split:
            return False
        rest = " ".join(label_text.split())
        if self._split == rest or self._split.startswith(rest + " "):
            self._split = self._split[len(rest) :].strip()
            return True
        return False

    def _unlabelled(self, at: int, content: Sequence[Paragraph | ListItem]) -> None:
        if self._current is None:
            self._add(content)
            return
        coming = [
            label.key
            for later in self._rows[at + 1 :]
            if later.cells and (label := read_label(cell_text(later.cells[0]))) is not None
        ]
        have = [draft.key for draft in self._drafts_of_part()]
        key = key_of_unlabelled(self._current, content, coming=coming, have=have)
        if key is None:
            self._add(content, seam=True)
            return
        self._open(key, key.label)
        self._note(
            f"{key}: the label cell is blank; taken for {key} by the order of the form and the sentence begun"
        )
        self._add(content)

    def _loose_row(self, row: TableRow) -> None:
        """A row that is not label and text: text in one cell, another table, or an image."""
        if len(row.cells) == 1:
            words = cell_text(row.cells[0])
            if label := (Label(key=key, words=words) if (key := exact_key(words)) else None):
                self._open(label.key, label.words)
                self._keep_label(label, words)
            else:
                self._add(list(row.cells[0]), seam=True)
            return
        if is_image_text(visible_text(row)):
            self._image([row_line(row)], source=visible_text(row))
        else:
            self._add([row_line(row)], source=visible_text(row))

    def _image(self, pieces: Sequence[Paragraph | ListItem], source: str | None = None) -> None:
        draft = self._draft(SectionKey.OTHER, IMAGE)
        draft.add(pieces, seam=False, page=self._page)
        self._in_image = True
        text = source if source is not None else "\n".join(piece.text for piece in pieces)
        self._ledger.keep(text, self._id, f"section:{draft.id}")
        self._ledger.unassigned(text, self._id)
        self._note(f"words without small letters after the table, as read from an image: kept as “{IMAGE}”")

    def _open(self, key: SectionKey, label: str) -> None:
        label = label.strip().rstrip(":").strip()
        part = self._headers[-1].part
        same = next(
            (draft for draft in self._drafts_of_part() if draft.key is key is not SectionKey.OTHER), None
        )
        if same is None:
            self._current = self._draft(key, label)
        else:
            if same is not self._current:
                self._note(f"{key}: a second label “{label}” for the same section, its text set behind")
            self._current = same
        self._current.part = part
        self._split = ""

    def _draft(self, key: SectionKey, label: str) -> Draft:
        part = self._headers[-1].part
        fresh = Draft(key=key, label=label, part=part)
        for draft in self._drafts:
            if draft.id == fresh.id:
                return draft
        self._drafts.append(fresh)
        return fresh

    def _add(
        self,
        pieces: Sequence[Paragraph | ListItem],
        *,
        seam: bool | None = None,
        outside: bool = False,
        source: str | None = None,
    ) -> None:
        self._in_image = False
        if self._current is None:
            self._current = self._draft(SectionKey.OTHER, UNLABELLED)
        stray = self._current.key is SectionKey.OTHER and self._current.label == UNLABELLED
        kept: list[Paragraph | ListItem] = []
        place = f"section:{self._current.id}"
        for piece in pieces:
            rest, secrets = without_passcodes(piece)
            for secret in secrets:
                self._ledger.drop(secret, REASON, secret=True)
                self._note("a meeting passcode was left out")
            if rest is None:
                continue
            kept.append(rest)
            if source is None:
                self._ledger.keep(rest.text, self._id, place)
            if stray:
                self._ledger.unassigned(rest.text, self._id)
        if source is not None:
            self._ledger.keep(source, self._id, place)
        joins = self._seam if outside else bool(seam)
        self._current.add(kept, seam=joins, page=self._page)

    def _keep_label(self, label: Label, source: str) -> None:
        if label.question:
            at = source.find(label.question.split()[0])
            self._ledger.keep(source[:at], self._id, "label")
            self._ledger.drop(source[at:], "question of the form after a label")
        else:
            self._ledger.keep(source, self._id, "label")
        bare = re.sub(r"\W+", " ", label.words).strip().lower()
        if label.key is SectionKey.CONTACTS and "material" in bare:
            self._note(f"label “{label.words}” covers two sections: its text is kept whole as contacts")

    def _takes_header(self, fields: tuple[HeaderField, ...]) -> bool:
        return not self._drafts_of_part() and not any(
            item.name in self._headers[-1].fields for item in fields
        )

    def _take_header(self, fields: tuple[HeaderField, ...], block: Block) -> None:
        for item in fields:
            self._headers[-1].fields[item.name] = item
            self._headers[-1].pages[item.name] = tuple((0, page) for page in pages_of(block)[:1])
            if not isinstance(block, TableRow):
                self._ledger.keep(item.source, self._id, item.name)
        if isinstance(block, TableRow):
            self._ledger.keep(visible_text(block), self._id, fields[0].name)

    def _drafts_of_part(self) -> list[Draft]:
        return [draft for draft in self._drafts if draft.part == self._headers[-1].part]

    def _note(self, text: str) -> None:
        part = self._headers[-1].part
        self._ledger.note(f"{part}: {text}" if part else text, self._id)

    def _finish(self, period: str | None) -> Record:
        for draft in self._drafts:
            if draft.joined:
                rows = "continuation" if draft.joined == 1 else "continuations"
                self._ledger.note(f"{draft.id}: {draft.joined} {rows} joined in mid-sentence", self._id)
        for header in self._headers:
            if value := header.value("countries"):
                label = COUNTRIES
                draft = Draft(key=SectionKey.OTHER, label=label, part=header.part)
                draft.add([Paragraph(text=value, pages=header.pages["countries"])], seam=False)
                if draft.id not in {known.id for known in self._drafts}:
                    self._drafts.append(draft)
        return make_record(
            self._id,
            number=self._number,
            name=self._name,
            headers=[header for header in self._headers if header.fields],
            drafts=self._drafts,
            pages=self._pages,
            period=period,
            document=self._document,
            note=self._note,
        )
