"""Somebody who came for the alarm signs alone is asked back after that day, and not on it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from rugwijzer.care.history import Visit
from rugwijzer.care.plan.checking_in import ALARM
from rugwijzer.care.plan.making import Planner
from rugwijzer.compiler import build_engine, load
from rugwijzer.paths import find

DAY_0 = date(2026, 3, 2)
QUIET = ("feeling", "passing", "legs", "ill", "fall", "medicine", "worse")


@cache
def planner() -> Planner:
    """The planner of the guideline."""
    guideline = load(find("guideline"))
    return Planner(guideline, build_engine(guideline, "compiled"))


def test_after_the_alarm_signs_were_told_the_next_day_to_come_back_lies_ahead() -> None:
    first = Visit(DAY_0, dict(planner().guideline.people["ordinary"].record))
    plan = planner().plan_of((first,), DAY_0)
    assert plan.check_in is not None
    assert plan.check_in_for == ALARM
    told = Visit(plan.check_in, {f"new_{name}": False for name in QUIET})
    after = planner().plan_of((first, told), told.at)
    assert after.check_in is not None
    assert told.at < after.check_in <= DAY_0 + timedelta(days=7)
