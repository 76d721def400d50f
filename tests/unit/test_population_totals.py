"""What simulated people come to: counted right, and within what is published."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from rugwijzer.compiler import AnswerError, Place, load_files, read_files
from rugwijzer.paths import find
from rugwijzer.population.fitting import Model, fit
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Total
from rugwijzer.population.reading import read_rates
from rugwijzer.population.simulate import simulate_with
from rugwijzer.population.totals import Found, counted_facts, slim, totals

NOWHERE = Place("population/totals.yaml", 1)
WORDS = {"nl": "iets", "en": "something"}


@cache
def model() -> Model:
    guideline = load_files(read_files(find("guideline")), checked=False)
    return fit(guideline, read_rates(find("guideline")))


def asking(*wanted: Total) -> Model:
    """The model with these totals only."""
    return fit(model().guideline, replace(model().rates, totals=wanted))


def total(kind: str, of: str, low: float, high: float, **more: object) -> Total:
    return Total("made", WORDS, kind, of, None, low, high, NOWHERE, **more)  # type: ignore[arg-type]


def person(
    number: int, truth: str = "no_alarm", flags: tuple[str, ...] = (), **answers: object
) -> SimulatedPerson:
    return SimulatedPerson(number, "primary_care", truth, answers, "woman", flags)


FOUR = (
    person(1, age=40, night="wakes", pain_area=["low_back"]),
    person(2, age=50, night="sleeps", pain_area=["low_back", "thigh"], flags=("fever", "night")),
    person(3, age=61, night=None, pain_area=["thigh"], flags=("fever",)),
    person(4, "fracture", age=83, pain_area=[]),
)


def found(wanted: Total, people: tuple[SimulatedPerson, ...] = FOUR) -> Found:
    (one,) = totals(asking(wanted), people)
    return one


@pytest.mark.parametrize(
    ("wanted", "people", "value"),
    [
        (total("share", 'truth == "fracture"', 0, 1), 4, 0.25),
        (total("share", "below_buttock", 0, 1), 4, 0.5),
        (total("share", 'night >= "wakes"', 0, 1), 4, 0.25),
        (total("share", 'night >= "wakes"', 0, 1, asked="night"), 2, 0.5),
        (total("share", "age >= 50", 0, 1, among='truth == "no_alarm"'), 3, 2 / 3),
        (total("share", '"fever" in flags', 0, 1), 4, 0.5),
        (total("share", 'sex == "man"', 0, 1), 4, 0.0),
        (total("median", "age", 0, 99), 4, 55.5),
        (total("lower_quartile", "age", 0, 99), 4, 47.5),
        (total("upper_quartile", "age", 0, 99), 4, 66.5),
        (total("mean", "age", 0, 99), 4, 58.5),
        (total("mean", "flag_count", 0, 99), 4, 0.75),
        (total("share", "age > 1", 0, 1, among='truth == "aorta"'), 0, None),
        (total("median", "age", 0, 99, among='truth == "aorta"'), 0, None),
    ],
)
def test_a_total_counts_whom_it_says(wanted: Total, people: int, value: float | None) -> None:
    one = found(wanted)
    assert one.people == people
    assert one.value == (None if value is None else pytest.approx(value))


def test_a_total_of_another_setting_is_left_out() -> None:
    elsewhere = total("share", "age > 1", 0, 1, settings=("emergency",))
    assert totals(asking(elsewhere), FOUR) == ()


def test_a_share_outside_its_bounds_is_outside_only_if_there_are_enough_people() -> None:
    many = tuple(replace(FOUR[each % 4], number=each + 1) for each in range(4_000))
    assert found(total("share", "age > 45", 0.7, 0.8), many).verdict == "within"
    assert found(total("share", "age > 45", 0.8, 0.9), many).verdict == "outside"
    assert found(total("share", "age > 45", 0.8, 0.9)).verdict == "too_few"
    assert found(total("median", "age", 10, 20), many).verdict == "outside"
    assert found(total("median", "age", 10, 20)).verdict == "too_few"


def test_an_answer_that_cannot_be_read_is_named_and_not_repeated() -> None:
    with pytest.raises(AnswerError, match='"age"') as caught:
        found(total("mean", "age", 0, 99), (person(1, age="zxqv"),))
    assert "zxqv" not in str(caught.value)


def test_slim_people_come_to_the_same_totals() -> None:
    facts = counted_facts(model())
    people = list(simulate_with(model(), 500, 3, "primary_care"))
    assert facts <= set(model().guideline.facts)
    assert totals(model(), [slim(each, facts) for each in people]) == totals(model(), people)


@pytest.mark.parametrize(
    ("setting", "count"), [("primary_care", 30_000), ("over_55", 10_000), ("emergency", 10_000)]
)
def test_simulated_people_come_to_what_is_published(setting: str, count: int) -> None:
    facts = counted_facts(model())
    people = (slim(each, facts) for each in simulate_with(model(), count, 1, setting))
    found = totals(model(), people)
    assert len(found) >= 6
    assert [each.total.name for each in found if each.verdict == "outside"] == []
    assert sum(each.verdict == "within" for each in found) >= len(found) - 2
