"""Which moments are enough to show a movement, and how each shape moves from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, cos, degrees, hypot, pi, sin
from typing import NamedTuple

from rugwijzer.figures.drawing import Frame
from rugwijzer.figures.movement import Movement, Step, speed, when
from rugwijzer.figures.vectors import Point

CLOSE = 0.014
"""So far (thighs) a point may be from its true place between two moments."""
SHORTEST = 1 / 8
"""No piece is split that is this short, as a share of its step."""


class Key(NamedTuple):
    """A moment that is drawn: in which step, and how far on the way there."""

    time: float
    step: int
    share: float
    ease: str


def moments(movement: Movement, frame: Callable[[float], Frame]) -> list[Key]:
    """Moments of the loop, its end included, between which straight lines are near enough.

    They are spread evenly over the way, not over the time: how a step speeds up and slows down is
    told exactly by the curve of time between two of them.
    """
    keys: list[Key] = []
    for index, (start, _, step) in enumerate(movement.steps()):

        def at(share: float, start: float = start, step: Step = step) -> float:
            return start + min(when(share, step.ease), 1 - 1e-7) * step.seconds

        for share in _split(lambda share, at=at: frame(at(share)), 0.0, 1.0):  # type: ignore[misc]
            keys.append(Key(start + when(share, step.ease) * step.seconds, index, share, step.ease))
    return [*keys, Key(movement.seconds, len(movement.loop), 0.0, "linear")]


def curve(one: Key, two: Key) -> tuple[float, float]:
    """How time runs between two moments of a step: the two heights of a cubic curve, exactly."""
    last = two.share if two.step == one.step else 1.0
    if last <= one.share:
        return 1 / 3, 2 / 3
    begin, end = when(one.share, one.ease), when(last, one.ease)
    third = (end - begin) / (last - one.share) / 3
    return speed(begin, one.ease) * third, 1 - speed(end, one.ease) * third


def needed(rows: Sequence[Sequence[float]], keys: Sequence[Key], close: float) -> list[int]:
    """The moments that one shape needs: the others lie on the straight way between two of them."""
    last = len(rows) - 1
    kept = [0]
    while kept[-1] < last:
        one = two = kept[-1]
        while two < last and (two == one or _between(rows, keys, one, two + 1, close)):
            two += 1
        kept.append(two)
    return kept


def _between(
    rows: Sequence[Sequence[float]], keys: Sequence[Key], one: int, two: int, close: float
) -> bool:
    if all(rows[index] == rows[one] for index in range(one, two + 1)):
        return True
    if any(keys[index].step != keys[one].step for index in range(one, two)):
        return False
    end = keys[two].share if keys[two].step == keys[one].step else 1.0
    for index in range(one + 1, two):
        share = (keys[index].share - keys[one].share) / (end - keys[one].share)
        if any(
            abs(b - a - share * (c - a)) > close
            for a, b, c in zip(rows[one], rows[index], rows[two], strict=True)
        ):
            return False
    return True


def _split(frame: Callable[[float], Frame], one: float, two: float) -> list[float]:
    """Where pieces of the way begin: halved until each is nearly straight, or short."""
    first, last = frame(one), frame(two)
    if two - one <= SHORTEST or all(
        _bow(first, frame(one + share * (two - one)), last, share) <= CLOSE
        for share in (0.5, 0.25, 0.75)
    ):
        return [one]
    middle = (one + two) / 2
    return [*_split(frame, one, middle), *_split(frame, middle, two)]


def _bow(first: Frame, middle: Frame, last: Frame, share: float) -> float:
    """How far a frame between two is from where a straight line has it."""
    return max(
        hypot(b[0] - a[0] - share * (c[0] - a[0]), b[1] - a[1] - share * (c[1] - a[1]))
        for name in middle
        for a, b, c in zip(first[name], middle[name], last[name], strict=True)
    )


class Rigid(NamedTuple):
    """Shapes that keep their form: a middle; at each moment where it is, and how it is turned."""

    middle: Point
    places: tuple[Point, ...]
    turns: tuple[float, ...]


def rigid(rows: Sequence[Sequence[Point]], close: float) -> Rigid | None:
    """The motion of points that keep their form; None if they do not. One row per moment."""
    base = rows[0]
    middle = _middle(base)
    places, turns = [middle], [0.0]
    for row in rows[1:]:
        place = _middle(row)
        sine = cosine = 0.0
        for (ax, ay), (bx, by) in zip(base, row, strict=True):
            px, py, qx, qy = ax - middle[0], ay - middle[1], bx - place[0], by - place[1]
            cosine += px * qx + py * qy
            sine += px * qy - py * qx
        turn = atan2(sine, cosine)
        for (ax, ay), (bx, by) in zip(base, row, strict=True):
            px, py = ax - middle[0], ay - middle[1]
            x, y = (
                place[0] + px * cos(turn) - py * sin(turn),
                place[1] + px * sin(turn) + py * cos(turn),
            )
            if hypot(x - bx, y - by) > close:
                return None
        places.append(place)
        turns.append(_near(turn, turns[-1]))
    return Rigid(middle, tuple(places), tuple(degrees(turn) for turn in turns))


def _near(turn: float, last: float) -> float:
    """The same turn, without a jump from the last."""
    return turn + 2 * pi * round((last - turn) / (2 * pi))


def _middle(points: Sequence[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
