"""The drawn head: a calm face, an ear, hair. Seen from any side, from its own sections and points.

Heights are in thighs above the chin; depths from the line of the head, + to the face.
"""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt

from rugwijzer.figures.body import Look
from rugwijzer.figures.outlines import Egg, hull
from rugwijzer.figures.pose import Bone, Eye
from rugwijzer.figures.vectors import Point, Vector, add, dot, scale

# height, profile, round front, back edge of the face, half-width
_FACE = (
    (0.405, 0.150, 0.150, 0.100, 0.095),
    (0.370, 0.177, 0.177, 0.060, 0.135),
    (0.310, 0.196, 0.192, 0.010, 0.158),
    (0.258, 0.190, 0.186, -0.020, 0.164),
    (0.222, 0.192, 0.186, -0.050, 0.162),
    (0.172, 0.232, 0.190, -0.060, 0.154),
    (0.150, 0.240, 0.188, -0.060, 0.152),
    (0.130, 0.206, 0.186, -0.058, 0.148),
    (0.102, 0.214, 0.182, -0.050, 0.138),
    (0.078, 0.202, 0.176, -0.042, 0.126),
    (0.058, 0.208, 0.170, -0.030, 0.114),
    (0.028, 0.196, 0.162, -0.008, 0.094),
    (0.000, 0.190, 0.150, 0.030, 0.070),
    (-0.020, 0.160, 0.130, 0.075, 0.035),
)

_JAW = ((0.075, 0.05, 0.085, 0.11, 0.115), (0.0, -0.05, 0.06, 0.075, 0.085))
"""Under the face, down to the neck: what one sees from below. Rows as for the hair."""
_HAIRS: dict[str, tuple[tuple[float, float, float, float, float], ...]] = {
    # height, depth, half-height, half-depth, half-width
    "bun": ((0.285, -0.03, 0.215, 0.212, 0.182), (0.2, -0.10, 0.14, 0.12, 0.13)),
    "short": ((0.285, -0.025, 0.205, 0.208, 0.178), (0.17, -0.10, 0.12, 0.11, 0.155)),
    "grey": ((0.28, -0.025, 0.207, 0.210, 0.180), (0.16, -0.10, 0.12, 0.115, 0.155)),
    "bob": ((0.285, -0.03, 0.222, 0.222, 0.195), (0.1, -0.10, 0.16, 0.14, 0.175)),
    "curls": ((0.31, -0.03, 0.22, 0.225, 0.21), (0.19, -0.12, 0.15, 0.135, 0.17)),
}


def shapes(head: Bone, eye: Eye, look: Look) -> dict[str, list[Point]]:
    """Every line of the head by name: hair, bun, face, ear, eye.left, brow.left, mouth, fringe."""
    found = {
        "hair": _hair(head, eye, look.hair),
        "jaw": _jaw(head, eye),
        "face": _face(head, eye),
        "mouth": _mouth(head, eye),
        "fringe": _fringe(head, eye),
    }
    if look.hair == "bun":
        found["bun"] = hull(
            [_egg(head, 0.475, -0.14, 0.088, 0.088, 0.088)], eye, 8, eye.see(head.axis)
        )
    for side, out in (("right", -1.0), ("left", 1.0)):
        found[f"ear.{side}"] = _ear(head, eye, out)
        found[f"eye.{side}"] = _eye(head, eye, out)
        found[f"brow.{side}"] = _brow(head, eye, out)
    return found


def faces_eye(head: Bone, eye: Eye) -> float:
    """How much the face looks at the viewer: 1 straight, 0 in profile, -1 away."""
    return eye.depth(head.front)


def shows(name: str, head: Bone, eye: Eye) -> float:
    """How well an eye, a brow or an ear can be seen: above 0 it can."""
    kind, _, side = name.partition(".")
    out = -1.0 if side == "right" else 1.0
    return eye.depth(scale(head.side, out)) if kind == "ear" else _shown(head, eye, out * 0.5)


def _hair(head: Bone, eye: Eye, name: str) -> list[Point]:
    """The hair; seen from below, the chin hides what hangs in the neck."""
    below = _below(head, eye)
    top, nape = _HAIRS[name]
    high = nape[0] + (top[0] - nape[0]) * below
    lower = (high, *(size * (1 - 0.6 * below) for size in nape[1:]))
    eggs = [_egg(head, *top), _egg(head, lower[0], lower[1], lower[2], lower[3], lower[4])]
    return hull(eggs, eye, 18, eye.see(head.axis))


def _jaw(head: Bone, eye: Eye) -> list[Point]:
    """What is under the chin, for who looks from below; otherwise hidden in the face."""
    size = 0.35 + 0.65 * _below(head, eye)
    (high, deep, *one), (low, back, *two) = _JAW
    low, back = high + (low - high) * (size - 0.35), deep + (back - deep) * (size - 0.35)
    eggs = [
        _egg(head, high, deep, *(each * size for each in one)),
        _egg(head, low, back, *(each * size for each in two)),
    ]
    return hull(eggs, eye, 12, eye.see(head.axis))


def _below(head: Bone, eye: Eye) -> float:
    """How much one looks from under the chin, 0 to 1."""
    return max(0.0, min(1.0, -2.5 * eye.depth(head.axis) - 0.2))


