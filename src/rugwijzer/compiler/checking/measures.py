"""A measure adds up: its ranges fit its items, and what it says of a change can happen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.measures import Measure, MeasureBand, MeasureExample
from rugwijzer.compiler.language.places import Place, Problem, nearest

MOST_POINTS = 1000
"""Bands are tried point by point; none is wider than this."""


def check(guideline: Guideline) -> Iterator[Problem]:
    """Measures with a range, a part, a change, a schedule or a licence that does not fit."""
    for measure in guideline.measures.values():
        yield from of_one(measure)


def of_one(measure: Measure) -> Iterator[Problem]:
    """What does not fit in one measure."""
    checks = (_licence, _scale, _scoring, _range, _parts, _bands, _change, _schedule, _examples)
    for each in checks:
        yield from each(measure)


def _licence(measure: Measure) -> Iterator[Problem]:
    what, place = _what(measure), measure.licence.place
    empty = not measure.items or measure.items[0].words is None
    if measure.licence.items == "slot" and not empty:
        yield Problem(
            place,
            f"the items of {what} are a slot, but its questions stand here.",
            "Take them out and write `slots:`, or say by whose leave they stand here.",
        )
    if measure.licence.items != "slot" and empty:
        yield Problem(
            place,
            f"the items of {what} are {measure.licence.items}, but there are none.",
            "Write them under `items:`, or write `items: slot` in the licence.",
        )


def _scale(measure: Measure) -> Iterator[Problem]:
    scale = measure.scale
    if scale.low >= scale.high:
        yield Problem(
            _at(measure, "answers"),
            f"the answers of {_what(measure)} leave nothing to choose.",
            "Give at least two.",
        )
    if measure.licence.items != "slot" and scale.ends is None and not scale.options:
        yield Problem(
            _at(measure, "answers"),
            f"the answers of {_what(measure)} have no words.",
            "Write `ends: [{nl: ..., en: ...}, {nl: ..., en: ...}]`, or `options:`.",
        )


def _scoring(measure: Measure) -> Iterator[Problem]:
    what, count = _what(measure), len(measure.items)
    if measure.method == "single" and count != 1:
        yield Problem(
            _at(measure, "scoring"),
            f"the score of {what} is one answer, but it has {count} items.",
            "Choose another method.",
        )
    if not 1 <= measure.answered <= max(1, count):
        yield Problem(
            _at(measure, "scoring"),
            f"{what} needs {measure.answered} answers of {count} items.",
            f"Write `answered:` from 1 to {count}, or leave it out for all.",
        )
    elif measure.answered < count and measure.method in ("single", "apart"):
        yield Problem(
            _at(measure, "scoring"),
            f'"answered" does not belong to {what}, where no item stands in for another.',
            "Leave it out.",
        )
    yield from _known(measure, measure.reversed, f'"reversed" of {what}', _at(measure, "scoring"))
    if measure.method == "percent" and measure.scale.low != 0:
        yield Problem(
            _at(measure, "scoring"),
            f"the score of {what} is a percentage, but no answer counts 0.",
            "Let the answers begin at 0.",
        )


def _range(measure: Measure) -> Iterator[Problem]:
    count = len(measure.items)
    low, high = measure.least(count), measure.most(count)
    if (measure.low, measure.high) != (low, high):
        yield Problem(
            _at(measure, "range"),
            f"the range of {_what(measure)} is {_plain(measure.low)} to {_plain(measure.high)}, "
            f"but its items give {_plain(low)} to {_plain(high)}.",
            "Mend the range, the answers or the method.",
        )


def _parts(measure: Measure) -> Iterator[Problem]:
    for part in measure.parts.values():
        what = f'part "{part.name}" of {_what(measure)}'
        yield from _known(measure, part.items, what, part.place)
        low, high = (len(part.items) * end for end in (measure.scale.low, measure.scale.high))
        if (part.low, part.high) != (low, high):
            yield Problem(
                part.place,
                f"the range of {what} is {part.low} to {part.high}, "
                f"but its items give {low} to {high}.",
                "Mend the range or the items.",
            )
        if part.notable is not None and not low < part.notable <= high:
            yield Problem(
                part.place,
                f'"notable" of {what} is {part.notable}, which is not above {low} and within '
                f"{high}.",
                "Write a sum that some have and others have not.",
            )


def _bands(measure: Measure) -> Iterator[Problem]:
    if not measure.bands:
        return
    for band in measure.bands:
        for part in band.parts:
            if part not in measure.parts:
                yield Problem(
                    band.place,
                    f'band "{band.name}" of {_what(measure)} names the unknown part "{part}".',
                    nearest(part, measure.parts) or "Declare it under `parts:`.",
                )
                return
    if measure.step != 1 or measure.high - measure.low > MOST_POINTS:
        yield Problem(
            _at(measure, "bands"),
            f"{_what(measure)} has bands, but its score does not go by whole points.",
            f"Bands need `step: 1` and at most {MOST_POINTS} points.",
        )
        return
    used = [name for name in measure.parts if any(name in band.parts for band in measure.bands)]
    ranges = [range(measure.parts[name].low, measure.parts[name].high + 1) for name in used]
    for points in range(int(measure.low), int(measure.high) + 1):
        for sums in product(*ranges):
            told = dict(zip(used, sums, strict=True))
            fitting = [band.name for band in measure.bands if fits(band, Fraction(points), told)]
            if len(fitting) != 1:
                beside = "".join(f", {name} {number}" for name, number in told.items())
                yield Problem(
                    _at(measure, "bands"),
                    f"score {points}{beside} of {_what(measure)} lies in "
                    + (f"the bands {', '.join(fitting)}." if fitting else "no band."),
                    "Let each score lie in exactly one.",
                )
                return


def fits(band: MeasureBand, points: Fraction, parts: dict[str, int]) -> bool:
    """Whether a score, and the sums of the parts, lie in a band."""
    return band.low <= points <= band.high and all(
        low <= parts[name] <= high for name, (low, high) in band.parts.items()
    )


def _change(measure: Measure) -> Iterator[Problem]:
    what, width = _what(measure), measure.high - measure.low
    least = measure.minimal_change
    points = {
        "minimal_change": least.points if least is not None else None,
        "worse": measure.worse.value if measure.worse is not None else None,
        "error": measure.error.value if measure.error is not None else None,
    }
    for key, value in points.items():
        if value is not None and not 0 < value <= width:
            yield Problem(
                _at(measure, key),
                f'"{key}" of {what} is {_plain(value)} points, which cannot happen between '
                f"{_plain(measure.low)} and {_plain(measure.high)}.",
                f"Write a number above 0 and up to {_plain(width)}.",
            )
    if least is not None and least.percent is not None and not 0 < least.percent <= 100:
        yield Problem(
            _at(measure, "minimal_change"),
            f"the percentage of the minimal change of {what} is {_plain(least.percent)}.",
            "Write a number above 0 and up to 100.",
        )
    if (least is None) != (measure.worse is None):
        there, lacks = ("minimal_change", "worse") if least else ("worse", "minimal_change")
        yield Problem(
            _at(measure, there),
            f'{what} has "{there}" without "{lacks}".',
            "Say both, so that every change has a name.",
        )
    recovered = measure.recovered
    if recovered is not None and not measure.low <= recovered.value <= measure.high:
        yield Problem(
            _at(measure, "recovered"),
            f'"recovered" of {what} is {_plain(recovered.value)}, which is no score of it.',
            f"Write a number from {_plain(measure.low)} to {_plain(measure.high)}.",
        )


def _schedule(measure: Measure) -> Iterator[Problem]:
    for before, after in pairwise(measure.schedule):
        if after.first <= before.last:
            yield Problem(
                _at(measure, "schedule"),
                f'"schedule" of {_what(measure)} goes from day {before.last} to day {after.first}.',
                "Let each moment come after the one before.",
            )
        elif measure.again_after is not None and after.first - before.last < measure.again_after:
            yield Problem(
                _at(measure, "schedule"),
                f'"schedule" of {_what(measure)} asks on day {after.first} again, within '
                f"{measure.again_after} days.",
                "Leave more time, or change `again_after`.",
            )
    if measure.again_after is not None and measure.again_after < 1:
        yield Problem(
            _at(measure, "schedule"),
            f'"again_after" of {_what(measure)} is no time at all.',
            "Write a number of days.",
        )


def _examples(measure: Measure) -> Iterator[Problem]:
    for example in measure.examples:
        what = f"an example of {_what(measure)}"
        yield from _known(
            measure, (*(example.answers or ()), *example.missing), what, example.place
        )
        named = {*measure.parts, *(measure.names if measure.method == "apart" else ())}
        if example.of is not None and example.of not in named:
            yield Problem(
                example.place,
                f'{what} scores the unknown part "{example.of}".',
                nearest(example.of, named) or "Name a part, or leave it out.",
            )
        bands = [band.name for band in measure.bands]
        if example.band is not None and example.band not in bands:
            yield Problem(
                example.place,
                f'{what} names the unknown band "{example.band}".',
                nearest(example.band, bands) or "Name one of its bands.",
            )
        yield from _in_range(measure, example, what)


def _in_range(measure: Measure, example: MeasureExample, what: str) -> Iterator[Problem]:
    for name, points in (example.answers or {}).items():
        if points is not None and not measure.scale.low <= points <= measure.scale.high:
            yield Problem(
                example.place,
                f'{what} answers "{name}" with {points}.',
                f"Write {measure.scale.low} to {measure.scale.high}, or null.",
            )
    for key, value in (("then", example.then), ("now", example.now)):
        if value is not None and not measure.low <= value <= measure.high:
            yield Problem(
                example.place,
                f'"{key}" of {what} is {_plain(value)}, which is no score of it.',
                f"Write a number from {_plain(measure.low)} to {_plain(measure.high)}.",
            )


def _known(measure: Measure, names: tuple[str, ...], what: str, place: Place) -> Iterator[Problem]:
    for name in names:
        if name not in measure.names:
            yield Problem(
                place,
                f'{what} names the unknown item "{name}".',
                nearest(name, measure.names) or "Name one of its items.",
            )


def _at(measure: Measure, key: str) -> Place:
    return measure.places.get(key, measure.place)


def _what(measure: Measure) -> str:
    return f'measure "{measure.name}"'


def _plain(value: Fraction) -> str:
    return f"{float(value):g}"
