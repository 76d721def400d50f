"""Pieces of a drawing, each written once, with the way it moves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from rugwijzer.figures.drawing import Frame, Piece
from rugwijzer.figures.lines import SCALE, outline, whole
from rugwijzer.figures.motion import Key, curve, needed, rigid
from rugwijzer.figures.stretching import stretched
from rugwijzer.figures.vectors import Point

KEEPS_FORM = 0.012
"""What stays within so many thighs of its form moves as a whole."""
STRAIGHT = 0.007
"""A moment is left out where a shape is within so many thighs of the straight way."""
STRETCHED = 0.012
"""What is told by stretching is within so many thighs of its form."""
STEADY = 0.35
"""The same for how it is turned, in degrees."""


class Units:
    """Writes pieces into defs, once each, and names them.

    `loose`: how much farther from its true way a shape may be, to be told in fewer moments.
    """

    def __init__(
        self, key: str, frames: Sequence[Frame], keys: Sequence[Key] = (), loose: float = 1.0
    ) -> None:
        self.loose = loose
        self.key, self.frames, self.keys = key, frames, keys
        self.seconds = keys[-1].time if keys else 1.0
        self.shares = [each.time / self.seconds for each in keys]
        self.text: list[str] = []
        self.names: dict[tuple[Piece, ...], str] = {}

    def name(self, pieces: tuple[Piece, ...]) -> str:
        """The id of some pieces that move together."""
        if pieces not in self.names:
            self.names[pieces] = f"{self.key}{len(self.names)}"
            self.text.append(self._write(pieces, self.names[pieces]))
        return self.names[pieces]

    def _write(self, pieces: tuple[Piece, ...], name: str) -> str:
        rows = [[point for piece in pieces for point in frame[piece.name]] for frame in self.frames]
        motion = rigid(rows, KEEPS_FORM * self.loose**0.5)
        if motion is None:
            inner = "".join(self._stretch(piece) or self._morph(piece) for piece in pieces)
            return f'<g id="{name}">{inner}</g>'
        places = [(whole(x), -whole(y)) for x, y in motion.places]
        turns = [round(-turn, 1) for turn in motion.turns]
        still = len(set(places)) == 1 and len(set(turns)) == 1
        middle = (places[0][0] / SCALE, -places[0][1] / SCALE)
        shown = "".join(
            f'<path d="{outline(_moved(self.frames[0][piece.name], middle), piece.paint)}"/>'
            for piece in pieces
        )
        move = f"{places[0][0]} {places[0][1]}"
        if still:
            return f'<g id="{name}" transform="translate({move})">{shown}</g>'
        moved = needed(motion.places, self.keys, STRAIGHT * self.loose)
        moving = self._transform("translate", [f"{x} {y}" for x, y in places], moved, False)
        if len(set(turns)) > 1:
            turned = needed([(turn,) for turn in motion.turns], self.keys, STEADY * self.loose)
            moving += self._transform("rotate", [f"{turn:g}" for turn in turns], turned, True)
        return f'<g id="{name}" transform="translate({move})">{moving}{shown}</g>'

    def _transform(self, kind: str, values: list[str], kept: list[int], more: bool) -> str:
        extra = ' additive="sum"' if more else ""
        return (
            f'<animateTransform attributeName="transform" type="{kind}"{extra} '
            f'{self._timing(kept)} values="{";".join(values[index] for index in kept)}"/>'
        )

    def _stretch(self, piece: Piece) -> str:
        """A shape that is only stretched and turned: far fewer numbers, for large pictures."""
        if self.loose <= 1:
            return ""
        rows = [frame[piece.name] for frame in self.frames]
        found = stretched(rows, STRETCHED * self.loose)
        if found is None:
            return ""
        path = f'<path d="{outline(found.form, piece.paint)}"/>'
        places = [f"{whole(x)} {-whole(y)}" for x, y in found.places]
        turns = [f"{-turn:.0f}" for turn in found.turns]
        scales = [f"{long:.2f} {broad:.2f}" for long, broad in found.scales]
        near = STRAIGHT * self.loose
        size = max(hypot(x, y) for x, y in found.form)
        moving = self._transform("translate", places, needed(found.places, self.keys, near), False)
        turned = needed([(turn,) for turn in found.turns], self.keys, STEADY * self.loose)
        moving += self._transform("rotate", turns, turned, True)
        scaled = needed(found.scales, self.keys, near / size)
        moving += self._transform("scale", scales, scaled, True)
        return f"<g>{moving}{path}</g>"

    def _morph(self, piece: Piece) -> str:
        values = [outline(frame[piece.name], piece.paint) for frame in self.frames]
        if len(set(values)) == 1:
            return f'<path d="{values[0]}"/>'
        rows = [[part for point in frame[piece.name] for part in point] for frame in self.frames]
        kept = needed(rows, self.keys, STRAIGHT * self.loose)
        shown = ";".join(values[index] for index in kept)
        moving = f'<animate attributeName="d" {self._timing(kept)} values="{shown}"/>'
        return f'<path d="{values[0]}">{moving}</path>'

    def appearing(self, when: Sequence[bool]) -> str:
        """Shown at some moments, hidden at others."""
        values = ["inherit" if each else "hidden" for each in when]
        kept = [
            index for index, value in enumerate(values) if not index or value != values[index - 1]
        ]
        times = ";".join(share_of(self.shares[index]) for index in kept)
        return (
            f'<animate attributeName="visibility" calcMode="discrete" dur="{self.seconds:g}s" '
            f'repeatCount="indefinite" keyTimes="{times}" '
            f'values="{";".join(values[index] for index in kept)}"/>'
        )

    def _timing(self, kept: list[int]) -> str:
        times = ";".join(share_of(self.shares[index]) for index in kept)
        splines = ";".join(self._spline(one, two) for one, two in pairwise(kept))
        return (
            f'dur="{self.seconds:g}s" repeatCount="indefinite" calcMode="spline" '
            f'keyTimes="{times}" keySplines="{splines}"'
        )

    def _spline(self, one: int, two: int) -> str:
        """How time runs between two moments that are kept."""
        first, last = curve(self.keys[one], self.keys[two])
        return f".333 {share_of(first)} .667 {share_of(last)}"


def _moved(points: Sequence[Point], middle: Point) -> list[Point]:
    return [(x - middle[0], y - middle[1]) for x, y in points]


def share_of(value: float) -> str:
    """A number from 0 to 1 with three decimals at most."""
    return f"{min(max(value, 0.0), 1.0):.3f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
