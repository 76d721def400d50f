"""What is drawn round a body: floor, furniture, marks that pass by, water."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi

from rugwijzer.figures.lines import SCALE, smooth, straight, whole
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.props import Face
from rugwijzer.figures.scene import Bounds, Scene

WAVE = 1.0
"""How long a wave is, in thighs."""
HIGH = 0.028


def has_floor(scene: Scene) -> bool:
    """Whether a floor line is drawn: seen from the side, and not for who floats in water."""
    return abs(scene.camera.pitch) < 1 and not scene.movement.swims


def room_of(
    scene: Scene, room: Sequence[Face], bounds: Bounds, colour: dict[str, str], line: float = 4
) -> str:
    """Floor and furniture."""
    text = ""
    if has_floor(scene):
        ends = (whole(bounds.left), whole(bounds.right))
        grey = f'stroke="{colour["floor"]}" stroke-width="{line:g}"'
        text += f'<path d="M{ends[0]} 0H{ends[1]}" fill="none" {grey}/>'
    for face in room:
        text += (
            f'<path d="{straight(face.points)}" fill="{colour[face.paint]}" '
            f'stroke="{colour["floor"]}" stroke-width="{line:g}"/>'
        )
    return text


def passing(movement: Movement, bounds: Bounds, colour: dict[str, str]) -> str:
    """Marks in the floor that pass by as the body goes forward."""
    if not movement.travel:
        return ""
    ends = (whole(bounds.left), whole(bounds.right))
    stride = movement.travel * movement.seconds * SCALE / 2
    marks = "".join(
        f"M{ends[0] + round(stride * index)} 12h{round(stride * 0.4)}"
        for index in range(int((ends[1] - ends[0]) / stride) + 2)
    )
    return (
        f'<path d="{marks}" stroke="{colour["floor"]}" stroke-width="5" fill="none">'
        '<animateTransform attributeName="transform" type="translate" '
        f'dur="{movement.seconds / 2:g}s" '
        f'repeatCount="indefinite" values="0 0;{-round(stride)} 0"/></path>'
    )


def water(scene: Scene, bounds: Bounds, colour: dict[str, str], moving: str = "") -> str:
    """See-through water over the body, with soft waves; `moving` begins the id of its edge."""
    tops = [
        scene.solved[0].top("water") for each in scene.movement.supports if each.kind == "water"
    ]
    if not tops:
        return ""
    left, right = bounds.left - (1.2 * WAVE if moving else 0.0), bounds.right
    steps = max(2, round((right - left) / WAVE * 4))
    wide = (right - left) / steps
    line = [(left + each * wide, tops[0] + HIGH * cos(pi * each / 2)) for each in range(steps + 1)]
    wave = smooth(line, closed=False)
    low = -whole(bounds.bottom)
    body = (
        f'<path d="{wave}V{low}H{whole(left)}z" fill="{colour["water"]}" fill-opacity=".3"/>'
        f'<path d="{wave}" fill="none" stroke="{colour["water"]}" stroke-width="5"/>'
    )
    if not moving:
        return body
    x, y, across, high = bounds.box
    return (
        f'<clipPath id="{moving}w"><path d="M{x} {y}h{across}v{high}h{-across}z"/></clipPath>'
        f'<g clip-path="url(#{moving}w)"><g><animateTransform attributeName="transform" '
        f'type="translate" dur="5s" repeatCount="indefinite" values="0 0;{whole(4 * wide)} 0"/>'
        f"{body}</g></g>"
    )