def _egg(head: Bone, high: float, deep: float, tall: float, long: float, wide: float) -> Egg:
    at = add(add(head.start, head.axis, high), head.front, deep)
    return Egg(at, scale(head.axis, tall), scale(head.front, long), scale(head.side, wide))


def _at(head: Bone, high: float, deep: float, out: float = 0.0) -> Vector:
    return add(add(add(head.start, head.axis, high), head.front, deep), head.side, out)


def _face(head: Bone, eye: Eye) -> list[Point]:
    """The face from hairline to chin: a profile from the side, an oval from the front."""
    x, y = eye.see(head.axis)
    size = hypot(x, y) or 1.0
    tx, ty = x / size, y / size
    sides: tuple[list[Point], list[Point]] = ([], [])
    for high, profile, front, edge, wide in _FACE:
        deep = 0.8 * front
        cx, cy = eye.see(_at(head, high, deep))
        for points, (nx, ny) in zip(sides, ((-ty, tx), (ty, -tx)), strict=True):
            way = eye.lift((nx, ny))
            ahead = dot(way, head.front)
            out = _half_section(ahead, dot(way, head.side), profile, front, edge, wide)
            out -= deep * ahead
            points.append((cx + nx * out, cy + ny * out))
    return [*sides[0], *reversed(sides[1])]


def _half_section(
    ahead: float, aside: float, profile: float, front: float, edge: float, wide: float
) -> float:
    """How far the front half of the head reaches in a direction."""
    if ahead <= 0:
        return edge * ahead + wide * abs(aside)
    round_one = edge * ahead + sqrt(((front - edge) * ahead) ** 2 + (wide * aside) ** 2)
    return max(round_one, profile * ahead)


def _skin(high: float, angle: float) -> tuple[float, float, float]:
    """A point of the face: height, depth, out; angle 0 is the middle, 90 the side (radians)."""
    rows = sorted(_FACE)
    below = max((row for row in rows if row[0] <= high), default=rows[0])
    front, edge, wide = below[2], min(below[3], 0.0), below[4]
    return high, edge + (front - edge) * cos(angle), wide * sin(angle)


def _facing(head: Bone, eye: Eye, angle: float) -> float:
    """How much the skin at an angle from the middle of the face looks at the viewer."""
    normal = add(scale(head.front, cos(angle)), head.side, sin(angle))
    return eye.depth(normal)


def _shown(head: Bone, eye: Eye, angle: float) -> float:
    return max(0.0, min(1.0, 4 * _facing(head, eye, angle) - 0.9))


def _eye(head: Bone, eye: Eye, out: float) -> list[Point]:
    angle = out * 0.5
    high, deep, aside = _skin(0.232, angle)
    size = _shown(head, eye, angle)
    at = _at(head, high, deep - 0.012, aside)
    along = add(scale(head.side, cos(angle)), head.front, -sin(angle))
    ring = []
    for index in range(6):
        turn = 2 * pi * index / 6
        ring.append(
            eye.see(
                add(add(at, along, 0.017 * size * cos(turn)), head.axis, 0.021 * size * sin(turn))
            )
        )
    return ring


def _brow(head: Bone, eye: Eye, out: float) -> list[Point]:
    size = _shown(head, eye, out * 0.5)
    line = []
    for angle, high in ((0.27, 0.297), (0.5, 0.306), (0.76, 0.288)):
        middle = 0.5 + (angle - 0.5) * size
        _, deep, aside = _skin(high, out * middle)
        line.append(eye.see(_at(head, high, deep, aside)))
    return line


def _mouth(head: Bone, eye: Eye) -> list[Point]:
    """A small smile, as far as one can see it."""
    seen = [angle / 20 for angle in range(-9, 10) if _facing(head, eye, angle / 20) > 0.06]
    low, high = (seen[0], seen[-1]) if seen else (0.0, 0.0)
    line = []
    smile = 0.024 + 0.03 * max(0.0, -eye.depth(head.axis))
    for index in range(5):
        angle = low + (high - low) * index / 4
        rise = smile * (angle / 0.45) ** 2
        _, deep, aside = _skin(0.079, angle)
        line.append(eye.see(_at(head, 0.079 + rise, deep + 0.014 * cos(angle), aside)))
    return line


def _ear(head: Bone, eye: Eye, out: float) -> list[Point]:
    shown = max(0.4, min(1.0, 2.5 * eye.depth(scale(head.side, out)) + 0.55))
    at = _at(head, 0.205, -0.045, out * 0.165)
    ring = []
    for index in range(8):
        turn = 2 * pi * index / 8
        wide, tall = 0.036 * cos(turn), 0.058 * sin(turn)
        ring.append(
            eye.see(
                add(
                    add(add(at, head.front, wide * shown), head.axis, tall * shown),
                    head.side,
                    out * 0.02 * shown * cos(turn) * -1,
                )
            )
        )
    return ring


def _fringe(head: Bone, eye: Eye) -> list[Point]:
    """A line in the hair, from the forehead back over the head."""
    line = []
    for high, deep in ((0.43, 0.1), (0.455, 0.0), (0.43, -0.12), (0.36, -0.185)):
        line.append(eye.see(_at(head, high, deep, 0.03)))
    return line
