"""When somebody is asked back: not on a day she has just come, nor just after she told all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.whole import planner

from rugwijzer.care.history import Visit
from rugwijzer.care.plan.checking_in import ALARM, plan_due

BEGAN = date(2026, 3, 2)
QUIET = ("feeling", "passing", "legs", "ill", "fall", "medicine", "worse")


def day(number: int) -> date:
    return BEGAN + timedelta(days=number)


def test_after_the_alarm_signs_were_told_the_next_day_to_come_back_lies_ahead() -> None:
    first = Visit(BEGAN, dict(planner().guideline.people["ordinary"].record))
    plan = planner().plan_of((first,), BEGAN)
    assert plan.check_in is not None
    assert plan.check_in_for == ALARM
    told = Visit(plan.check_in, {f"new_{name}": False for name in QUIET})
    after = planner().plan_of((first, told), told.at)
    assert after.check_in is not None
    assert told.at < after.check_in <= day(7)


@pytest.mark.parametrize(
    ("last", "next_"), [(0, 7), (3, 7), (4, 14), (7, 14), (33, 42), (80, 84), (81, 112)]
)
def test_a_check_told_at_most_three_days_early_counts_as_the_check_of_that_day(
    last: int, next_: int
) -> None:
    due = plan_due("building", BEGAN, day(last))
    assert due is not None
    assert due.on == day(next_)


def test_in_a_quiet_week_she_is_asked_again_after_two_days_all_the_same() -> None:
    due = plan_due("quiet_week", BEGAN, day(26))
    assert due is not None
    assert due.on == day(28)


def test_whatever_day_she_came_there_is_a_next_day_to_come_back() -> None:
    for last in range(400):
        due = plan_due("building", BEGAN, day(last))
        assert due is not None, last
        assert day(last) < due.on <= day(last + 28 + 4), last
