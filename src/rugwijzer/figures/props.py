"""What is in the room, and what is in the hands: boxes, rods and balls, seen by the same eye."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import NamedTuple

from rugwijzer.figures.body import Build
from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.movement import Held, Support
from rugwijzer.figures.pose import Body, Eye
from rugwijzer.figures.vectors import Point, Vector, add, between, scale, subtract, unit

DEEP = 0.75
"""Half as deep as things are, away from the viewer."""


class Face(NamedTuple):
    """One flat face of a thing: corners in the picture, and its paint."""

    points: tuple[Point, ...]
    paint: str


def box(low: Vector, high: Vector, eye: Eye, paint: str) -> list[Face]:
    """The faces of a box that can be seen, the farthest first."""
    faces = []
    for axis in range(3):
        for end in (low, high):
            outward = [0.0, 0.0, 0.0]
            outward[axis] = 1.0 if end is high else -1.0
            normal = (outward[0], outward[1], outward[2])
            if eye.depth(normal) <= 0.02:
                continue
            others = [each for each in range(3) if each != axis]
            corners = []
            for first, second in ((0, 0), (1, 0), (1, 1), (0, 1)):
                corner = [0.0, 0.0, 0.0]
                corner[axis] = end[axis]
                corner[others[0]] = (low, high)[first][others[0]]
                corner[others[1]] = (low, high)[second][others[1]]
                corners.append(eye.see((corner[0], corner[1], corner[2])))
            shade = paint if normal[1] > 0 or abs(eye.depth(normal)) > 0.8 else f"{paint}-dark"
            faces.append(Face(tuple(corners), shade))
    return faces


def support_faces(
    support: Support, span: tuple[float, float, float, float], eye: Eye
) -> list[Face]:
    """The faces of something of the room. `span`: left and right, far and near end of the body."""
    at = support.at or 0.0
    height = support.height or 0.0
    left, right, _far, _near = span
    kind = support.kind
    if kind in ("mat", "bed"):
        wide = support.width or (right - left) + 0.5
        middle = (left + right) / 2 if support.at is None else support.at
        x0, x1 = middle - wide / 2, middle + wide / 2
        deep = DEEP
        if kind == "mat":
            return box((x0, 0.0, -deep), (x1, 0.05, deep), eye, "mat")
        return [
            *box((x0 + 0.1, 0.0, -deep), (x0 + 0.22, height - 0.3, deep), eye, "wood"),
            *box((x1 - 0.22, 0.0, -deep), (x1 - 0.1, height - 0.3, deep), eye, "wood"),
            *box((x0, height - 0.42, -deep), (x1, height - 0.28, deep), eye, "wood"),
            *box((x0, height - 0.28, -deep), (x1, height, deep), eye, "mat"),
        ]
    if kind in ("chair", "stool"):
        return _chair(at, height, support, eye)
    if kind == "table":
        wide = support.width or 1.6
        x0, x1 = at, at + wide
        return [
            *box((x0 + 0.08, 0, -0.5), (x0 + 0.16, height, 0.5), eye, "wood"),
            *box((x1 - 0.16, 0, -0.5), (x1 - 0.08, height, 0.5), eye, "wood"),
            *box((x0, height - 0.09, -0.6), (x1, height, 0.6), eye, "wood"),
        ]
    if kind == "step":
        wide = support.width or 1.0
        return box((at, 0, -0.6), (at + wide, height, 0.6), eye, "wood")
    if kind == "wall":
        return box((at, 0, -1.0), (at + 0.12, support.height or 4.4, 1.0), eye, "wall")
    return []


def _chair(at: float, height: float, support: Support, eye: Eye) -> list[Face]:
    """A kitchen chair (or a stool): the seat reaches from behind the hips to half the thigh."""
    way = 1.0 if support.facing == "right" else -1.0
    back, front = at - way * 0.42, at + way * 0.52
    x0, x1 = min(back, front), max(back, front)
    faces = []
    for x in (x0 + 0.02, x1 - 0.1):
        faces += box((x, 0, -0.46), (x + 0.08, height - 0.08, 0.46), eye, "wood")
    if support.kind == "chair":
        post = back if way > 0 else back - 0.08
        faces += box((post, height, -0.46), (post + 0.08, height + 1.15, 0.46), eye, "wood")
    faces += box((x0, height - 0.1, -0.5), (x1, height, 0.5), eye, "wood")
    return faces


def place_of(body: Body, where: str | tuple[float, ...], build: Build) -> Vector:
    """Where a held thing is: a landmark, or a point of the room."""
    if isinstance(where, tuple):
        return (where[0], where[1], where[2] if len(where) > 2 else 0.0)
    found = landmark(body, where, build)
    assert found is not None
    return found[0]


_RODS = {"stick": 0.028, "towel": 0.04, "band": 0.022}
_BALLS = {"ball": 0.32, "roller": 0.16, "pillow": 0.2, "sock": 0.08}


def held_shape(body: Body, held: Held, eye: Eye, build: Build) -> list[Point]:
    """The outline of a held thing; always as many points for the same thing."""
    places = [place_of(body, each, build) for each in held.at]
    if held.kind in _RODS:
        one, two = places[0], places[-1]
        way = unit(subtract(two, one))
        one, two = add(one, way, -held.beyond[0]), add(two, way, held.beyond[1])
        if held.kind == "stick":
            off = _outward(body, held, build)
            one, two = add(one, off), add(two, off)
        return _rod(eye.see(one), eye.see(two), held.size or _RODS[held.kind])
    middle = between(places[0], places[-1], 0.5)
    x, y = eye.see(middle)
    if held.kind in _BALLS:
        size = held.size or _BALLS[held.kind]
        flat = 0.55 if held.kind == "pillow" else 1.0
        return [
            (x + size * cos(2 * pi * index / 12), y + flat * size * sin(2 * pi * index / 12))
            for index in range(12)
        ]
    size = held.size or {"box": 0.34, "bag": 0.26, "bottle": 0.1}[held.kind]
    drop = {"box": size * 0.62, "bag": size * 1.3 + 0.1, "bottle": 0.0}[held.kind]
    tall = {"box": size * 0.75, "bag": size, "bottle": size * 2.4}[held.kind]
    return [
        (x - size, y - drop + tall),
        (x + size, y - drop + tall),
        (x + size, y - drop - tall),
        (x - size, y - drop - tall),
    ]


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
