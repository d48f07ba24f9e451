"""One page of a PDF as PDFium sees it: lines of text with their places, and the rulings of tables.

Places are in points from the upper left corner of the page as it is displayed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import degrees
from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_grid import Edge, Grid, find_grids

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)
_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium puts for a hyphen at the end of a line
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_THIN = 3.0
_MOST_SEGMENTS = 4_000

Point = tuple[float, float]
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
    edges, images = _drawn(page, display)
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


def _display(page: PdfPage) -> Callable[[float, float], tuple[float, float]]:
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


def _drawn(page: PdfPage, display: Callable[[float, float], tuple[float, float]]) -> tuple[list[Edge], bool]:
    """The straight horizontal and vertical strokes of the page, and whether it shows images."""
    import pypdfium2.raw as raw

    edges: list[Edge] = []
    images = False
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for item in page.get_objects(filter=kinds, max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            images = True
            continue
        left, bottom, right, top = item.get_bounds()
        box = (*display(left, bottom), *display(right, top))
        x0, x1 = sorted((box[0], box[2]))
        y0, y1 = sorted((box[1], box[3]))
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            edges.append(Edge.of(x0, y0, x1, y1))
        elif _is_stroked(item):
            edges.extend(_strokes(item, display))
    return edges, images


def _is_stroked(item: Any) -> bool:
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value)


def _strokes(item: Any, display: Callable[[float, float], tuple[float, float]]) -> Iterator[Edge]:
    """The horizontal and vertical lines of a path that draws several, such as a frame or a whole grid."""
    import pypdfium2.raw as raw

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point | None = None
    last: Point | None = None
    for at in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = display(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = last = point
            continue
        ends: list[tuple[Point | None, Point | None]] = (
            [(last, point)] if kind == raw.FPDF_SEGMENT_LINETO else []
        )
        if raw.FPDFPathSegment_GetClose(segment):
            ends.append((point, start))
        for one, other in ends:
            if one and other and (abs(one[0] - other[0]) < 1 or abs(one[1] - other[1]) < 1):
                yield Edge.of(*one, *other)
        last = point


def _lines(
    page: PdfPage,
    number: int,
    display: Callable[[float, float], tuple[float, float]],
    grids: list[Grid],
) -> tuple[list[Line], str]:
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    text = textpage.raw
    links = _links(page, display)
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
        href = _href(links, *middle) if links else None
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


def _links(
    page: PdfPage, display: Callable[[float, float], tuple[float, float]]
) -> list[tuple[float, float, float, float, str]]:
    """The boxes of the links to web and mail addresses, with their targets."""
    import pypdfium2.raw as raw

    document = page.pdf.raw
    found = []
    position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page.raw, position, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < size < 4_000:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, buffer, size)
        one, other = display(box.left, box.bottom), display(box.right, box.top)
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        found.append((x0, y0, x1, y1, buffer.value.decode("utf-8", "replace").strip()))
    return found


def _href(links: list[tuple[float, float, float, float, str]], x: float, y: float) -> str | None:
    return next((href for x0, y0, x1, y1, href in links if x0 <= x <= x1 and y0 <= y <= y1), None)
