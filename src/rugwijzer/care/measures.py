"""What answers to a measure come to, and whether a later score is better by enough to count.

A don't know is never zero: either the others stand in for it, as the measure itself says, or there
is no score, and what is missing is named. Where a figure must be rounded, it is rounded to the side
of more trouble.

What `change` says is said of one measure alone. Whether a *person* has recovered takes more than
one of them, and is for the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from rugwijzer.compiler import Measure, MeasureBand

Answers = Mapping[str, int | None]
"""Points by item; None is a don't know, and an item that was not asked is absent."""
Became = Literal["improved", "unchanged", "worse", "recovered"]


@dataclass(frozen=True)
class Scored:
    """A score, or None if too much is missing; and the items that nobody answered."""

    points: Fraction | None
    missing: tuple[str, ...] = ()


def score(measure: Measure, answers: Answers, of: str | None = None) -> Scored:
    """The score of some answers: of the whole, or `of` a part.

    A measure whose items are scored apart has no whole; there `of` names an item. Raises ValueError
    for an item or part that does not exist, and for an answer off the scale; it names the item and
    never the answer.
    """
    for name, answer in answers.items():
        if name not in measure.names:
            raise ValueError(f'measure "{measure.name}" has no item "{name}"')
        if answer is not None and not measure.scale.low <= answer <= measure.scale.high:
            raise ValueError(f'"{name}" of measure "{measure.name}" is off its scale')
    items, method, needed = _scored(measure, of)
    points = [
        _points(measure, name, answer)
        for name in items
        if (answer := answers.get(name)) is not None
    ]
    missing = tuple(name for name in items if answers.get(name) is None)
    if len(points) < needed:
        return Scored(None, missing)
    total = Fraction(sum(points))
    match method:
        case "percent":
            found = 100 * total / (measure.scale.high * len(points))
        case "mean":
            found = total / len(points)
        case _:
            found = total * len(items) / len(points)
    return Scored(_on_a_step(measure, found), missing)


def band(measure: Measure, answers: Answers, of: str | None = None) -> MeasureBand | None:
    """The band that the answers lie in; None if the measure has none, or something is missing.

    Bands are of the whole score, or of each item where items are scored apart; a part has none.
    """
    points = score(measure, answers, of).points
    if points is None or of in measure.parts:
        return None
    for each in measure.bands:
        sums = {part: score(measure, answers, part).points for part in each.parts}
        if None in sums.values():
            return None
        if each.low <= points <= each.high and all(
            low <= (sums[part] or 0) <= high for part, (low, high) in each.parts.items()
        ):
            return each
    return None


def change(measure: Measure, then: Fraction | int, now: Fraction | int) -> Became | None:
    """What has become of a score. None if nobody has said which change of this measure counts.

    `recovered`: the later score is as good as that of people without the trouble, whatever it was
    before. `improved`: better by the points, or by the percentage of the earlier score, that the
    measure names; either is enough. `worse`: worse by so many points; a percentage says nothing
    there, for of a low score it is next to nothing.
    """
    lower = measure.better == "lower"
    gain = Fraction(then - now if lower else now - then)
    recovered, least, worse = measure.recovered, measure.minimal_change, measure.worse
    if recovered is not None and (now <= recovered.value if lower else now >= recovered.value):
        return "recovered"
    if least is None or worse is None:
        return None
    if gain <= -worse.value:
        return "worse"
    if gain <= 0:
        return "unchanged"
    by_points = least.points is not None and gain >= least.points
    by_percent = least.percent is not None and then > 0 and 100 * gain >= least.percent * then
    return "improved" if by_points or by_percent else "unchanged"


def _scored(measure: Measure, of: str | None) -> tuple[tuple[str, ...], str, int]:
    """The items that count, how, and how many answers that takes."""
    if measure.method == "apart":
        if of not in measure.names:
            raise ValueError(f'each item of measure "{measure.name}" is a score: name one of them')
        return (of,), "sum", 1
    if of is None:
        return measure.names, measure.method, measure.answered
    if of not in measure.parts:
        raise ValueError(f'measure "{measure.name}" has no part "{of}"')
    items = measure.parts[of].items
    return items, "sum", len(items)


def _points(measure: Measure, name: str, answer: int) -> int:
    """The points of one answer: some items are put the other way round."""
    turned = name in measure.reversed
    return measure.scale.low + measure.scale.high - answer if turned else answer


def _on_a_step(measure: Measure, points: Fraction) -> Fraction:
    """The nearest step on the side of more trouble."""
    steps = points / measure.step
    return measure.step * (ceil(steps) if measure.better == "lower" else floor(steps))
