"""Small charts as inline SVG: bars with intervals, curves, and points; colours come from the page's CSS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from eval.metrics.significance import Interval

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 12, 46
_LETTER = 6.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A name and its points (x, y), with a text for each that is shown when pointed at."""

    name: str
    points: tuple[tuple[float, float], ...]
    titles: tuple[str, ...] = ()


def bars(groups: Sequence[str], series: Sequence[tuple[str, Sequence[Interval | None]]], label: str) -> str:
    """Bars from 0 to 1 with whiskers, one cluster for each group, one colour for each series."""
    frame = _Frame(top=1.0, right=float(max(len(groups), 1)))
    marks: list[str] = []
    slot = frame.x(1) - frame.x(0)
    width = min(34.0, slot * 0.8 / max(len(series), 1))
    for place, group in enumerate(groups):
        centre = frame.x(place + 0.5)
        marks.append(_label(centre, group, slot, slanted=len(groups) > 7))
        for number, (name, values) in enumerate(series):
            value = values[place]
            if value is None:
                continue
            x = centre + (number - len(series) / 2) * width
            y = frame.y(value.mean)
            title = f"{group}, {name}: {value.mean:.3f} [{value.low:.3f}, {value.high:.3f}], n = {value.n}"
            height = HEIGHT - BOTTOM - y
            marks.append(
                f'<g class="s{number % 8}"><title>{escape(title)}</title>'
                f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}" rx="2"/>'
                f'<path class="whisker" d="M{x + width / 2:.1f} {frame.y(value.low):.1f}'
                f'V{frame.y(value.high):.1f}"/></g>'
            )
    return frame.drawn(marks, label, y_label="") + legend([name for name, _ in series])


def curves(series: Sequence[Series], label: str, *, x_label: str, y_label: str) -> str:
    """Lines through the points of each series, both axes from 0 to 1; a single point is a dot."""
    frame = _Frame(top=1.0, right=1.0)
    marks: list[str] = [_text(frame.x(tick), HEIGHT - BOTTOM + 16, f"{tick:g}") for tick in _ticks(1.0)]
    for number, item in enumerate(series):
        path = "L".join(f"{frame.x(x):.1f} {frame.y(y):.1f}" for x, y in item.points)
        ends = item.points[-1:]
        dots = "".join(_dot(frame, x, y) for x, y in ends)
        marks.append(
            f'<g class="s{number % 8}"><title>{escape(item.name)}</title>'
            f'<path class="line" d="M{path}"/>{dots}</g>'
            if item.points
            else ""
        )
    drawn = frame.drawn(marks, label, y_label=y_label, x_label=x_label)
    return drawn + legend([item.name for item in series])


def points(series: Sequence[Series], label: str, *, x_label: str, y_label: str) -> str:
    """A dot for each point of each series; x from 0 to the largest, y from 0 to 1."""
    right = max([x for item in series for x, _ in item.points], default=1.0) * 1.12 or 1.0
    frame = _Frame(top=1.0, right=right)
    marks: list[str] = [_text(frame.x(tick), HEIGHT - BOTTOM + 16, f"{tick:g}") for tick in _ticks(right)]
    for number, item in enumerate(series):
        for place, (x, y) in enumerate(item.points):
            title = item.titles[place] if place < len(item.titles) else item.name
            marks.append(f'<g class="s{number % 8}"><title>{escape(title)}</title>{_dot(frame, x, y)}</g>')
    drawn = frame.drawn(marks, label, y_label=y_label, x_label=x_label)
    return drawn + legend([item.name for item in series])


def legend(names: Iterable[str]) -> str:
    """A line of coloured names for the series of a chart."""
    items = "".join(
        f'<span class="key s{number % 8}"><i></i>{escape(name)}</span>' for number, name in enumerate(names)
    )
    return f'<p class="legend">{items}</p>'


class _Frame:
    """The axes of a chart and where its values lie."""

    def __init__(self, *, top: float, right: float) -> None:
        self._top = top
        self._right = right

    def x(self, value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / self._right

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self._top

    def drawn(self, marks: Sequence[str], label: str, *, y_label: str, x_label: str = "") -> str:
        grid = "".join(
            f'<path class="grid" d="M{LEFT} {self.y(tick):.1f}H{WIDTH - RIGHT}"/>'
            + _text(LEFT - 6, self.y(tick) + 4, f"{tick:g}", "end")
            for tick in _ticks(self._top)
        )
        names = _text(WIDTH / 2, HEIGHT - 6, x_label, "middle", "axis") if x_label else ""
        if y_label:
            names += (
                f'<text class="axis" text-anchor="middle" '
                f'transform="translate(11 {HEIGHT / 2 - 16:.0f}) rotate(-90)">{escape(y_label)}</text>'
            )
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
            f"{grid}{''.join(marks)}{names}</svg>"
        )


def _label(x: float, text: str, slot: float, *, slanted: bool) -> str:
    """The name under a cluster: in as many lines as its slot asks for, or slanted."""
    if not slanted:
        lines = wrap(text, max(8, int(slot / _LETTER)))
        return "".join(
            _text(x, HEIGHT - BOTTOM + 15 + 12 * number, line) for number, line in enumerate(lines)
        )
    place = f"translate({x + 6:.1f} {HEIGHT - BOTTOM + 14}) rotate(-24)"
    return f'<text class="tick" text-anchor="end" transform="{place}">{escape(text)}</text>'


def _dot(frame: _Frame, x: float, y: float) -> str:
    return f'<circle cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" r="5"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle", kind: str = "tick") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _ticks(top: float) -> list[float]:
    if top <= 1.0:
        return [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    step = next(step for step in (10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 10**9) if top / step <= 6)
    return [float(step * n) for n in range(int(top // step) + 1)]
