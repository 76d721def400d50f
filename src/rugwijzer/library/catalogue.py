"""What a plan may name, by slug: exercises, positions and lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rugwijzer.library.exercises import Exercise, load_exercises
from rugwijzer.library.lessons import Lesson, load_lessons
from rugwijzer.library.positions import Position, load_positions


@dataclass(frozen=True)
class Catalogue:
    """The things to do and to read that have a folder of their own in the content."""

    exercises: Mapping[str, Exercise]
    positions: Mapping[str, Position]
    lessons: Mapping[str, Lesson]


def load_catalogue(folder: Path) -> Catalogue:
    """All of them. Raises ContentProblem with every mistake."""
    return Catalogue(
        {each.slug: each for each in load_exercises(folder)},
        {each.slug: each for each in load_positions(folder)},
        {each.slug: each for each in load_lessons(folder)},
    )
