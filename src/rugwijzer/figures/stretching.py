"""Shapes that only grow longer or shorter as they turn, as limbs do that point at the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, pi, sin
from typing import NamedTuple

from rugwijzer.figures.vectors import Point


class Stretch(NamedTuple):
    """The form of a shape along its own axis; and where it is, how turned and how large, at each
    moment."""

    form: tuple[Point, ...]
    places: tuple[Point, ...]
    turns: tuple[float, ...]
    scales: tuple[tuple[float, float], ...]


def stretched(rows: Sequence[Sequence[Point]], close: float) -> Stretch | None:
    """How a shape is stretched and turned; None if that does not tell it closely enough."""
    widest = max(rows, key=lambda row: _spread(row)[0])
    middle = _middle(widest)
    axis = _spread(widest)[1]
    form = [_turned((x - middle[0], y - middle[1]), -axis) for x, y in widest]
    uu = sum(u * u for u, _ in form)
    vv = sum(v * v for _, v in form)
    uv = sum(u * v for u, v in form)
    area = uu * vv - uv * uv
    if area < 1e-9:
        return None
    places: list[Point] = []
    turns: list[float] = []
    scales: list[Point] = []
    for row in rows:
        place = _middle(row)
        away = [(x - place[0], y - place[1]) for x, y in row]
        columns = []
        for part in (0, 1):
            one = sum(at[part] * u for at, (u, _) in zip(away, form, strict=True))
            two = sum(at[part] * v for at, (_, v) in zip(away, form, strict=True))
            columns.append(((one * vv - two * uv) / area, (two * uu - one * uv) / area))
        (a, c), (b, d) = columns
        long, turn = hypot(a, b), atan2(b, a)
        broad = d * cos(turn) - c * sin(turn)
        for (u, v), at in zip(form, away, strict=True):
            x, y = _turned((u * long, v * broad), turn)
            if hypot(x - at[0], y - at[1]) > close:
                return None
        turn += 2 * pi * round(((turns[-1] if turns else turn) - turn) / (2 * pi))
        places.append(place)
        turns.append(turn)
        scales.append((long, broad))
    return Stretch(
        tuple(form), tuple(places), tuple(degrees(turn) for turn in turns), tuple(scales)
    )


def _middle(points: Sequence[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _spread(points: Sequence[Point]) -> tuple[float, float]:
    """How far points are spread, and the angle of the way in which they are spread most."""
    x, y = _middle(points)
    xx = sum((px - x) ** 2 for px, _ in points)
    yy = sum((py - y) ** 2 for _, py in points)
    xy = sum((px - x) * (py - y) for px, py in points)
    return xx + yy, atan2(2 * xy, xx - yy) / 2


def _turned(at: Point, turn: float) -> Point:
    return (at[0] * cos(turn) - at[1] * sin(turn), at[0] * sin(turn) + at[1] * cos(turn))
