"""Where countries lie and where there is land: what the map is drawn from."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

STEP = 2.5
_NORTH, _SOUTH = 82.5, -57.5

Place = tuple[float, float]


@cache
def country_points() -> dict[str, Place]:
    """Longitude and latitude of a point inside every country, by ISO code."""
    points = {}
    for line in _lines("country_points.tsv"):
        iso, longitude, latitude = line.split("\t")
        points[iso] = (float(longitude), float(latitude))
    return points


@cache
def land_dots() -> tuple[Place, ...]:
    """The points of a grid, ``STEP`` degrees wide, that lie on land."""
    longitudes = np.arange(-180 + STEP / 2, 180, STEP)
    latitudes = np.arange(_NORTH, _SOUTH, -STEP)
    x, y = (grid.ravel() for grid in np.meshgrid(longitudes, latitudes))
    land = np.zeros(len(x), dtype=np.bool_)
    for line in _lines("world_outlines.txt"):
        water = line.startswith("!")
        corners = np.array([list(map(float, pair.split(","))) for pair in line.lstrip("! ").split()])
        land = land & ~_inside(x, y, corners) if water else land | _inside(x, y, corners)
    return tuple(zip(x[land].tolist(), y[land].tolist(), strict=True))


def _inside(
    x: NDArray[np.float64], y: NDArray[np.float64], corners: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which points lie within the polygon: those from which a ray crosses its edges an odd number of "
    "times."""
    inside = np.zeros(len(x), dtype=np.bool_)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 == y2:
            continue
        crosses = ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        inside ^= crosses
    return inside


def _lines(name: str) -> list[str]:
    text = files("ui.pages").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
