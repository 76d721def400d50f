"""How it goes for one person, beside how it usually goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline

from rugwijzer.care.course import NOT_SHOWN, OwnCourse, own_course, usual_at
from rugwijzer.care.history import Visit
from rugwijzer.compiler import (
    Answer,
    plain_answer,
    read_answers,
)

FIRST = date(2025, 11, 3)


FROM_VISITS = (
    "check_in", "days_in_care", "pain_change", "pain_change_percent", "function_change",
    "overall_change", "activities_back", "black_stool", "paracetamol_over",
)  # fmt: skip


def person(name: str, **changes: object) -> Mapping[str, Answer]:
    """All that a described person told the first time."""
    told = {
        fact: plain_answer(guideline().facts[fact], answer)
        for fact, answer in guideline().people[name].record.items()
        if fact not in FROM_VISITS
    }
    return read_answers(guideline(), {**told, **changes})


def visit(day: int, pain: int | None = None, function: int | None = None, **more: object) -> Visit:
    """A later visit."""
    answers = {} if pain is None else {"pain_now": pain}
    measures = {} if function is None else {"everyday": function}
    return Visit(
        FIRST + timedelta(days=day), read_answers(guideline(), {**answers, **more}), measures
    )


def course(name: str, pain: int, *later: Visit, function: int | None = None) -> OwnCourse:
    """How it goes for a described person, as of the last visit."""
    measures = {} if function is None else {"everyday": function}
    first = Visit(FIRST, person(name, pain_now=pain), measures)
    visits = [first, *later]
    found = own_course(guideline(), engine(), visits, max(each.at for each in visits))
    assert found is not None
    return found


def keys(own: OwnCourse) -> list[str]:
    return [each.key for each in own.said]


# --- her own line


def test_her_line_is_what_she_told_from_the_first_visit_on() -> None:
    own = course("ordinary", 7, visit(3), visit(7, 5, 18), visit(14, 0), function=22)
    assert [(each.day, each.pain, each.function) for each in own.told] == [
        (0, 7, 22),
        (7, 5, 18),
        (14, 0, None),
    ]
    assert (own.began, own.lasted) == (FIRST, 1)


def test_who_told_nothing_has_no_course() -> None:
    assert own_course(guideline(), engine(), [Visit(FIRST, {})], FIRST) is None
    assert own_course(guideline(), engine(), [], FIRST) is None


def test_a_visit_after_the_moment_does_not_count() -> None:
    visits = [Visit(FIRST, person("ordinary", pain_now=7)), visit(9, 2)]
    own = own_course(guideline(), engine(), visits, FIRST + timedelta(days=8))
    assert own is not None
    assert len(own.told) == 1
    assert keys(own)[0] == "first"


def test_new_pain_begins_a_new_line() -> None:
    own = course("ordinary", 7, visit(14, 0), visit(90, 6, pain_days=2), visit(97, 4))
    assert own.began == FIRST + timedelta(days=90)
    assert [each.pain for each in own.told] == [6, 4]


@pytest.mark.parametrize(
    ("then", "now", "key"),
    [(7, 5, "improved"), (3, 2, "improved"), (7, 6, "unchanged"), (4, 5, "unchanged"),
     (4, 6, "worse"), (7, 0, "no_pain"), (0, 0, "no_pain")],
)  # fmt: skip
def test_only_a_change_that_counts_is_called_better_or_worse(then: int, now: int, key: str) -> None:
    assert keys(course("ordinary", then, visit(7, now)))[0] == key


def test_a_number_that_went_up_again_is_called_a_wave() -> None:
    assert "wave" in keys(course("ordinary", 7, visit(7, 4), visit(9, 6), visit(14, 3)))
    assert "wave" not in keys(course("ordinary", 7, visit(7, 4), visit(9, 5), visit(14, 3)))


def test_what_was_reached_is_kept_with_the_first_day() -> None:
    own = course(
        "bus_driver",
        8,
        visit(7, 6, 20),
        visit(14, 4, 12, work="ordinary"),
        visit(21, 6),
        visit(28, 0, activities_back=True),
        function=24,
    )
    assert {each.name: each.day for each in own.milestones} == {
        "clearly_less": 7,
        "half": 14,
        "more_possible": 14,
        "back_at_work": 14,
        "no_pain": 28,
        "activities_back": 28,
    }


def test_working_as_usual_all_along_is_no_going_back_to_work() -> None:
    own = course("ordinary", 6, visit(7, 5, work="ordinary"))
    assert own.milestones == ()


# --- what is usual


def test_the_usual_line_begins_at_her_own_number_and_goes_down_by_the_same_part() -> None:
    high, low = (course("ordinary", pain).usual for pain in (6, 3))
    assert high is not None
    assert low is not None
    assert (high.line[0].value, low.line[0].value) == (6, 3)
    for one, other in zip(high.line, low.line, strict=True):
        assert one.value == pytest.approx(2 * (other.value or 0))


def test_the_line_lies_halfway_between_two_reviews_and_the_band_reaches_over_both() -> None:
    usual = course("ordinary", 6).usual
    assert usual is not None
    point = usual_at(usual, 42)
    assert point is not None
    assert point.value == pytest.approx(6 * (23 / 52 + 26 / 56) / 2)
    assert point.low == pytest.approx(6 * 21 / 52)
    assert point.high == pytest.approx(6 * 25 / 52)
    year = usual_at(usual, 364)
    assert year is not None
    assert year.low == pytest.approx(6 * 3 / 52)
    assert year.high == pytest.approx(6 * 21 / 56)


def test_whoever_comes_in_the_third_week_starts_the_usual_line_that_day() -> None:
    own = course("three_weeks", 5, visit(7, 4))
    assert own.lasted == 21
    assert own.usual is not None
    assert (own.usual.begins, own.usual.name) == (0, "acute")
    assert own.usual.line[0].value == 5


def test_the_line_stays_that_of_the_beginning_when_the_weeks_go_by() -> None:
    own = course("forty_days", 5, visit(60, 3, pain_area=["low_back"]))
    assert own.usual is not None
    assert own.usual.name == "acute"


def test_without_intervals_there_is_a_line_and_no_band() -> None:
    usual = course("unseen", 5).usual
    assert usual is not None
    assert usual.name == "subacute"
    assert {(each.low, each.high) for each in usual.line} == {(None, None)}
    assert usual.limits == ()


def test_long_lasting_pain_has_its_own_course_and_says_how_unsure_it_is() -> None:
    usual = course("chronic_seen", 6).usual
    assert usual is not None
    assert (usual.name, usual.certainty) == ("persistent", "very_low")


@pytest.mark.parametrize("name", ["pregnant", "brittle", "child", "weak_leg", "cancer_before"])
def test_where_no_course_is_known_none_is_shown(name: str) -> None:
    own = course(name, 5, visit(7, 3))
    assert own.shown == NOT_SHOWN
    assert own.usual is None
    assert own.chances == own.chances_by_profile == ()
    assert "usual_not_shown" in keys(own)


def test_leg_pain_has_a_share_of_a_hundred_and_no_line() -> None:
    own = course("sciatica", 6, visit(3, 5))
    assert own.usual is not None
    assert own.usual.line == ()
    assert [(each.of_100, each.day) for each in own.chances] == [(75, 90)]
    assert "usual_leg_settled" in keys(own)


def test_an_alarm_sign_on_the_way_takes_the_usual_course_away() -> None:
    own = course("ordinary", 6, visit(7, 4, saddle="new_or_worse"))
    assert own.shown == NOT_SHOWN
    assert own.usual is None


def test_too_few_answers_show_no_usual_course() -> None:
    own = own_course(guideline(), engine(), [visit(0, 6), visit(9, 3)], FIRST + timedelta(days=9))
    assert own is not None
    assert own.shown is None
    assert own.usual is None
    assert "usual_unknown" in keys(own)


def test_no_pain_at_the_beginning_has_no_usual_line() -> None:
    own = course("ordinary", 0, visit(7, 0))
    assert own.usual is None or own.usual.line == ()


@pytest.mark.parametrize(
    ("now", "beside"), [(1, "less"), (3, "within"), (4, "within"), (6, "more")]
)
def test_beside_what_is_usual_a_number_is_less_or_more_only_outside_the_whole_points(
    now: int, beside: str
) -> None:
    own = course("ordinary", 7, visit(42, now))
    assert own.usual is not None
    point = usual_at(own.usual, 42)
    assert point is not None
    assert point.rounded == (2, 4)
    assert own.beside == ("within" if 2 <= now <= 4 else beside)


def test_on_the_first_days_nothing_is_compared() -> None:
    own = course("ordinary", 7, visit(6, 9))
    assert own.beside is None
    assert "usual_ahead" in keys(own)


def test_after_a_year_nothing_is_usual_any_more() -> None:
    own = course("ordinary", 7, visit(400, 3))
    assert own.beside is None


def test_everyday_things_have_a_band_and_no_line() -> None:
    own = course("ordinary", 7, visit(7, 5, 18), function=20)
    assert own.usual is not None
    assert {each.value for each in own.usual.limits} == {None}
    assert own.usual.limits[0].low == own.usual.limits[0].high == 20


# --- of a hundred people


def test_the_chance_for_a_profile_is_for_professionals_and_the_person_hears_that_of_all() -> None:
    own = course("ordinary", 6)
    assert ("long_lasting", 32, 24, 40) in [
        (each.course, each.of_100, each.low, each.high) for each in own.chances
    ]
    assert all(not each.course.startswith("long_lasting_") for each in own.chances)
    assert [each.course for each in own.chances_by_profile] == ["long_lasting_low"]


def test_whoever_has_recovered_hears_how_often_it_comes_back() -> None:
    own = course("ordinary", 6, visit(28, 0, activities_back=True))
    assert {each.course for each in own.chances} == {"comes_back", "comes_back_limiting"}


# --- whatever is told


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.sampled_from(["ordinary", "three_weeks", "chronic_seen", "sciatica", "pregnant", "unseen"]),
    st.lists(
        st.tuples(
            st.integers(1, 500), st.none() | st.integers(0, 10), st.none() | st.integers(0, 40)
        ),
        max_size=5,
        unique_by=lambda each: each[0],
    ),
    st.integers(0, 10),
)
def test_whatever_is_told_the_usual_line_stays_within_its_band_and_the_scale(
    name: str, later: list[tuple[int, int | None, int | None]], pain: int
) -> None:
    own = course(name, pain, *(visit(*each) for each in later), function=20)
    assert "ups_and_downs" in keys(own) or "wave" in keys(own)
    assert own.as_json() == replace(own).as_json()
    if own.usual is None:
        return
    for point in own.usual.line:
        assert point.value is not None
        assert 0 <= point.value <= 10
        if point.low is not None and point.high is not None:
            assert point.low <= point.value + 1e-9
            assert point.value <= point.high + 1e-9
    assert all(one.day < other.day for one, other in pairwise(own.usual.line))
