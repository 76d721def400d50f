"""The entries of `courses/`: how something usually goes over time, and how sure that is."""

from __future__ import annotations

from fractions import Fraction

from rugwijzer.compiler.language.courses import CERTAINTIES, COURSES, Course, CoursePoint
from rugwijzer.compiler.language.guideline import MARKS
from rugwijzer.compiler.language.measures import BETTER
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.reading.documents import Sequence, Tree
from rugwijzer.compiler.reading.fields import Fields, as_quantity, as_sequence

_KEYS = (
    "title", "about", "kind", "group", "range", "better", "points", "margin", "people", "cohorts",
    "certainty", "mark", "evidence",
)  # fmt: skip
_TIMES = {"day": 1, "week": 7, "month": 30}
"""The days in each, as everywhere in a guideline."""
_HUNDRED = (Fraction(0), Fraction(100))


def read_course(name: str, tree: Tree, problems: list[Problem]) -> Course:
    """One entry of `courses/`."""
    fields = Fields(tree, f'course "{name}"', problems, _KEYS)
    fields.required("title", "Write {nl: ..., en: ...}.")
    fields.required("about", "Say who it was found in: {nl: ..., en: ...}.")
    fields.required("kind", f"It is one of: {', '.join(COURSES)}.")
    fields.required("mark", f"It is one of: {', '.join(MARKS)}.")
    kind = fields.one_of("kind", COURSES, "shape") or "shape"
    low, high = _range(fields, kind)
    if kind != "shape":
        fields.required("better", f"It is one of: {', '.join(BETTER)}.")
    return Course(
        name=name,
        title=fields.words("title"),
        about=fields.words("about"),
        kind=kind,  # type: ignore[arg-type]
        group=fields.text("group"),
        low=low,
        high=high,
        better=fields.one_of("better", BETTER, "lower"),  # type: ignore[arg-type]
        points=_points(fields),
        margin=fields.quantity("margin"),
        people=fields.whole("people"),
        cohorts=fields.whole("cohorts"),
        certainty=fields.one_of("certainty", CERTAINTIES),  # type: ignore[arg-type]
        mark=fields.one_of("mark", MARKS, "unverified") or "unverified",
        evidence=fields.names("evidence"),
        place=fields.place,
        places={key: fields.at(key) for key in fields.entries},
    )


def _range(fields: Fields, kind: str) -> tuple[Fraction, Fraction]:
    """The scale of a level; a share is always of a hundred."""
    tree = fields.tree("range")
    if kind != "level":
        if tree is not None:
            fields.problem(
                f'"range" does not belong to {fields.what}, which is a {kind}.',
                "Leave it out.",
                tree.place,
            )
        return _HUNDRED
    fields.required("range", "Write `range: [lowest, highest]`.")
    if tree is None:
        return _HUNDRED
    if not isinstance(tree, Sequence) or len(tree.items) != 2:
        fields.problem(
            f"the range of {fields.what} is not two numbers.",
            "Write [lowest, highest].",
            tree.place,
        )
        return _HUNDRED
    what = f"the range of {fields.what}"
    low, high = (as_quantity(item, what, fields.problems) for item in tree.items)
    if low is None or high is None:
        return _HUNDRED
    if low >= high:
        fields.problem(f"{what} leaves nothing between.", "Put the lowest first.", tree.place)
        return _HUNDRED
    return low, high


def _points(fields: Fields) -> tuple[CoursePoint, ...]:
    """The points, in the order in which they stand."""
    tree = fields.tree("points")
    if tree is None:
        return ()
    found = (
        _point(item, fields)
        for item in as_sequence(tree, f'"points" of {fields.what}', fields.problems)
    )
    return tuple(point for point in found if point is not None)


def _point(tree: Tree, course: Fields) -> CoursePoint | None:
    """One point; None if its time or its value cannot be read."""
    known = (*_TIMES, "value", "low", "high", "interpolated")
    fields = Fields(tree, f"a point of {course.what}", course.problems, known)
    if not fields.readable:
        return None
    times = [each for each in _TIMES if each in fields]
    if len(times) != 1:
        fields.problem(
            f"{fields.what} has {'no time' if not times else 'more than one time'}.",
            f"Write one of: {', '.join(_TIMES)}.",
        )
        return None
    number = fields.whole(times[0])
    fields.required("value", "Write the number.")
    value = fields.quantity("value")
    low, high = fields.quantity("low"), fields.quantity("high")
    interpolated = fields.flag("interpolated")
    if number is None or value is None:
        return None
    return CoursePoint(number * _TIMES[times[0]], value, low, high, interpolated, fields.place)
