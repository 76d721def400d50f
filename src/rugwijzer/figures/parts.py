"""The drawn shapes of a body: soft limbs, one back, hands with thumbs, feet with toes, clothes."""

from __future__ import annotations

from rugwijzer.figures import body as sizes
from rugwijzer.figures import head as heads
from rugwijzer.figures.body import Build, Look, Section, full, section
from rugwijzer.figures.outlines import Egg, Ring, hull, loft
from rugwijzer.figures.pose import Body, Bone, Eye
from rugwijzer.figures.vectors import Point, Vector, add, between, dot, scale, turned, unit

HEM = 0.84
"""Where the trousers end, as a share of the shank."""
SLEEVE = 0.56
CLOTH = 0.014
"""How far the trousers stand off."""
SLACK = 0.018
"""How far a sleeve stands off."""

Shapes = dict[str, list[Point]]


def shapes(body: Body, eye: Eye, look: Look) -> Shapes:
    """Every shape of a body by name, in the picture's plane (thighs, y up)."""
    build = look.build
    found = _trunk(body, eye, build)
    found.update(heads.shapes(body.head, eye, look))
    for side in sizes.SIDES:
        found.update(
            {f"{name}.{side}": points for name, points in _leg(body, side, eye, build).items()}
        )
        found.update(
            {f"{name}.{side}": points for name, points in _arm(body, side, eye, build).items()}
        )
    return found


# --- the trunk

_SHIRT = (0.17, 0.29, 0.42, 0.56, 0.74, 0.92, 1.06, 1.16, 1.24)
_PELVIS = (-0.15, -0.06, 0.05, 0.17, 0.305)


def _trunk(body: Body, eye: Eye, build: Build) -> Shapes:
    shirt = [_ring(body, at, build, 0.006, 0.8 if at == _SHIRT[0] else 1.0) for at in _SHIRT]
    pelvis = [_ring(body, at, build, 0.0 if at > 0.3 else CLOTH) for at in _PELVIS]
    pelvis[-1] = pelvis[-1]._replace(front=pelvis[-1].front * (1 - 0.3 * _sits(body)))
    return {
        "shirt": loft(shirt, eye, (0.0, 0.35)),
        "pelvis": loft(pelvis, eye, (0.55, 0.06)),
        "neck": loft(_neck(body), eye, (0.0, 0.0)),
    }


def _sits(body: Body) -> float:
    """How deeply the hips are bent: 0 at 50 degrees or less, 1 at 95 and more."""
    front = body.spine[0].front
    bend = min(dot(limb[0].axis, front) for limb in body.legs.values())
    return max(0.0, min(1.0, (bend - 0.75) / 0.25))


def _ring(body: Body, at: float, build: Build, more: float, times: float = 1.0) -> Ring:
    thick = full(section(build.trunk, at), body.angles.get("belly", 0.0))
    place = body.spine_at(max(0.0, min(at, sizes.TRUNK)))
    beyond = min(at, 0.0) + max(at - sizes.TRUNK, 0.0)
    return Ring(
        add(place.start, place.axis, beyond),
        place.axis,
        place.front,
        place.side,
        times * (thick.front + more),
        times * (thick.back + more),
        times * (thick.side + more),
    )


def _neck(body: Body) -> list[Ring]:
    base, top, head = body.spine[-1], body.neck[-1], body.head
    foot = Ring(base.at(0.2), base.axis, base.front, base.side, 0.10, 0.12, 0.15)
    low = Ring(
        add(base.end, base.front, -0.01),
        unit(add(base.axis, top.axis)),
        base.front,
        base.side,
        0.098,
        0.105,
        0.12,
    )
    middle = Ring(
        add(body.neck[0].end, top.front, 0.0), top.axis, top.front, top.side, 0.092, 0.098, 0.098
    )
    end = Ring(
        add(add(head.start, head.axis, 0.1), head.front, -0.04),
        head.axis,
        head.front,
        head.side,
        0.09,
        0.1,
        0.096,
    )
    return [foot, low, middle, end]


# --- limbs


def _rings(
    bone: Bone, sections: tuple[Section, ...], start: float, end: float, more: float
) -> list[Ring]:
    places = [start, *(s.at for s in sections if start + 0.04 < s.at < end - 0.04), end]
    rings = []
    for at in places:
        thick = section(sections, at)
        rings.append(
            Ring(
                bone.at(at),
                bone.axis,
                bone.front,
                bone.side,
                thick.front + more,
                thick.back + more,
                thick.side + more,
            )
        )
    return rings


def _leg(body: Body, side: str, eye: Eye, build: Build) -> Shapes:
    thigh, shank, foot = body.legs[side]
    return {
        "thigh": loft(_rings(thigh, build.thigh, 0.0, 1.0, CLOTH), eye),
        "shank": loft(_rings(shank, build.shank, 0.0, HEM, CLOTH), eye, (1.0, 0.12)),
        "ankle": loft(_rings(shank, build.shank, 0.7, 1.0, 0.0), eye, (0.0, 0.7)),
        "hip": _hip(body, side, eye, build),
        **_foot(foot, body.toes[side], eye),
    }


