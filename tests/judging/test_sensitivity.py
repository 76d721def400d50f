"""Varying what is assumed gives what drawing and judging everyone anew would give."""

from __future__ import annotations

from functools import cache

import pytest
from tests.whole import guideline

from rugwijzer.paths import find
from rugwijzer.population.advice import Adviser, Unfit
from rugwijzer.population.evaluate import evaluate
from rugwijzer.population.rates import Rates
from rugwijzer.population.reading import read_rates
from rugwijzer.population.sensitivity import Trial, sensitivity, tried
from rugwijzer.population.simulate import simulate

COUNT, SEED, SETTING = 800, 3, "primary_care"


@cache
def rates() -> Rates:
    return read_rates(find("guideline"))


@cache
def trial() -> Trial:
    return Trial(guideline(), rates(), COUNT, SEED, SETTING)


def counted(changed: Rates) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two costs, by simulating and evaluating everyone."""
    found = evaluate(
        Adviser(guideline()),
        simulate(guideline(), changed, COUNT, SEED, SETTING),
        changed.truths,
    )
    shares = {goal.name: goal.share for goal in found.goals}
    today, doctor = shares["same_day"], shares["gp_routine"]
    return (today.count, today.total), (doctor.count, doctor.total)


def by_trial(changed: Rates) -> tuple[tuple[int, int], tuple[int, int]]:
    costs = trial().costs(changed)
    return (costs.today.count, costs.today.total), (costs.doctor.count, costs.doctor.total)


def test_a_trial_counts_what_evaluating_everyone_counts() -> None:
    assert by_trial(rates()) == counted(rates())


def test_with_a_rate_changed_too() -> None:
    for assumption in tried(rates(), SETTING)[10::60]:
        changed = rates().varied(assumption.name, assumption.high)
        assert by_trial(changed) == counted(changed), assumption.name


def test_an_assumption_about_others_has_no_effect_on_people_without_alarm_signs() -> None:
    here = {each.name for each in tried(rates(), SETTING)}
    others = [each for each in rates().assumptions if each.name not in here]
    assert others
    base = trial().costs(rates())
    for assumption in others[:: max(1, len(others) // 3)]:
        effect = trial().effect(assumption)
        assert (effect.on_today(base), effect.on_doctor(base)) == (0, 0), assumption.name


def test_the_assumptions_that_matter_most_stand_first(monkeypatch: pytest.MonkeyPatch) -> None:
    few = tried(rates(), SETTING)[::60]
    monkeypatch.setattr("rugwijzer.population.sensitivity.tried", lambda *_: few)
    heard: list[tuple[int, int]] = []
    found = sensitivity(
        guideline(), rates(), COUNT, SEED, SETTING, 1, lambda done, of: heard.append((done, of))
    )
    assert heard == [(done, len(few)) for done in range(1, len(few) + 1)]
    assert len(found.effects) == len(few)
    assert found.elsewhere == len(rates().assumptions) - len(few)
    moved = [each.on_doctor(found.base) for each in found.most_on_doctor(99)]
    assert moved == sorted(moved, reverse=True)
    assert all(moved)
    plain = found.as_json()
    assert isinstance(plain["assumptions"], list)
    assert len(plain["assumptions"]) == len(few)


def test_several_processes_find_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    few = tried(rates(), SETTING)[::130]
    monkeypatch.setattr("rugwijzer.population.sensitivity.tried", lambda *_: few)
    about = (guideline(), rates(), 300, SEED, SETTING)
    assert sensitivity(*about, processes=2) == sensitivity(*about, processes=1)


def test_a_setting_that_is_not_declared_is_refused() -> None:
    with pytest.raises(Unfit, match='no setting "moon"'):
        Trial(guideline(), rates(), 10, SEED, "moon")


def test_nobody_without_alarm_signs_is_refused() -> None:
    nobody = Trial(guideline(), rates(), 0, SEED, SETTING)
    with pytest.raises((Unfit, ValueError)):
        nobody.costs(rates())
