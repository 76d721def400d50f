"""What must hold of every plan, over generated people and a year of what may happen to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.whole import guideline, planner

from rugwijzer.care.history import DERIVED, Visit
from rugwijzer.care.plan import kinds, quotas
from rugwijzer.care.plan.parts import KINDS, STATES, Part, Plan
from rugwijzer.care.plan.week import WEEK, limits
from rugwijzer.care.year import DAY_0, Lived, dead_end, lived
from rugwijzer.compiler import Answer

YEARS = 3_000 if os.environ.get("RUGWIJZER_SLOW") else 60
"""How many years of generated people each property is tried on."""
PERSONS = (
    "first_day", "desk_worker", "expecting_at_home", "fit", "fit_leg", "fit_expecting",
    "fit_trolley", "brittle_seen", "bus_driver", "chronic_seen", "sciatica", "weak_leg", "older",
    "prednisone", "cancer_before", "fallen_older", "pregnant", "child", "thinners", "mother",
)  # fmt: skip


def record_of(name: str, seed: int) -> dict[str, Answer]:
    """A person of the guideline, with some answers as somebody else might have given them."""
    chance = Random(seed)
    record = {k: v for k, v in guideline().people[name].record.items() if k not in DERIVED}
    others = guideline().people[chance.choice(PERSONS)].record
    for fact in chance.sample(sorted(record), k=min(len(record), chance.randint(0, 8))):
        if chance.random() < 0.3:
            record[fact] = None
        elif fact in others:
            record[fact] = others[fact]
    if chance.random() < 0.3:
        record["plan_minutes"] = chance.choice((5, 10, 15, 30))
    return record


@cache
def years() -> tuple[tuple[Lived, ...], ...]:
    """The years of generated people."""
    return tuple(
        tuple(lived(planner(), record_of(PERSONS[seed % len(PERSONS)], seed), seed))
        for seed in range(YEARS)
    )


def moments() -> Iterator[tuple[Lived | None, Lived]]:
    """Every visit of every year, with the one before it."""
    for each in years():
        yield from zip((None, *each), each, strict=False)


def inside(lived_: Lived, decision: str) -> tuple[str, ...]:
    """The members that were surely in at a visit."""
    assert lived_.progress.last is not None
    return lived_.progress.last.members(decision)


def total(plan: Plan) -> int:
    """How many minutes a week asks."""
    return sum(plan.minutes_on(day) for day in WEEK)


def exercises(parts: tuple[Part, ...]) -> list[Part]:
    """The parts that are exercises, wherever they stand."""
    return [part for part in parts if part.slug in guideline().items]


def told(lived_: Lived) -> str:
    """Where it happened, for who reads a failure."""
    return f"day {lived_.day}, state {lived_.plan.state}"


def test_the_generated_years_hold_every_state_that_a_plan_can_be_in() -> None:
    seen = {now.plan.state for _, now in moments()}
    assert set(STATES) - {"waiting"} <= seen
    assert len({part.kind for _, now in moments() for part in now.plan.parts}) > 12


def test_no_exercise_ever_breaks_a_caution() -> None:
    for _, now in moments():
        if now.progress.running is not None and now.plan.next_step is None:
            continue  # questions are open: the week is the one that was laid out before
        allowed = set(inside(now, "movements"))
        for part in exercises((*now.plan.parts, *now.plan.at_hand)):
            tags = set(guideline().items[part.slug or ""].tags)
            assert tags <= allowed, (told(now), part.slug, tags - allowed)


def test_nobody_holds_longer_than_ten_counts_whose_blood_pressure_is_not_surely_fine() -> None:
    for _, now in moments():
        if now.plan.next_step is None or "long_holds" in inside(now, "movements"):
            continue
        for part in exercises(now.plan.parts):
            item = guideline().items[part.slug or ""]
            if "holds" in item.tags and part.amount is not None:
                assert (part.amount.hold or 0) <= 10, (told(now), part.slug)


def test_nothing_is_in_a_plan_that_the_guideline_does_not_let_in() -> None:
    for _, now in moments():
        if now.plan.next_step is None:
            continue
        items = set(inside(now, "items"))
        for part in (*now.plan.parts, *now.plan.at_hand):
            assert part.kind in KINDS
            needed = "walking" if part.kind == "stamina" else part.kind
            assert needed in items, (told(now), part.kind)


def test_a_bridge_has_no_exercise_and_no_walking_and_a_gentle_plan_nothing_that_loads() -> None:
    for _, now in moments():
        found = {part.kind for part in now.plan.parts}
        if now.plan.gate == "bridge":
            assert found <= set(kinds.UNTIL_SEEN), told(now)
        if now.plan.gate == "gentle":
            assert found <= {*kinds.GENTLE, "positions", "getting_up"}, told(now)
            assert not found & {"exercises", "walking", "goal", "stamina"}, told(now)


def test_no_day_ever_asks_more_things_or_minutes_than_its_week_may() -> None:
    for _, now in moments():
        plan, record = now.plan, now.progress.last
        assert record is not None
        minutes = record.record.get("plan_minutes")
        room = minutes if isinstance(minutes, int) and not isinstance(minutes, bool) else None
        for day, limit in zip(WEEK, limits(plan.week, room), strict=True):
            todays = [part for part in plan.parts if day in part.on]
            assert len(todays) <= limit.things, told(now)
            assert plan.minutes_on(day) <= limit.minutes, (told(now), day)


def test_the_first_day_asks_at_most_three_things_and_ten_minutes() -> None:
    for before, now in moments():
        begins = before is None or (
            before.plan.state in ("waiting", "paused") and not has_begun(before)
        )
        if begins and now.plan.state == "building":
            assert now.plan.day == 1, told(now)
            assert len(now.plan.today) <= 3, told(now)
            assert now.plan.minutes_on(1) <= 10, told(now)


def has_begun(lived_: Lived) -> bool:
    """Whether somebody had begun a plan by then."""
    return lived_.progress.running is not None and bool(lived_.progress.running.kinds)


def test_a_week_brings_at_most_one_new_kind_of_thing() -> None:
    for before, now in moments():
        if before is None or before.progress.running is None or now.progress.running is None:
            continue
        old, new = before.progress.running, now.progress.running
        if old.began != new.began or not old.kinds:
            continue
        assert len(set(new.kinds) - set(old.kinds)) <= 1, told(now)


def test_a_quiet_week_never_asks_more_than_the_week_before_nor_anything_new() -> None:
    for before, now in moments():
        running = now.progress.running
        if before is None or running is None or not running.quiet or now.plan.state == "paused":
            continue
        if before.plan.state in ("paused", "gentle", "waiting", "stopped") or not before.plan.parts:
            continue
        if running.began != before.plan.began or now.plan.state == "gentle":
            continue
        assert total(now.plan) <= total(before.plan), told(now)
        earlier = {part.kind for part in before.plan.parts}
        earlier |= {"short_walks"} if "walking" in earlier else set()
        assert {part.kind for part in now.plan.parts} <= earlier, told(now)


def test_no_quota_grows_by_more_than_five_minutes_or_its_percentage_between_two_visits() -> None:
    for before, now in moments():
        if before is None or before.progress.running is None or now.progress.running is None:
            continue
        old, new = before.progress.running, now.progress.running
        if old.began != new.began or old.share != new.share or old.quiet != new.quiet:
            continue  # what comes back after a setback was there before
        weeks = max(0, new.done - old.done)
        for kind in ("walking", "goal"):
            earlier, later = minutes_of(before, kind), minutes_of(now, kind)
            if earlier is None or later is None:
                continue
            by_percentage = int(earlier * (1 + quotas.GROWTH["ordinary"]) ** weeks) + weeks
            assert later <= max(earlier + 5, by_percentage), (told(now), kind, earlier, later)


def minutes_of(lived_: Lived, kind: str) -> int | None:
    """How many minutes a day one kind of thing asks that week, if it is there."""
    amounts = [part.amount for part in lived_.plan.parts if part.kind == kind]
    return amounts[0].minutes if amounts and amounts[0] is not None else None


def test_a_plan_only_grows_when_the_guideline_says_so() -> None:
    for before, now in moments():
        if before is None or before.progress.running is None or now.progress.running is None:
            continue
        old, new = before.progress.running, now.progress.running
        if old.began != new.began or not old.rungs:
            continue
        higher = [name for name, at in new.rungs.items() if at > old.rungs.get(name, 0)]
        if higher:
            assert now.plan.next_step == "build_up", (told(now), higher)
            assert new.grew > old.grew


def test_every_plan_has_its_safety_net_and_says_when_to_come_back() -> None:
    for _, now in moments():
        assert now.plan.safety_net
        if now.plan.state != "stopped" and now.day < 330:
            assert now.plan.check_in is not None, told(now)
            assert now.plan.check_in > now.plan.at, told(now)


def test_nobody_ever_comes_to_a_dead_end() -> None:
    assert [(told(now), why) for _, now in moments() if (why := dead_end(now.plan))] == []


def test_who_is_sent_to_a_doctor_today_has_no_exercise_in_the_plan() -> None:
    for _, now in moments():
        if now.plan.urgency in ("call_now", "call_112"):
            assert not {part.kind for part in now.plan.parts} & {
                "exercises", "walking", "goal", "stamina", "comfort_moves", "short_walks",
            }, told(now)  # fmt: skip


def test_every_part_says_which_rule_put_it_in_and_what_that_rests_on() -> None:
    for _, now in moments():
        for part in (*now.plan.parts, *now.plan.at_hand):
            assert part.rules, (told(now), part.kind)
            assert part.evidence, (told(now), part.kind)
            assert set(part.evidence) <= set(guideline().evidence)


def test_no_lesson_is_given_twice_in_a_year_of_one_episode() -> None:
    for each in years():
        given_ = [slug for now in each for slug in _new_lessons(now)]
        assert len(given_) == len(set(given_))


def _new_lessons(now: Lived) -> tuple[str, ...]:
    running = now.progress.running
    if running is None or running.lessons_since != now.plan.at:
        return ()
    return running.lessons


@given(st.integers(0, 39), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_the_same_visits_in_any_order_give_the_same_plan(number: int, chance: Random) -> None:
    last = years()[number % len(years())][-1]
    visits: list[Visit] = list(last.progress.past.days)[-6:]
    at = last.plan.at
    expected = planner().plan_of(visits, at)
    chance.shuffle(visits)
    assert planner().plan_of(visits, at) == expected


@given(st.integers(0, 59), st.integers(0, 40))
@settings(max_examples=20, deadline=None)
def test_on_any_day_between_visits_the_plan_still_breaks_no_caution(number: int, days: int) -> None:
    each = years()[number % len(years())]
    now = each[min(len(each) - 1, days % 5)]
    at = DAY_0 + timedelta(days=now.day + days)
    plan = now.progress.plan(at)
    running = now.progress.running
    assert running is not None
    if plan.state not in ("paused",) and now.plan.next_step is not None:
        allowed = set(inside(now, "movements"))
        for part in exercises(plan.parts):
            assert set(guideline().items[part.slug or ""].tags) <= allowed
    known = {*running.kinds, *kinds.EASES, *kinds.GENTLE, *kinds.UNTIL_SEEN, *kinds.KEPT_UP}
    assert {part.kind for part in plan.parts} <= known


def test_nothing_told_gives_nothing_to_do_but_a_question() -> None:
    plan = planner().plan_of([Visit(DAY_0, {})], DAY_0)
    assert plan.state == "waiting"
    assert plan.parts == ()
    assert plan.next_step_rules == ()
    assert "finish_check_first" in plan.notes


@pytest.mark.parametrize("name", PERSONS)
def test_as_long_as_the_alarm_signs_are_not_asked_there_is_nothing_to_do(name: str) -> None:
    record = {k: v for k, v in record_of(name, 0).items() if not guideline().facts[k].alarm}
    plan = planner().plan_of([Visit(DAY_0, record)], DAY_0)
    assert plan.state in ("waiting", "paused")
    assert {part.kind for part in plan.parts} <= set(kinds.UNTIL_SEEN)
