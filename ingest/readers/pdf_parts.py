"""Pages of a PDF → running text and rows of tables in reading order, whole where they go on over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_page import Line, Page


@dataclass(slots=True, kw_only=True)
class Row:
    """A row of a table: its cells as lines, each with its right border."""

    cells: list[tuple[list[Line], float]]
    opens: bool
    columns: list[float]
    ends_open: bool = False
    begins_open: bool = False


@dataclass(slots=True, kw_only=True)
class Flow:
    """Running text between two tables."""

    lines: list[Line] = field(default_factory=list)


def parts_of(pages: Sequence[Page]) -> list[Flow | Row]:
    """Running text and rows of tables in reading order; what goes on over a page is one."""
    parts: list[Flow | Row] = []
    for page in pages:
        first = True
        for lines in _regions(page):
            place = lines[0].place
            if place is None:
                if not parts or not isinstance(parts[-1], Flow):
                    parts.append(Flow())
                flow = parts[-1]
                assert isinstance(flow, Flow)
                flow.lines.extend(lines)
            else:
                rows = _rows(page.grids[place[0]], lines)
                if first and rows and (whole := _over_the_page(parts, rows[0])):
                    parts[-1] = whole
                    rows = rows[1:]
                    if rows:
                        rows[0].opens = False
                parts.extend(rows)
            first = False
    return parts


def _over_the_page(parts: Sequence[Flow | Row], row: Row) -> Row | None:
    """The last row of the page before together with ``row``, where a row of a table goes on over the page."""
    before = parts[-1] if parts else None
    if not isinstance(before, Row) or not before.ends_open or not row.begins_open:
        return None
    same = len(before.columns) == len(row.columns) and len(before.cells) == len(row.cells)
    if not same or any(abs(a - b) > 4 for a, b in zip(before.columns, row.columns, strict=True)):
        return None
    cells = [
        (one + other, max(end, right))
        for (one, end), (other, right) in zip(before.cells, row.cells, strict=True)
    ]
    return replace(before, cells=cells, ends_open=row.ends_open)


def _regions(page: Page) -> list[list[Line]]:
    """The lines of a page in reading order, those of one table and those of the text between together."""
    regions: list[list[Line]] = []
    tables: dict[int, list[Line]] = {}
    for line in _ordered(page):
        grid = line.place[0] if line.place else None
        if grid is not None and grid in tables:
            tables[grid].append(line)
        elif grid is None and regions and regions[-1][-1].place is None:
            regions[-1].append(line)
        else:
            regions.append([line])
            if grid is not None:
                tables[grid] = regions[-1]
    return regions


def _ordered(page: Page) -> list[Line]:
    """The lines as drawn, which keeps columns apart; from top to bottom where they are drawn in no order."""
    free = [line for line in page.lines if line.place is None]
    jumps = sum(b.baseline < a.baseline - a.height for a, b in pairwise(free))
    if jumps > 6 and jumps > len(free) / 4:
        return sorted(page.lines, key=lambda line: (round(line.baseline / 3), line.x0))
    if jumps <= 1 and not any(_beside(a, b) for a, b in pairwise(free)):
        return sorted(page.lines, key=lambda line: line.baseline)
    return page.lines


def _beside(one: Line, other: Line) -> bool:
    return other.baseline < one.baseline - one.height and other.x0 > one.x1


def _rows(grid: Grid, lines: Sequence[Line]) -> list[Row]:
    cells: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        assert line.place is not None
        cells.setdefault(line.place[1:], []).append(line)
    rows: list[Row] = []
    last = len(grid.ys) - 2
    for row in range(last + 1):
        if not grid.begins(row):
            continue
        made = []
        for column in grid.columns(row):
            inside = cells.get((row, column), [])
            ordered = inside if _right_to_left(inside) else sorted(inside, key=lambda line: line.baseline)
            made.append((ordered, grid.right_of(row, column)))
        ends = grid.open_bottom and all(
            grid.joined[last, column][0] == row for column in range(len(grid.xs) - 1)
        )
        rows.append(
            Row(
                cells=made,
                opens=not rows,
                columns=grid.xs,
                ends_open=ends,
                begins_open=grid.open_top and row == 0,
            )
        )
    return rows


def _right_to_left(lines: Sequence[Line]) -> bool:
    return any("\u0590" <= char <= "\u08ff" for line in lines for char in line.text)
