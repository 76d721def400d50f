"""A movement as data: poses, the way from one to the next, and what stays where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import asin, sin, sqrt
from typing import NamedTuple

from rugwijzer.figures.body import Look
from rugwijzer.figures.pose import Camera
from rugwijzer.figures.vectors import Vector

ENDS = (
    *tuple(
        f"{side}_{end}" for side in ("right", "left") for end in ("foot", "hand", "knee", "elbow")
    ),
    "head",
)
"""What can be pinned."""
ANCHORS = ("trunk", "thorax", "pelvis", "feet", "right_foot", "left_foot", "knees", "elbows",
           "hands", "right_knee", "left_knee", "right_elbow", "left_elbow", "lowest")  # fmt: skip
SUPPORTS = ("mat", "bed", "chair", "wall", "table", "step", "floor", "water", "bicycle", "stool",
            "worktop", "rail")  # fmt: skip
PARTS_OF = ("pedal", "handlebar")
"""Parts of a bicycle to which feet and hands can be pinned."""
HELD = ("stick", "towel", "band", "box", "bag", "bottle", "ball", "roller", "pillow", "sock",
        "tissue")  # fmt: skip
DEPTHS = ("", "all", "near")
EASES = ("smooth", "linear", "in", "out")
BREATHS = ("in", "out")
FACINGS = ("forward", "down", "up", "side")
"""How the body lies or stands; forward and down are one: slope 90 stands, 0 lies on the belly."""


class Support(NamedTuple):
    """Something of the room. Lengths in thighs; None is worked out from the first pose."""

    kind: str
    at: float | None = None
    height: float | None = None
    width: float | None = None
    facing: str = "right"


class Pin(NamedTuple):
    """Where an end is held: on a surface (by name), at a point, or on a part of the body."""

    on: str = "floor"
    point: tuple[float, ...] = ()
    off: tuple[float, float, float] = (0.0, 0.0, 0.0)
    palm_up: bool = False


class Held(NamedTuple):
    """A thing that goes with the body: from one landmark (or point) to another, or at one."""

    kind: str
    at: tuple[str | tuple[float, ...], ...]
    size: float = 0.0
    beyond: tuple[float, float] = (0.0, 0.0)
    behind: str = ""
    """Behind all of the body, or only behind its near side; otherwise as the kind does."""


@dataclass(frozen=True)
class Pose:
    """Named joint angles, and the pins that hold in it."""

    name: str
    angles: Mapping[str, float]
    pins: Mapping[str, Pin]
    move: Vector = (0.0, 0.0, 0.0)
    """How far the anchor is from its place."""


class Step(NamedTuple):
    """A piece of the loop: the way to a pose, or (the pose it is in already) a pause."""

    to: str
    seconds: float
    ease: str = "smooth"
    breath: str = ""


class Work(NamedTuple):
    """A field that works; only on the way to some poses and in them, if they are named."""

    field: str
    poses: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A soft spot where it may be felt; only in some poses, if they are named."""

    part: str
    poses: tuple[str, ...] = ()


class Arrow(NamedTuple):
    """The path of a landmark from one pose to the next."""

    of: str
    start: str
    to: str
    off: float = 0.16


class Moment(NamedTuple):
    """A time of the loop: between which poses, how far (0 to 1, eased)."""

    time: float
    before: str
    after: str
    share: float
    breath: float