def _foot(foot: Bone, bend: float, eye: Eye) -> Shapes:
    """Heel, instep and ball; and the toes, bent up by so many degrees at the ball."""
    toe = turned(foot.axis, foot.front, bend)
    toe_up = turned(foot.front, scale(foot.axis, -1), bend)
    ball = foot.at(0.0, -sizes.ANKLE + 0.052)
    ball = add(ball, foot.axis, sizes.BALL)
    far = add(add(ball, toe, 0.1), toe_up, -0.014)
    outer = 0.012

    def egg(at: Vector, long: float, tall: float, wide: float, way: Vector, up: Vector) -> Egg:
        return Egg(at, scale(way, long), scale(up, tall), scale(foot.side, wide))

    under = -sizes.ANKLE
    heel = egg(
        add(foot.at(0.0, under + 0.064), foot.axis, -0.058),
        0.072,
        0.064,
        0.066,
        foot.axis,
        foot.front,
    )
    ankle = egg(add(foot.at(0.0, 0.0), foot.axis, 0.0), 0.068, 0.06, 0.062, foot.axis, foot.front)
    instep = egg(
        add(foot.at(0.0, under + 0.098), foot.axis, 0.1), 0.05, 0.05, 0.07, foot.axis, foot.front
    )
    balls = egg(add(ball, foot.side, outer), 0.06, 0.052, 0.094, foot.axis, foot.front)
    tips = egg(add(far, foot.side, outer), 0.052, 0.038, 0.082, toe, toe_up)
    ahead = eye.see(foot.axis)
    return {
        "foot": hull([heel, ankle, instep, balls], eye, 16, ahead),
        "toes": hull([balls, tips], eye, 12, eye.see(toe)),
    }


def _arm(body: Body, side: str, eye: Eye, build: Build) -> Shapes:
    upper, fore, hand = body.arms[side]
    return {
        "upper_arm": loft(_rings(upper, build.upper_arm, 0.25, 1.0, 0.0), eye, (0.0, 1.0)),
        "sleeve": loft(_rings(upper, build.upper_arm, 0.0, SLEEVE, SLACK), eye, (0.85, 0.1)),
        "forearm": loft(_rings(fore, build.forearm, 0.0, 1.0, 0.0), eye, (1.0, 0.5)),
        **_shoulder(body, side, eye, build),
        **_hand(hand, eye, max(0.0, min(1.0, body.angles.get(f"fist.{side}", 0.0)))),
    }


def _shoulder(body: Body, side: str, eye: Eye, build: Build) -> Shapes:
    """The yoke of the shirt from neck to shoulder; and, a little smaller, what hides the line
    between sleeve and shirt."""
    upper, chest = body.arms[side][0], body.spine[-1]
    size = build.upper_arm[0].front + SLACK
    inner = add(between(chest.end, upper.start, 0.3), chest.axis, -0.03)

    def round_both(times: float) -> list[Point]:
        balls = [_ball(chest, upper.start, size * times), _ball(chest, inner, size * 0.78 * times)]
        return hull(balls, eye, 12, eye.see(chest.axis))

    return {"yoke": round_both(1.0), "shoulder": round_both(0.97)}


def _ball(bone: Bone, at: Vector, size: float) -> Egg:
    return Egg(at, scale(bone.axis, size), scale(bone.front, size), scale(bone.side, size))


def _hip(body: Body, side: str, eye: Eye, build: Build) -> list[Point]:
    """What hides the line between thigh and pelvis."""
    thigh, pelvis = body.legs[side][0], body.spine[0]
    size = build.thigh[0].front
    inner = add(between(thigh.start, pelvis.start, 0.35), pelvis.axis, 0.12)
    outer = add(thigh.start, pelvis.axis, 0.03)
    balls = [_ball(pelvis, outer, size * 1.02), _ball(pelvis, inner, size * 0.8)]
    return hull(balls, eye, 10, eye.see(pelvis.axis))


# share along the hand, half-thickness, half-breadth, towards the palm
_PALM = (
    (0.0, 0.044, 0.052, 0.0), (0.22, 0.044, 0.076, 0.0), (0.5, 0.04, 0.084, 0.004),
    (0.76, 0.031, 0.072, 0.018), (0.95, 0.024, 0.045, 0.034),
)  # fmt: skip


def _hand(hand: Bone, eye: Eye, fist: float) -> Shapes:
    """A flat hand with its thumb; the more of a fist, the shorter and rounder it is."""
    rings = []
    for at, thick, wide, drop in _PALM:
        beyond = max(0.0, at - 0.45)
        rings.append(
            Ring(
                hand.at(at - 0.62 * fist * beyond, -drop - 0.035 * fist * at),
                hand.axis,
                hand.front,
                hand.side,
                thick + fist * 0.03 * at,
                thick + fist * 0.05 * at,
                wide + fist * (0.016 if at > 0.5 else 0.0),
            )
        )
    base = hand.at(0.16, -0.008 - 0.03 * fist, 0.045)
    way = unit(
        add(
            add(hand.axis, hand.side, 0.62 - 0.5 * fist),
            hand.front,
            -0.22 - 0.3 * fist,
        )
    )
    tip = add(base, way, 0.15 - 0.02 * fist)
    thumb = [
        Ring(base, way, hand.front, hand.side, 0.036, 0.036, 0.036),
        Ring(between(base, tip, 0.5), way, hand.front, hand.side, 0.031, 0.031, 0.031),
        Ring(tip, unit(add(way, hand.axis)), hand.front, hand.side, 0.024, 0.024, 0.024),
    ]
    return {"hand": loft(rings, eye, (0.6, 0.9)), "thumb": loft(thumb, eye, (0.4, 1.0))}
