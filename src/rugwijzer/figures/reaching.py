"""Two bones that reach a place, and surfaces on which ends are set."""

from __future__ import annotations

from math import sqrt

from rugwijzer.figures import body as sizes
from rugwijzer.figures.landmarks import surface_radius
from rugwijzer.figures.movement import Pin
from rugwijzer.figures.pose import Body, Bone, Limb, foot_of
from rugwijzer.figures.vectors import (
    UP,
    Vector,
    add,
    between,
    cross,
    distance,
    dot,
    scale,
    square_to,
    subtract,
    turned,
    unit,
)

PALM = 0.05
"""From the middle of the hand to its palm."""


class Place:
    """Where a pinned end is, and how it lies."""

    def __init__(
        self, at: Vector, along: Vector, front: Vector, side: Vector, last: Bone | None
    ) -> None:
        self.at, self.along, self.front, self.side, self.last = at, along, front, side, last
        self.time = 0.0
        self.pedal = ""


def place_of(limb: Limb, part: str, pin: Pin, top: float, build: sizes.Build, body: Body) -> Place:
    """Where an end is in the pose that first has the pin, set on the surface."""
    last = limb[2]
    if part == "foot":
        along = square_to(last.axis, UP, square_to(body.trunk.front, UP, (1.0, 0.0, 0.0)))
        heel = body.angles.get(f"heel.{'right' if limb is body.legs['right'] else 'left'}", 0.0)
        ball = subtract(last.start, above_ball(along, heel))
        return Place(_set(ball, pin, top), along, UP, last.side, None)
    if part == "hand":
        normal = _normal(pin)
        along = _flat(limb[1].axis, normal, body.trunk.axis)
        at = _set(limb[1].end, pin, top + PALM, PALM)
        return Place(at, along, normal, last.side, None)
    radius = surface_radius(part, build)
    lower = limb[1]
    at = _set(limb[0].end, pin, top + radius)
    ankle = surface_radius("ankle" if part == "knee" else "wrist", build)
    flat = square_to(lower.axis, UP)
    axis = unit(add(scale(flat, lower.length), UP, ankle - radius))
    front = square_to(lower.front, axis)
    if part == "knee":
        front = square_to((0.0, -1.0, 0.0), axis)
        shank = Bone(at, axis, front, lower.side, lower.length)
        return Place(
            at,
            axis,
            front,
            lower.side,
            foot_of(shank, body.angles.get("ankle.right", -78.0) or -78.0),
        )
    fore = Bone(at, axis, front, lower.side, lower.length)
    back = square_to(UP, flat)
    thumb = cross(back, flat) if limb is body.arms["right"] else cross(flat, back)
    return Place(at, axis, front, lower.side, Bone(fore.end, flat, back, thumb, last.length))


def above_ball(along: Vector, heel: float) -> Vector:
    """From where the ball of the foot is when the foot is flat, to the ankle: with the heel raised
    (the foot turns about its ball) or, below zero, the toes raised (it turns about its heel)."""
    up = turned(UP, along, heel)
    ahead = turned(along, (0.0, -1.0, 0.0), heel)
    if heel >= 0:
        return add(scale(ahead, -sizes.BALL), up, sizes.ANKLE)
    pivot = scale(along, -sizes.BALL - 0.9 * sizes.HEEL)
    return add(add(pivot, ahead, 0.9 * sizes.HEEL), up, sizes.ANKLE)


def _normal(pin: Pin) -> Vector:
    return (-1.0, 0.0, 0.0) if pin.on == "wall" else UP


def _flat(axis: Vector, normal: Vector, ahead: Vector) -> Vector:
    """The way of a hand on a surface: that of the forearm, or of the trunk if it stands upright."""
    along = add(axis, normal, -dot(axis, normal))
    if dot(along, along) < 0.35:
        along = add(ahead, normal, -dot(ahead, normal))
        if normal == (-1.0, 0.0, 0.0):
            along = UP
    return unit(along, (1.0, 0.0, 0.0))


def _set(at: Vector, pin: Pin, height: float, thick: float = 0.0) -> Vector:
    """A place on a surface."""
    if pin.point:
        x, y = pin.point[0], pin.point[1]
        return (
            x - (thick if pin.on == "wall" else 0.0),
            y,
            pin.point[2] if len(pin.point) > 2 else at[2],
        )
    return (at[0] + pin.off[0], height + pin.off[1], at[2] + pin.off[2])


def reach(upper: Bone, lower: Bone, goal: Vector, bends_forward: bool) -> tuple[Bone, Bone]:
    """Two bones bent so that the second ends at the goal, in the plane they were in.

    A goal too far away is reached for, in a straight line; checking names what is missing.
    """
    start = upper.start
    way = subtract(goal, start)
    far = min(
        max(distance(goal, start), abs(upper.length - lower.length) + 1e-6),
        upper.length + lower.length - 1e-7,
    )
    line = unit(way, upper.axis)
    hinge = square_to(cross(upper.axis, upper.front), line, upper.side)
    pole = cross(hinge, line) if bends_forward else cross(line, hinge)
    along = (upper.length**2 - lower.length**2 + far**2) / (2 * far)
    aside = sqrt(max(0.0, upper.length**2 - along**2))
    middle = add(add(start, line, along), pole, aside)
    axis = unit(subtract(middle, start))
    end = add(start, line, far)
    below = unit(subtract(end, middle))
    one = Bone(start, axis, cross(hinge, axis), _outer(upper.side, axis), upper.length)
    return one, Bone(middle, below, cross(hinge, below), _outer(lower.side, below), lower.length)


def _outer(side: Vector, axis: Vector) -> Vector:
    return square_to(side, axis, side)


def halfway(free: Limb, first: Limb, last: Limb, share: float) -> Limb:
    """Between two ways to hold a limb: its end goes straight from one to the other."""
    goal = between(first[1].end, last[1].end, share)
    forward = dot(cross(free[0].axis, free[0].front), cross(free[0].axis, free[1].axis)) <= 0
    upper = Bone(
        free[0].start,
        unit(between(first[0].axis, last[0].axis, share)),
        unit(between(first[0].front, last[0].front, share)),
        unit(between(first[0].side, last[0].side, share)),
        free[0].length,
    )
    one, two = reach(upper, free[1], goal, forward)
    axis = unit(between(first[2].axis, last[2].axis, share))
    front = square_to(between(first[2].front, last[2].front, share), axis)
    side = square_to(between(first[2].side, last[2].side, share), axis)
    return one, two, Bone(two.end, axis, front, side, free[2].length)
