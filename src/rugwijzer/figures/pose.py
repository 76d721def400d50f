"""Joint angles to a body in space, and the camera that looks at it.

Angles are flat: `slope`, `roll`, `lumbar`, `lumbar_side`, `lumbar_turn` (and so thorax, neck), and
per side `hip.right`, `hip_abduction.left` and so on; degrees, 0 where nothing is said. Standing,
the body faces +x and its right side is near the viewer (+z).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, radians, sin
from typing import TypeAlias

from rugwijzer.figures import body
from rugwijzer.figures.vectors import (
    ORIGIN,
    Point,
    Vector,
    about,
    add,
    cross,
    dot,
    scale,
    square_to,
    turned,
    unit,
)

Angles: TypeAlias = Mapping[str, float]


@dataclass(frozen=True)
class Camera:
    """Looks from a direction: yaw 0 from the side, 90 from the front; pitch lifts it (degrees)."""

    yaw: float = 0.0
    pitch: float = 0.0

    @property
    def towards(self) -> Vector:
        """From the body to the eye."""
        yaw, pitch = radians(self.yaw), radians(self.pitch)
        return (sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch))

    @property
    def right(self) -> Vector:
        """To the right of the picture."""
        yaw = radians(self.yaw)
        return (cos(yaw), 0.0, -sin(yaw))

    @property
    def up(self) -> Vector:
        """Up in the picture."""
        yaw, pitch = radians(self.yaw), radians(self.pitch)
        return (-sin(yaw) * sin(pitch), cos(pitch), -cos(yaw) * sin(pitch))


VIEWS = {
    "side": Camera(),
    "front": Camera(90),
    "back": Camera(-90),
    "oblique": Camera(38, 16),
    "above": Camera(0, 78),
    "feet": Camera(62, 30),
}


class Eye:
    """A camera made ready: the picture of points and directions."""

    def __init__(self, camera: Camera) -> None:
        self.right, self.up, self.towards = camera.right, camera.up, camera.towards

    def see(self, at: Vector) -> Point:
        """Where a point (or a direction) comes in the picture."""
        return (dot(at, self.right), dot(at, self.up))

    def lift(self, direction: Point) -> Vector:
        """A direction in the picture as one in space."""
        return add(scale(self.right, direction[0]), self.up, direction[1])

    def depth(self, at: Vector) -> float:
        """How near a point is."""
        return dot(at, self.towards)


@dataclass(frozen=True)
class Bone:
    """A rigid part: where it begins, the way it runs, and its front and outer side (length 1)."""

    start: Vector
    axis: Vector
    front: Vector
    side: Vector
    length: float

    @property
    def end(self) -> Vector:
        """Where it ends."""
        return add(self.start, self.axis, self.length)

    def at(self, along: float, front: float = 0.0, side: float = 0.0) -> Vector:
        """A point of it: a share along, and so far to the front and outwards."""
        return add(
            add(add(self.start, self.axis, along * self.length), self.front, front),
            self.side,
            side,
        )

    def moved(self, by: Vector) -> Bone:
        """The same, elsewhere."""
        return replace(self, start=add(self.start, by))


Limb: TypeAlias = tuple[Bone, Bone, Bone]
"""Thigh, shank, foot; or upper arm, forearm, hand. The axis of a foot runs from heel to toe, from
under the ankle; its front is its upper side."""


@dataclass(frozen=True)
class Body:
    """A body in space. `spine` runs from the hips to the shoulders; `head` starts at the chin."""

    spine: tuple[Bone, ...]
    neck: tuple[Bone, ...]
    head: Bone
    legs: Mapping[str, Limb]
    arms: Mapping[str, Limb]
    trunk: Bone
    toes: Mapping[str, float]
    angles: Angles

    def moved(self, by: Vector) -> Body:
        """The same body, elsewhere."""
        return replace(
            self,
            spine=tuple(bone.moved(by) for bone in self.spine),
            neck=tuple(bone.moved(by) for bone in self.neck),
            head=self.head.moved(by),
            legs={side: _moved(limb, by) for side, limb in self.legs.items()},
            arms={side: _moved(limb, by) for side, limb in self.arms.items()},
            trunk=self.trunk.moved(by),
        )

    def with_limb(self, kind: str, side: str, limb: Limb) -> Body:
        """With another leg or arm."""
        if kind == "legs":
            return replace(self, legs={**self.legs, side: limb})
        return replace(self, arms={**self.arms, side: limb})

    def spine_at(self, at: float) -> Bone:
        """The place so many thighs up from the hips, as a bone without length."""
        rest = at
        for bone in self.spine:
            if rest <= bone.length or bone is self.spine[-1]:
                return Bone(add(bone.start, bone.axis, rest), bone.axis, bone.front, bone.side, 0.0)
            rest -= bone.length
        raise AssertionError


def _moved(limb: Limb, by: Vector) -> Limb:
    return (limb[0].moved(by), limb[1].moved(by), limb[2].moved(by))


def trunk_directions(facing: str, slope: float, roll: float) -> tuple[Vector, Vector]:
    """The way up along the trunk, and its front. `facing`: forward, down, up, side (the viewer)."""
    angle = radians(180 - slope if facing in ("up", "side") else slope)
    up = (cos(angle), sin(angle), 0.0)
    front = (0.0, 0.0, 1.0) if facing == "side" else (sin(angle), -cos(angle), 0.0)
    return up, about(front, up, roll)


def pose(angles: Angles, facing: str, by_shoulders: bool = False) -> Body:
    """The body of these angles with its hips at the origin.

    `by_shoulders`: the shoulders have the facing, and a turn of the spine turns the pelvis;
    otherwise the other way round.
    """
    get = angles.get
    up, front = trunk_directions(facing, get("slope", 90.0), get("roll", 0.0))
    lean = get("lean", 0.0)
    up, front = turned(up, front, lean), turned(front, scale(up, -1), lean)
    spine, neck, head = _column(angles)
    shoulders = spine[-1].end
    lean = degrees(atan2(shoulders[0], shoulders[1]))
    axes = (turned(front, up, lean), turned(up, scale(front, -1), lean))
    placed = _Placing(axes[0], axes[1])
    if by_shoulders:
        side = placed.direction(spine[-1].side)
        wanted = cross(up, front)
        flat = square_to(side, up)
        angle = degrees(atan2(dot(cross(flat, wanted), up), dot(flat, wanted)))
        placed = _Placing(about(axes[0], up, angle), about(axes[1], up, angle))
    spine, neck = tuple(map(placed.bone, spine)), tuple(map(placed.bone, neck))
    top = spine[-1].end
    line = unit(top)
    legs = {side: _leg(angles, side, ORIGIN, _upright(line, spine[0].side)) for side in body.SIDES}
    arms = {
        side: _arm(
            angles,
            side,
            add(top, spine[-1].axis, -body.SHOULDER_DROP),
            _upright(line, spine[-1].side),
        )
        for side in body.SIDES
    }
    trunk = Bone(ORIGIN, line, square_to(front, line), spine[0].side, body.TRUNK)
    toes = {side: get(f"toes.{side}", 0.0) for side in body.SIDES}
    return Body(spine, neck, placed.bone(head), legs, arms, trunk, toes, angles)


class _Placing:
    """Turns what was built standing at the origin (front x, up y, left z) into the world."""

    def __init__(self, front: Vector, up: Vector) -> None:
        self.front, self.up, self.left = front, up, cross(up, front)

    def direction(self, a: Vector) -> Vector:
        return add(add(scale(self.front, a[0]), self.up, a[1]), self.left, a[2])

    def bone(self, bone: Bone) -> Bone:
        return Bone(
            self.direction(bone.start),
            self.direction(bone.axis),
            self.direction(bone.front),
            self.direction(bone.side),
            bone.length,
        )


def _column(angles: Angles) -> tuple[tuple[Bone, ...], tuple[Bone, ...], Bone]:
    """Spine, neck and head, standing at the origin; `side` is the left."""
    bone = Bone(ORIGIN, (0.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), body.PELVIS)
    spine = [bone]
    for part, size in (("lumbar", body.LUMBAR), ("thorax", body.THORAX)):
        for _ in range(body.LINKS):
            bone = _bent(bone, angles, part, 1 / body.LINKS, size / body.LINKS)
            spine.append(bone)
    neck, head = neck_and_head(bone, angles)
    return tuple(spine), neck, head


def neck_and_head(bone: Bone, angles: Angles) -> tuple[tuple[Bone, ...], Bone]:
    """Neck and head on the top of a spine."""
    neck = []
    for share in (0.3, 0.3):
        bone = _bent(bone, angles, "neck", share, body.NECK / 2)
        neck.append(bone)
    return tuple(neck), _bent(bone, angles, "neck", 0.4, body.HEAD)


def _bent(bone: Bone, angles: Angles, part: str, share: float, size: float) -> Bone:
    """The next bone up: bent forward, to the left, and turned to the left, by a share of it."""
    axis, front, side = bone.axis, bone.front, bone.side
    bend = angles.get(part, 0.0) * share
    lean = angles.get(f"{part}_side", 0.0) * share
    turn = angles.get(f"{part}_turn", 0.0) * share
    if bend:
        axis, front = turned(axis, front, bend), turned(front, scale(axis, -1), bend)
    if lean:
        axis, side = turned(axis, side, lean), turned(side, scale(axis, -1), lean)
    if turn:
        front, side = turned(front, side, turn), turned(side, scale(front, -1), turn)
    return Bone(bone.end, axis, front, side, size)


def _upright(line: Vector, left: Vector) -> tuple[Vector, Vector, Vector]:
    """Up along the trunk, front and left, for the joints of one pair of limbs."""
    up = square_to(line, left)
    return up, cross(left, up), left


def ball_joint(
    frame: tuple[Vector, Vector, Vector], out: Vector, angles: tuple[float, float, float]
) -> tuple[Vector, Vector, Vector]:
    """Axis, front and outer side of a thigh or upper arm by flexion, abduction, rotation."""
    up, front, _ = frame
    axis, face = turned(scale(up, -1), front, angles[0]), turned(front, up, angles[0])
    axis, side = turned(axis, out, angles[1]), turned(out, scale(axis, -1), angles[1])
    return axis, turned(face, side, angles[2]), turned(side, scale(face, -1), angles[2])


def _three(angles: Angles, joint: str, side: str) -> tuple[float, float, float]:
    get = angles.get
    return (
        get(f"{joint}.{side}", 0.0),
        get(f"{joint}_abduction.{side}", 0.0),
        get(f"{joint}_rotation.{side}", 0.0),
    )


def _leg(angles: Angles, side: str, middle: Vector, frame: tuple[Vector, Vector, Vector]) -> Limb:
    out = frame[2] if side == "left" else scale(frame[2], -1)
    axis, front, outer = ball_joint(frame, out, _three(angles, "hip", side))
    thigh = Bone(add(middle, out, body.HIPS), axis, front, outer, body.THIGH)
    knee = angles.get(f"knee.{side}", 0.0)
    shank = Bone(
        thigh.end,
        turned(axis, scale(front, -1), knee),
        turned(front, axis, knee),
        outer,
        body.SHANK,
    )
    return thigh, shank, foot_of(shank, angles.get(f"ankle.{side}", 0.0))


def foot_of(shank: Bone, ankle: float) -> Bone:
    """The foot at a shank: at 0 square to it, + toes up."""
    along = turned(shank.front, scale(shank.axis, -1), ankle)
    top = turned(scale(shank.axis, -1), scale(shank.front, -1), ankle)
    return Bone(shank.end, along, top, shank.side, body.FOOT - body.HEEL)


def _arm(angles: Angles, side: str, middle: Vector, frame: tuple[Vector, Vector, Vector]) -> Limb:
    out = frame[2] if side == "left" else scale(frame[2], -1)
    axis, front, outer = ball_joint(frame, out, _three(angles, "shoulder", side))
    middle = add(middle, frame[0], angles.get(f"shrug.{side}", 0.0))
    upper = Bone(add(middle, out, body.SHOULDERS), axis, front, outer, body.UPPER_ARM)
    elbow = angles.get(f"elbow.{side}", 0.0)
    fore = Bone(
        upper.end,
        turned(axis, front, elbow),
        turned(front, scale(axis, -1), elbow),
        outer,
        body.FOREARM,
    )
    return (
        upper,
        fore,
        hand_of(fore, angles.get(f"wrist.{side}", 0.0), angles.get(f"palm.{side}", 0.0)),
    )


def hand_of(fore: Bone, wrist: float, palm: float) -> Bone:
    """The hand: `front` is the back of the hand, `side` the side of the thumb.

    Without a turn the palm faces the body and the thumb the front; `palm` turns it, + to the back.
    Wrist + bends towards the palm.
    """
    back, thumb = (
        turned(fore.side, fore.front, palm),
        turned(fore.front, scale(fore.side, -1), palm),
    )
    axis = turned(fore.axis, scale(back, -1), wrist)
    return Bone(fore.end, axis, turned(back, fore.axis, wrist), thumb, body.HAND)
