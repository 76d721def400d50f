"""Named places on the skin of a body: to hold, to feel, to follow, to rest on."""

from __future__ import annotations

from math import sqrt

from rugwijzer.figures import body as sizes
from rugwijzer.figures.body import Build, full, section
from rugwijzer.figures.pose import Body, Bone
from rugwijzer.figures.vectors import DOWN, Vector, add, between, dot, scale

SKULL_FRONT, SKULL_BACK = 0.19, 0.235

_TRUNK = {
    # name: (thighs up from the hips, to the front (1) or back (-1), outwards)
    "belly": (0.36, 1.0, 0.0),
    "groin": (0.02, 1.0, 0.0),
    "chest": (0.9, 1.0, 0.0),
    "lower_back": (0.36, -1.0, 0.0),
    "tail": (0.08, -1.0, 0.0),
    "buttocks": (0.02, -1.0, 0.0),
    "middle_back": (0.68, -1.0, 0.0),
    "upper_back": (0.98, -1.0, 0.0),
    "pelvis": (0.1, 0.0, 0.0),
    "trunk": (0.62, 0.0, 0.0),
}
_SIDED = {
    "buttock": (0.0, -0.95, 0.5),
    "hip": (0.12, 0.15, 0.95),
    "waist": (0.4, 0.0, 1.0),
    "hip_front": (0.1, 0.9, 0.6),
    "ribs": (0.78, 0.0, 1.0),
    "shoulder_blade": (0.92, -1.0, 0.5),
}
_LIMBS = {
    # name: (legs or arms, bone, share along, to the front (1) or back (-1))
    "thigh": ("legs", 0, 0.62, 1.0),
    "thigh_back": ("legs", 0, 0.6, -1.0),
    "thigh_high": ("legs", 0, 0.3, 1.0),
    "thigh_low": ("legs", 0, 0.86, 1.0),
    "knee": ("legs", 1, 0.0, 1.0),
    "knee_back": ("legs", 0, 0.9, -1.0),
    "shin": ("legs", 1, 0.22, 1.0),
    "shin_low": ("legs", 1, 0.7, 1.0),
    "calf": ("legs", 1, 0.32, -1.0),
    "shoulder": ("arms", 0, 0.02, 0.0),
    "upper_arm": ("arms", 0, 0.6, 1.0),
    "elbow": ("arms", 1, 0.0, 0.0),
    "forearm": ("arms", 1, 0.5, 1.0),
}
_BONES = {"legs": ("thigh", "shank"), "arms": ("upper_arm", "forearm")}
_ENDS = {"ankle": 0.0, "instep": 0.0, "heel": 0.0, "sole": 0.0, "toes": 0.0, "foot": 0.0,
         "hand": 0.0, "palm": 0.0, "fingers": 0.0}  # fmt: skip
_HEAD = {
    "head": (0.24, 0.0, 0.0), "head_back": (0.26, -1.0, 0.0), "forehead": (0.36, 0.95, 0.0),
    "crown": (0.5, 0.0, 0.0), "chin": (0.0, 0.95, 0.0), "neck_back": (0.0, -0.55, 0.0),
}  # fmt: skip

NAMES = frozenset(
    {*_TRUNK, *_HEAD}
    | {f"{side}_{name}" for side in sizes.SIDES for name in {*_SIDED, *_LIMBS, *_ENDS}}
    | {"hands"}
)
"""Every landmark."""


def landmark(body: Body, name: str, build: Build) -> tuple[Vector, Vector] | None:
    """A place on the skin, and the way out of the body there; None for no such name."""
    if name in _TRUNK:
        return _on_trunk(body, _TRUNK[name], build, None)
    if name in _HEAD:
        high, front, _ = _HEAD[name]
        head = body.head
        thick = SKULL_FRONT if front > 0 else SKULL_BACK
        way = scale(head.front, 1.0 if front >= 0 else -1.0)
        return add(add(head.start, head.axis, high), way, abs(front) * thick), way
    if name == "hands":
        one, two = (body.arms[side][2].at(0.4) for side in sizes.SIDES)
        return between(one, two, 0.5), body.trunk.front
    side, _, rest = name.partition("_")
    if side not in sizes.SIDES:
        return None
    if rest in _SIDED:
        return _on_trunk(body, _SIDED[rest], build, side)
    if rest in _LIMBS:
        kind, index, along, front = _LIMBS[rest]
        bone = (body.legs if kind == "legs" else body.arms)[side][index]
        return _on_bone(bone, build, _BONES[kind][index], along, front)
    if rest in _ENDS:
        return _on_end(body, side, rest)
    return None


