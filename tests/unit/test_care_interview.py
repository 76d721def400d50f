"""What the interview asks, in what order, and when it stops."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.interview import TRIAGE, Interview, Page
from rugwijzer.care.walk import walk
from rugwijzer.cli.guideline import whole_people
from rugwijzer.compiler import (
    Answer,
    Case,
    Choice,
    Fact,
    Ladder,
    LadderValue,
    Number,
    Outcome,
    SetOf,
    TickPart,
    YesNo,
    facts_behind,
    read_answers,
)

TODAY = date(2026, 3, 31)
SLOWEST = 0.3
"""Seconds before the next page, on a machine that does other things as well."""

few = settings(
    deadline=None,
    max_examples=60 if os.environ.get("RUGWIJZER_SLOW") else 4,
    suppress_health_check=list(HealthCheck),
)


@cache
def interview() -> Interview:
    return Interview(guideline())


def ladder() -> Ladder:
    found = guideline().decisions["urgency"]
    assert isinstance(found, Ladder)
    return found


def urgency_of(outcome: Outcome) -> LadderValue:
    found = outcome.decisions["urgency"]
    assert isinstance(found, LadderValue)
    return found


def assessed(record: Mapping[str, Answer]) -> Assessment:
    return assess(guideline(), engine(), record, TODAY)


# --- people nobody thought of


def any_answer(chance: random.Random, fact: Fact) -> Answer:
    """Any answer to a fact, don't know among them."""
    if chance.random() < 0.15:
        return None
    match fact.type:
        case YesNo():
            return chance.random() < 0.5
        case Choice(options=options):
            return chance.choice(options)
        case SetOf(options=options):
            return frozenset(option for option in options if chance.random() < 0.25)
        case Number(low=low, high=high):
            offered = [tap.value for tap in fact.taps]
            return chance.choice(offered) if offered else chance.randint(low, high)


def somebody(chance: random.Random) -> dict[str, Answer]:
    """Somebody from the cases for whom some answers are anything: a few, or very many."""
    named = list(guideline().people.values())
    truth = dict(chance.choice(named).record)
    share = chance.choice((0.02, 0.06, 0.15, 0.5))
    for fact in guideline().facts.values():
        if fact.supplied_by_person and (fact.name not in truth or chance.random() < share):
            calm = fact.type.options[0] if isinstance(fact.type, Choice) else False
            odd = chance.random() < share or not isinstance(fact.type, YesNo | Choice)
            truth[fact.name] = any_answer(chance, fact) if odd else calm
    return truth


people = st.integers(0, 2**32).map(lambda seed: somebody(random.Random(seed)))


@dataclass(frozen=True)
class Step:
    """One page, what was known before it, and what followed from that."""

    record: dict[str, Answer]
    outcome: Outcome
    page: Page


def steps_of(truth: Mapping[str, Answer]) -> Iterator[Step]:
    """Every page of an interview, one part answered at a time."""
    record: dict[str, Answer] = {}
    while (page := interview().next_screen(record)) is not None:
        yield Step(dict(record), engine().evaluate(record), page)
        assert page.parts, "a page without a question would never end"
        for fact in page.parts[0].facts:
            record[fact] = truth.get(fact)


