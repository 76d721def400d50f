"""Who is to see somebody reads how to arrange it, what to bring and what to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.whole import guideline, planner, texts, things

from rugwijzer.care.history import Visit
from rugwijzer.care.plan.parts import Moment, Plan, WorkStep
from rugwijzer.compiler import SetDecision
from rugwijzer.wording.plan_words import PlanWords

TODAY = date(2026, 3, 2)


def plan() -> Plan:
    told = Visit(TODAY, dict(guideline().people["ordinary"].record))
    return planner().plan_of((told,), TODAY)


def words(language: str = "nl", **changed: object) -> PlanWords:
    changed_plan = replace(plan(), **changed)  # type: ignore[arg-type]
    return PlanWords(changed_plan, guideline(), texts(), things(), language)


def every_moment() -> list[str]:
    declared = guideline().decisions["moments"]
    assert isinstance(declared, SetDecision)
    return [each.name for each in declared.members]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", every_moment())
def test_every_contact_that_can_be_planned_says_how_what_to_bring_and_what_to_ask(
    name: str, language: str
) -> None:
    told = words(language, moments=(Moment(name, (TODAY + timedelta(days=3),), ()),))
    (meeting,) = told.meetings()
    assert meeting.line == next(told.moments())
    assert all((meeting.how, meeting.ask, meeting.bring))


def test_who_has_stopped_has_no_appointments_left() -> None:
    moment = Moment("physio_start", (TODAY + timedelta(days=3),), ())
    assert list(words(moments=(moment,), state="stopped").meetings()) == []


@pytest.mark.parametrize(("days", "key"), [(3, "do"), (-3, "late")])
def test_a_step_at_work_says_her_part_and_once_its_day_is_past_what_still_can_be_done(
    days: int, key: str
) -> None:
    step = WorkStep("problem_analysis", TODAY + timedelta(days=days), ())
    assert words(work=step).work_help() == texts().text(f"work_step.problem_analysis.{key}", "nl")


def test_without_a_step_at_work_nothing_is_said_of_it() -> None:
    assert words(work=None).work_help() == ""
