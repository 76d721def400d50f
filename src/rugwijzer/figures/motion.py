"""Which moments are enough to show a movement, and how each shape moves from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, cos, degrees, hypot, pi, sin
from typing import NamedTuple

from rugwijzer.figures.drawing import Frame
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.vectors import Point

CLOSE = 0.014
"""So far (thighs) a point may be from its true place between two moments."""
COUNTS = (1, 2, 3, 4, 6, 8, 11, 16)


def moments(movement: Movement, frame: Callable[[float], Frame]) -> list[float]:
    """Times of the loop, its end included, between which straight lines are near enough."""
    times: list[float] = []
    for start, _, step in movement.steps():
        times += [start + step.seconds * share for share in _shares(start, step.seconds, frame)]
    return [*times, movement.seconds]


def _shares(start: float, seconds: float, frame: Callable[[float], Frame]) -> list[float]:
    end = start + seconds - 1e-6
    for count in COUNTS[:-1]:
        worst = 0.0
        for index in range(count):
            one, two = index / count, (index + 1) / count
            first = frame(start + one * (end - start))
            last = frame(start + two * (end - start))
            middle = frame(start + (one + two) / 2 * (end - start))
            worst = max(worst, _bow(first, middle, last))
            if worst > CLOSE:
                break
        if worst <= CLOSE:
            return [index / count for index in range(count)]
    return [index / COUNTS[-1] for index in range(COUNTS[-1])]


def _bow(first: Frame, middle: Frame, last: Frame) -> float:
    """How far the middle is from halfway."""
    return max(
        hypot(b[0] - (a[0] + c[0]) / 2, b[1] - (a[1] + c[1]) / 2)
        for name in middle
        for a, b, c in zip(first[name], middle[name], last[name], strict=True)
    )


class Rigid(NamedTuple):
    """Shapes that keep their form: a middle, and at each moment where it is and how it is turned."""

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
            x, y = place[0] + px * cos(turn) - py * sin(turn), place[1] + px * sin(turn) + py * cos(turn)
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
