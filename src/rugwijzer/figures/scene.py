"""A movement as one camera sees it: room, layers, and the frames that are enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from rugwijzer.figures.arrows import arrow_points
from rugwijzer.figures.drawing import Frame, layers, picture, shows
from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.lines import whole
from rugwijzer.figures.marks import Shown, When, holds, marks_of
from rugwijzer.figures.motion import Key, moments
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.muscles import outline_of
from rugwijzer.figures.pose import Body, Camera, Eye
from rugwijzer.figures.props import Face, support_faces
from rugwijzer.figures.solving import Solved
from rugwijzer.figures.vectors import Point, add

MARGIN = 0.14
"""Round a picture, in thighs."""


class Instant(NamedTuple):
    """A body; in which half of the loop (1: the other side); and the pose it goes to or is in."""

    body: Body
    half: int
    pose: str


class Scene:
    """A movement seen by one camera: its room, its layers and its frames."""

    def __init__(self, movement: Movement, camera: Camera) -> None:
        self.movement, self.eye, self.camera = movement, Eye(camera), camera
        self.marks = marks_of(movement)
        self.solved = [Solved(movement)]
        if movement.mirror:
            self.solved.append(Solved(movement.mirrored()))
        self.rounds = movement.repeats if movement.mirror else 1
        self.seconds = movement.seconds * self.rounds * len(self.solved)
        self.frame = lru_cache(maxsize=None)(self._frame)
        count = 12 * len(self.solved)
        self.bodies = [self.body(self.seconds * each / count) for each in range(count)]
        self.marks = self.marks._replace(feel=tuple(self._felt()))
        self.layers = layers(self.bodies, self.eye, movement, self.marks)

    def _felt(self) -> Iterator[Shown]:
        """The spots that do not lie on a field that works: one mark is enough."""
        build = self.movement.look.build
        for mark in self.marks.feel:
            inside = 0
            for body in self.bodies:
                spot = landmark(body, mark.name, build)
                assert spot is not None
                at = self.eye.see(add(spot[0], spot[1], -0.05))
                fields = (outline_of(each.name, body, self.eye, build) for each in self.marks.works)
                inside += any(_inside(at, field) for field in fields)
            if inside < 0.7 * len(self.bodies):
                yield mark

    @cached_property
    def keys(self) -> list[Key]:
        """Moments of the whole loop, between which straight lines are near enough."""
        found: list[Key] = []
        seconds = self.movement.seconds
        for turn in range(self.rounds * len(self.solved)):
            shift = turn * seconds
            one = moments(self.movement, lambda time, shift=shift: self.frame(shift + time))  # type: ignore[misc]
            found += [
                key._replace(time=shift + key.time, step=key.step + 100 * turn) for key in one[:-1]
            ]
        return [*found, Key(self.seconds, -1, 0.0, "linear")]

    @cached_property
    def frames(self) -> list[Frame]:
        """The shapes at those moments."""
        return [self.frame(key.time) for key in self.keys]

    def body(self, time: float) -> Body:
        """The body at a time of the whole loop, the other side included."""
        return self.instant(time).body

    def instant(self, time: float) -> Instant:
        """The body at a time of the whole loop, and what it is doing."""
        seconds = self.movement.seconds
        turn = min(int(time / seconds + 1e-9), len(self.solved) * self.rounds - 1)
        half, here = turn // self.rounds, round(time - turn * seconds, 9)
        return Instant(self.solved[half].body(here), half, self.movement.moment(here).after)

    def _frame(self, time: float) -> Frame:
        return self.drawn(self.instant(time))

    def drawn(self, at: Instant) -> Frame:
        """The shapes of an instant."""
        return picture(at.body, self.eye, self.solved[at.half].movement, self.marks)

    def still(self, pose: str) -> Instant:
        """A key pose."""
        return Instant(self.solved[0].at_pose(pose), 0, pose)

    def seen(self, instants: Sequence[Instant]) -> dict[str | When, list[bool]]:
        """Whether each layer or mark that comes and goes is shown, for each of some instants."""
        found: dict[str | When, list[bool]] = {
            layer.when: [shows(layer, at.body, self.eye) for at in instants]
            for layer in self.layers
            if layer.when
        }
        for layer in self.layers:
            for line in layer.lines:
                if line.when:
                    found[line.when] = [holds(line.when, at.half, at.pose) for at in instants]
        return found

    def arrowed(self) -> list[Point]:
        """The points of all arrows."""
        return [
            at
            for solved in self.solved
            for each in solved.movement.arrows
            for at in arrow_points(solved, each, self.eye)
        ]

    def room(self) -> list[Face]:
        """The faces of all that stands in the room."""
        points = [
            at
            for body in self.bodies
            for at in (body.head.at(1.0), body.head.at(0.5, -0.2), *_limb_points(body))
        ]
        span = (
            min(at[0] for at in points), max(at[0] for at in points),
            min(at[2] for at in points), max(at[2] for at in points),
        )  # fmt: skip
        return [
            face for each in self.solved[0].supports for face in support_faces(each, span, self.eye)
        ]


def _inside(at: Point, line: Sequence[Point]) -> bool:
    """Whether a point lies within a closed line."""
    found = False
    for one, two in zip(line, (*line[1:], line[0]), strict=True):
        if (one[1] > at[1]) != (two[1] > at[1]):
            across = one[0] + (at[1] - one[1]) / (two[1] - one[1]) * (two[0] - one[0])
            found ^= at[0] < across
    return found


def _limb_points(body: Body) -> list[tuple[float, float, float]]:
    limbs = (*body.legs.values(), *body.arms.values())
    return [bone.end for limb in limbs for bone in limb] + [limb[0].start for limb in limbs]


class Bounds(NamedTuple):
    """The edges of a picture, in thighs."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The viewBox."""
        return (
            whole(self.left), -whole(self.top),
            whole(self.right) - whole(self.left), whole(self.top) - whole(self.bottom),
        )  # fmt: skip


def bounds_of(
    frames: Sequence[Frame], room: Sequence[Face], floor: bool, more: Sequence[Point] = ()
) -> Bounds:
    """The edges round some frames, what stands in the room and more, with a margin."""
    points = [point for frame in frames for row in frame.values() for point in row]
    points += more
    points += [
        point for face in room if face.paint not in ("wall", "wall-dark") for point in face.points
    ]
    points += [(points[0][0], 0.0)] if floor else []
    xs, ys = [x for x, _ in points], [y for _, y in points]
    walls = [x for face in room if face.paint == "wall" for x, _ in face.points]
    return Bounds(
        min(xs + walls) - MARGIN, min(ys) - MARGIN * 0.7, max(xs + walls) + MARGIN, max(ys) + MARGIN
    )
