"""A bicycle: where its saddle, handlebar and pedals are, and how it is drawn.

An upright city bicycle that faces right. Its saddle is at the x and the height of the support; all
else is placed from there, so that a leg is nearly straight when its pedal is low. The cranks turn
with the angle `pedal` of the body: 0 has the right pedal on top, and more goes forward.
"""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import NamedTuple

from rugwijzer.figures.movement import Support
from rugwijzer.figures.pose import Eye
from rugwijzer.figures.vectors import Point, Vector, add, scale, subtract, unit

HIGH = 2.2
"""How high the saddle is, if nothing is said."""
CRANK = 0.43
WHEEL = 0.78
GEAR = 2
"""Turns of a wheel in one of the pedals; whole, so that a loop ends as it begins."""
APART = 0.2
"""Half as far as the pedals are apart."""
GRIPS = 0.36
_PEDAL = 0.032
"""Half as thick as a pedal."""
_SPOKES = 8
_ROUND = 16

Shapes = dict[str, list[Point]]


class Part(NamedTuple):
    """One shape of the bicycle, and its paint."""

    name: str
    paint: str


FAR = (Part("bike.crank.left", "metal"), Part("bike.pedal.left", "rubber"))
LINES = (
    Part("bike.tyre.back", "tyre"),
    Part("bike.tyre.front", "tyre"),
    Part("bike.spokes.back", "spokes"),
    Part("bike.spokes.front", "spokes"),
)
FRAME = tuple(
    Part(f"bike.{name}", "frame")
    for name in ("fork", "seat_tube", "low_tube", "mid_tube", "stay", "head_tube")
)
TOP = (
    Part("bike.case", "frame"),
    Part("bike.post", "metal"),
    Part("bike.bar", "metal"),
    Part("bike.saddle", "rubber"),
    Part("bike.grip", "rubber"),
)
NEAR = (Part("bike.crank.right", "metal"), Part("bike.pedal.right", "rubber"))


def _saddle(support: Support) -> Vector:
    return (support.at or 0.0, HIGH if support.height is None else support.height, 0.0)


def _middle(support: Support) -> Vector:
    """Where the cranks turn."""
    return add(_saddle(support), (0.57, -1.54, 0.0))


def pedal(support: Support, side: str, angle: float) -> Vector:
    """The top of a pedal, in the middle, with the cranks at an angle."""
    turn = radians(angle + (0 if side == "right" else 180))
    out = APART if side == "right" else -APART
    axle = add(_middle(support), (CRANK * sin(turn), CRANK * cos(turn), out))
    return add(axle, (0.0, _PEDAL, 0.0))


def grip(support: Support, side: str) -> Vector:
    """Where the wrist of a hand is that holds the handlebar, less the thickness of the hand."""
    return add(_saddle(support), (1.21, 0.26, GRIPS if side == "right" else -GRIPS))


