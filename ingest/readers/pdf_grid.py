"""Rulings → the grid of a table: which cell a point lies in, also where the table goes on over a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_NEAR = 2.5
_MOST_STROKES = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A stroke at ``at``, from ``start`` to ``end``: an ordinate and abscissas if it is ``flat``."""

    flat: bool
    at: float
    start: float
    end: float

    @classmethod
    def of(cls, x0: float, y0: float, x1: float, y1: float) -> Edge:
        """The edge between two corners of a thin box."""
        (x0, x1), (y0, y1) = sorted((x0, x1)), sorted((y0, y1))
        if x1 - x0 >= y1 - y0:
            return cls(flat=True, at=(y0 + y1) / 2, start=x0, end=x1)
        return cls(flat=False, at=(x0 + x1) / 2, start=y0, end=y1)

    def meets(self, other: Edge) -> bool:
        """Whether the two touch or cross."""
        if self.flat == other.flat:
            near = abs(self.at - other.at) <= _NEAR
            return near and self.start <= other.end + _NEAR and other.start <= self.end + _NEAR
        return (
            self.start - _NEAR <= other.at <= self.end + _NEAR
            and other.start - _NEAR <= self.at <= other.end + _NEAR
        )


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table: the ordinates between its rows, the abscissas between its columns, and its merged cells.

    ``open_top`` and ``open_bottom`` say that no stroke closes the table there: it goes on over the page.
    """

    xs: list[float]
    ys: list[float]
    open_top: bool
    open_bottom: bool
    joined: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell around a point; of a merged cell, those of its first."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] - _NEAR <= y <= self.ys[-1] + _NEAR):
            return None
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = max(0, min(bisect_right(self.ys, y) - 1, len(self.ys) - 2))
        return self.joined[row, column]

    def columns(self, row: int) -> list[int]:
        """The columns of ``row`` in which a cell begins, or ends that began above; merged ones once."""
        return [
            column for column in range(len(self.xs) - 1) if column == 0 or not self._same_as_left(row, column)
        ]

    def begins(self, row: int) -> bool:
        """Whether a cell begins in ``row``."""
        return any(self.joined[row, column][0] == row for column in range(len(self.xs) - 1))

    def right_of(self, row: int, column: int) -> float:
        """The right border of the cell that begins there."""
        last = max(at for at in range(len(self.xs) - 1) if self.joined[row, at] == self.joined[row, column])
        return self.xs[last + 1]

    def _same_as_left(self, row: int, column: int) -> bool:
        return self.joined[row, column] == self.joined[row, column - 1]


def find_grids(edges: Iterable[Edge]) -> list[Grid]:
    """The tables that ``edges`` draw, from top to bottom; frames and underlines are none."""
    strokes = _merged(edges)
    if len(strokes) > _MOST_STROKES:  # a drawing or a map
        return []
    grids = [grid for group in _connected(strokes) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Strokes that lie on one another or go on from one another made one."""
    merged: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: (edge.flat, round(edge.at), edge.start)):
        for at in range(len(merged) - 1, max(-1, len(merged) - 40), -1):
            other = merged[at]
            if other.flat == edge.flat and abs(other.at - edge.at) <= _NEAR and edge.meets(other):
                merged[at] = Edge(
                    flat=edge.flat,
                    at=other.at,
                    start=min(edge.start, other.start),
                    end=max(edge.end, other.end),
                )
                break
        else:
            merged.append(edge)
    return merged


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The strokes in groups that touch one another."""
    groups: list[list[Edge]] = []
    for edge in edges:
        touching = [group for group in groups if any(edge.meets(other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in touching)]
        groups.append([edge, *(other for group in touching for other in group)])
    return groups


def _grid(edges: Sequence[Edge]) -> Grid | None:
    flat = [edge for edge in edges if edge.flat]
    upright = [edge for edge in edges if not edge.flat]
    xs = _distinct(edge.at for edge in upright)
    if len(xs) < 3 or not flat:
        return None
    ys = _distinct(edge.at for edge in flat)
    top, bottom = min(edge.start for edge in upright), max(edge.end for edge in upright)
    open_top, open_bottom = top < ys[0] - 2 * _NEAR, bottom > ys[-1] + 2 * _NEAR
    ys = [top] * open_top + ys + [bottom] * open_bottom
    if len(ys) < 2:
        return None
    grid = Grid(xs=xs, ys=ys, open_top=open_top, open_bottom=open_bottom)
    grid.joined = _joined(grid, flat, upright)
    return grid


def _joined(
    grid: Grid, flat: Sequence[Edge], upright: Sequence[Edge]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid the first field of its cell: those with no stroke between them are one."""
    joined: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            joined[row, column] = (row, column)
            if row and not _covered(flat, grid.ys[row], grid.xs[column], grid.xs[column + 1]):
                joined[row, column] = joined[row - 1, column]
            elif column and not _covered(upright, grid.xs[column], grid.ys[row], grid.ys[row + 1]):
                joined[row, column] = joined[row, column - 1]
    return joined


def _covered(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(edge.at - at) <= 2 * _NEAR and edge.start <= middle <= edge.end for edge in edges)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found
