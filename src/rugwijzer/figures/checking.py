"""What is wrong with a movement, in any frame: what slides, sinks, floats or bends too far."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import atan2, degrees

from rugwijzer.figures import body as sizes
from rugwijzer.figures.body import RANGES, section
from rugwijzer.figures.landmarks import girth, head_low, lowest
from rugwijzer.figures.movement import Movement, Support
from rugwijzer.figures.pose import Body, Bone
from rugwijzer.figures.props import DEEP
from rugwijzer.figures.solving import Solved
from rugwijzer.figures.vectors import (
    DOWN,
    Vector,
    add,
    angle_between,
    cross,
    distance,
    dot,
    scale,
    square_to,
    subtract,
)

PER_SECOND = 30
SLIDES = 0.01
SINKS = 0.03
SOFT = 0.05
"""So far something may sink into a mat, a bed or a seat."""
SOFT_KINDS = ("mat", "bed", "chair", "stool")
FLOATS = 0.06
REACH = 0.012
"""So far a pinned end may stay from its place."""


def findings(movement: Movement) -> tuple[str, ...]:
    """Every finding once, with the time at which it is worst."""
    solved = Solved(movement)
    worst: dict[str, tuple[float, float, str]] = {}
    seen: dict[str, Vector] = {}
    last: Body | None = None
    for time in movement.times(PER_SECOND):
        body = solved.body(round(time, 9))
        if body is last:
            continue
        last = body
        for key, size, text in (
            *_lengths(body), *_bends(body), *_sinks(body, solved), *_rests(body, solved),
            *_misses(body, solved, time, seen),
        ):  # fmt: skip
            if key not in worst or size > worst[key][0]:
                worst[key] = (size, time, text)
    found = [f"at {time:.1f} s: {text}" for _, time, text in worst.values()]
    if movement.mirror:
        found += _other_side(movement, solved)
    return tuple(found)


# --- bones and joints


def _lengths(body: Body) -> Iterator[tuple[str, float, str]]:
    for kind, bones in _chains(body):
        for one, two in itertools.pairwise(bones):
            gap = distance(one.end, two.start)
            if gap > 1e-6:
                yield f"{kind} gap", gap, f"{kind}: the bones are {gap:.4f} apart."


def _chains(body: Body) -> Iterator[tuple[str, tuple[Bone, ...]]]:
    for side in sizes.SIDES:
        yield f"leg.{side}", body.legs[side][:2]
        yield f"arm.{side}", body.arms[side]
    yield "spine", (*body.spine, *body.neck, body.head)


def joints(body: Body) -> dict[str, float]:
    """The solved angles, in the words and with the signs of the data."""
    found = {
        key: value
        for key, value in body.angles.items()
        if key.partition("_")[0] in ("lumbar", "thorax", "neck")
    }
    shoulders = body.spine[-1].end
    way = subtract(shoulders, body.trunk.start)
    found["slope"] = degrees(atan2(way[1], (way[0] ** 2 + way[2] ** 2) ** 0.5))
    if body.angles.get("slope", 90.0) > 90:
        found["slope"] = 180 - found["slope"]
    for side in sizes.SIDES:
        for limb, root, joint in (
            (body.legs[side], body.spine[0], "hip"),
            (body.arms[side], body.spine[-1], "shoulder"),
        ):
            left = root.side
            up = square_to(body.trunk.axis, left)
            front = cross(left, up)
            out = left if side == "left" else scale(left, -1)
            axis = limb[0].axis
            flexion = degrees(atan2(dot(axis, front), -dot(axis, up)))
            aside = degrees(
                atan2(dot(axis, out), (dot(axis, front) ** 2 + dot(axis, up) ** 2) ** 0.5)
            )
            found[f"{joint}.{side}"] = flexion + 360 if flexion < -100 else flexion
            found[f"{joint}_abduction.{side}"] = aside
            bend = angle_between(limb[0].axis, limb[1].axis)
            hinge = cross(limb[0].axis, limb[0].front)
            sign = dot(cross(limb[0].axis, limb[1].axis), hinge)
            name = "knee" if joint == "hip" else "elbow"
            backwards = sign > 1e-6 if name == "knee" else sign < -1e-6
            found[f"{name}.{side}"] = -bend if backwards else bend
        foot, shank = body.legs[side][2], body.legs[side][1]
        found[f"ankle.{side}"] = 90 - angle_between(foot.axis, scale(shank.axis, -1))
    return found


def _bends(body: Body) -> Iterator[tuple[str, float, str]]:
    for key, angle in joints(body).items():
        joint, _, side = key.partition(".")
        if joint not in RANGES:
            continue
        aside = abs(body.angles.get(f"{joint}_abduction.{side}", 0.0))
        if joint in ("hip", "shoulder") and aside > 60:
            continue
        low, high = RANGES[joint]
        if joint == "hip":
            angle -= _tilt(body)
        over = max(low - angle, angle - high)
        if over > 0.5:
            yield (
                f"{key} range",
                over,
                f"{key} bends {angle:.0f}°; a person has {low:g} to {high:g}.",
            )


def _tilt(body: Body) -> float:
    """How much steeper than the line of the trunk the pelvis is: a round back takes part of what
    seems to be the bend of the hips."""
    one, two = body.trunk.axis, body.spine[0].axis
    sign = 1 if dot(body.trunk.front, two) < 0 else -1
    return sign * angle_between(one, square_to(two, body.spine[0].side))


# --- surfaces


def _sinks(body: Body, solved: Solved) -> Iterator[tuple[str, float, str]]:
    if solved.movement.swims:
        return
    for part, at, low in _lows(body, solved):
        surface, top = _under(solved, at)
        deep = top - low
        if deep > (SOFT if surface in SOFT_KINDS else SINKS):
            yield f"{part} sinks", deep, f"{part} is {deep:.2f} inside the {surface}."


def _lows(body: Body, solved: Solved) -> Iterator[tuple[str, Vector, float]]:
    """Each part with a place of it and the height of its lowest point there."""
    build = solved.build
    for part in ("pelvis", "lumbar", "thorax"):
        low = lowest(body, (part,), build)
        place = body.spine_at({"pelvis": 0.1, "lumbar": 0.45, "thorax": 0.9}[part])
        yield part, place.start, low
    yield "head", body.head.at(0.5), head_low(body.head)
    for side in sizes.SIDES:
        thigh, shank, foot = body.legs[side]
        upper, fore, hand = body.arms[side]
        for name, bone, sections in (
            ("thigh", thigh, build.thigh), ("shank", shank, build.shank),
            ("upper_arm", upper, build.upper_arm), ("forearm", fore, build.forearm),
        ):  # fmt: skip
            for share in (0.3, 0.6, 0.95):
                thick = section(sections, share)
                at = bone.at(share)
                yield (
                    f"{name}.{side}",
                    at,
                    at[1] - girth(bone, thick.front, thick.back, thick.side, DOWN),
                )
        for along in (-0.3, 0.55):
            at = foot.at(along, -sizes.ANKLE)
            yield f"foot.{side}", at, at[1]
        yield f"hand.{side}", hand.at(0.6), hand.at(0.6)[1] - 0.04


def _under(solved: Solved, at: Vector) -> tuple[str, float]:
    """The highest surface under a place, and how high it is."""
    best = ("floor", 0.0)
    for support in solved.supports:
        if support.kind == "mat" or (support.kind == "bed" and _over_bed(support, at, solved)):
            best = max(best, (support.kind, solved.top(support.kind)), key=lambda each: each[1])
        elif (
            support.kind in ("chair", "stool")
            and support.at is not None
            and abs(at[0] - support.at) < 0.4
        ):
            if at[1] > solved.top(support.kind) - 0.1:
                best = max(best, (support.kind, solved.top(support.kind)), key=lambda each: each[1])
        elif support.kind in ("step", "table", "worktop") and support.at is not None:
            wide = support.width or {"step": 1.0, "table": 1.6, "worktop": 2.2}[support.kind]
            if support.at < at[0] < support.at + wide and at[1] > solved.top(support.kind) - 0.15:
                best = max(best, (support.kind, solved.top(support.kind)), key=lambda each: each[1])
    return best


def _over_bed(support: Support, at: Vector, solved: Solved) -> bool:
    """Whether a place is over a bed; its side is soft, and not tested."""
    if support.at is not None and support.width and abs(at[0] - support.at) > support.width / 2:
        return False
    return abs(at[2]) < DEEP - 0.05 and at[1] > solved.top("bed") - 0.15


def _rests(body: Body, solved: Solved) -> Iterator[tuple[str, float, str]]:
    """Something always carries the body."""
    movement = solved.movement
    if movement.swims or movement.anchor_at[1] == "bicycle" or movement.anchor == "lowest":
        return
    over = min(low - _under(solved, at)[1] for _, at, low in _lows(body, solved))
    if over > FLOATS:
        yield (
            "floats",
            over,
            f"nothing touches the floor or a support; the nearest part is {over:.2f} above.",
        )


# --- pins


def _misses(
    body: Body, solved: Solved, time: float, seen: dict[str, Vector]
) -> Iterator[tuple[str, float, str]]:
    """Pinned ends that are not at their place, or that slide from one frame to the next."""
    moment = solved.movement.moment(time)
    one, two = (solved.movement.poses[name].pins for name in (moment.before, moment.after))
    for end in one.keys() & two.keys():
        pin = one[end]
        if two[end] != pin or end == "head":
            continue
        side, _, part = end.partition("_")
        limb = (body.legs if part in ("foot", "knee") else body.arms)[side]
        if part in ("knee", "elbow"):
            gap = distance(limb[0].end, solved.place(end, pin).at)
            if gap > REACH:
                yield f"{end} joint", gap, f"{end} is {gap:.2f} from its place."
            continue
        goal = solved.goal(body, end, pin, time)
        gap = distance(limb[1].end, goal)
        if gap > REACH:
            yield f"{end} reach", gap, f"{end} cannot reach its place: {gap:.2f} too far."
        if part == "foot" and not solved.movement.travel and pin.on != "pedal":
            raised = body.angles.get(f"heel.{side}", 0.0) < 0
            along = -0.9 * sizes.HEEL if raised else sizes.BALL
            stays = add(limb[2].start, add(scale(limb[2].axis, along), limb[2].front, -sizes.ANKLE))
            moved = distance(stays, seen.setdefault(f"{end} {pin} {raised}", stays))
            if moved > SLIDES:
                yield f"{end} slides", moved, f"{end} slides {moved:.2f}."


def _other_side(movement: Movement, solved: Solved) -> list[str]:
    """Sides change where both begin: the first pose must look the same from both."""
    one = solved.at_pose(movement.first)
    two = Solved(movement.mirrored()).at_pose(movement.first)
    gap = max(
        distance(one.legs["right"][1].end, two.legs["right"][1].end),
        distance(one.arms["right"][1].end, two.arms["right"][1].end),
    )
    return (
        [f"mirror: the first pose is not the same for both sides ({gap:.2f}); they would jump."]
        if gap > 0.02
        else []
    )
