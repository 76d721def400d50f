"""Points to the words of an SVG path: whole numbers, relative, smooth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import hypot

from rugwijzer.figures.vectors import Point

SCALE = 200
"""Units of the drawing in a thigh."""


def whole(value: float) -> int:
    """A length in thighs in whole units of the drawing."""
    return round(value * SCALE)


def numbers(values: Sequence[int]) -> str:
    """Whole numbers with as few signs between them as possible."""
    text = ""
    for value in values:
        text += f" {value}" if text and value >= 0 else str(value)
    return text


def smooth(points: Sequence[Point], closed: bool = True) -> str:
    """A smooth line through all points (y up in, y down out)."""
    at = [(whole(x), -whole(y)) for x, y in points]
    count = len(at)

    def point(index: int) -> tuple[int, int]:
        return at[index % count] if closed else at[max(0, min(count - 1, index))]

    def before(index: int) -> tuple[int, int]:
        (ax, ay), (bx, by), (x, y) = point(index - 1), point(index + 1), point(index)
        return round(x - (bx - ax) / 6), round(y - (by - ay) / 6)

    x, y = at[0]
    first, second = point(-1), point(1)
    parts = [f"M{numbers((x, y))}"]
    last = count if closed else count - 1
    values: list[int] = []
    for index in range(1, last + 1):
        (cx, cy), (px, py) = before(index), point(index)
        if index == 1:
            head = (round((second[0] - first[0]) / 6), round((second[1] - first[1]) / 6))
            parts.append(f"c{numbers((*head, cx - x, cy - y, px - x, py - y))}")
        else:
            values += [cx - x, cy - y, px - x, py - y]
        x, y = px, py
    if values:
        parts.append(f"s{numbers(values)}")
    return "".join(parts) + ("z" if closed else "")


def straight(points: Sequence[Point]) -> str:
    """A closed line with corners."""
    at = [(whole(x), -whole(y)) for x, y in points]
    values = [
        part for one, two in itertools.pairwise(at) for part in (two[0] - one[0], two[1] - one[1])
    ]
    return f"M{numbers(at[0])}l{numbers(values)}z"


def outline(points: Sequence[Point], paint: str) -> str:
    """The path of a shape by its paint."""
    if paint in ("line", "strap", "brow"):
        return smooth(points, closed=False)
    if paint == "dot":
        at = [(x * SCALE, -y * SCALE) for x, y in points]
        middle = (sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at))
        wide = max(hypot(x - middle[0], y - middle[1]) for x, y in at)
        arc = f"a{wide:.1f} {wide:.1f} 0 1 0"
        start = f"M{middle[0] - wide:.1f} {middle[1]:.1f}"
        return f"{start}{arc} {2 * wide:.1f} 0{arc} {-2 * wide:.1f} 0z"
    if paint == "spokes":
        middle, rim = points[0], points[1:]
        rays = [smooth([middle, each], closed=False) for each in rim]
        return "".join(rays)
    if paint in ("wood", "thing", "frame", "metal", "rubber", "card", "cloth") and len(points) == 4:
        return straight(points)
    return smooth(points)
