"""What stands in the room: beds, chairs, tables, steps and walls, seen by the same eye."""

from __future__ import annotations

from typing import NamedTuple

from rugwijzer.figures.movement import Support
from rugwijzer.figures.pose import Eye
from rugwijzer.figures.vectors import Point, Vector

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
        return _bed(x0, x1, height, support, eye)
    if kind in ("chair", "stool"):
        return _chair(at, height, support, eye)
    if kind == "worktop":
        wide = support.width or 2.2
        return [
            *box((at + 0.08, 0, -0.6), (at + wide, 0.2, 0.56), eye, "wood-dark"),
            *box((at + 0.04, 0.2, -0.6), (at + wide, height - 0.12, 0.6), eye, "board"),
            *box((at - 0.04, height - 0.12, -0.64), (at + wide, height, 0.66), eye, "wood"),
        ]
    if kind == "rail":
        wide = support.width or 1.4
        return [
            *box((at, 0, -0.55), (at + 0.07, height, -0.48), eye, "wood"),
            *box((at + wide - 0.07, 0, -0.55), (at + wide, height, -0.48), eye, "wood"),
            *box((at - 0.1, height - 0.08, -0.58), (at + wide + 0.1, height, -0.45), eye, "wood"),
        ]
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


def _bed(x0: float, x1: float, height: float, support: Support, eye: Eye) -> list[Face]:
    """A bed with its headboard to the left (`facing` right: the feet point right) or right."""
    deep = DEEP
    faces = []
    for x in (x0 + 0.06, x1 - 0.18):
        faces += box((x, 0.0, -deep), (x + 0.12, height - 0.5, deep), eye, "wood")
    faces += box((x0, height - 0.52, -deep), (x1, height - 0.3, deep), eye, "wood")
    faces += box((x0 + 0.02, height - 0.3, -deep), (x1 - 0.02, height, deep), eye, "sheet")
    post = x0 - 0.1 if support.facing == "right" else x1
    board = box((post, 0.0, -deep), (post + 0.1, height + 0.5, deep), eye, "wood")
    return [*board, *faces] if eye.depth((post - (x0 + x1) / 2, 0, 0)) < 0 else [*faces, *board]


def _chair(at: float, height: float, support: Support, eye: Eye) -> list[Face]:
    """A kitchen chair (or a stool): the seat reaches from behind the hips to half the thigh."""
    way = 1.0 if support.facing == "right" else -1.0
    back, front = at - way * 0.42, at + way * 0.52
    x0, x1 = min(back, front), max(back, front)
    faces = []
    legs = [(x, z) for z in (-0.46, 0.38) for x in (x0 + 0.02, x1 - 0.1)]
    for x, z in sorted(legs, key=lambda leg: eye.depth((leg[0], 0.0, leg[1]))):
        faces += box((x, 0, z), (x + 0.08, height - 0.08, z + 0.08), eye, "wood")
    if support.kind == "chair":
        post = back if way > 0 else back - 0.08
        for z in (-0.46, 0.38):
            faces += box((post, height, z), (post + 0.08, height + 0.6, z + 0.08), eye, "wood")
        faces += box((post, height + 0.55, -0.46), (post + 0.08, height + 1.15, 0.46), eye, "wood")
    faces += box((x0, height - 0.1, -0.5), (x1, height, 0.5), eye, "wood")
    return faces
