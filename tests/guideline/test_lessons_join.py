"""Lessons, steps around work and moments: what the guideline names, the content has words for."""

from __future__ import annotations

from functools import cache

import pytest
from tests.whole import guideline

from rugwijzer.compiler import ChoiceDecision, SetDecision
from rugwijzer.compiler.language.guideline import SetRule
from rugwijzer.library import load_library
from rugwijzer.library.lessons import EVERYONE, KINDS, Lesson, load_lessons
from rugwijzer.paths import find

LANGUAGES = ("nl", "en")
RECOVERED = "_recovered"
"""The end of the name of a rule for whoever is recovered; it reads no factor."""
NO_LESSON = {"leg_pain"}
"""Factors without a lesson of their own: pages and exercises speak of them."""


@cache
def lessons() -> dict[str, Lesson]:
    return {each.slug.replace("-", "_"): each for each in load_lessons(find("content"))}


def members_of(name: str) -> SetDecision:
    found = guideline().decisions[name]
    assert isinstance(found, SetDecision)
    return found


def options_of(name: str) -> ChoiceDecision:
    found = guideline().decisions[name]
    assert isinstance(found, ChoiceDecision)
    return found


def served(lesson: str) -> set[str]:
    """The factors that the rule of a lesson names."""
    rule = guideline().rules[f"lesson_{lesson}"]
    assert isinstance(rule, SetRule)
    return {
        name for name in members_of("factors").names if f'"{name}" in factors' in rule.when.text
    }


def test_the_lessons_of_the_guideline_are_the_folders_of_the_content() -> None:
    assert set(members_of("lessons").names) == set(lessons())


def test_a_lesson_is_grouped_by_its_kind() -> None:
    for member in members_of("lessons").members:
        assert member.group == lessons()[member.name].kind, member.name


def test_how_pain_works_is_taught_in_its_own_order() -> None:
    taught = [
        lessons()[name].order
        for name in members_of("lessons").names
        if lessons()[name].kind == KINDS[0]
    ]
    assert taught == sorted(taught)


@pytest.mark.parametrize("name", sorted(lessons()))
def test_whoever_has_a_factor_that_a_lesson_serves_gets_it_or_reads_why_not_yet(name: str) -> None:
    # What keeps a lesson back stands in `unless` of its rule, and in no other place.
    assert served(name) == set(lessons()[name].serves) - {EVERYONE}


def test_a_lesson_for_everyone_asks_for_no_factor() -> None:
    everyone = {name for name, each in lessons().items() if EVERYONE in each.serves}
    assert everyone == {name for name in lessons() if not served(name)}


def test_every_factor_but_the_named_ones_has_a_lesson() -> None:
    known = set().union(*(served(name) for name in lessons()))
    assert set(members_of("factors").names) - known == NO_LESSON


def test_only_the_rules_for_whoever_recovered_are_second_rules_of_a_lesson() -> None:
    rules = [name for name in guideline().rules if name.startswith("lesson_")]
    first = {f"lesson_{name}" for name in lessons()}
    assert {rule for rule in rules if rule not in first} == {
        f"lesson_{name}{RECOVERED}" for name in ("when_pain_returns", "keeping_it_up")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["how", "ask", "bring"])
def test_every_moment_says_how_to_arrange_it_and_what_to_ask_and_bring(
    part: str, language: str
) -> None:
    library = load_library(find("content"))
    for name in members_of("moments").names:
        assert library.text(f"moment.{name}.{part}", language), name


def test_every_moment_has_days() -> None:
    assert [each.name for each in members_of("moments").members if not each.days] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_around_work_says_what_to_do_and_one_with_a_day_what_if_it_is_late(
    language: str,
) -> None:
    library = load_library(find("content"))
    decision = options_of("work_step")
    for name in decision.options:
        if name == decision.otherwise:
            continue
        assert library.text(f"work_step.{name}.do", language), name
        assert (f"work_step.{name}.late" in library) == (name in decision.days), name


def test_the_days_of_sick_leave_go_on_from_step_to_step() -> None:
    days = options_of("work_step").days
    told = [day for name in options_of("work_step").options for day in days.get(name, ())]
    assert told == sorted(set(told))
