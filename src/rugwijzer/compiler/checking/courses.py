"""A course can happen: its points go forward in time, stay on their scale, say what they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rugwijzer.compiler.language.courses import Course, CoursePoint, value_between
from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.places import Place, Problem

ROUNDED = 0.05001
"""So far an interpolated value may lie from what it should be: it is written in tenths."""


def check(guideline: Guideline) -> Iterator[Problem]:
    """Courses with points, intervals or figures that do not fit."""
    for course in guideline.courses.values():
        for each in (_evidence, _counts, _margin, _time, _values, _interpolated):
            yield from each(course)


def _evidence(course: Course) -> Iterator[Problem]:
    if not course.evidence:
        yield Problem(
            course.place,
            f"{_what(course)} cites no evidence.",
            "Add `evidence: [ROW]` with at least one row of evidence.yaml.",
        )


def _counts(course: Course) -> Iterator[Problem]:
    for key in ("people", "cohorts"):
        number = getattr(course, key)
        if number is not None and number < 1:
            yield Problem(
                _at(course, key),
                f'"{key}" of {_what(course)} is {number}.',
                "Write how many it was found in, or leave it out.",
            )


def _margin(course: Course) -> Iterator[Problem]:
    if course.margin is None:
        return
    if course.kind != "share":
        yield Problem(
            _at(course, "margin"),
            f'"margin" does not belong to {_what(course)}, which is a {course.kind}.',
            "Leave it out.",
        )
    elif not 0 < course.margin <= 50:
        yield Problem(
            _at(course, "margin"),
            f'"margin" of {_what(course)} is {float(course.margin):g}.',
            "Write a number above 0 and up to 50.",
        )


def _time(course: Course) -> Iterator[Problem]:
    fewest = {"level": 2, "share": 1, "shape": 0}[course.kind]
    what = _what(course)
    if course.kind == "shape" and course.points:
        yield Problem(
            _at(course, "points"),
            f"{what} is a shape, but has points.",
            "Leave them out, or call it a level.",
        )
    elif len(course.points) < fewest:
        yield Problem(
            _at(course, "points"),
            f"{what} is a {course.kind} with {len(course.points)} points.",
            f"Write at least {fewest}: `points: [{{week: 0, value: 50}}]`.",
        )
    for point in course.points:
        if point.day < 0:
            yield Problem(
                point.place, f"a point of {what} lies before the beginning.", "Count from 0."
            )
    for before, after in pairwise(course.points):
        if after.day <= before.day:
            yield Problem(
                after.place,
                f"the points of {what} go from day {before.day} to day {after.day}.",
                "Let each come after the one before.",
            )
    if course.kind == "level" and course.points and course.points[0].day != 0:
        yield Problem(
            course.points[0].place,
            f"{what} is a level, but its first point is on day {course.points[0].day}.",
            "Begin on day 0: what comes after is compared with it.",
        )


def _values(course: Course) -> Iterator[Problem]:
    what = _what(course)
    for point in course.points:
        if (point.low is None) != (point.high is None):
            there, lacks = ("high", "low") if point.low is None else ("low", "high")
            yield Problem(
                point.place,
                f'a point of {what} has "{there}" without "{lacks}".',
                "Write both, or neither where no interval is known.",
            )
        for value in (point.value, point.low, point.high):
            if value is not None and not course.low <= value <= course.high:
                yield Problem(
                    point.place,
                    f"a point of {what} is {float(value):g}, which is off its scale.",
                    f"Write a number from {float(course.low):g} to {float(course.high):g}.",
                )
        low, high = point.low, point.high
        if low is not None and high is not None and not low <= point.value <= high:
            yield Problem(
                point.place,
                f"a point of {what} is {float(point.value):g}, but its interval is "
                f"{float(low):g} to {float(high):g}.",
                "Let the value lie in its interval.",
            )


def _interpolated(course: Course) -> Iterator[Problem]:
    what = _what(course)
    for index, point in enumerate(course.points):
        if not point.interpolated:
            continue
        if point.low is not None or point.high is not None:
            yield Problem(
                point.place,
                f"a point of {what} is interpolated, but has an interval.",
                "Leave the interval out: nobody measured there.",
            )
        sides = _sides(course, index)
        if sides is None:
            yield Problem(
                point.place,
                f"a point of {what} is interpolated, but has no measured point on each side.",
                "Leave it out.",
            )
            continue
        should = value_between(*sides, point.day)
        if should is not None and abs(float(point.value) - should) > ROUNDED:
            yield Problem(
                point.place,
                f"a point of {what} is interpolated as {float(point.value):g}, but its neighbours "
                f"give {should:.1f}.",
                "Write that, or say that it was measured.",
            )


def _sides(course: Course, index: int) -> tuple[CoursePoint, CoursePoint] | None:
    """The nearest measured points before and after one."""
    before = [each for each in course.points[:index] if not each.interpolated]
    after = [each for each in course.points[index + 1 :] if not each.interpolated]
    return (before[-1], after[0]) if before and after else None


def _at(course: Course, key: str) -> Place:
    return course.places.get(key, course.place)


def _what(course: Course) -> str:
    return f'course "{course.name}"'
