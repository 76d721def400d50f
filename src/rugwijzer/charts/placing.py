"""Where a label can stand beside a line without lying on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LETTER, LINE = 7.0, 16.0
"""How wide a letter and how high a line of text is, in pixels, at the size of a label."""
ROOM = 5.0
"""So far from a line a label stands."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A place for a label: the middle of its left, right or middle edge."""

    x: float
    y: float
    align: str

    def box(self, text: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the text."""
        width = LETTER * len(text)
        left = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        return left, self.y - LINE / 2, left + width, self.y + LINE / 2


def filled(points: Sequence[Point], step: float = 2.0) -> list[Point]:
    """The points of a line, with as many between as lie a step apart."""
    found = list(points[:1])
    for (x, y), (to_x, to_y) in pairwise(points):
        length = max(abs(to_x - x), abs(to_y - y))
        count = max(1, int(length / step))
        found += [
            (x + (to_x - x) * part / count, y + (to_y - y) * part / count)
            for part in range(1, count + 1)
        ]
    return found


def best(
    text: str, spots: Iterable[Spot], lines: Sequence[Point], width: float, height: float
) -> Spot:
    """The first spot that lies on no line and in the frame, or the one that comes nearest."""
    return min(spots, key=lambda spot: _cost(spot.box(text), lines, width, height))


def _cost(
    box: tuple[float, float, float, float], lines: Sequence[Point], width: float, height: float
) -> float:
    left, top, right, bottom = box
    outside = max(0.0, -left, right - width) + max(0.0, -top, bottom - height)
    covered = sum(left - ROOM <= x <= right + ROOM and top - 1 <= y <= bottom + 1 for x, y in lines)
    return 10 * outside + covered
