"""What counts as a way out in a simulated year, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.whole import guideline, planner

from rugwijzer.care.history import Visit
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.year import dead_end, doing

BEGAN = date(2026, 3, 2)


def seen_on(day: int) -> Plan:
    """Her plan on a day, if she told nothing after the first."""
    first = Visit(BEGAN, dict(guideline().people["ordinary"].record))
    return planner().plan_of((first,), BEGAN + timedelta(days=day))


def test_who_stays_away_for_weeks_is_gone_and_her_check_in_stands_ready() -> None:
    plan = seen_on(40)
    assert doing(plan) == "gone"
    assert plan.check_in == plan.at
    assert dead_end(plan) is None


def test_a_plan_that_waits_for_an_answer_nobody_is_asked_for_is_a_dead_end() -> None:
    plan = replace(seen_on(0), state="waiting")
    assert doing(plan) == "nothing"
    assert dead_end(plan) == "the plan is waiting: a question stays open"
