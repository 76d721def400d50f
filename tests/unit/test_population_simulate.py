"""Simulated people: the same seed gives the same, and they answer as the real check would ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from tests.whole import engine, guideline

from rugwijzer.compiler import (
    LadderValue,
    build_engine,
    facts_behind,
    read_answers,
)
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.paths import find
from rugwijzer.population.conditions import Refused
from rugwijzer.population.drawing import BLOCK, Drawer, bell, deviations, share_below, spread
from rugwijzer.population.fitting import Model, fit
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Rates, Tendency
from rugwijzer.population.reading import read_rates
from rugwijzer.population.simulate import ask, simulate, simulate_with

SETTINGS = ("primary_care", "over_55", "emergency")
SERIOUS = ("fracture", "cancer", "cord_compression", "infection", "cauda_equina", "aorta")


@cache
def rates() -> Rates:
    return read_rates(find("guideline"))


@cache
def model() -> Model:
    return fit(guideline(), rates())


@cache
def people(setting: str, count: int = 2_000, seed: int = 7) -> tuple[SimulatedPerson, ...]:
    return tuple(simulate_with(model(), count, seed, setting))


def with_all(end: str) -> Rates:
    """Every assumption at the low or at the high end of its range."""
    found = rates()
    for each in found.assumptions:
        found = found.varied(each.name, each.low if end == "low" else each.high)
    return found


def often(truth: str, of: Rates | None = None) -> Rates:
    """Rates with which half of the people have this truth."""
    return (of or rates()).varied(f"truth.primary_care.{truth}", 0.5)


@cache
def everyone_of(*truths: str) -> tuple[SimulatedPerson, ...]:
    """People with these truths, whom more than usual have."""
    return tuple(
        person
        for truth in truths
        for person in simulate_with(fit(guideline(), often(truth)), 3_000, 7, "primary_care")
        if person.truth == truth
    )


def old_enough(person: SimulatedPerson) -> bool:
    """Whether someone has the age of the Dutch pension."""
    age = person.answers["age"]
    return isinstance(age, int) and age >= 67


def drawn(of: Rates, seed: int = 7) -> dict[str, np.ndarray]:
    """What is so for one block of people."""
    table = Drawer(fit(guideline(), of), seed, "primary_care").block(0).table
    return {name: column.codes for name, column in table.columns.items()}


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    again = tuple(simulate(guideline(), rates(), 2_000, 7, "primary_care"))
    assert again == people("primary_care")
    assert again != people("primary_care", 2_000, 8)


def test_more_people_only_add_to_those_who_were_there() -> None:
    few = list(simulate_with(model(), 30, 7, "primary_care"))
    many = list(simulate_with(model(), BLOCK + 30, 7, "primary_care"))
    assert many[:30] == few
    assert [each.number for each in many] == list(range(1, BLOCK + 31))
    assert many[BLOCK].answers != many[0].answers


def test_nobody_is_simulated_where_nobody_is_asked_for() -> None:
    assert list(simulate_with(model(), 0, 7, "primary_care")) == []


def test_a_setting_that_does_not_exist_and_a_negative_number_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match='Did you mean "emergency"'):
        simulate(guideline(), rates(), 10, 7, "emergncy")
    with pytest.raises(ValueError, match="may not be below 0"):
        simulate(guideline(), rates(), -1, 7, "emergency")
    with pytest.raises(ValueError, match="may not be below 0"):
        simulate(guideline(), rates(), 1, -7, "emergency")


def ill_fitting(everyone: tuple[SimulatedPerson, ...]) -> Iterator[str]:
    """Everything in the answers of these people that the check would not have let happen."""
    opened = guideline().opened_facts
    for person in everyone:
        outcome = engine().evaluate(read_answers(guideline(), person.answers))
        urgency = outcome.decisions["urgency"]
        assert isinstance(urgency, LadderValue)
        yield from outcome.contradictions
        yield from (f"not asked: {name}" for name in outcome.open_facts if name not in opened)
        if not urgency.settled:
            yield "not settled"


@pytest.mark.parametrize("setting", SETTINGS)
def test_everyone_answers_all_that_applies_and_nothing_that_does_not(setting: str) -> None:
    assert list(ill_fitting(people(setting))) == []


@pytest.mark.parametrize("end", ["low", "high"])
def test_so_they_do_with_every_assumption_at_the_end_of_its_range(end: str) -> None:
    everyone = simulate_with(fit(guideline(), with_all(end)), 1_500, 7, "primary_care")
    assert list(ill_fitting(tuple(everyone))) == []


@pytest.mark.parametrize("truth", SERIOUS)
def test_so_does_everyone_with_a_serious_cause(truth: str) -> None:
    everyone = simulate_with(fit(guideline(), often(truth)), 1_000, 7, "primary_care")
    assert list(ill_fitting(tuple(everyone))) == []


def test_every_definition_means_to_many_what_it_means_to_one() -> None:
    reference = build_engine(guideline(), "reference")
    block = Drawer(model(), 7, "primary_care").block(0)
    _, table = ask(model(), block)
    few = people("primary_care")[:150]
    outcomes = [
        reference.evaluate(read_answers(guideline(), person.answers)).definitions for person in few
    ]
    read = 0
    for name, definition in guideline().definitions.items():
        if facts_behind(guideline(), definition.when.node) & guideline().opened_facts:
            continue  # nobody here opens such a screen
        try:
            truths = model().answering.condition(name).of(table)
        except Refused:
            continue
        read += 1
        for person, definitions in enumerate(outcomes):
            assert truths.true[person] == (definitions[name] is Truth.TRUE), name
            assert truths.false[person] == (definitions[name] is Truth.FALSE), name
    assert read >= 30


def test_every_fact_that_is_not_left_out_is_answered_by_someone() -> None:
    answered: set[str] = set()
    for truth in ("pregnancy_related", "infection", "axial_spondyloarthritis", "child"):
        model_of = fit(guideline(), often(truth))
        for person in simulate_with(model_of, 3_000, 7, "primary_care"):
            answered |= person.answers.keys()
    assert answered == set(guideline().facts) - set(rates().left_out)


def test_every_truth_occurs_and_every_serious_one_is_rare() -> None:
    everyone = [*people("emergency", 6_000), *people("primary_care", 6_000)]
    assert {person.truth for person in everyone} == set(rates().truths)
    ordinary = sum(person.truth == "no_alarm" for person in people("primary_care"))
    assert ordinary > 0.8 * len(people("primary_care"))


def test_who_is_under_18_is_a_child_and_who_is_pregnant_is_a_woman() -> None:
    for person in (*people("primary_care", 6_000), *people("emergency", 6_000)):
        age = person.answers["age"]
        assert isinstance(age, int)
        assert (age < 18) == (person.truth == "child")
        if person.truth == "pregnancy_related":
            assert person.sex == "woman"
        if person.sex == "man":
            assert person.answers.get("pregnancy_possible", False) in (False, None)


@pytest.mark.parametrize(
    ("truth", "fact", "value", "share"),
    [
        ("infection", "fever", True, 0.55),
        ("cancer", "cancer_ever", True, 0.31),
        ("cauda_equina", "bladder", "new_or_worse", 0.65),
        ("cauda_equina", "saddle", "new_or_worse", 0.55),
        ("fracture", "onset", "fall", 0.21),
        ("axial_spondyloarthritis", "nsaid_helps", True, 0.59),
        ("radicular", "leg_line", True, 0.55),
    ],
)
def test_findings_come_as_often_as_the_rates_say(
    truth: str, fact: str, value: object, share: float
) -> None:
    of = rates()
    for each in rates().figures:
        if each.startswith("dont_know."):
            of = of.varied(each, 0.0)
    model_of = fit(guideline(), often(truth, of))
    found = [
        person.answers[fact] == value
        for person in simulate_with(model_of, 8_000, 7, "primary_care")
        if person.truth == truth and fact in person.answers
    ]
    assert len(found) > 2_500
    assert abs(sum(found) / len(found) - share) < 0.03


def test_a_rate_for_severe_pain_is_not_counted_twice_because_disability_goes_with_pain() -> None:
    codes = drawn(rates())
    severe = (codes["pain_now"] >= 8) & (codes["truth"] == 0)
    not_even = codes["standing"][severe] == 2
    assert abs(not_even.mean() - rates().value("standing.severe.not_even_with_help")) < 0.01


def test_tendencies_have_the_published_rank_correlations() -> None:
    drawer = Drawer(model(), 7, "primary_care")
    tendencies = drawer._tendencies(0)
    ranks = {name: np.argsort(np.argsort(each)) for name, each in tendencies.items()}
    for each in rates().correlations:
        found = np.corrcoef(ranks[each.one], ranks[each.other])[0, 1]
        assert abs(found - rates().value(each.rank)) < 0.04, (each.one, each.other)


def test_another_correlation_leaves_the_other_tendencies_as_they_were() -> None:
    def tendencies(of: Rates) -> dict[str, np.ndarray]:
        return Drawer(fit(guideline(), of), 7, "primary_care")._tendencies(0)

    before = tendencies(rates())
    after = tendencies(rates().varied("correlations.complaining_mood", 0.6))
    changed = {name for name in before if not np.allclose(before[name], after[name])}
    assert "complaining" in changed
    assert not changed & {"pain", "disability", "sleep", "worry", "mood"}


def test_correlations_that_cannot_go_together_give_the_nearest_that_can() -> None:
    of = rates()
    for name in ("pain_worry", "pain_mood"):
        of = of.varied(f"correlations.{name}", 0.95)
    of = of.varied("correlations.worry_mood", -0.9)
    found = Drawer(fit(guideline(), of), 7, "primary_care")._tendencies(0)
    assert all(np.isfinite(each).all() and 0.9 < each.std() < 1.1 for each in found.values())


def test_another_value_of_one_figure_changes_only_what_hangs_on_it() -> None:
    before = drawn(rates())
    after = drawn(rates().varied("swollen_calf.anyone", 0.02))
    assert {name for name in before if (before[name] != after[name]).any()} == {"swollen_calf"}
    worse = after["swollen_calf"] >= before["swollen_calf"]
    assert worse.all()


def test_more_of_what_is_bad_is_worse_for_nobody_less() -> None:
    before = drawn(rates())
    after = drawn(rates().varied("saddle.anyone.new_or_worse", 0.008))
    assert (after["saddle"] >= before["saddle"]).all()
    assert (after["saddle"] > before["saddle"]).any()


def test_people_say_what_they_tap_when_they_are_offered_a_number() -> None:
    taps = {tap.value for tap in guideline().facts["pain_days"].taps}
    found = [person.answers["pain_days"] in taps for person in people("primary_care")]
    assert 0.88 < sum(found) / len(found) < 0.97


def test_nobody_says_that_always_the_same_pain_changes_with_standing_bending_or_walking() -> None:
    for person in everyone_of("stenosis", "leg_arteries"):
        if person.answers.get("constant_pain") is True:
            for fact in ("standing_worsens", "bend_forward_helps", "bend_backward_helps"):
                assert not person.answers.get(fact)
            assert person.answers.get("walking_pain") in (None, "none")


def test_who_is_eased_by_standing_still_is_not_worse_from_it() -> None:
    eased = [
        person.answers["standing_worsens"]
        for person in everyone_of("stenosis", "leg_arteries")
        if person.answers.get("walking_pain") == "eases_standing"
    ]
    assert len(eased) > 300
    assert not any(eased)


def test_a_narrow_canal_is_eased_by_sitting_and_narrow_arteries_by_standing_still() -> None:
    found: Counter[tuple[str, object]] = Counter()
    for person in everyone_of("stenosis", "leg_arteries"):
        if "walking_pain" in person.answers:
            found[person.truth, person.answers["walking_pain"]] += 1
    assert found["stenosis", "eases_sitting"] > 4 * found["stenosis", "eases_standing"]
    assert found["leg_arteries", "eases_standing"] > 4 * found["leg_arteries", "eases_sitting"]


def test_nobody_is_off_sick_longer_than_in_pain_nor_without_paid_work() -> None:
    taps = {tap.value for tap in guideline().facts["off_work_days"].taps}
    off = 0
    for person in people("primary_care", 6_000):
        answers = person.answers
        days, pain = answers.get("off_work_days"), answers["pain_days"]
        if isinstance(days, int):
            off += 1
            assert answers["work"] in ("partly_off", "fully_off", None)
            assert isinstance(pain, int)
            assert days <= pain or days in taps
        if answers["work"] == "no_paid_work":
            assert "off_work_days" not in answers
    assert off > 300


def test_a_child_has_no_paid_work_and_few_work_after_the_pension() -> None:
    everyone = (*people("primary_care", 6_000), *people("emergency", 6_000))
    assert {p.answers["work"] for p in everyone if p.truth == "child"} <= {"no_paid_work", None}
    old = [p.answers["work"] == "no_paid_work" for p in everyone if old_enough(p)]
    assert sum(old) > 0.85 * len(old)


def test_without_a_doctor_there_were_no_pills_talks_or_team_by_way_of_one() -> None:
    looked_at = 0
    for person in everyone_of("stenosis", "radicular"):
        answers = person.answers
        if answers.get("seen_by") == "therapist" and "tried_medicines" in answers:
            looked_at += 1
            assert not any(
                answers[each] for each in ("tried_medicines", "tried_talking", "tried_team")
            )
    assert looked_at > 200


def test_who_has_back_pain_for_the_first_time_did_not_have_it_before() -> None:
    first = [
        person.answers.get("earlier_episodes")
        for person in people("primary_care", 6_000)
        if person.answers.get("first_episode") is True
    ]
    assert len(first) > 100
    assert not any(first)


def test_one_burden_makes_stress_and_low_spirits_go_together() -> None:
    codes = drawn(rates())
    for one, other in (("stressed", "mood_down"), ("waiting_it_out", "mood_down")):
        apart = codes[one].mean() * codes[other].mean()
        assert 1.5 * apart < (codes[one] & codes[other]).mean() < 0.8 * codes[one].mean()


def test_the_more_pain_the_more_it_limits() -> None:
    codes = drawn(rates())
    much = [(codes["limited"][codes["pain_now"] == pain] == 2).mean() for pain in (1, 4, 7, 9)]
    assert much == sorted(much)
    assert much[0] < 0.06 < 0.2 < much[-1]


def test_one_more_tendency_leaves_everyone_as_they_were() -> None:
    of = rates()
    name = "calm"
    more = replace(
        of, tendencies={**of.tendencies, name: Tendency(name, None, of.draws["sex"].place)}
    )
    before, after = drawn(of), drawn(more)
    assert all((before[each] == after[each]).all() for each in before)


def test_flags_are_those_of_the_rates_and_over_70_is_over_70() -> None:
    for person in people("primary_care"):
        assert set(person.flags) <= set(rates().flags)
        age = person.answers["age"]
        assert isinstance(age, int)
        assert ("over_70" in person.flags) == (age > 70)


def test_a_bell_keeps_to_its_ends_and_a_spread_keeps_the_order() -> None:
    chance = np.linspace(0, 1, 1_001)
    found = bell(chance, 5.0, 2.0, 0.0, 10.0)
    assert found.min() == -0.5
    assert found.max() == 10.5
    assert abs(found.mean() - 5.0) < 0.01
    assert np.allclose(share_below(deviations(chance[1:-1])), chance[1:-1], atol=1e-6)
    few = np.array([0.91, 0.99, 0.95])
    evenly = spread(few, np.random.default_rng(1))
    assert all(one < other for one, other in pairwise(evenly[np.argsort(few)]))
    assert evenly.min() < 1 / 3
    assert evenly.max() > 2 / 3
