"""A course, typed: how something usually goes over time, as others have found it, and how sure.

A bicycle's example: how much air a tyre still holds, in percent, some weeks after it was pumped up.
What is known about many says what may be expected of one, and never what will happen to it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rugwijzer.compiler.language.places import Place

if TYPE_CHECKING:
    from rugwijzer.compiler.language.guideline import Words

COURSES = ("level", "share", "shape")
"""A level: how much of it there is, on average. A share: of every 100, how many by then. A shape:
no figures are known; it is said to go as a level that is."""
CERTAINTIES = ("high", "moderate", "low", "very_low")


@dataclass(frozen=True)
class CoursePoint:
    """A value on a day since the beginning, with its interval where one is known.

    `interpolated`: nobody measured it; it was worked out from the points on either side.
    """

    day: int
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    interpolated: bool
    place: Place


@dataclass(frozen=True)
class Course:
    """How something usually goes.

    `low` and `high` are the ends of its scale. Courses of one `group` are about the same and are
    shown together. `margin` is how far to either side of a share is shown at least. `people` and
    `cohorts` are how many it was found in.
    """

    name: str
    title: Words | None
    about: Words | None
    kind: Literal["level", "share", "shape"]
    group: str | None
    low: Fraction
    high: Fraction
    better: Literal["lower", "higher"]
    points: tuple[CoursePoint, ...]
    margin: Fraction | None
    people: int | None
    cohorts: int | None
    certainty: Literal["high", "moderate", "low", "very_low"] | None
    mark: str
    evidence: tuple[str, ...]
    place: Place
    places: Mapping[str, Place]


def value_between(before: CoursePoint, after: CoursePoint, day: int) -> float | None:
    """The value on a day between two points: by an equal factor each day.

    None where a value is not above zero, for no factor leads there.
    """
    if before.value <= 0 or after.value <= 0 or before.day == after.day:
        return None
    part = (day - before.day) / (after.day - before.day)
    factor = float(after.value / before.value)
    return float(before.value) * math.pow(factor, part)
