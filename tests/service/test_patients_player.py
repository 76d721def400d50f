"""An exercise that counts along: what happens one after the other, and how long it takes."""

from __future__ import annotations

import pytest

from rugwijzer.care.plan.parts import Amount
from rugwijzer.service import knowledge
from rugwijzer.service.patients.doing import pace_of
from rugwijzer.service.patients.phases import Phase, phases, whole
from rugwijzer.wording.doses import levels_of


def kinds(amount: Amount, pace: float = 6) -> list[str]:
    return [each.kind for each in phases(amount, pace)]


def test_one_first_gets_ready() -> None:
    assert phases(Amount(times=2), 6)[0] == Phase("ready", 5)


def test_repetitions_follow_the_figure_and_are_counted() -> None:
    found = phases(Amount(sets=2, times=3), 6)
    assert [(each.set, each.count) for each in found if each.kind == "move"] == [
        (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3),
    ]  # fmt: skip
    assert kinds(Amount(sets=2, times=3)).count("rest") == 1
    assert {each.seconds for each in found if each.kind == "move"} == {6}


def test_a_hold_is_held_as_long_as_the_plan_says_with_a_rest_between() -> None:
    assert kinds(Amount(times=2, hold=10)) == ["ready", "move", "hold", "rest", "move", "hold"]
    assert [p.seconds for p in phases(Amount(times=1, hold=10), 6) if p.kind == "hold"] == [10]


def test_each_side_has_its_turn() -> None:
    found = phases(Amount(times=2, per_side=True), 6)
    assert [each.side for each in found] == [0, 1, 1, 2, 2, 2]
    assert [each.kind for each in found][3] == "side"


def test_sets_that_differ_are_counted_as_they_are() -> None:
    found = phases(Amount(sets=3, each_set=(8, 6, 4)), 6)
    assert [each.of for each in found if each.count == 1] == [8, 6, 4]


def test_minutes_run_down_in_one_go() -> None:
    assert phases(Amount(minutes=5), 6)[1:] == (Phase("time", 300),)


@pytest.mark.parametrize("amount", [None, Amount(), Amount(metres=400)])
def test_where_nothing_is_counted_there_is_nothing_to_run(amount: Amount | None) -> None:
    assert phases(amount, 6) == ()


def test_no_exercise_takes_longer_than_an_hour_at_any_level() -> None:
    for slug, item in knowledge.guideline().items.items():
        for level in levels_of(item):
            fields = {
                name: getattr(level, name)
                for name in ("sets", "times", "hold", "breaths", "per_side", "minutes")
                if getattr(level, name, None) is not None
            }
            found = phases(Amount(**fields), pace_of(slug))
            assert whole(found) <= 3600, slug
            assert all(each.seconds > 0 for each in found)
