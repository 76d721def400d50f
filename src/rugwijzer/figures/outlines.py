"""Outlines of round things as the eye sees them: smooth closed lines through points.

A loft is a row of cross-sections along a line of bones; a hull goes round some ellipsoids. Both
hold for every direction one looks from, and always give the same number of points, so that one
outline can be changed into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, exp, hypot, pi, sin, sqrt
from typing import NamedTuple

from rugwijzer.figures.pose import Eye
from rugwijzer.figures.vectors import Point, Vector, dot


class Ring(NamedTuple):
    """One cross-section: centre, the way the part runs, its front and side, its thicknesses."""

    at: Vector
    axis: Vector
    front_way: Vector
    side_way: Vector
    front: float
    back: float
    side: float


def reach_of(ring: Ring, way: Vector) -> float:
    """How far the section reaches in a direction of the picture."""
    ahead, aside = dot(way, ring.front_way), dot(way, ring.side_way)
    return sqrt(((ring.front if ahead > 0 else ring.back) * ahead) ** 2 + (ring.side * aside) ** 2)


def loft(rings: Sequence[Ring], eye: Eye, caps: tuple[float, float] = (1.0, 1.0)) -> list[Point]:
    """The outline of a part: up its one side, round its end, down its other side, round its start.

    `caps`: how round start and end are, 0 for cut off straight, as shares of the half-width.
    """
    left: list[Point] = []
    right: list[Point] = []
    ways = [_along(rings, index, eye) for index in range(len(rings))]
    for ring, (tx, ty) in zip(rings, ways, strict=True):
        x, y = eye.see(ring.at)
        one = reach_of(ring, eye.lift((-ty, tx)))
        two = reach_of(ring, eye.lift((ty, -tx)))
        left.append((x - ty * one, y + tx * one))
        right.append((x + ty * two, y - tx * two))
    end = _cap(left[-1], right[-1], ways[-1], caps[1])
    start = _cap(right[0], left[0], (-ways[0][0], -ways[0][1]), caps[0])
    return [*left, *end, *reversed(right), *start]


def _along(rings: Sequence[Ring], index: int, eye: Eye) -> Point:
    x, y = eye.see(rings[index].axis)
    size = hypot(x, y)
    if size < 0.12:
        one, two = eye.see(rings[0].at), eye.see(rings[-1].at)
        x, y = x + (two[0] - one[0]), y + (two[1] - one[1])
        size = hypot(x, y)
    return (x / size, y / size) if size > 1e-6 else (0.0, -1.0)


def _cap(one: Point, two: Point, way: Point, share: float) -> list[Point]:
    """Points round an end, from one side to the other; none if it is cut off straight."""
    if share <= 0:
        return []
    middle = ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
    half = ((one[0] - two[0]) / 2, (one[1] - two[1]) / 2)
    out = hypot(*half) * share
    return [
        (
            middle[0] + half[0] * cos(angle) + way[0] * out * sin(angle),
            middle[1] + half[1] * cos(angle) + way[1] * out * sin(angle),
        )
        for angle in (pi / 4, pi / 2, 3 * pi / 4)
    ]


SOFT = 0.003
"""Where two ellipsoids reach as far, within so many thighs, the outline takes the middle."""


class Egg(NamedTuple):
    """An ellipsoid: its centre and its three half-axes."""

    at: Vector
    one: Vector
    two: Vector
    three: Vector


def hull(eggs: Sequence[Egg], eye: Eye, count: int, ahead: Point) -> list[Point]:
    """The outline round some ellipsoids, sampled in so many directions, the first along `ahead`."""
    size = hypot(*ahead)
    ax, ay = (ahead[0] / size, ahead[1] / size) if size > 1e-6 else (1.0, 0.0)
    found = []
    for index in range(count):
        angle = 2 * pi * (index + 0.37) / count
        way = (ax * cos(angle) - ay * sin(angle), ay * cos(angle) + ax * sin(angle))
        lifted = eye.lift(way)
        outs = [dot(egg.at, lifted) + _reach(egg, lifted) for egg in eggs]
        far = max(outs)
        weights = [exp((out - far) / SOFT) if far - out < 12 * SOFT else 0.0 for out in outs]
        x = y = 0.0
        for egg, weight in zip(eggs, weights, strict=True):
            if weight:
                tx, ty = _touch(egg, lifted, eye)
                x, y = x + weight * tx, y + weight * ty
        found.append((x / sum(weights), y / sum(weights)))
    return found


def _reach(egg: Egg, way: Vector) -> float:
    return sqrt(dot(egg.one, way) ** 2 + dot(egg.two, way) ** 2 + dot(egg.three, way) ** 2)


def _touch(egg: Egg, way: Vector, eye: Eye) -> Point:
    far = max(_reach(egg, way), 1e-9)
    x, y = eye.see(egg.at)
    for axis in (egg.one, egg.two, egg.three):
        part = dot(axis, way) / far
        seen = eye.see(axis)
        x, y = x + seen[0] * part, y + seen[1] * part
    return (x, y)
