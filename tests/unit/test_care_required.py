"""What a guideline has to decide before it is used for somebody's advice, or for her plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.whole import guideline

from rugwijzer.care.assessment import assess
from rugwijzer.care.plan.making import Planner
from rugwijzer.care.required import PLAN, require, require_plan
from rugwijzer.compiler import Guideline, GuidelineError, build_engine


def without(*names: str) -> Guideline:
    kept = {name: each for name, each in guideline().decisions.items() if name not in names}
    return replace(guideline(), decisions=kept)


def test_our_own_guideline_has_all_that_a_plan_is_made_of() -> None:
    require_plan(guideline())


def test_a_plan_without_a_decision_is_refused_by_the_name_of_what_is_missing() -> None:
    with pytest.raises(GuidelineError) as refused:
        Planner(without("items", "next_step"), build_engine(guideline(), "reference"))
    said = [str(problem) for problem in refused.value.problems]
    assert len(said) == 2
    assert "to make a plan a guideline needs the decision items, a set." in said[0]
    assert "next_step, a choice" in said[1]


def test_advice_needs_none_of_what_a_plan_is_made_of() -> None:
    # Others read these two.
    lacking = without(*set(PLAN) - {"phase", "follow_up"})
    require(lacking)
    engine = build_engine(lacking, "reference")
    found = assess(lacking, engine, {}, date(2026, 3, 31)).as_json()
    assert "urgency" in found
    assert "items" not in found
