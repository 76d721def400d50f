"""Points and directions in space: plain triples (x to the right, y up, z towards the viewer)."""

from __future__ import annotations

from math import acos, cos, degrees, radians, sin, sqrt
from typing import TypeAlias

Vector: TypeAlias = tuple[float, float, float]
Point: TypeAlias = tuple[float, float]

ORIGIN: Vector = (0.0, 0.0, 0.0)
UP: Vector = (0.0, 1.0, 0.0)
DOWN: Vector = (0.0, -1.0, 0.0)


def add(a: Vector, b: Vector, times: float = 1.0) -> Vector:
    """a + times · b."""
    return (a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    """From b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vector, times: float) -> Vector:
    """times · a."""
    return (a[0] * times, a[1] * times, a[2] * times)


def dot(a: Vector, b: Vector) -> float:
    """The part of a along b, if b has length 1."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Square to both, by the right hand."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vector) -> float:
    """How long it is."""
    return sqrt(dot(a, a))


def unit(a: Vector, otherwise: Vector = UP) -> Vector:
    """The direction of a; `otherwise` if it has none."""
    size = length(a)
    return otherwise if size < 1e-9 else scale(a, 1 / size)


def distance(a: Vector, b: Vector) -> float:
    """Between two points."""
    return length(subtract(a, b))


def between(a: Vector, b: Vector, share: float) -> Vector:
    """The point a share of the way from a to b."""
    return add(a, subtract(b, a), share)


def square_to(a: Vector, axis: Vector, otherwise: Vector = UP) -> Vector:
    """The direction of what of a is square to the axis (of length 1)."""
    return unit(add(a, axis, -dot(a, axis)), otherwise)


def turned(a: Vector, towards: Vector, angle: float) -> Vector:
    """a turned by so many degrees towards a direction square to it, both of length 1."""
    if not angle:
        return a
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    return (
        a[0] * cosine + towards[0] * sine,
        a[1] * cosine + towards[1] * sine,
        a[2] * cosine + towards[2] * sine,
    )


def about(a: Vector, axis: Vector, angle: float) -> Vector:
    """a turned about an axis by so many degrees, by the right hand."""
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    along = dot(a, axis) * (1 - cosine)
    return add(add(scale(a, cosine), cross(axis, a), sine), axis, along)


def angle_between(a: Vector, b: Vector) -> float:
    """Degrees between two directions of length 1."""
    return degrees(acos(max(-1.0, min(1.0, dot(a, b)))))
