"""One page of a PDF as PDFium sees it: lines of text with their places, and the rulings of tables.

Places are in points from the upper left corner of the page as it is displayed.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import degrees
from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_drawn import Display, href_at, links_of, strokes_of
from ingest.readers.pdf_grid import Grid, find_grids

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium puts for a hyphen at the end of a line
_BOLD = ("bold", "black", "heavy", "semibold", "demi")

Place = tuple[int, int, int]
"""Grid, row and column of a cell."""


@dataclass(slots=True, kw_only=True)
class Line:
    """A stretch of text on one baseline within one cell or column; ``spans`` hold its words and their links.

    ``first`` is the width of its first word, ``place`` the cell it stands in.
    """

    page: int
    x0: float
    x1: float
    baseline: float
    height: float
    bold: bool
    place: Place | None = None
    first: float = 0.0
    spans: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(words for words, _ in self.spans)


@dataclass(slots=True, kw_only=True)
class Page:
    """What stands on one page: lines in the order in which they are drawn, and the grids of its tables."""

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid]
    slanted: str = ""
    images: bool = False


def read_page(page: PdfPage, number: int) -> Page:
    """The lines, tables and links of one page."""
    display = _display(page)
    width, height = page.get_size()
    edges, images = strokes_of(page, display)
    grids = find_grids(edges)
    lines, slanted = _lines(page, number, display, grids)
    return Page(
        number=number,
        width=width,
        height=height,
        lines=lines,
        grids=grids,
        slanted=slanted,
        images=images,
    )


def _display(page: PdfPage) -> Display:
    """From the coordinates of the file to those of the displayed page."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def _lines(
    page: PdfPage,
    number: int,
    display: Display,
    grids: list[Grid],
) -> tuple[list[Line], str]:
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    text = textpage.raw
    links = links_of(page, display)
    upright = page.get_rotation()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    lines: list[Line] = []
    slanted: list[str] = []
    line: Line | None = None
    gap = False
    fonts = _Fonts(raw, text)
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in {10, 13}:
            line, gap = None, False
            continue
        word = "-" if code in _HYPHENS else chr(code).translate(_LIGATURES)
        if not word.strip() or code == 0:
            gap = gap or bool(code)
            continue
        if _is_slanted(raw.FPDFText_GetCharAngle(text, at), upright):
            slanted.append(f" {word}" if gap else word)
            gap = False
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        one, other = display(box.left, box.bottom), display(box.right, box.top)
        x0, x1 = sorted((one[0], other[0]))
        height = abs(one[1] - other[1])
        baseline = display(x.value, y.value)[1]
        middle = ((x0 + x1) / 2, baseline - height / 4)
        fresh = line is None or _breaks(line, x0, baseline, height)
        bold = line.bold if line else False
        if fresh or gap:
            bold = fonts.bold(at)
            place = _place(grids, *middle)
            fresh = fresh or line is None or place != line.place
        if fresh or line is None:
            line = Line(
                page=number,
                x0=x0,
                x1=x1,
                baseline=baseline,
                height=height,
                bold=bold,
                place=_place(grids, *middle),
            )
            lines.append(line)
        elif gap and not _is_raised(line, baseline, height):
            if not line.first:
                line.first = line.x1 - line.x0
            line.bold = line.bold and bold
            word = f" {word}"
        if height > line.height:
            line.height, line.baseline = height, baseline
        line.x0, line.x1 = min(line.x0, x0), max(line.x1, x1)
        href = href_at(links, *middle) if links else None
        if line.spans and line.spans[-1][1] == href:
            line.spans[-1] = (line.spans[-1][0] + word, href)
        else:
            if word.startswith(" ") and line.spans:  # the space stands before the link, not in it
                line.spans[-1] = (f"{line.spans[-1][0]} ", line.spans[-1][1])
                word = word[1:]
            line.spans.append((word, href))
        gap = False
    textpage.close()
    for line in lines:
        line.first = line.first or line.x1 - line.x0
        line.spans = [(_whole(words), href) for words, href in line.spans]
    return lines, "".join(slanted).strip()


def _breaks(line: Line, x0: float, baseline: float, height: float) -> bool:
    """Whether a character at that place cannot belong to ``line``."""
    if abs(baseline - line.baseline) > 0.5 * max(height, line.height):
        return True
    return x0 < line.x0 - line.height or x0 > line.x1 + 8 * line.height


def _is_raised(line: Line, baseline: float, height: float) -> bool:
    """Whether a character is a superscript to the word before it, as in “111th”."""
    return height < 0.9 * line.height and baseline < line.baseline - 0.1 * line.height


def _place(grids: list[Grid], x: float, y: float) -> Place | None:
    for at, grid in enumerate(grids):
        if cell := grid.cell_at(x, y):
            return (at, *cell)
    return None


def _is_slanted(angle: float, rotation: int) -> bool:
    """Whether a character is turned against the page, as watermarks and titles along a margin are."""
    if angle < 0:
        return False
    turned = (degrees(angle) + rotation) % 360  # PDFium measures clockwise
    return 5 < turned < 355


def _whole(text: str) -> str:
    """``text`` with characters beyond the first plane put together again."""
    if not any(0xD800 <= ord(char) < 0xE000 for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Fonts:
    """Tells bold fonts by their names."""

    def __init__(self, raw: Any, text: Any) -> None:
        self._raw, self._text = raw, text
        self._buffer = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def bold(self, at: int) -> bool:
        size = self._raw.FPDFText_GetFontInfo(self._text, at, self._buffer, 128, self._flags)
        name = self._buffer.value.decode("utf-8", "replace").lower() if 0 < size <= 128 else ""
        return any(word in name for word in _BOLD)
