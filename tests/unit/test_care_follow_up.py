"""When someone comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.whole import engine, guideline

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.follow_up import check_ins, first_day, next_check_in
from rugwijzer.compiler import (
    Answer,
    ChoiceDecision,
)

FIRST = date(2026, 3, 31)


def person(name: str, at: date = FIRST, **changes: Answer) -> Assessment:
    record = {**guideline().people[name].record, **changes}
    return assess(guideline(), engine(), record, at)


def days(assessment: Assessment) -> list[int]:
    return [(each.on - FIRST).days for each in check_ins(assessment, FIRST)]


def test_someone_without_alarm_signs_comes_back_after_three_days() -> None:
    found = next_check_in(person("ordinary"), FIRST, FIRST)
    assert found is not None
    assert (found.on, found.calendar) == (date(2026, 4, 3), "standard")


def test_each_visit_leads_to_the_next_day_of_the_calendar_and_never_to_the_same_day() -> None:
    found = person("ordinary")
    follow_up = guideline().decisions["follow_up"]
    assert isinstance(follow_up, ChoiceDecision)
    last, seen = FIRST, []
    for _ in follow_up.days["standard"]:
        check_in = next_check_in(found, FIRST, last)
        assert check_in is not None
        assert check_in.on > last
        last = check_in.on
        seen.append((last - FIRST).days)
    assert tuple(seen) == follow_up.days["standard"]


def test_whoever_comes_late_goes_on_from_that_day() -> None:
    late = next_check_in(person("ordinary"), FIRST, FIRST + timedelta(days=10))
    assert late is not None
    assert late.on == FIRST + timedelta(days=14)


def test_after_the_calendar_one_question_a_month_is_enough_until_a_year_has_passed() -> None:
    found = days(person("ordinary"))
    after = [day for day in found if day > 84]
    assert after == list(range(114, 366, 30))
    assert next_check_in(person("ordinary"), FIRST, FIRST + timedelta(days=365)) is None


def test_someone_with_pain_from_a_nerve_comes_back_the_next_day() -> None:
    found = next_check_in(person("sciatica"), FIRST, FIRST)
    assert found is not None
    assert (found.on - FIRST, found.calendar) == (timedelta(days=1), "nerve")


def test_whoever_has_to_phone_a_doctor_is_asked_the_next_day_what_was_said() -> None:
    found = next_check_in(person("ordinary", saddle="new_or_worse"), FIRST, FIRST)
    assert found is not None
    assert (found.on - FIRST, found.calendar) == (timedelta(days=1), "after_doctor")


def test_as_long_as_the_calendar_is_not_settled_no_day_is_promised() -> None:
    assert next_check_in(assess(guideline(), engine(), {}, FIRST), FIRST, FIRST) is None


def test_the_first_day_follows_from_how_long_someone_has_been_coming() -> None:
    assert first_day(person("ordinary")) == FIRST
    later = person("checking_in", days_in_care=28)
    assert first_day(later) == FIRST - timedelta(days=28)
    assert first_day(person("ordinary", days_in_care=None)) == FIRST
    assert first_day(person("ordinary", date(1, 1, 2), days_in_care=99)) == date(1, 1, 2)


def test_a_last_visit_before_the_first_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="before the first"):
        next_check_in(person("ordinary"), FIRST, FIRST - timedelta(days=1))
