"""Of every measure, with answers made at random: more trouble never scores better, and what is
missing is never taken for nothing."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from rugwijzer.care.measures import band, change, score
from rugwijzer.compiler import Measure, load, read_pack, with_pack
from rugwijzer.paths import find

ROOT = Path(__file__).resolve().parents[2]


@cache
def measures() -> list[Measure]:
    real = with_pack(load(find("guideline")), read_pack(ROOT / "packs" / "start_back"))
    bicycle = load(ROOT / "tests" / "bicycle")
    return [*real.measures.values(), *bicycle.measures.values()]


@st.composite
def answered(draw: st.DrawFn) -> tuple[Measure, dict[str, int | None], str | None]:
    """A measure, answers to it with some missing, and what of it to score."""
    measure = draw(st.sampled_from(measures()))
    missing = draw(st.sets(st.sampled_from(measure.names), max_size=2))
    points = st.integers(measure.scale.low, measure.scale.high)
    answers = {name: None if name in missing else draw(points) for name in measure.names}
    wholes: list[str | None] = [*measure.names] if measure.method == "apart" else [None]
    return measure, answers, draw(st.sampled_from([*wholes, *measure.parts]))


def trouble(measure: Measure, points: Fraction) -> Fraction:
    """The same score, so that more of it is always more trouble."""
    return points if measure.better == "lower" else -points


@given(answered(), st.data())
def test_more_trouble_in_one_answer_never_scores_better(
    found: tuple[Measure, dict[str, int | None], str | None], data: st.DataObject
) -> None:
    measure, answers, of = found
    name = data.draw(st.sampled_from(measure.names))
    before = answers[name]
    assume(before is not None)
    assert before is not None
    harder = (measure.better == "lower") != (name in measure.reversed)
    low, high = (before, measure.scale.high) if harder else (measure.scale.low, before)
    more = {**answers, name: data.draw(st.integers(low, high))}
    first, second = score(measure, answers, of), score(measure, more, of)
    assert first.missing == second.missing
    if first.points is not None and of not in measure.parts:
        assert second.points is not None
        assert trouble(measure, second.points) >= trouble(measure, first.points)


@given(answered())
def test_a_score_lies_in_its_range_and_on_a_step(
    found: tuple[Measure, dict[str, int | None], str | None],
) -> None:
    measure, answers, of = found
    points = score(measure, answers, of).points
    if points is not None and of not in measure.parts:
        assert measure.low <= points <= measure.high
        assert ((points - measure.low) / measure.step).denominator == 1


@given(answered())
def test_what_is_missing_is_named_and_never_taken_for_no_trouble(
    found: tuple[Measure, dict[str, int | None], str | None],
) -> None:
    measure, answers, of = found
    result = score(measure, answers, of)
    absent = {name: answer for name, answer in answers.items() if answer is not None}
    assert score(measure, absent, of) == result
    assert set(result.missing) <= {name for name, answer in answers.items() if answer is None}
    if not result.missing or of in measure.parts:
        assert (result.points is None) == bool(result.missing)
        return
    if result.points is None:
        assert band(measure, answers, of) is None
        return
    mildest = {
        name: answer
        if answer is not None
        else measure.scale.low
        if (measure.better == "lower") != (name in measure.reversed)
        else measure.scale.high
        for name, answer in answers.items()
    }
    best = score(measure, mildest, of).points
    assert best is not None
    assert trouble(measure, result.points) >= trouble(measure, best)


@given(answered())
def test_whoever_answered_everything_is_in_a_band_where_there_are_bands(
    found: tuple[Measure, dict[str, int | None], str | None],
) -> None:
    measure, answers, of = found
    if measure.bands and None not in answers.values() and of not in measure.parts:
        assert band(measure, answers, of) is not None


SCALES = st.deferred(lambda: st.sampled_from([each for each in measures() if each.worse]))


@given(SCALES, st.data())
def test_a_better_score_is_never_called_worse_and_a_worse_one_never_improved(
    measure: Measure, data: st.DataObject
) -> None:
    points = st.integers(int(measure.low), int(measure.high))
    then, now = data.draw(points), data.draw(points)
    became = change(measure, then, now)
    gain = trouble(measure, Fraction(then)) - trouble(measure, Fraction(now))
    assert became is not None
    assert became != "worse" or gain < 0
    assert became != "improved" or gain > 0
    assert gain != 0 or became in ("unchanged", "recovered")
    if measure.recovered is not None and trouble(measure, Fraction(now)) <= trouble(
        measure, measure.recovered.value
    ):
        assert became == "recovered"


@given(SCALES, st.data())
def test_a_still_better_score_is_never_called_less_good(
    measure: Measure, data: st.DataObject
) -> None:
    order = ("worse", "unchanged", "improved", "recovered")
    points = st.integers(int(measure.low), int(measure.high))
    then, one, other = data.draw(points), data.draw(points), data.draw(points)
    better, worse = sorted((one, other), key=lambda each: trouble(measure, Fraction(each)))
    first, second = change(measure, then, better), change(measure, then, worse)
    assert first is not None
    assert second is not None
    assert order.index(first) >= order.index(second)