def end_of(steps: tuple[Step, ...], truth: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is known after the last page."""
    record = dict(steps[-1].record)
    for fact in steps[-1].page.parts[0].facts:
        record[fact] = truth.get(fact)
    return record


@cache
def interviews() -> tuple[tuple[Step, ...], ...]:
    """The interviews of some people, the same ones every time; the last is an emergency."""
    chosen = [somebody(random.Random(seed)) for seed in range(5)]
    return tuple(tuple(steps_of(truth)) for truth in (*chosen, person("D")))


def every_step() -> Iterator[Step]:
    for steps in interviews():
        yield from steps


# --- when it stops


@few
@given(people)
def test_the_interview_ends_only_when_settled_and_leaving_early_says_at_least_and_at_most_that(
    truth: dict[str, Answer],
) -> None:
    steps = tuple(steps_of(truth))
    record = end_of(steps, truth)
    at_the_end = engine().evaluate(record)
    settled = urgency_of(at_the_end)
    assert settled.settled
    for step in steps:
        told = urgency_of(step.outcome)
        assert ladder().rank(told.lower) <= ladder().rank(settled.lower)
        assert ladder().rank(told.upper) >= ladder().rank(settled.upper)
    while (left := engine().evaluate(record).open_facts) != ():
        record[left[0]] = truth.get(left[0])
    after_everything = engine().evaluate(record)
    assert urgency_of(after_everything) == settled
    if not interview().is_emergency(at_the_end):
        for decision in ("contact", "gate", "concerns"):
            assert after_everything.decisions[decision] == at_the_end.decisions[decision], decision


def test_as_long_as_a_page_is_shown_something_is_still_undecided() -> None:
    for step in every_step():
        undecided = [
            name
            for name, value in step.outcome.decisions.items()
            if getattr(value, "value", "") is None or getattr(value, "open", False)
        ]
        wishes = [name for name in step.page.facts if guideline().facts[name].preference]
        assert undecided or wishes


@few
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(truth: dict[str, Answer], chance: Any) -> None:
    names = list(truth)
    chance.shuffle(names)
    shuffled = {name: truth[name] for name in names}
    assert assessed(shuffled).as_json() == assessed(truth).as_json()


# --- what it asks


def test_after_an_emergency_only_what_could_make_it_graver_is_asked() -> None:
    emergencies = 0
    for step in every_step():
        if not interview().is_emergency(step.outcome):
            continue
        emergencies += 1
        now = ladder().rank(urgency_of(step.outcome).lower)
        graver = {
            fact
            for rule in ladder().rules
            if ladder().rank(rule.then) > now and step.outcome.states[rule.name].value == "open"
            for fact in facts_behind(guideline(), rule.when.node)
        }
        assert set(step.page.facts) <= graver
    assert emergencies, "none of these people is an emergency: the test shows nothing"


def test_nobody_is_called_an_ambulance_for_and_then_asked_about_their_knees() -> None:
    assert interview().next_screen({"collapse": True}) is None


def test_nothing_is_asked_twice() -> None:
    for step in every_step():
        assert not set(step.page.facts) & set(step.record)
        assert len(set(step.page.facts)) == len(step.page.facts)


def test_a_question_that_does_not_apply_is_never_asked() -> None:
    for step in every_step():
        for name in step.page.facts:
            assert name in step.outcome.open_facts
            assert guideline().facts[name].supplied_by_person


def test_a_follow_up_waits_for_the_question_it_belongs_to() -> None:
    page = interview().next_screen({})
    assert page is not None
    assert page.screen.name == "urgent_now"
    assert "confused" not in page.facts


def test_screens_come_in_the_order_of_the_guideline_but_for_follow_ups() -> None:
    order = [screen.name for screen in guideline().screens]
    for steps in interviews():
        furthest = 0
        for step in steps:
            here = order.index(step.page.screen.name)
            if here < furthest:
                assert all(guideline().facts[name].asked_if for name in step.page.facts)
            furthest = max(furthest, here)


def test_the_first_screen_is_about_what_cannot_wait_and_the_second_about_passing_water() -> None:
    first = interview().next_screen({})
    assert first is not None
    assert first.screen.name == "urgent_now"
    second = interview().next_screen(dict.fromkeys(first.facts, False))
    assert second is not None
    assert second.screen.name == "passing_and_feeling"


PLAN = ("thoughts_and_days",)


def test_who_has_to_see_a_doctor_first_is_not_asked_about_work_or_worries() -> None:
    closed = 0
    for step in every_step():
        if interview().is_closed(step.outcome):
            closed += 1
            assert step.page.screen.name not in PLAN
    assert closed, "none of these people has a closed plan: the test shows nothing"


def test_in_the_first_week_of_pain_only_hope_and_work_are_asked_about() -> None:
    asked = {
        fact
        for step in steps_of({**person("A"), "pain_days": 6})
        if step.page.screen.name in PLAN
        for fact in step.page.facts
    }
    assert asked == {"expects_no_recovery", "work"}


def test_from_the_seventh_day_thoughts_feelings_and_limits_are_asked_about_too() -> None:
    asked = {
        fact
        for step in steps_of({**person("A"), "pain_days": 7, "course": "improving"})
        for fact in step.page.facts
    }
    assert {"limited", "fear_of_moving", "stressed", "waiting_it_out", "worst_thoughts"} <= asked


def test_what_somebody_wants_to_do_again_is_asked_last_and_only_if_something_is_limited() -> None:
    def screens(limited: str) -> list[tuple[str, ...]]:
        truth = {**person("A"), "pain_days": 7, "course": "improving", "limited": limited}
        return [step.page.facts for step in steps_of({**truth, "first_goal": "walking"})]

    assert screens("some")[-1] == ("first_goal",)
    assert all("first_goal" not in facts for facts in screens("little"))


def test_every_page_asks_something() -> None:
    for step in every_step():
        assert step.page.parts
        assert all(part.facts for part in step.page.parts)


def test_a_list_has_at_most_seven_items_and_at_least_two() -> None:
    for step in every_step():
        for part in step.page.parts:
            if isinstance(part, TickPart):
                assert 2 <= len(part.facts) <= 7
                assert part.none


def test_the_number_of_screens_left_never_leaves_out_the_one_being_shown() -> None:
    for step in interviews()[0]:
        assert interview().screens_left(step.record) >= 1


def test_an_empty_list_of_answers_and_every_fact_unknown_both_lead_somewhere() -> None:
    assert interview().next_screen({}) is not None
    nothing: dict[str, Answer] = {
        name: None for name, fact in guideline().facts.items() if fact.supplied_by_person
    }
    assert interview().next_screen(nothing) is None
    assert urgency_of(engine().evaluate(nothing)).settled


def test_the_next_page_comes_before_anyone_notices_the_wait() -> None:
    def taken(record: Mapping[str, Answer]) -> float:
        start = time.perf_counter()
        interview().next_screen(record)
        return time.perf_counter() - start

    for record in ({}, max(interviews(), key=len)[5].record):
        assert min(taken(record) for _ in range(4)) < SLOWEST


# --- screens that somebody opens


def shown_to(asking: Interview, truth: Mapping[str, Answer]) -> list[Page]:
    """Every page of an interview, the whole page answered at a time."""
    pages = []
    record: dict[str, Answer] = {}
    while (page := asking.next_screen(record)) is not None:
        pages.append(page)
        record |= {fact: truth.get(fact) for fact in page.facts}
    return pages


def test_a_screen_that_nobody_opened_is_not_shown_and_adds_no_question() -> None:
    for step in every_step():
        assert not step.page.screen.opened
        assert not set(step.page.facts) & guideline().opened_facts


def test_what_the_body_can_do_is_asked_of_whoever_opens_it_after_the_check() -> None:
    truth = {**person("A"), **dict.fromkeys(guideline().opened_facts, False)}
    truth["easing"] = "neither"
    before = [page.facts for page in shown_to(interview(), truth)]
    opened = Interview(guideline(), engine(), opened=("your_body",))
    pages = shown_to(opened, truth)
    assert [page.facts for page in pages][: len(before)] == before
    assert [page.screen.name for page in pages][len(before) :] == ["your_body"]
    assert {"high_blood_pressure", "cannot_get_down", "easing"} <= set(pages[-1].facts)


def test_what_somebody_likes_is_asked_of_whoever_opens_her_week_and_of_nobody_else() -> None:
    opened = Interview(guideline(), engine(), opened=("your_week",))
    pages = [page for page in shown_to(opened, person("A")) if page.screen.opened]
    assert {page.screen.name for page in pages} == {"your_week"}
    asked = {fact for page in pages for fact in page.facts}
    assert {"sitting_day", "plan_minutes", "at_home", "likes"} <= asked


def test_painkillers_are_asked_about_after_what_says_whether_a_doctor_has_to_look() -> None:
    asking = Interview(guideline(), engine(), ("medicines",), opened=("painkillers",))
    record = dict(guideline().people["ordinary"].record)
    page = asking.next_screen(record)
    assert page is not None
    assert page.screen.name == "painkillers"
    first = asking.next_screen({})
    assert first is not None
    assert first.screen.name == "urgent_now"
    assert asking.next_screen({**record, "swollen_calf": True}) is None


def test_whoever_has_to_see_a_doctor_first_is_not_asked_what_her_body_can_do() -> None:
    opened = Interview(guideline(), engine(), opened=("your_body", "your_week"))
    assert not [page for page in shown_to(opened, person("D")) if page.screen.opened]


# --- how much it asks


def without_alarm_signs() -> list[Case]:
    """The whole people who answered all that applies and for whom no concern came up."""
    found = []
    for case in whole_people(guideline()):
        outcome = engine().evaluate(case.record)
        left = set(outcome.open_facts) - guideline().opened_facts
        if not left and not getattr(outcome.decisions["concerns"], "inside", ()):
            found.append(case)
    return found


def answers_of(asking: Interview, cases: Sequence[Case]) -> list[int]:
    found = [walk(asking, case.record).answers for case in cases]
    print(f"{len(found)} people: median {statistics.median(found)}, most {max(found)}")
    return found


def test_how_soon_who_and_why_takes_the_median_person_without_alarm_signs_twenty_answers() -> None:
    triage = Interview(guideline(), engine(), TRIAGE)
    answers = answers_of(triage, without_alarm_signs()[::5])
    assert statistics.median(answers) <= 20
    assert statistics.quantiles(answers, n=10)[-1] <= 25


def test_what_the_plan_needs_adds_at_most_five_answers_for_the_median_person() -> None:
    cases = without_alarm_signs()[::9]
    triage = answers_of(Interview(guideline(), engine(), TRIAGE), cases)
    whole = [walk(interview(), case.record) for case in cases]
    more = [each.answers - first for each, first in zip(whole, triage, strict=True)]
    assert statistics.median(more) <= 5
    assert max(each.screens for each in whole) <= 11


def test_a_list_without_ticks_is_one_answer_and_each_tick_one_more() -> None:
    calm = walk(interview(), person("A"))
    ticked = walk(interview(), {**person("A"), "blood_thinners": True})
    assert calm.answers < ticked.answers
    assert calm.items > calm.answers


# --- four people who are always tried

OWN: Mapping[str, Callable[[], dict[str, Any]]] = {
    "A": lambda: {**base("ordinary")},
    "B": lambda: {**base("chronic_seen"), "worried": True, "pain_now": 6},
    "C": lambda: {
        **base("prednisone"),
        "onset": "sudden",
        "fall": "stumble",
    },
    "D": lambda: {**base("sciatica"), "saddle": "new_or_worse"},
}


def base(name: str) -> dict[str, Any]:
    return dict(guideline().people[name].record)


def person(letter: str) -> dict[str, Answer]:
    """One of the four: as the clinicians wrote her, or else as she is described here."""
    for case in whole_people(guideline()):
        if case.title.startswith(f"{letter}:"):
            return dict(case.record)
    return OWN[letter]()


def test_person_a_who_lifted_yesterday_needs_at_most_8_screens_and_20_answers() -> None:
    found = walk(interview(), person("A"))
    assert found.screens <= 8
    assert found.answers <= 20


def test_person_a_looks_after_it_herself_and_is_never_sent_to_a_gp_for_pain_alone() -> None:
    found = assessed(walk(interview(), person("A")).record).as_json()
    assert found["urgency"] == {
        "level": "self_care",
        "at_least": "self_care",
        "at_most": "self_care",
        "settled": True,
    }
    assert found["contact"] == {"value": "none", "possible": ["none"]}
    assert found["gate"] == {"value": "full", "possible": ["full"]}
    assert found["concerns"] == []


@pytest.mark.parametrize("pain", range(8))
def test_person_a_is_not_sent_to_a_gp_for_a_higher_number_alone(pain: int) -> None:
    found = urgency_of(engine().evaluate({**person("A"), "pain_now": pain}))
    assert found.value == "self_care"


def test_person_b_eight_months_and_seen_needs_at_most_10_screens_and_not_the_gp_again() -> None:
    found = walk(interview(), person("B"))
    assert found.screens <= 10
    urgency = urgency_of(engine().evaluate(found.record)).value
    assert urgency is not None
    assert ladder().rank(urgency) <= ladder().rank("physio")


def test_person_c_on_prednisone_after_a_stumble_phones_today_about_a_fracture() -> None:
    found = assessed(walk(interview(), person("C")).record)
    assert found.urgency.value == "same_day"
    assert "fracture" in found.concerns.inside
    assert "cauda_equina" not in found.concerns.inside
    assert found.so_far("gate") == "bridge"


def test_person_c_is_asked_about_a_stumble_though_she_said_there_was_no_accident() -> None:
    truth = {**person("C"), "onset": "sudden", "accident_cannot_move": False}
    assert "fall" in {name for step in steps_of(truth) for name in step.page.facts}


def test_person_d_numb_when_wiping_phones_now_within_two_screens() -> None:
    truth = person("D")
    for number, step in enumerate(steps_of(truth)):
        if interview().is_emergency(step.outcome):
            break
        assert step.page.screen.name in ("urgent_now", "passing_and_feeling")
        assert number < 5
    found = assessed(walk(interview(), truth).record)
    assert found.urgency.value == "call_now"
    assert "cauda_equina" in found.concerns.inside


def test_person_d_is_told_so_even_if_she_says_nothing_else() -> None:
    found = assessed(read_answers(guideline(), {"saddle": "new_or_worse"}))
    assert found.urgency.lower == "call_now"
    assert found.so_far("gate") == "bridge"
