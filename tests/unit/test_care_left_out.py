"""Why a member of a set is not in: what keeps it out, and which answers are missing."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from tests.whole import engine, guideline

from rugwijzer.care.left_out import LeftOut, left_out
from rugwijzer.compiler import (
    Guideline,
    SetValue,
    build_engine,
    load,
    read_answers,
)

BICYCLE = Path(__file__).resolve().parents[1] / "bicycle"
NSAIDS = ("ibuprofen", "naproxen", "diclofenac", "nsaid_gel")


@cache
def bicycle() -> Guideline:
    return load(BICYCLE)


def packing(**answers: object) -> dict[str, LeftOut]:
    """What is left out of what to take along on a bicycle."""
    record = read_answers(bicycle(), answers)
    outcome = build_engine(bicycle(), "reference").evaluate(record)
    return {each.member: each for each in left_out(bicycle(), record, outcome, "packing")}


def medicines(**changes: object) -> dict[str, LeftOut]:
    """What is left out for the woman who asks which painkiller she may take; `...` takes away."""
    person = guideline().people["asks_painkiller"].record
    typed = read_answers(
        guideline(), {name: value for name, value in changes.items() if value is not ...}
    )
    record = {name: value for name, value in person.items() if changes.get(name) is not ...}
    record |= typed
    outcome = engine().evaluate(record)
    return {each.member: each for each in left_out(guideline(), record, outcome, "medicines")}


def test_what_is_in_is_not_left_out() -> None:
    assert packing(tyre="road", extras=[], dark=True) == {}
    assert medicines() == {}


def test_an_answer_that_makes_the_condition_fail_is_named() -> None:
    found = packing(tyre="gravel", extras=[], dark=True)
    assert found["pump"] == LeftOut("pump", (("tyre", "gravel"),), (), (), ())


def test_an_answer_that_makes_the_exception_hold_is_named_and_nothing_else() -> None:
    found = packing(tyre="road", extras=["bag"], dark=True)["pump"]
    assert [name for name, _ in found.because] == ["extras"]
    assert found.not_asked == found.dont_know == ()


def test_not_asked_and_dont_know_are_told_apart() -> None:
    found = packing(tyre=None)
    assert found["pump"].dont_know == ("tyre",)
    assert found["pump"].not_asked == ("extras",)
    assert found["spare_lamp"] == LeftOut("spare_lamp", (), (), ("dark",), ())


def test_one_contraindication_keeps_every_nsaid_out_and_is_the_only_thing_named() -> None:
    found = medicines(ulcer=True)
    assert tuple(found) == NSAIDS
    assert {each.because for each in found.values()} == {(("ulcer", True),)}


def test_a_decision_that_keeps_something_out_is_named_with_the_rules_that_made_it_so() -> None:
    found = medicines(swollen_calf=True)["paracetamol"]
    assert found.because == (("gate", "bridge"),)
    assert found.rules == ("gate_bridge_urgent",)


def test_a_dont_know_behind_a_decision_is_named_instead_of_a_rule_that_does_not_hold() -> None:
    found = medicines(liver_disease=None)["paracetamol"]
    assert found.rules == ()
    assert found.dont_know == ("liver_disease",)


def test_what_was_not_asked_is_named_also_behind_another_decision() -> None:
    assert medicines(kidney_disease=...)["ibuprofen"].not_asked == ("kidney_disease",)
    assert "fever" in medicines(fever=...)["paracetamol"].not_asked


def test_members_with_the_same_reasons_can_be_told_of_together() -> None:
    found = medicines(liver_disease=True)
    assert len({found[name].reasons for name in NSAIDS}) == 1
    assert found["paracetamol"].reasons != found["ibuprofen"].reasons


def test_there_is_always_something_to_say_and_it_is_true() -> None:
    person = guideline().people["asks_painkiller"].record
    asked = guideline().facts
    drawn = random.Random(7)
    screen = next(each for each in guideline().screens if each.name == "painkillers")
    for _ in range(60):
        record = dict(person)
        for name in drawn.sample([*screen.facts, *person], 6):
            record.pop(name, None)
            if drawn.random() < 0.5:
                record[name] = None
        outcome = engine().evaluate(record)
        value = outcome.decisions["medicines"]
        assert isinstance(value, SetValue)
        found = left_out(guideline(), record, outcome, "medicines")
        assert {each.member for each in found}.isdisjoint(value.inside)
        assert len(found) + len(value.inside) == 5
        for each in found:
            assert each.because or each.not_asked or each.dont_know
            assert all(name in outcome.open_facts for name in each.not_asked)
            assert all(record[name] is None and name in asked for name in each.dont_know)
