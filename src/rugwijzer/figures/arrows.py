"""Arrows: the way a part goes, beside it."""

from __future__ import annotations

from math import hypot

from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.lines import smooth, straight
from rugwijzer.figures.movement import Arrow
from rugwijzer.figures.pose import Eye
from rugwijzer.figures.solving import Solved
from rugwijzer.figures.vectors import Point, add

POINTS = 5
LEAST = 0.24
"""A way that is shorter is drawn so long."""
SMALL = 0.03
"""No arrow for a part that moves less."""
HEAD = 0.11
"""How long the point of an arrow is, in thighs."""


def arrow_points(solved: Solved, arrow: Arrow, eye: Eye) -> list[Point]:
    """The line of an arrow: where the part goes, moved out of the body."""
    line = []
    for index in range(POINTS):
        body = solved.between(arrow.start, arrow.to, 0.04 + 0.92 * index / (POINTS - 1))
        found = landmark(body, arrow.of, solved.build)
        assert found is not None
        line.append(eye.see(add(found[0], found[1], arrow.off)))
    far = hypot(line[-1][0] - line[0][0], line[-1][1] - line[0][1])
    if SMALL < far < LEAST:
        x, y = (line[0][0] + line[-1][0]) / 2, (line[0][1] + line[-1][1]) / 2
        more = LEAST / far
        line = [(x + (px - x) * more, y + (py - y) * more) for px, py in line]
    return line


def arrow_path(solved: Solved, arrow: Arrow, eye: Eye, colour: str) -> str:
    """An arrow as SVG; nothing for a part that hardly moves."""
    line = arrow_points(solved, arrow, eye)
    if hypot(line[-1][0] - line[0][0], line[-1][1] - line[0][1]) < LEAST - 1e-6:
        return ""
    tip, back = line[-1], line[-2]
    dx, dy = tip[0] - back[0], tip[1] - back[1]
    size = hypot(dx, dy) or 1.0
    dx, dy = dx / size, dy / size
    foot = (tip[0] - dx * HEAD * 0.4, tip[1] - dy * HEAD * 0.4)
    far = (tip[0] + dx * HEAD * 0.6, tip[1] + dy * HEAD * 0.6)
    wing = HEAD * 0.55
    head = [
        far,
        (foot[0] - dy * wing, foot[1] + dx * wing),
        (foot[0] + dy * wing, foot[1] - dx * wing),
    ]
    return (
        f'<path d="{smooth([*line[:-1], foot], closed=False)}" fill="none" '
        f'stroke="{colour}" stroke-width="10"/>'
        f'<path d="{straight(head)}" fill="{colour}" stroke="{colour}" stroke-width="4"/>'
    )
