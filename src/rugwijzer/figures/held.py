"""Things that go with the body: sticks, bags, balls, pillows; seen by the same eye as the body."""

from __future__ import annotations

from math import atan2, copysign, cos, hypot, pi, sin
from typing import NamedTuple

from rugwijzer.figures.body import Build
from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.movement import Held
from rugwijzer.figures.pose import Body, Eye
from rugwijzer.figures.props import box
from rugwijzer.figures.vectors import Point, Vector, add, between, scale, subtract, unit

_RODS = {"stick": 0.028, "towel": 0.045, "band": 0.02}
_SIZES = {
    "ball": 0.32, "roller": 0.16, "pillow": 0.3, "sock": 0.08, "box": 0.34, "bag": 0.24,
    "bottle": 0.075, "tissue": 0.13,
}  # fmt: skip
_PAINTS = {
    "stick": "wood", "towel": "cloth", "band": "thing", "pillow": "cushion", "roller": "frame",
    "sock": "cloth", "tissue": "cloth", "ball": "frame", "bag": "thing", "bottle": "water-blue",
    "box": "card",
}  # fmt: skip
UNDER = ("pillow", "roller", "sock")
"""Things that lie behind the body, if nothing is said."""


class Part(NamedTuple):
    """One shape of a thing: its name, its paint; and whether it is only a line."""

    name: str
    paint: str
    line: bool = False


def place_of(body: Body, where: str | tuple[float, ...], build: Build) -> Vector:
    """Where a held thing is: a landmark, or a point of the room."""
    if isinstance(where, tuple):
        return (where[0], where[1], where[2] if len(where) > 2 else 0.0)
    found = landmark(body, where, build)
    assert found is not None
    return found[0]


def parts(index: int, held: Held, eye: Eye) -> tuple[Part, ...]:
    """The shapes of a thing, the farthest first."""
    name, paint = f"held.{index}", _PAINTS[held.kind]
    if held.kind == "bag":
        return (Part(name, paint), Part(f"{name}.handle", "strap", True))
    if held.kind == "bottle":
        return (Part(f"{name}.cap", "rubber"), Part(name, paint))
    if held.kind == "ball":
        return (Part(name, paint), Part(f"{name}.seam", "strap", True))
    if held.kind == "box":
        count = len(box((-1, -1, -1), (1, 1, 1), eye, "card"))
        return (
            *(Part(f"{name}.{each}", paint) for each in range(count)),
            Part(f"{name}.tape", "strap", True),
        )
    return (Part(name, paint),)


def shapes(index: int, body: Body, held: Held, eye: Eye, build: Build) -> dict[str, list[Point]]:
    """The outlines of a held thing by name; always as many points for the same thing."""
    name = f"held.{index}"
    places = [place_of(body, each, build) for each in held.at]
    if held.kind in _RODS:
        return {name: _rod_of(body, held, places, eye, build)}
    middle = between(places[0], places[-1], 0.5)
    size = held.size or _SIZES[held.kind]
    x, y = eye.see(middle)
    if held.kind == "pillow":
        return {name: _pillow(eye.see(places[0]), eye.see(places[-1]), held.size)}
    if held.kind == "tissue":
        return {name: _soft(x, y, size, 0.3 * size, 0.0)}
    if held.kind == "bag":
        return _bag(name, x, y, size)
    if held.kind == "bottle":
        return _bottle(name, x, y, size)
    if held.kind == "box":
        return _box(name, middle, size, eye)
    ring = [
        (x + size * cos(2 * pi * each / 12), y + size * sin(2 * pi * each / 12))
        for each in range(12)
    ]
    if held.kind != "ball":
        return {name: ring}
    seam = [(x + size * a, y + size * b) for a, b in ((-0.62, 0.66), (-0.1, 0.3), (0.05, -0.3),
                                                       (-0.25, -0.86))]  # fmt: skip
    return {name: ring, f"{name}.seam": seam}


def _rod_of(body: Body, held: Held, places: list[Vector], eye: Eye, build: Build) -> list[Point]:
    one, two = places[0], places[-1]
    way = unit(subtract(two, one))
    one, two = add(one, way, -held.beyond[0]), add(two, way, held.beyond[1])
    if held.kind == "stick":
        off = _outward(body, held, build)
        one, two = add(one, off), add(two, off)
    return _rod(eye.see(one), eye.see(two), held.size or _RODS[held.kind])


