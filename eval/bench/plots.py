"""Bars and lines as SVG files beside the page of figures; readable on a light and on a dark ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10
from typing import Any

WIDTH, LEFT, RIGHT = 720, 210, 90
ROW = 26
COLOURS = ("#2f6fb2", "#d9822b", "#4c9a6a", "#8a63b3")
STYLE = (
    "<style>text{font:13px system-ui,sans-serif;fill:#222}.head{font-weight:600;font-size:15px}"
    ".grid{stroke:#bbb;stroke-width:.6}.ground{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}.ground{fill:#16191d}}</style>"
)


def drawn(results: Mapping[str, Any]) -> dict[str, str]:
    """The plots that ``results`` have figures for, by file name."""
    found = {}
    if "warm" in results:
        found["latency.svg"] = _latency(results["warm"]["results"])
    if "service" in results:
        found["throughput.svg"] = _throughput(results["service"]["results"])
    if "growth" in results:
        found["growth.svg"] = _growth(results["growth"]["results"])
    return found


def _latency(found: Mapping[str, Any]) -> str:
    rows = [
        (f"{name}, {share}", float(found[name][share]), place)
        for place, name in enumerate(("ours", "naive"))
        for share in ("p50", "p95")
    ]
    rows += [
        (f"ours, {stage}, p95", float(times["p95"]), 2) for stage, times in found["stages"].items() if times
    ]
    return _bars("Milliseconds an answer, one question at a time", rows)


def _throughput(found: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            f"{row['questions']}, {row['clients']} clients, {row['processes']} pr.",
            float(row["a_second"]),
            2 if row["questions"].startswith("naive") else row["processes"] - 1,
        )
        for row in found
        if row["questions"] != "repeated"
    ]
    return _bars("Answers a second to new questions", rows)


def _bars(title: str, rows: Sequence[tuple[str, float, int]]) -> str:
    """One bar for each of ``rows``: label, value, and the number of its colour."""
    most = max((value for _, value, _ in rows), default=1.0) or 1.0
    height = 44 + ROW * len(rows) + 8
    marks = []
    for place, (label, value, colour) in enumerate(rows):
        y = 44 + ROW * place
        length = (WIDTH - LEFT - RIGHT) * value / most
        marks.append(
            f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{LEFT}" y="{y + 3}" width="{max(length, 1):.1f}" height="{ROW - 8}" rx="2" '
            f'fill="{COLOURS[colour % len(COLOURS)]}"/>'
            f'<text x="{LEFT + length + 6:.1f}" y="{y + 15}">{value:g}</text>'
        )
    return _framed(title, marks, height)


def _growth(found: Sequence[Mapping[str, Any]]) -> str:
    """Latency over the number of passages, both to the power of ten."""
    height, bottom, top = 300, 250, 60
    xs = [log10(row["passages"]) for row in found]
    times = [float(row[share]) for row in found for share in ("p50", "p95")]
    low, high = log10(min(times)) - 0.1, log10(max(times)) + 0.1
    span = (max(xs) - min(xs)) or 1.0

    def place(row: Mapping[str, Any], share: str) -> tuple[float, float]:
        x = 90 + (WIDTH - 180) * (log10(row["passages"]) - min(xs)) / span
        return x, bottom - (bottom - top) * (log10(float(row[share])) - low) / (high - low)

    marks = [f'<path class="grid" d="M70 {bottom}H{WIDTH - 60}"/>']
    for row in found:
        x, _ = place(row, "p50")
        words = f"{row['passages']:,} passages"
        marks.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{words}</text>')
    for number, share in enumerate(("p50", "p95")):
        points = [place(row, share) for row in found]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        colour = COLOURS[number]
        marks.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), row in zip(points, found, strict=True):
            marks.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
                f'<text x="{x + 8:.1f}" y="{y + (16 if number == 0 else -8):.1f}">{share} {row[share]:g} ms</text>'
            )
    return _framed("Retrieval as the corpus grows", marks, height)


def _framed(title: str, marks: Sequence[str], height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{STYLE}<rect class="ground" width="{WIDTH}" height="{height}"/>'
        f'<text class="head" x="14" y="26">{escape(title)}</text>{"".join(marks)}</svg>\n'
    )
