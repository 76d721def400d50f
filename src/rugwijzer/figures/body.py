"""The jointed body: lengths, thicknesses, ranges of the joints, and how a person may look.

Lengths are in thighs: a thigh is 1.0. Thicknesses are half-widths, measured from the line of the
bones: to the front, to the back, and sideways. Builds differ in thickness only, so that angles and
contacts mean the same for both.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import pi, sin
from typing import NamedTuple

THIGH = 1.0
SHANK = 1.0
PELVIS = 0.30
LUMBAR = 0.35
THORAX = 0.55
TRUNK = PELVIS + LUMBAR + THORAX
UPPER_ARM = 0.65
FOREARM = 0.55
HAND = 0.36
FOOT = 0.50
ANKLE = 0.14
"""How far the ankle is above the sole."""
NECK = 0.20
HEAD = 0.46
HIPS = 0.19
"""From the middle to the joint of a hip."""
SHOULDERS = 0.345
"""From the middle to the joint of a shoulder."""
SHOULDER_DROP = 0.095
"""The joints of the shoulders are a little below the top of the spine."""
BALL = 0.215
"""From the ankle to the ball of the foot, along the sole."""
HEEL = 0.13
"""From the ankle to the back of the heel, along the sole."""
LINKS = 5
"""The lumbar and the thoracic spine bend at so many places each."""

SIDES = ("right", "left")

RANGES: dict[str, tuple[float, float]] = {
    "hip": (-32, 145),
    "hip_abduction": (-32, 62),
    "hip_rotation": (-62, 72),
    "knee": (-4, 158),
    "ankle": (-82, 42),
    "shoulder": (-65, 198),
    "shoulder_abduction": (-60, 184),
    "shoulder_rotation": (-95, 130),
    "elbow": (-6, 155),
    "wrist": (-95, 90),
    "lumbar": (-42, 62),
    "lumbar_side": (-32, 32),
    "lumbar_turn": (-36, 36),
    "thorax": (-32, 52),
    "thorax_side": (-32, 32),
    "thorax_turn": (-82, 82),
    "neck": (-66, 66),
    "neck_side": (-48, 48),
    "neck_turn": (-88, 88),
    "heel": (-35, 88),
}
"""Degrees that a drawn joint may have: ordinary adult ranges, rounded up.

A drawing convention (unverified), as are the angles of the exercises; it keeps pictures human and
says nothing about what a person should reach. The turn of the lumbar spine includes that of the
pelvis on the hips, and the shoulder that of the shoulder blade.
"""


class Section(NamedTuple):
    """How thick a part is somewhere along it: `at` (0 to 1 along, or in thighs for the trunk)."""

    at: float
    front: float
    back: float
    side: float


def _sections(*rows: tuple[float, float, float, float]) -> tuple[Section, ...]:
    return tuple(Section(*row) for row in rows)


@dataclass(frozen=True)
class Build:
    """The thicknesses of one build."""

    name: str
    trunk: tuple[Section, ...]
    thigh: tuple[Section, ...]
    shank: tuple[Section, ...]
    upper_arm: tuple[Section, ...]
    forearm: tuple[Section, ...]


SLENDER = Build(
    name="slender",
    trunk=_sections(
        (-0.15, 0.06, 0.12, 0.20),
        (-0.06, 0.14, 0.215, 0.30),
        (0.05, 0.172, 0.238, 0.335),
        (0.17, 0.182, 0.222, 0.33),
        (0.29, 0.185, 0.175, 0.305),
        (0.42, 0.185, 0.14, 0.275),
        (0.56, 0.19, 0.148, 0.28),
        (0.74, 0.205, 0.18, 0.315),
        (0.92, 0.205, 0.20, 0.345),
        (1.06, 0.175, 0.20, 0.345),
        (1.16, 0.135, 0.18, 0.27),
        (1.25, 0.09, 0.125, 0.14),
    ),
    thigh=_sections(
        (0.0, 0.165, 0.185, 0.165),
        (0.18, 0.172, 0.195, 0.172),
        (0.42, 0.165, 0.16, 0.155),
        (0.7, 0.135, 0.128, 0.128),
        (0.9, 0.116, 0.108, 0.112),
        (1.0, 0.112, 0.104, 0.108),
    ),
    shank=_sections(
        (0.0, 0.104, 0.10, 0.102),
        (0.14, 0.096, 0.112, 0.102),
        (0.32, 0.082, 0.138, 0.106),
        (0.55, 0.072, 0.112, 0.092),
        (0.78, 0.066, 0.074, 0.074),
        (1.0, 0.066, 0.07, 0.068),
    ),
    upper_arm=_sections(
        (0.0, 0.112, 0.112, 0.105),
        (0.25, 0.104, 0.106, 0.098),
        (0.6, 0.086, 0.086, 0.082),
        (1.0, 0.072, 0.074, 0.072),
    ),
    forearm=_sections(
        (0.0, 0.072, 0.07, 0.072),
        (0.22, 0.078, 0.074, 0.076),
        (0.6, 0.06, 0.058, 0.06),
        (1.0, 0.046, 0.044, 0.05),
    ),
)


def _thicker(
    sections: tuple[Section, ...], front: float, back: float, side: float
) -> tuple[Section, ...]:
    return tuple(Section(s.at, s.front * front, s.back * back, s.side * side) for s in sections)


STURDY = Build(
    name="sturdy",
    trunk=tuple(
        Section(
            s.at,
            s.front * (1.32 if 0.1 < s.at < 0.8 else 1.16),
            s.back * 1.08,
            s.side * (1.22 if 0.1 < s.at < 0.8 else 1.1),
        )
        for s in SLENDER.trunk
    ),
    thigh=_thicker(SLENDER.thigh, 1.14, 1.14, 1.16),
    shank=_thicker(SLENDER.shank, 1.1, 1.1, 1.12),
    upper_arm=_thicker(SLENDER.upper_arm, 1.14, 1.14, 1.16),
    forearm=_thicker(SLENDER.forearm, 1.1, 1.1, 1.12),
)

BUILDS = {build.name: build for build in (SLENDER, STURDY)}
SKINS = ("light", "dark")
HAIRS = ("bun", "short", "bob", "grey", "curls")
FEET = ("bare", "socks", "shoes")


@dataclass(frozen=True)
class Look:
    """How the person of a picture looks: build, skin, hair, what is on the feet."""

    build: Build = SLENDER
    skin: str = "light"
    hair: str = "bun"
    feet: str = "bare"


LOOKS = (
    Look(SLENDER, "light", "bun"),
    Look(STURDY, "dark", "short"),
    Look(STURDY, "light", "grey"),
    Look(SLENDER, "dark", "curls"),
)
"""The people that take turns, by the number of the exercise."""


def full(thick: Section, belly: float) -> Section:
    """A section of the trunk with the belly so far out (thighs), softly to both ends."""
    if not belly or not 0.1 < thick.at < 0.72:
        return thick
    share = sin(pi * (thick.at - 0.1) / 0.62) ** 1.5
    return thick._replace(front=thick.front + belly * share)


def section(sections: tuple[Section, ...], at: float) -> Section:
    """The thickness at a place, straight between the two nearest."""
    if at <= sections[0].at:
        return sections[0]
    for one, two in itertools.pairwise(sections):
        if at <= two.at:
            share = (at - one.at) / (two.at - one.at)
            return Section(
                at,
                one.front + share * (two.front - one.front),
                one.back + share * (two.back - one.back),
                one.side + share * (two.side - one.side),
            )
    return sections[-1]