def shapes(support: Support, angle: float, eye: Eye) -> Shapes:
    """Every shape of the bicycle with its cranks at an angle."""
    saddle, middle = _saddle(support), _middle(support)
    back = (middle[0] - 1.0, WHEEL, 0.0)
    front = (middle[0] + 1.46, WHEEL, 0.0)
    held = grip(support, "right")
    up = unit((-0.34, 0.94, 0.0))
    high = add(front, up, (held[1] - 0.06 - WHEEL) / up[1])
    head = add(front, up, (saddle[1] - 0.12 - WHEEL) / up[1])
    neck = add(front, up, (saddle[1] - 0.5 - WHEEL) / up[1])
    seat = unit(subtract(saddle, middle))
    tube = add(middle, seat, 1.02)
    rods = {
        "fork": (front, head, 0.032),
        "head_tube": (neck, add(head, up, 0.02), 0.05),
        "seat_tube": (middle, tube, 0.042),
        "low_tube": (middle, neck, 0.045),
        "mid_tube": (add(middle, seat, 0.5), add(neck, up, 0.26), 0.036),
        "stay": (back, add(middle, seat, 0.86), 0.026),
        "post": (tube, add(saddle, seat, -0.06), 0.028),
    }
    found = {f"bike.{name}": _rod(eye, one, two, half) for name, (one, two, half) in rods.items()}
    hand = (held[0], held[1] - 0.03, 0.0)
    bar = [head, high, add(high, (-0.01, 0.1, 0.0)), add(hand, (0.24, 0.03, 0.0))]
    found["bike.bar"] = _bent(eye, bar, 0.028)
    found["bike.grip"] = _rod(eye, add(hand, (0.25, 0.03, 0)), add(hand, (0.0, -0.01, 0)), 0.04)
    found["bike.case"] = _capsule(eye, back, middle, 0.1)
    found["bike.saddle"] = [
        eye.see(add(saddle, (x, y, 0.0)))
        for x, y in (
            (-0.26, 0.03), (-0.06, -0.005), (0.14, 0.0), (0.33, -0.01), (0.35, -0.05),
            (0.18, -0.07), (-0.02, -0.11), (-0.22, -0.12), (-0.3, -0.05),
        )
    ]  # fmt: skip
    for name, axle in (("back", back), ("front", front)):
        found[f"bike.tyre.{name}"] = _ring(eye, axle, WHEEL - 0.03, 0.0)
        rim = _ring(eye, axle, WHEEL - 0.06, -radians(angle) * GEAR, _SPOKES)
        found[f"bike.spokes.{name}"] = [eye.see(axle), *rim]
    for side in ("right", "left"):
        axle = add(pedal(support, side, angle), (0.0, -_PEDAL, 0.0))
        near = (middle[0], middle[1], axle[2] * 0.7)
        found[f"bike.crank.{side}"] = _rod(eye, near, (axle[0], axle[1], near[2]), 0.03)
        ends = (add(axle, (-0.11, 0, 0)), add(axle, (0.11, 0, 0)))
        found[f"bike.pedal.{side}"] = _rod(eye, *ends, _PEDAL)
    return found


def _ring(eye: Eye, at: Vector, size: float, turn: float, count: int = _ROUND) -> list[Point]:
    return [
        eye.see(
            add(
                at,
                (size * cos(turn + 2 * pi * k / count), size * sin(turn + 2 * pi * k / count), 0),
            )
        )
        for k in range(count)
    ]


def _rod(eye: Eye, one: Vector, two: Vector, half: float) -> list[Point]:
    """A straight tube."""
    way = unit(subtract(two, one))
    aside = (-way[1] * half, way[0] * half, 0.0)
    return [
        eye.see(each)
        for each in (add(one, aside), add(two, aside), add(two, aside, -1), add(one, aside, -1))
    ]


def _capsule(eye: Eye, one: Vector, two: Vector, half: float) -> list[Point]:
    """A long shape with round ends."""
    way = unit(subtract(two, one))
    line = []
    for at, first in ((two, -pi / 2), (one, pi / 2)):
        side = (
            (way[1] * half, -way[0] * half, 0.0)
            if at is two
            else (-way[1] * half, way[0] * half, 0.0)
        )
        line.append(eye.see(add(add(one, subtract(two, one), 0.5), side)))
        for step in range(5):
            turn = first + pi * step / 4
            ahead, aside = half * cos(turn), half * sin(turn)
            line.append(
                eye.see(
                    add(at, (way[0] * ahead - way[1] * aside, way[1] * ahead + way[0] * aside, 0))
                )
            )
    return line


def _bent(eye: Eye, line: list[Vector], half: float) -> list[Point]:
    """A bent tube along a line."""
    left, right = [], []
    for index, at in enumerate(line):
        way = unit(subtract(line[min(index + 1, len(line) - 1)], line[max(index - 1, 0)]))
        aside = scale((-way[1], way[0], 0.0), half)
        left.append(eye.see(add(at, aside)))
        right.append(eye.see(add(at, aside, -1)))
    return [*left, *reversed(right)]
