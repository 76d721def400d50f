"""A body that keeps its contacts: the anchor at its place, and every pinned end where it belongs.

Forward kinematics first; then the whole body is moved so that the anchor rests at its place (its
surface, not its bones, touches); then each pinned limb is bent anew, in the plane it was in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from rugwijzer.figures import bicycle
from rugwijzer.figures import body as sizes
from rugwijzer.figures.landmarks import NAMES, landmark, lowest, surface_radius
from rugwijzer.figures.movement import Movement, Pin, Pose, Support
from rugwijzer.figures.pose import Body, Bone, Limb, neck_and_head, pose
from rugwijzer.figures.reaching import PALM, Place, above_ball, halfway, place_of, reach
from rugwijzer.figures.vectors import (
    UP,
    Vector,
    add,
    between,
    cross,
    dot,
    scale,
    square_to,
    subtract,
    turned,
    unit,
)

MAT = 0.05
TOPS = {"mat": MAT, "bed": 1.0, "chair": 1.0, "stool": 1.0, "step": 0.42, "table": 1.7,
        "bicycle": bicycle.HIGH, "water": 2.9, "worktop": 2.1, "rail": 2.1}  # fmt: skip
"""How high things are when nothing is said, in thighs (1.0 is about 43 cm)."""


class Solved:
    """A movement with everything that holds for all its frames worked out once."""

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.build = movement.look.build
        self.places: dict[str, Place] = {}
        self.supports = movement.supports
        self.supports = tuple(self._fitted(each) for each in movement.supports)
        self.body = lru_cache(maxsize=4096)(self._body)
        self.at_pose = lru_cache(maxsize=None)(self._still)

    def _fitted(self, support: Support) -> Support:
        if support.height is not None:
            return support
        if support.kind in ("chair", "stool", "bed") and self._rests_on_feet():
            start = self._still(self.movement.first)
            thighs = [
                limb[0].at(0.35)[1] - self.build.thigh[1].back for limb in start.legs.values()
            ]
            height = min(lowest(start, ("pelvis",), self.build), *thighs)
            at = start.spine[0].start[0] if support.at is None else support.at
            return support._replace(height=height, at=at)
        return support._replace(height=TOPS.get(support.kind, 0.0))

    def _rests_on_feet(self) -> bool:
        return self.movement.anchor in ("feet", "right_foot", "left_foot")

    def top(self, surface: str) -> float:
        """How high a surface is."""
        for support in self.supports:
            if support.kind == surface and support.kind != "wall":
                return TOPS.get(surface, 0.0) if support.height is None else support.height
        return TOPS.get(surface, 0.0) if surface == "mat" else 0.0

    def between(self, one: str, two: str, share: float) -> Body:
        """The body a share of the way from one key pose to another."""
        return self._solve(one, two, share, 0.0)

    def _still(self, name: str) -> Body:
        """The body in a key pose."""
        return self._solve(name, name, 0.0, 0.0)

    def _body(self, time: float) -> Body:
        """The body at a time of the loop."""
        moment = self.movement.moment(time)
        if moment.before == moment.after and not self.movement.travel:
            return self.at_pose(moment.after)
        return self._solve(moment.before, moment.after, moment.share, moment.time)

    def _solve(self, before: str, after: str, share: float, time: float) -> Body:
        movement = self.movement
        one, two = movement.poses[before], movement.poses[after]
        angles = _mixed(one.angles, two.angles, share)
        body = pose(angles, movement.facing, movement.anchor in ("trunk", "thorax"))
        body = body.moved(self._to_anchor(body, between(one.move, two.move, share)))
        if "head" in one.pins or "head" in two.pins:
            body = self._rest_head(body, one, two, share)
        for kind, ends in (("legs", ("foot", "knee")), ("arms", ("hand", "elbow"))):
            for side in sizes.SIDES:
                free = (body.legs if kind == "legs" else body.arms)[side]
                limbs = [self._held(body, kind, side, ends, each, time) for each in (one, two)]
                if limbs[0] is None and limbs[1] is None:
                    continue
                if one.pins.get(f"{side}_{ends[0]}") == two.pins.get(f"{side}_{ends[0]}") and (
                    one.pins.get(f"{side}_{ends[1]}") == two.pins.get(f"{side}_{ends[1]}")
                ):
                    limb = limbs[0] or free
                else:
                    first, last = limbs[0] or free, limbs[1] or free
                    limb = halfway(free, first, last, share)
                body = body.with_limb(kind, side, limb)
        return body

    def _to_anchor(self, body: Body, move: Vector) -> Vector:
        """How far the body must be moved for its anchor to rest."""
        part, (x, surface) = self.movement.anchor, self.movement.anchor_at
        top = self.top(surface)
        if part in ("trunk", "thorax", "pelvis"):
            parts = ("pelvis", "lumbar", "thorax") if part == "trunk" else (part,)
            at = body.spine[0].start if part == "pelvis" else body.spine[-1].end
            low = lowest(body, parts, self.build)
            return (x - at[0] + move[0], top - low + move[1], -at[2] + move[2])
        if part == "lowest":
            low = min(self._foot_low(body, side) for side in sizes.SIDES)
            return (x - body.spine[0].start[0] + move[0], top - low + move[1], move[2])
        places = {
            "feet": [(limb[2].start, sizes.ANKLE) for limb in body.legs.values()],
            "knees": [
                (limb[0].end, surface_radius("knee", self.build)) for limb in body.legs.values()
            ],
            "elbows": [
                (limb[0].end, surface_radius("elbow", self.build)) for limb in body.arms.values()
            ],
            "hands": [(limb[1].end, PALM) for limb in body.arms.values()],
        }
        if part in places:
            found = places[part]
        else:
            side, _, end = part.partition("_")
            found = [places["feet" if end == "foot" else f"{end}s"][sizes.SIDES.index(side)]]
        if part.endswith(("feet", "foot")):
            found = self._ankles(body, part)
        count = len(found)
        middle = [sum(at[axis] for at, _ in found) / count for axis in range(3)]
        high = sum(radius for _, radius in found) / count
        z = -middle[2] if count == 2 else 0.0
        return (x - middle[0] + move[0], top + high - middle[1] + move[1], z + move[2])

    def _ankles(self, body: Body, part: str) -> list[tuple[Vector, float]]:
        """The ankles, as far back and as high as they are with raised heels."""
        chosen = [side for side in sizes.SIDES if part in ("feet", f"{side}_foot")]
        found = []
        for side in chosen:
            heel = body.angles.get(f"heel.{side}", 0.0)
            foot = body.legs[side][2]
            along = square_to(foot.axis, UP, (1.0, 0.0, 0.0))
            off = above_ball(along, heel)
            found.append((add(foot.start, (off[0] + along[0] * sizes.BALL, 0, 0), -1), off[1]))
        return found

    def _foot_low(self, body: Body, side: str) -> float:
        foot = body.legs[side][2]
        return min(foot.at(at, -sizes.ANKLE)[1] for at in (-0.25, 0.0, 0.6, 0.95))

    def _rest_head(self, body: Body, one: Pose, two: Pose, share: float) -> Body:
        """The neck bent so far that the head lies on its surface."""
        on = (one.pins.get("head") or two.pins["head"]).on
        goal = self.top(on)
        low, high = -60.0, 60.0
        best = body
        facing_up = body.head.front[1] > 0
        for _ in range(14):
            middle = (low + high) / 2
            best = self._with_neck(body, middle)
            above = lowest(best, ("head",), self.build) > goal
            if above == facing_up:
                high = middle
            else:
                low = middle
        weight = (
            1.0
            if "head" in one.pins and "head" in two.pins
            else (share if "head" in two.pins else 1 - share)
        )
        authored = body.angles.get("neck", 0.0)
        if weight < 1:
            best = self._with_neck(body, authored + weight * (best.angles["neck"] - authored))
        return best

    def _with_neck(self, body: Body, bend: float) -> Body:
        angles = {**body.angles, "neck": bend}
        neck, head = neck_and_head(body.spine[-1], angles)
        return replace(body, neck=neck, head=head, angles=angles)

    def _held(
        self, body: Body, kind: str, side: str, ends: tuple[str, str], at: Pose, time: float
    ) -> Limb | None:
        """The limb as a pose pins it, or None if it is free there."""
        tip, joint = at.pins.get(f"{side}_{ends[0]}"), at.pins.get(f"{side}_{ends[1]}")
        limb = (body.legs if kind == "legs" else body.arms)[side]
        if joint is not None:
            return self._on_joint(limb, kind, side, joint)
        if tip is None:
            return None
        if kind == "legs":
            heel = body.angles.get(f"heel.{side}", 0.0)
            return self._on_foot(body, limb, side, tip, heel, time)
        return self._on_hand(body, limb, side, tip)

    def place(self, end: str, pin: Pin) -> Place:
        """Where a pin is: from the pose of the loop that first has it."""
        key = f"{end} {pin}"
        if key not in self.places:
            self.places[key] = self._find(end, pin)
        return self.places[key]

    def _find(self, end: str, pin: Pin) -> Place:
        movement = self.movement
        held = [
            (step.to, start + step.seconds, movement.poses[came].pins.get(end) == pin)
            for start, came, step in movement.steps()
            if movement.poses[step.to].pins.get(end) == pin
        ]
        fresh = [each for each in held if not each[2]]
        whole = [each for each in held if each[0] == movement.first]
        name, time, _ = (fresh or whole or held or [(movement.first, 0.0, True)])[0]
        first = movement.poses[name]
        body = pose(first.angles, movement.facing, movement.anchor in ("trunk", "thorax"))
        body = body.moved(self._to_anchor(body, first.move))
        side, _, part = end.partition("_")
        limb = (body.legs if part in ("foot", "knee") else body.arms)[side]
        if pin.on == "handlebar":
            pin = pin._replace(point=add(bicycle.grip(self.bicycle, side), UP, PALM))
        place = place_of(limb, part, pin, self.top(pin.on), self.build, body)
        place.time = time
        place.pedal = side if pin.on == "pedal" else ""
        return place

    def goal(self, body: Body, end: str, pin: Pin, time: float) -> Vector:
        """Where the ankle or the wrist of a pinned foot or hand should be."""
        side, _, part = end.partition("_")
        if part == "foot":
            place = self.place(end, pin)
            return add(
                self._ball(place, time, body),
                above_ball(place.along, body.angles.get(f"heel.{side}", 0.0)),
            )
        if pin.on in NAMES:
            return self._on_skin(body, side, pin)[0]
        return self.place(end, pin).at

    @property
    def bicycle(self) -> Support:
        """The bicycle of the room."""
        found = (each for each in self.supports if each.kind == "bicycle")
        return next(found, Support("bicycle"))

    def _ball(self, place: Place, time: float, body: Body) -> Vector:
        """Where the ball of a foot is; the floor goes back as the body goes forward, and a pedal
        goes round."""
        if place.pedal:
            return bicycle.pedal(self.bicycle, place.pedal, body.angles.get("pedal", 0.0))
        whole = self.movement.seconds
        since = (time - place.time + 0.26 * whole) % whole - 0.26 * whole
        went = since * self.movement.travel
        return add(place.at, (-went, 0.0, 0.0))

    def _on_skin(self, body: Body, side: str, pin: Pin) -> tuple[Vector, Vector, Vector]:
        """The wrist of a hand that lies on the body, the way of the hand and of its back."""
        found = landmark(body, pin.on, self.build)
        assert found is not None
        at, normal = found
        at = add(at, normal, PALM + pin.off[0])
        at = add(
            add(at, body.trunk.axis, pin.off[1]),
            body.trunk.side,
            pin.off[2] * (1 if side == "left" else -1),
        )
        shoulder = body.arms[side][0].start
        along = square_to(subtract(at, add(shoulder, body.trunk.axis, -0.35)), normal)
        return add(at, along, -0.17), along, normal

    def _on_foot(
        self, body: Body, limb: Limb, side: str, pin: Pin, heel: float, time: float
    ) -> Limb:
        place = self.place(f"{side}_foot", pin)
        ball = self._ball(place, time, body)
        off = above_ball(place.along, heel)
        top = turned(UP, place.along, heel)
        along = turned(place.along, (0.0, -1.0, 0.0), heel)
        thigh, shank = reach(limb[0], limb[1], add(ball, off), bends_forward=True)
        side_of = unit(add(limb[2].side, place.along, -dot(limb[2].side, place.along)))
        return thigh, shank, Bone(shank.end, along, top, side_of, limb[2].length)

    def _on_joint(self, limb: Limb, kind: str, side: str, pin: Pin) -> Limb:
        """A knee or elbow on a surface: the part below it lies as it lay first."""
        place = self.place(f"{side}_{'knee' if kind == 'legs' else 'elbow'}", pin)
        axis = unit(subtract(place.at, limb[0].start))
        hinge = unit(cross(limb[0].axis, limb[0].front))
        upper = Bone(
            limb[0].start, axis, square_to(cross(hinge, axis), axis), limb[0].side, limb[0].length
        )
        lower = Bone(upper.end, place.along, place.front, place.side, limb[1].length)
        last = place.last
        assert last is not None
        return upper, lower, Bone(lower.end, last.axis, last.front, last.side, last.length)

    def _on_hand(self, body: Body, limb: Limb, side: str, pin: Pin) -> Limb:
        if pin.on not in NAMES:
            place = self.place(f"{side}_hand", pin)
            upper, fore = reach(limb[0], limb[1], place.at, bends_forward=False)
            back = scale(place.front, -1) if pin.palm_up else place.front
            thumb = cross(back, place.along) if side == "right" else cross(place.along, back)
            return upper, fore, Bone(fore.end, place.along, back, thumb, limb[2].length)
        wrist, along, normal = self._on_skin(body, side, pin)
        upper, fore = reach(limb[0], limb[1], wrist, bends_forward=False)
        thumb = cross(normal, along) if side == "right" else cross(along, normal)
        return upper, fore, Bone(fore.end, along, normal, thumb, limb[2].length)


def _mixed(one: Mapping[str, float], two: Mapping[str, float], share: float) -> dict[str, float]:
    """Angles between two poses."""
    if one is two:
        return dict(one)
    keys = sorted({*one, *two})
    found = {key: _of(one, key) + share * (_of(two, key) - _of(one, key)) for key in keys}
    if "pedal" in found:
        found["pedal"] = _of(one, "pedal") + share * ((_of(two, "pedal") - _of(one, "pedal")) % 360)
    return found


def _of(angles: Mapping[str, float], key: str) -> float:
    return angles.get(key, 90.0 if key == "slope" else 0.0)
