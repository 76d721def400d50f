"""Parts that work: soft fields on the body, inside its outline."""

from __future__ import annotations

from math import pi, sin
from typing import NamedTuple

from rugwijzer.figures import body as sizes
from rugwijzer.figures.body import Build, section
from rugwijzer.figures.outlines import Egg, Ring, hull, loft
from rugwijzer.figures.pose import Body, Eye
from rugwijzer.figures.vectors import Point, add, scale


class Field(NamedTuple):
    """Where it lies: on the trunk (thighs up from the hips) or along a bone; how far to the front
    (1) or back (-1) its middle is; how wide it is, as a share of the half-width."""

    on: str
    start: float
    end: float
    ahead: float
    wide: float
    aside: float = 0.0


FIELDS = {
    "thigh": Field("thigh", 0.12, 0.9, 0.05, 0.6),
    "thigh_front": Field("thigh", 0.12, 0.84, 0.4, 0.48),
    "thigh_back": Field("thigh", 0.14, 0.8, -0.4, 0.46),
    "calf": Field("shank", 0.08, 0.62, -0.4, 0.46),
    "shin": Field("shank", 0.1, 0.7, 0.3, 0.4),
    "buttocks": Field("trunk", -0.09, 0.2, -0.42, 0.5),
    "belly": Field("trunk", 0.1, 0.64, 0.5, 0.4),
    "chest": Field("trunk", 0.72, 1.08, 0.5, 0.4),
    "back": Field("trunk", 0.14, 1.02, -0.55, 0.34),
    "lower_back": Field("trunk", 0.12, 0.52, -0.52, 0.38),
    "upper_back": Field("trunk", 0.66, 1.06, -0.52, 0.36),
    "waist": Field("trunk", 0.2, 0.62, 0.0, 0.5, 0.5),
    "trunk": Field("trunk", 0.14, 1.0, 0.0, 0.62),
    "shoulder": Field("upper_arm", 0.0, 0.4, 0.0, 0.7),
    "upper_arm": Field("upper_arm", 0.15, 0.92, 0.0, 0.6),
    "forearm": Field("forearm", 0.08, 0.8, 0.0, 0.6),
}
"""What can be named as working; a limb's field also with its side: `thigh.left`."""
NAMES = frozenset(FIELDS) | {
    f"{name}.{side}"
    for name, field in FIELDS.items()
    if field.on != "trunk" or field.aside
    for side in sizes.SIDES
}
_BONES = {
    "thigh": ("legs", 0),
    "shank": ("legs", 1),
    "upper_arm": ("arms", 0),
    "forearm": ("arms", 1),
}


def parts_of(work: str) -> tuple[tuple[str, str], ...]:
    """The fields to be drawn for one, with the limb each lies on ("trunk" for none)."""
    name, _, side = work.partition(".")
    if FIELDS[name].on == "trunk":
        return ((work, "trunk"),)
    limb = "leg" if _BONES[FIELDS[name].on][0] == "legs" else "arm"
    return tuple(
        (f"{name}.{each}", f"{limb}.{each}") for each in ((side,) if side else sizes.SIDES)
    )


def outline_of(work: str, body: Body, eye: Eye, build: Build) -> list[Point]:
    """The outline of a field."""
    name, _, side = work.partition(".")
    field = FIELDS[name]
    if field.on == "trunk" and field.end - field.start < SHORT:
        return _round(field, body, eye, build)
    rings = []
    for step in range(5):
        share = step / 4
        at = field.start + (field.end - field.start) * share
        thick = section(build.trunk if field.on == "trunk" else getattr(build, field.on), at)
        if field.on == "trunk":
            place = body.spine_at(max(0.0, at))
            centre = add(place.start, place.axis, min(0.0, at))
        else:
            kind, index = _BONES[field.on]
            place = (body.legs if kind == "legs" else body.arms)[side][index]
            centre = place.at(at)
        deep = thick.front if field.ahead > 0 else thick.back
        centre = add(centre, place.front, field.ahead * deep)
        out = -1.0 if side == "right" else 1.0
        centre = add(centre, place.side, out * field.aside * thick.side)
        swell = field.wide * (0.42 + 0.58 * sin(pi * share) ** 0.8)
        rings.append(
            Ring(
                centre,
                place.axis,
                place.front,
                place.side,
                swell * deep,
                swell * deep,
                swell * thick.side,
            )
        )
    return loft(rings, eye)


SHORT = 0.32
"""A field on the trunk that is shorter is drawn round."""


def _round(field: Field, body: Body, eye: Eye, build: Build) -> list[Point]:
    at = (field.start + field.end) / 2
    place, thick = body.spine_at(max(0.0, at)), section(build.trunk, at)
    deep = thick.front if field.ahead > 0 else thick.back
    centre = add(add(place.start, place.axis, min(0.0, at)), place.front, field.ahead * deep)
    egg = Egg(
        centre,
        scale(place.axis, (field.end - field.start) / 2),
        scale(place.front, field.wide * deep * 0.9),
        scale(place.side, field.wide * thick.side),
    )
    return hull([egg], eye, 10, eye.see(place.axis))
