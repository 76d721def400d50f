"""Which marks a movement has (fields that work, spots to feel), and when each of them is shown.

With `mirror` the other half of the loop shows those of the other side of the body.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from rugwijzer.figures.movement import Movement
from rugwijzer.figures.muscles import parts_of

When: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]
"""Any of these: in which half (0, or 1 for the other side), on the way to and in which poses.
Nothing means always; no poses mean all."""


class Shown(NamedTuple):
    """A mark: its name, the limb it lies on ("trunk", "" for none), and when it is shown."""

    name: str
    where: str
    when: When = ()


class Marks(NamedTuple):
    """All marks of a movement, those of the other side included."""

    works: tuple[Shown, ...]
    feel: tuple[Shown, ...]


def marks_of(movement: Movement) -> Marks:
    """The marks of a movement."""
    halves = [movement, movement.mirrored()] if movement.mirror else [movement]
    works: dict[tuple[str, str], set[tuple[int, tuple[str, ...]]]] = {}
    feel: dict[tuple[str, str], set[tuple[int, tuple[str, ...]]]] = {}
    for index, half in enumerate(halves):
        for work in half.works:
            for name, where in parts_of(work.field):
                works.setdefault((name, where), set()).add((index, work.poses))
        for mark in half.feel:
            feel.setdefault((mark.part, ""), set()).add((index, mark.poses))
    return Marks(_shown(works, len(halves)), _shown(feel, len(halves)))


def _shown(
    found: dict[tuple[str, str], set[tuple[int, tuple[str, ...]]]], halves: int
) -> tuple[Shown, ...]:
    always = {(half, ()) for half in range(halves)}
    return tuple(
        Shown(name, where, () if always <= when else tuple(sorted(when)))
        for (name, where), when in found.items()
    )


def holds(when: When, half: int, pose: str) -> bool:
    """Whether a mark is shown in a half of the loop, on the way to a pose."""
    return not when or any(half == which and (not poses or pose in poses) for which, poses in when)
