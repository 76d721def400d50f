"""How much: quotas that begin below what works, rungs of an exercise, and days with room."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.whole import guideline

from rugwijzer.care.plan import quotas
from rugwijzer.care.plan.changes import changes, marked, move
from rugwijzer.care.plan.parts import Amount, Part
from rugwijzer.care.plan.rungs import Rung, level_down, rungs
from rugwijzer.care.plan.running import WHOLE
from rugwijzer.care.plan.week import FIRST_DAY, FIRST_WEEK, WEEK, Limit, Wanted, lay_out, limits
from rugwijzer.compiler import Block

GROWING = ("sets", "times", "hold", "breaths", "minutes", "metres", "kg", "an_hour", "days")


def blocks(*, slow: bool = False) -> tuple[Block, ...]:
    """The walking programme."""
    return guideline().items["walking"].programme(slow=slow)


def walking(steps: int, now: int | None = None, share: Fraction = WHOLE) -> tuple[int | None, int]:
    """Minutes, and days a week."""
    amount = quotas.walking(blocks(), steps, now, share)
    return amount.minutes, amount.days


# --- walking


def test_walking_goes_by_the_blocks_of_the_programme_two_weeks_each() -> None:
    assert [walking(steps) for steps in (0, 1, 2, 4, 6, 8, 10, 12, 40)] == [
        (10, 3), (10, 3), (15, 3), (20, 3), (20, 4), (25, 4), (30, 4), (30, 5), (30, 5),
    ]  # fmt: skip


def test_who_can_walk_six_minutes_begins_with_four_and_adds_a_minute_a_week() -> None:
    assert [walking(steps, now=6) for steps in (0, 1, 6, 8)] == [(4, 3), (5, 3), (10, 3), (15, 3)]


def test_who_walks_half_an_hour_already_begins_with_the_block_of_twenty_minutes() -> None:
    assert walking(0, now=30) == (20, 3)


@given(st.integers(1, 120))
def test_walking_never_begins_with_more_than_seventy_percent_of_what_works_now(now: int) -> None:
    minutes, _ = walking(0, now=now)
    assert minutes is not None
    assert minutes <= max(quotas.LEAST, 0.7 * now)


def test_the_slow_path_takes_twice_as_long_and_ends_in_the_same_week() -> None:
    assert quotas.walking(blocks(slow=True), 3, None, WHOLE).minutes == 10
    assert quotas.walking(blocks(slow=True), 4, None, WHOLE).minutes == 15
    assert sum(block.weeks for block in blocks(slow=True)) == sum(b.weeks for b in blocks())


def test_in_a_quiet_week_part_of_the_walk_is_left_and_never_nothing() -> None:
    assert walking(4, share=Fraction(6, 10)) == (12, 3)
    assert walking(0, now=3, share=Fraction(1, 10))[0] == quotas.LEAST


@given(st.integers(0, 60), st.none() | st.integers(1, 120))
def test_walking_never_grows_by_more_than_ten_minutes_a_week_and_never_shrinks(
    steps: int, now: int | None
) -> None:
    before, _ = walking(steps, now)
    after, _ = walking(steps + 1, now)
    assert before is not None
    assert after is not None
    assert before <= after <= before + 10
    assert after <= 30


# --- the activity that somebody wants back


def test_a_wanted_activity_begins_with_seventy_percent_of_what_works_now() -> None:
    amount = quotas.activity("sitting", 0, quotas.GROWTH["ordinary"], 20, None, WHOLE)
    assert amount == Amount(days=5, minutes=14)


def test_it_grows_a_tenth_a_week_and_at_least_a_minute_and_stops_at_the_target() -> None:
    minutes = [
        amount.minutes
        for steps in range(8)
        if (amount := quotas.activity("sitting", steps, quotas.GROWTH["ordinary"], 40, 34, WHOLE))
    ]
    assert minutes == [28, 30, 33, 34, 34, 34, 34, 34]


def test_when_the_pace_stands_still_it_does_not_grow() -> None:
    still = quotas.activity("household", 9, quotas.GROWTH["standing_still"], 10, None, WHOLE)
    assert still == Amount(days=5, minutes=7)


def test_lifting_and_working_are_no_activities_in_minutes() -> None:
    for goal in ("lifting", "working", "sleeping"):
        assert quotas.activity(goal, 0, quotas.GROWTH["ordinary"], 10, None, WHOLE) is None


# --- rungs


@pytest.mark.parametrize("name", sorted(guideline().items))
def test_every_exercise_begins_at_its_first_level_and_reaches_its_third(name: str) -> None:
    ladder = rungs(guideline().items[name])
    levels = [rung.level for rung in ladder]
    assert levels == sorted(levels)
    assert {1, 2, 3} == set(levels)
    assert ladder[0].amount.level == 1


@pytest.mark.parametrize("name", sorted(guideline().items))
def test_within_a_level_a_rung_changes_one_number_and_makes_it_more(name: str) -> None:
    ladder = rungs(guideline().items[name])
    for lower, higher in pairwise(ladder):
        if lower.level != higher.level:
            continue
        changed = [
            key for key in GROWING if getattr(lower.amount, key) != getattr(higher.amount, key)
        ]
        assert len(changed) == 1
        assert getattr(higher.amount, changed[0]) > getattr(lower.amount, changed[0])


@pytest.mark.parametrize("name", sorted(guideline().items))
def test_a_setback_leads_to_the_beginning_of_the_level_below_and_never_under_the_first(
    name: str,
) -> None:
    ladder: tuple[Rung, ...] = rungs(guideline().items[name])
    for at, rung in enumerate(ladder):
        lower = level_down(ladder, at)
        assert lower <= at
        assert ladder[lower].level == max(1, rung.level - 1)
        assert lower == 0 or ladder[lower - 1].level < ladder[lower].level


# --- days


def part(kind: str, minutes: int = 5, slug: str | None = None) -> Part:
    """Something to do."""
    return Part(kind, slug, Amount(minutes=minutes), minutes, (), (), ())


def test_the_first_day_asks_at_most_three_things_and_ten_minutes_the_first_week_fifteen() -> None:
    first, *rest = limits(1)
    assert (first.things, first.minutes) == FIRST_DAY == (3, 10)
    assert {(day.things, day.minutes) for day in rest} == {FIRST_WEEK} == {(3, 15)}


def test_a_later_week_asks_five_minutes_more_until_what_somebody_has_time_for() -> None:
    assert [limits(week)[0].minutes for week in (2, 3, 4)] == [20, 25, 30]
    assert {limits(week, minutes=20)[6].minutes for week in (2, 9, 30)} == {20}
    assert limits(6, minutes=60, most=12)[2] == Limit(6, 12)


kinds = st.sampled_from(("walking", "exercises", "goal", "lessons", "relaxation", "stamina"))
wanted = st.builds(
    lambda kind, minutes, days, slug: Wanted(part(kind, minutes, slug), days),
    kinds, st.integers(0, 25), st.integers(1, 7), st.text("abc", min_size=1, max_size=2),
)  # fmt: skip


@given(st.lists(wanted, max_size=12), st.integers(1, 30), st.none() | st.integers(5, 60))
def test_no_day_ever_asks_more_things_or_minutes_than_it_may(
    wishes: list[Wanted], week: int, minutes: int | None
) -> None:
    allowed = limits(week, minutes)
    found = lay_out(wishes, allowed)
    for day in WEEK:
        todays = [each for each in found if day in each.on]
        assert len(todays) <= allowed[day - 1].things
        assert sum(each.minutes for each in todays) <= allowed[day - 1].minutes


@given(st.lists(wanted, max_size=12, unique_by=lambda each: (each.part.kind, each.part.slug)))
def test_a_part_never_comes_on_more_days_than_it_wants_and_says_on_how_many(
    wishes: list[Wanted],
) -> None:
    days = {(wish.part.kind, wish.part.slug): wish.days for wish in wishes}
    for each in lay_out(wishes, limits(4)):
        assert 1 <= len(each.on) <= days[each.kind, each.slug]
        assert each.amount is not None
        assert each.amount.days == len(each.on)


def test_exercises_three_times_a_week_have_a_day_of_rest_between_and_share_their_days() -> None:
    found = lay_out(
        [Wanted(part("exercises", 3, slug), 3) for slug in ("bridge", "bird-dog")], limits(5)
    )
    assert [each.on for each in found] == [(2, 4, 6), (2, 4, 6)]


# --- what changed


def test_more_and_harder_and_less_are_told_apart() -> None:
    assert move(Amount(minutes=10, days=3), Amount(minutes=15, days=3)) == "more"
    assert move(Amount(minutes=10, days=3), Amount(minutes=6, days=3)) == "less"
    assert move(Amount(times=8, level=1), Amount(times=6, level=2)) == "harder"
    assert move(Amount(times=10, level=2), Amount(times=8, level=1)) == "easier"
    assert move(Amount(times=8, level=1), Amount(times=8, level=1)) == "same"


def test_a_part_that_was_not_there_is_new_and_one_that_is_gone_is_said_to_be_out() -> None:
    before, after = [part("goal", 5, "sitting")], [part("walking", 10, "walking")]
    assert [each.move for each in marked(before, after)] == ["new"]
    assert [(change.kind, change.move) for change in changes(before, after, "why")] == [
        ("walking", "new"),
        ("goal", "out"),
    ]