@dataclass(frozen=True)
class Movement:
    """One exercise, ready to be drawn."""

    cameras: tuple[Camera, ...]
    facing: str
    anchor: str
    anchor_at: tuple[float, str]
    poses: Mapping[str, Pose]
    loop: tuple[Step, ...]
    stills: tuple[str, ...]
    supports: tuple[Support, ...] = ()
    held: tuple[Held, ...] = ()
    mirror: bool = False
    repeats: int = 1
    travel: float = 0.0
    works: tuple[Work, ...] = ()
    feel: tuple[Mark, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    look: Look = field(default_factory=Look)
    icon: str = ""
    order: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """How long the loop lasts, before sides change."""
        return sum(step.seconds for step in self.loop)

    @property
    def swims(self) -> bool:
        """Whether water carries the body: there is water, and nobody stands in it."""
        stands = self.anchor in ("feet", "right_foot", "left_foot", "lowest")
        return not stands and any(each.kind == "water" for each in self.supports)

    @property
    def first(self) -> str:
        """The pose in which the loop begins: the one it comes back to."""
        return self.loop[-1].to

    def mirrored(self) -> Movement:
        """The same for the other side of the body."""
        poses = {
            name: replace(
                pose,
                angles={
                    _other_angle(key): _swapped(key, value) for key, value in pose.angles.items()
                },
                pins={_other(end): _other_pin(pin) for end, pin in pose.pins.items()},
                move=(pose.move[0], pose.move[1], -pose.move[2]),
            )
            for name, pose in self.poses.items()
        }
        return replace(
            self,
            poses=poses,
            mirror=False,
            anchor=_other(self.anchor),
            held=tuple(each._replace(at=tuple(map(_other_place, each.at))) for each in self.held),
            works=tuple(each._replace(field=_other_angle(each.field)) for each in self.works),
            feel=tuple(each._replace(part=_other(each.part)) for each in self.feel),
            arrows=tuple(each._replace(of=_other(each.of)) for each in self.arrows),
        )

    def steps(self) -> Iterator[tuple[float, str, Step]]:
        """Each step with the time at which it begins and the pose it comes from."""
        time, pose = 0.0, self.first
        for step in self.loop:
            yield time, pose, step
            time, pose = time + step.seconds, step.to

    def shown(self, arrow: Arrow) -> list[tuple[float, bool]]:
        """From when on an arrow is shown or hidden: it is shown from the pause before the body
        leaves its first pose until the body is in its last pose."""
        steps = [(start + turn * self.seconds, pose, step) for turn in (-1, 0, 1)
                 for start, pose, step in self.steps()]  # fmt: skip
        spans: list[tuple[float, float]] = []
        since: float | None = None
        for index, (start, pose, step) in enumerate(steps):
            if pose == arrow.start and step.to != pose:
                before = steps[index - 1] if index else None
                paused = before is not None and before[1] == before[2].to == pose
                since = before[0] if paused and before is not None else start
            if step.to == arrow.to and pose != step.to and since is not None:
                spans.append((since, start + step.seconds))
                since = None
        marks = {0.0: any(one <= 1e-9 < two - 1e-9 for one, two in spans)}
        for one, two in spans:
            marks.update({at: seen for at, seen in ((two, False), (one, True))
                          if 1e-9 < at < self.seconds - 1e-9})  # fmt: skip
        return sorted(marks.items())

    def times(self, per_second: float = 30) -> tuple[float, ...]:
        """Times spread over the loop, with every beginning of a step."""
        found: list[float] = []
        for start, _, step in self.steps():
            count = max(1, round(step.seconds * per_second))
            found += [start + step.seconds * each / count for each in range(count)]
        return tuple(found)

    def moment(self, time: float) -> Moment:
        """What happens at a time."""
        time %= self.seconds
        last: Moment | None = None
        for start, pose, step in self.steps():
            if start <= time + 1e-9:
                share = min(1.0, (time - start) / step.seconds)
                last = Moment(time, pose, step.to, eased(share, step.ease), self._breath(time))
        assert last is not None
        return last

    def _breath(self, time: float) -> float:
        """How full the breath is, 0 to 1."""
        full = 0.0 if next((s.breath for s in self.loop if s.breath), "in") == "in" else 1.0
        for start, _, step in self.steps():
            if start > time + 1e-9:
                break
            if step.breath:
                share = eased(min(1.0, (time - start) / step.seconds), "smooth")
                goal = 1.0 if step.breath == "in" else 0.0
                full = full + (goal - full) * share
        return full


def _other(name: str) -> str:
    """The same place on the other side."""
    for one, two in (("right_", "left_"), ("left_", "right_")):
        if name.startswith(one):
            return two + name.removeprefix(one)
    return name


def _other_pin(pin: Pin) -> Pin:
    point = (*pin.point[:2], -pin.point[2]) if len(pin.point) > 2 else pin.point
    off = (pin.off[0], pin.off[1], -pin.off[2]) if pin.on in SUPPORTS else pin.off
    return Pin(_other(pin.on), point, off, pin.palm_up)


def _other_place(where: str | tuple[float, ...]) -> str | tuple[float, ...]:
    if isinstance(where, str):
        return _other(where)
    return (*where[:2], -where[2]) if len(where) > 2 else where


def _other_angle(key: str) -> str:
    joint, dot, side = key.partition(".")
    return f"{joint}.{'left' if side == 'right' else 'right'}" if dot else key


def _swapped(key: str, value: float) -> float:
    if key == "pedal":
        return value + 180
    return -value if key.endswith(("_side", "_turn")) or key == "roll" else value


def eased(share: float, ease: str) -> float:
    """The share of the way after a share of the time."""
    if ease == "linear":
        return share
    if ease == "in":
        return share * share
    if ease == "out":
        return share * (2 - share)
    return share * share * (3 - 2 * share)


def when(share: float, ease: str) -> float:
    """The share of the time after which a share of the way is done: the other way round."""
    if ease == "linear":
        return share
    if ease == "in":
        return sqrt(share)
    if ease == "out":
        return 1 - sqrt(1 - share)
    return 0.5 - sin(asin(1 - 2 * share) / 3)


def speed(share: float, ease: str) -> float:
    """How fast the way goes after a share of the time; 1 on average."""
    if ease == "linear":
        return 1.0
    if ease == "in":
        return 2 * share
    if ease == "out":
        return 2 - 2 * share
    return 6 * share * (1 - share)
