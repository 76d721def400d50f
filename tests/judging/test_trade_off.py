"""Giving up rules, dearest first: what it wins and what it misses."""

from __future__ import annotations

from rugwijzer.compiler import load
from rugwijzer.paths import find
from rugwijzer.population.advice import TODAY, Adviser
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.reading import read_rates
from rugwijzer.population.trade_off import trade_off

GUIDELINE = load(find("guideline"))
QUIET = {
    name: answer
    for name, answer in GUIDELINE.people["ordinary"].record.items()
    if not isinstance(answer, frozenset)
} | {"pain_area": ["low_back"]}


def person(number: int, truth: str, **answers: object) -> SimulatedPerson:
    """Somebody with ordinary pain, but for these answers."""
    return SimulatedPerson(
        number=number, setting="primary_care", truth=truth, sex="woman", flags=(),
        answers={**QUIET, **answers},
    )  # fmt: skip


def curve(*people: SimulatedPerson) -> list[tuple[str | None, int, int]]:
    """Each step: the rule given up, how many are still sent, how many still found."""
    rates = read_rates(find("guideline"))
    steps = trade_off(Adviser(GUIDELINE), people, rates.truths, TODAY)
    return [(step.given_up, step.sent.count, step.found.count) for step in steps]


def test_a_rule_that_finds_nobody_serious_is_given_up_before_one_that_does() -> None:
    found = curve(
        person(1, "no_alarm", swollen_calf=True),
        person(2, "no_alarm", fever=True),
        person(3, "infection", fever=True),
    )
    assert found == [(None, 2, 1), ("swollen_calf", 1, 1), ("fever", 0, 0)]


def test_a_sign_that_means_phoning_now_is_never_given_up() -> None:
    found = curve(person(1, "no_alarm", saddle="new_or_worse"), person(2, "no_alarm", fever=True))
    assert found == [(None, 2, 0), ("fever", 1, 0)]


def test_two_rules_that_send_the_same_person_are_both_given_up_before_she_is_free() -> None:
    found = curve(person(1, "no_alarm", fever=True, swollen_calf=True))
    assert [sent for _, sent, _ in found] == [1, 1, 0]