def _on_trunk(
    body: Body, where: tuple[float, float, float], build: Build, side: str | None
) -> tuple[Vector, Vector]:
    at, front, out = where
    place = body.spine_at(max(at, 0.0))
    thick = full(section(build.trunk, at), body.angles.get("belly", 0.0))
    left = place.side if side == "left" else scale(place.side, -1)
    depth = thick.front if front > 0 else thick.back
    point = add(add(place.start, place.front, front * depth), left, out * thick.side)
    normal = scale(place.front, 1.0 if front > 0 else -1.0)
    if abs(out) >= 0.9 and abs(front) < 0.5:
        normal = left
    return point, normal


def _on_bone(
    bone: Bone, build: Build, part: str, along: float, front: float
) -> tuple[Vector, Vector]:
    thick = section(getattr(build, part), along)
    if front == 0.0:
        return bone.at(along, 0.0, thick.side), bone.side
    way = 1.0 if front > 0 else -1.0
    return bone.at(along, way * (thick.front if way > 0 else thick.back)), scale(bone.front, way)


def _on_end(body: Body, side: str, name: str) -> tuple[Vector, Vector]:
    foot, hand = body.legs[side][2], body.arms[side][2]
    if name == "ankle":
        return foot.start, foot.side
    if name == "instep":
        return foot.at(0.35, 0.0), foot.front
    if name == "heel":
        return foot.at(-0.3, -0.06), scale(foot.axis, -1)
    if name == "sole":
        return foot.at(0.42, -sizes.ANKLE), scale(foot.front, -1)
    if name in ("toes", "foot"):
        return foot.at(0.95 if name == "toes" else 0.35, -0.1), foot.axis
    if name == "palm":
        return hand.at(0.3, -0.05), scale(hand.front, -1)
    return hand.at(0.3 if name == "hand" else 0.95), hand.front


def surface_radius(part: str, build: Build) -> float:
    """How far the skin is from the bones at a joint that rests on something."""
    return {
        "knee": build.shank[0].front,
        "ankle": build.shank[-1].front,
        "elbow": build.forearm[0].back,
        "wrist": build.forearm[-1].back,
    }[part]


REST = 0.02
"""Cloth and line between the skin and what it rests on."""
_SPANS = {"pelvis": (-0.1, 0.29), "lumbar": (0.29, 0.65), "thorax": (0.65, 1.16)}


def lowest(body: Body, parts: tuple[str, ...], build: Build) -> float:
    """The height of the lowest point of the skin of some parts of the trunk, or of the head."""
    heights = []
    for part in parts:
        if part == "head":
            heights.append(head_low(body.head))
            continue
        low, high = _SPANS[part]
        for step in range(9):
            at = low + (high - low) * step / 8
            thick = section(build.trunk, at)
            place = body.spine_at(max(0.0, at))
            centre = add(place.start, place.axis, min(0.0, at))
            heights.append(
                centre[1] - REST - girth(place, thick.front, thick.back, thick.side, DOWN)
            )
        if part == "thorax":
            heights += [limb[0].start[1] - SHOULDER for limb in body.arms.values()]
    return min(heights)


SHOULDER = 0.08
"""How far from its joint a shoulder rests on something; it gives way a little."""


def girth(place: Bone, front: float, back: float, side: float, way: Vector) -> float:
    """How far a cross-section reaches in a direction."""
    ahead, aside = dot(way, place.front), dot(way, place.side)
    return sqrt(((front if ahead > 0 else back) * ahead) ** 2 + (side * aside) ** 2)


def head_low(head: Bone) -> float:
    """The height of the lowest point of the head."""
    heights = []
    for at, front, back, side in (
        (0.02, 0.17, 0.0, 0.08), (0.15, 0.236, 0.19, 0.158),
        (0.27, 0.19, 0.235, 0.175), (0.38, 0.17, 0.21, 0.16),
    ):  # fmt: skip
        centre = add(head.start, head.axis, at)
        heights.append(centre[1] - girth(head, front, back, side, DOWN))
    return min(heights)