def _outward(body: Body, held: Held, build: Build) -> Vector:
    """A stick lies on the skin: half its thickness away from it."""
    normals = [
        found[1]
        for each in held.at
        if isinstance(each, str) and (found := landmark(body, each, build))
    ]
    if len(normals) < 2:
        return (0.0, 0.0, 0.0)
    return scale(unit(add(normals[0], normals[-1])), held.size or _RODS["stick"])


def _rod(one: Point, two: Point, half: float) -> list[Point]:
    dx, dy = two[0] - one[0], two[1] - one[1]
    size = hypot(dx, dy) or 1.0
    nx, ny = -dy / size * half, dx / size * half
    return [
        (one[0] + nx, one[1] + ny),
        (two[0] + nx, two[1] + ny),
        (two[0] - nx, two[1] - ny),
        (one[0] - nx, one[1] - ny),
    ]


def _soft(x: float, y: float, long: float, half: float, turn: float) -> list[Point]:
    """A cushion: a square with round corners, as long and thick as said, and turned."""
    line = []
    for each in range(16):
        angle = 2 * pi * (each + 0.5) / 16
        ahead = long * copysign(abs(cos(angle)) ** 0.55, cos(angle))
        aside = half * copysign(abs(sin(angle)) ** 0.7, sin(angle))
        line.append(
            (x + ahead * cos(turn) - aside * sin(turn), y + ahead * sin(turn) + aside * cos(turn))
        )
    return line


def _pillow(one: Point, two: Point, size: float) -> list[Point]:
    """A pillow: flat at one place, or from one place to another, half as thick as its size."""
    x, y = (one[0] + two[0]) / 2, (one[1] + two[1]) / 2
    dx, dy = two[0] - one[0], two[1] - one[1]
    far = hypot(dx, dy)
    if far < 0.12:
        long = size or _SIZES["pillow"]
        return _soft(x, y, long, 0.45 * long, 0.0)
    half = (size or 0.24) / 2
    turn = 0.0 if abs(dx) < 1e-9 and abs(dy) < 1e-9 else atan2(dy, dx)
    return _soft(x, y, far / 2 + 0.4 * half, half, turn)


def _bag(name: str, x: float, y: float, size: float) -> dict[str, list[Point]]:
    """A shopping bag that hangs from the hand by its handles."""
    top, low = y - 0.9 * size, y - 3.1 * size
    body = [
        (x - 0.82 * size, top), (x - 0.3 * size, top - 0.03), (x + 0.3 * size, top - 0.03),
        (x + 0.82 * size, top), (x + 0.95 * size, (top + low) / 2), (x + size, low + 0.06),
        (x + 0.88 * size, low), (x, low - 0.012), (x - 0.88 * size, low), (x - size, low + 0.06),
        (x - 0.95 * size, (top + low) / 2),
    ]  # fmt: skip
    handle = [
        (x - 0.5 * size, top - 0.1), (x - 0.42 * size, y - 0.45 * size), (x, y + 0.02),
        (x + 0.42 * size, y - 0.45 * size), (x + 0.5 * size, top - 0.1),
    ]  # fmt: skip
    return {name: body, f"{name}.handle": handle}


def _bottle(name: str, x: float, y: float, size: float) -> dict[str, list[Point]]:
    """A bottle that stands upright in the hand."""
    half = [
        (0.0, -3.1), (0.8, -3.0), (1.0, -2.7), (1.0, -0.6), (1.0, 1.0), (0.75, 1.6),
        (0.4, 1.95), (0.36, 2.5),
    ]  # fmt: skip
    right = [(x + size * a, y + size * b) for a, b in half]
    left = [(x - size * a, y + size * b) for a, b in reversed(half[1:])]
    cap = _rod((x, y + size * 2.4), (x, y + size * 3.0), 0.5 * size)
    return {name: [*right, *left], f"{name}.cap": cap}


def _box(name: str, middle: Vector, size: float, eye: Eye) -> dict[str, list[Point]]:
    """A box of cardboard; it stays level."""
    low = add(middle, (-size, -1.2 * size, -size))
    high = add(middle, (size, 0.28 * size, size))
    faces = box(low, high, eye, "card")
    found = {f"{name}.{each}": list(face.points) for each, face in enumerate(faces)}
    one, two = (size * 0.05, 0.28 * size, size), (size * 0.05, -0.3 * size, size)
    found[f"{name}.tape"] = [eye.see(add(middle, one)), eye.see(add(middle, two))]
    return found
