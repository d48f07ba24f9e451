"""What a page of a PDF holds beside text: strokes, images and the boxes of links."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from ingest.readers.pdf_grid import Edge

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_THIN = 3.0
_MOST_SEGMENTS = 4_000

Point: TypeAlias = tuple[float, float]
Display: TypeAlias = Callable[[float, float], Point]
"""From the coordinates of the file to those of the displayed page."""
LinkBox: TypeAlias = tuple[float, float, float, float, str]
"""Left, top, right and bottom of a link, and its target."""


def strokes_of(page: PdfPage, display: Display) -> tuple[list[Edge], bool]:
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


def _strokes(item: Any, display: Display) -> Iterator[Edge]:
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


def links_of(page: PdfPage, display: Display) -> list[LinkBox]:
    """The boxes of the links to web and mail addresses, with their targets."""
    import pypdfium2.raw as raw

    document = page.pdf.raw
    found: list[LinkBox] = []
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


def href_at(links: list[LinkBox], x: float, y: float) -> str | None:
    return next((href for x0, y0, x1, y1, href in links if x0 <= x <= x1 and y0 <= y <= y1), None)
